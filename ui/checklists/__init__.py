"""The checklists of this store, to be read."""
