"""Ringfence: software against technical-support fraud."""
