"""The staged screens of exchange: what will happen, one button, what happened."""
