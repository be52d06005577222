"""Fuzzing: every reader of text that others wrote, given whatever bytes there are. `python -m tests.fuzz --help`."""
