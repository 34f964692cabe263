"""Recommendations of all visits, followed until they are closed."""
