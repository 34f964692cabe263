"""The pictures of the samples: the canvas, what stands in them, a module for each commune."""
