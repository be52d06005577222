"""Whether two words are one but for their endings."""

from __future__ import annotations

from functools import cache
from typing import Any

_STEMMERS = {"en": "english", "tr": "turkish", "fi": "finnish", "nb": "norwegian", "el": "greek", "sv": "swedish",
             "da": "danish", "de": "german", "fr": "french", "es": "spanish", "it": "italian", "nl": "dutch",
             "pt": "portuguese", "ru": "russian"}  # fmt: skip
_LOOSE = frozenset({"tr", "el", "fi"})
"""Languages whose stemmers give one word several stems: alıç for alıcı and alıcı for alıcıya, απολο and απολογι."""
_LAST_LETTERS = 2
_SOFT = str.maketrans("çptk", "cbdg")


def has_stemmer(language: str) -> bool:
    """Whether the endings of a language are known."""
    return language.split("-", maxsplit=1)[0] in _STEMMERS


def same_stem(one: str, other: str, language: str) -> bool:
    """Whether two words in lower case have one stem. In a language whose endings are not known they must be equal."""
    if one == other:
        return True
    if not has_stemmer(language):
        return False
    stem = _stemmer(_STEMMERS[language.split("-", maxsplit=1)[0]])
    return _near(stem(one), stem(other)) if language in _LOOSE else stem(one) == stem(other)


def _near(one: str, other: str) -> bool:
    """Whether two stems of such a language are one but for their last letters."""
    short, long = sorted((_softened(one), _softened(other)), key=len)
    return long.startswith(short) and len(long) - len(short) <= _LAST_LETTERS


def _softened(stem: str) -> str:
    return stem[:-1] + stem[-1:].translate(_SOFT)


@cache
def _stemmer(name: str) -> Any:
    import snowballstemmer  # noqa: PLC0415 - slow to import, and needed only when two words are near each other

    return cache(snowballstemmer.stemmer(name).stemWord)
