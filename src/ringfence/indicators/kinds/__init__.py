"""indicators/kinds."""
