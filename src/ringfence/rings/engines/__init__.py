"""rings/engines."""
