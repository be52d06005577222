"""The script that a language is written in."""

from __future__ import annotations

from functools import cache

from babel.core import get_global


@cache
def script_of(language: str) -> str:
    """The ISO 15924 code of the script a language is usually written in, by CLDR's likely subtags; else Latn."""
    parts = language.replace("-", "_").split("_")
    explicit = next((part for part in parts[1:] if len(part) == 4), "")
    likely = str(get_global("likely_subtags").get(parts[0], "")).split("_")
    return explicit or next((part for part in likely if len(part) == 4), "Latn")
