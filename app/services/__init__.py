"""The use cases: one door for window and command line."""
