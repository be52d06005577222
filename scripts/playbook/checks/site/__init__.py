"""Rules on the built site."""
