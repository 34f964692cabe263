"""Word and Excel: what is printed, what is read in, and the check of its format."""
