"""What every case file carries beside its payload: how to verify it, in words and as a script."""
