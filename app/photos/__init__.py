"""Photos and other objects: taken in once, kept by their hash, never rewritten."""
