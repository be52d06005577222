"""The language that all others are compared with."""

REFERENCE = "en"
"""The language of the reference edition."""
