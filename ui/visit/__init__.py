"""The screen people live in: one visit, its checklist and all that belongs to it."""
