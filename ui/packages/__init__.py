"""Data packages: what goes to another laptop or to headquarters, and what comes back."""
