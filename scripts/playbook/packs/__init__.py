"""Printed packs: choosing topics, putting them together, setting them with Typst. Prints nothing and writes nothing."""
