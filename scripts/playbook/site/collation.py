"""Alphabetical order in the playbook's languages.

Letters with accents sort with their base letter, as CLDR's root collation has it, unless the language's own alphabet
gives them a place (Turkish ç, Finnish ä, Norwegian å); Thai words sort by their first consonant, not by the vowel
written before it (Royal Institute dictionary order). A language that is not named here gets the root order.
"""

from __future__ import annotations

import re
import unicodedata

_ALPHABETS = {
    "tr": "abcçdefgğhıijklmnoöpqrsştuüvwxyz",
    "fi": "abcdefghijklmnopqrstuvwxyzåäö",
    "nb": "abcdefghijklmnopqrstuvwxyzæøå",
}
_THAI_VOWEL_FIRST = re.compile(r"([เ-ไ])([ก-ฮ])")
_THAI_MARKS = re.compile(r"[็-๎]")


def sort_key(text: str, language: str) -> tuple[tuple[int, str], ...]:
    """The key by which a text sorts among others of its language; ties keep the order they came in."""
    if language == "tr":
        text = text.replace("I", "ı").replace("İ", "i")
    text = unicodedata.normalize("NFC", text.casefold())
    text = _THAI_MARKS.sub("", _THAI_VOWEL_FIRST.sub(r"\2\1", text))
    alphabet = _ALPHABETS.get(language, "")
    return tuple(_letter(character, alphabet) for character in text if character.isalnum() or character == " ")


def _letter(character: str, alphabet: str) -> tuple[int, str]:
    if character in alphabet:
        return alphabet.index(character) + 1, ""
    base = unicodedata.normalize("NFD", character)[0]
    if base in alphabet:
        return alphabet.index(base) + 1, ""
    return (0 if character == " " else 100 if alphabet else 1), base
