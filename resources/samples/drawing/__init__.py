"""The pictures of the samples, drawn with Pillow: the canvas, things, and one module per commune."""
