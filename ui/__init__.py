"""The window; it calls services and nobody else."""
