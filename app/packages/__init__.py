"""Packages `skt/1`: sealed, signed, verified, read strictly."""
