"""Tools that write checked-in files: the query texts and the reference pages. The product imports none of them."""
