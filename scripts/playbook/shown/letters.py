"""Small letters as a language has them."""

from __future__ import annotations

import unicodedata

_TURKISH = {"tr", "az"}
"""Languages whose I is a capital ı and whose İ is a capital i."""


def lower(text: str, language: str) -> str:
    """Text in small letters, composed (NFC)."""
    if language.partition("-")[0] in _TURKISH:
        text = text.replace("I", "ı").replace("İ", "i")
    return unicodedata.normalize("NFC", text).lower()
