"""The other papers of an inspection, each from its own template."""
