"""Rules on sections."""
