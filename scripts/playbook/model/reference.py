"""The language that all others are compared with; by itself here, so that knowing it costs no other import."""

REFERENCE = "en"
"""The language of the reference edition."""
