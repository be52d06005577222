"""Rules on shape."""
