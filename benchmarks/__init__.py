"""Measurements against the plain tools; `make bench` runs them all."""
