"""Alphabetical order as each language has it.

Babel has no collation. The tailorings are those of CLDR's root and language collations, as far as words and titles need
them: letters with accents sort with their base letter unless the language's own alphabet gives them a place, and digits
come before letters.
"""

from __future__ import annotations

import re
import unicodedata

from playbook.shown.letters import lower

# Letters that stand in the alphabet in their own right, behind the letter before the colon.
_OWN_LETTERS = {
    "tr": {"ç": "c", "ğ": "g", "ı": "h", "ö": "o", "ş": "s", "ü": "u"},
    "fi": {"å": "z", "ä": "z\uffff", "ö": "z\uffff\uffff"},
    "sv": {"å": "z", "ä": "z\uffff", "ö": "z\uffff\uffff"},
    "nb": {"æ": "z", "ø": "z\uffff", "å": "z\uffff\uffff"},
    "da": {"æ": "z", "ø": "z\uffff", "å": "z\uffff\uffff"},
    "es": {"ñ": "n"},
}
_BEHIND = "\uffff"
# A Thai vowel that is written before its consonant is sorted after it.
_THAI_PREPOSED = re.compile(r"([\u0e40-\u0e44])([\u0e01-\u0e2e])")
_THAI_MARKS = re.compile(r"[\u0e47-\u0e4e]")


def sort_key(text: str, language: str) -> tuple[str, str]:
    """A key that puts texts in the language's alphabetical order; case, accents and punctuation count last."""
    own = _OWN_LETTERS.get(language.partition("-")[0], {})
    letters = "".join(own[letter] + _BEHIND if letter in own else _plain(letter) for letter in lower(text, language))
    letters = _THAI_MARKS.sub("", _THAI_PREPOSED.sub(r"\2\1", letters))
    return "".join(letter for letter in letters if letter.isalnum() or letter in f" {_BEHIND}"), text


def first_letter(text: str, language: str) -> str:
    """The letter of the language's alphabet, as a capital, under which an index has a text; "#" for no letter."""
    key = _THAI_PREPOSED.sub(r"\2\1", lower(text, language))
    letter = next((letter for letter in key if letter.isalnum()), "")
    own = _OWN_LETTERS.get(language.partition("-")[0], {})
    plain = letter if letter in own else _plain(letter) if letter else ""
    capital = "İ" if plain == "i" and language == "tr" else plain.upper()
    return capital if plain.isalpha() else "#"


def _plain(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)
    return base[0] if len(base) > 1 and unicodedata.combining(base[1]) else letter
