"""The window; it calls services and nobody else."""

from ui.singletons import make_immortal

make_immortal()
