"""Word files: templates filled, WordprocessingML written, lines fitted, files saved and checked."""
