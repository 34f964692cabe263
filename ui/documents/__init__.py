"""Papers on the screen: their pages, how they are printed, and what is done with them."""
