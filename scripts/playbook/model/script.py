"""The script that a language is written in."""

from __future__ import annotations

from functools import cache

AT_HAND = {"": "Latn", "en": "Latn", "tr": "Latn", "fi": "Latn", "nb": "Latn", "th": "Thai", "el": "Grek"}
"""The scripts of the playbook's first languages, as CLDR has them: loading Babel takes its time."""


@cache
def script_of(language: str) -> str:
    """The ISO 15924 code of the script a language is usually written in, by CLDR's likely subtags; else Latn."""
    parts = language.replace("-", "_").split("_")
    explicit = next((part for part in parts[1:] if len(part) == 4), "")
    return explicit or AT_HAND.get(parts[0]) or _likely_script(parts[0])


def _likely_script(language: str) -> str:
    from babel.core import get_global  # noqa: PLC0415

    likely = str(get_global("likely_subtags").get(language, "")).split("_")
    return next((part for part in likely if len(part) == 4), "Latn")
