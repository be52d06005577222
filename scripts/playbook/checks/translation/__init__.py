"""Rules on translation."""
