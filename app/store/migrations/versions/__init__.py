"""One module for each store version."""
