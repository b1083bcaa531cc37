"""The views of the public face, one file a page."""
