"""The place that a heading of a guide is: what links to it say behind the `#`."""

from __future__ import annotations

import re


def slug(text: str) -> str:
    """The id of a heading outside topic pages: lower case, words joined with hyphens."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text).strip().lower())
