"""The phrase bank: offered where sentences are written, and a page to keep it."""
