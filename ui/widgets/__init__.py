"""Widgets that know no feature: every page is built from them."""
