"""Rows of every format: `headings` and `cells` read them, `dataset` makes records of them, `limits` bounds them."""
