"""What people look at: the landscape map, the table that says the same, the document."""
