"""Figures as each language writes them, brought to one form: 5,400 (en), 5.400 (tr) and 5 400 (fi) are all 5400."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from babel.numbers import get_decimal_symbol, get_group_symbol
from msgspec import Struct

_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen"""
_ORDINALS = """zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"""
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90}
_OTHER = {"once": 1, "twice": 2, "couple": 2, "both": 2, "pair": 2, "half": 30, "dozen": 12, "noon": 12, "midday": 12,
          "hundred": 100, "thousand": 1000}  # fmt: skip
NUMBER_WORDS: dict[str, int] = {
    **{word: number for number, word in enumerate(_UNITS.split())},
    **{word: number for number, word in enumerate(_ORDINALS.split())},
    **{f"{stem}{end}": value for stem, value in _TENS.items() for end in ("y", "ieth")},
    **_OTHER,
}
"""English number words: a translation may write their figure."""

HAS_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[a-z]+")
_ORDINAL = re.compile(r"(?<!\d)(\d+)(?:st|nd|rd|th)\b")
_HIDDEN = re.compile(r"\]\([^)\]\n]*\)|\{\{[^{}\n]*\}\}|^[ \t>]*\d+[.)](?=[ \t])|<!--(?:(?!<!--).)*?-->", re.MULTILINE)
_TIME = re.compile(r"(?<![\d.,:])([01]?\d|2[0-3])[:.]([0-5]\d)(?![\d.,]*\d)")


class Figure(Struct, frozen=True):
    """A figure of a text: its value in one form, and where it begins."""

    value: str
    offset: int
    written: str


def figures(text: str, language: str) -> Iterator[Figure]:
    """The figures of a text in a language, with times as 10:30; list numbers, links and slots left out."""
    visible = _HIDDEN.sub(lambda match: " " * len(match[0]), text)
    pattern, group, decimal = _pattern(language)
    taken = -1
    for match in _TIME.finditer(visible):
        if ":" in match[0] or decimal != ".":
            taken = match.end()
            yield Figure(f"{_whole(match[1])}:{match[2]}", match.start(), match[0])
            visible = visible[: match.start()] + " " * len(match[0]) + visible[taken:]
    for match in pattern.finditer(visible):
        whole, _, fraction = match[0].partition(decimal)
        digits = re.sub(group, "", whole)
        value = _whole(digits) + (f".{_signs(fraction)}" if fraction.strip("0๐") else "")
        yield Figure(value, match.start(), match[0])


def _whole(digits: str) -> str:
    """A whole number of any length, which int() would not read, in the digits of English and without noughts before."""
    return _signs(digits).lstrip("0") or "0"


def _signs(digits: str) -> str:
    return "".join(str(unicodedata.digit(sign)) for sign in digits)


def number_words(text: str) -> set[str]:
    """The values that an English text writes as words or as ordinals: a translation may or may not use figures."""
    found = [NUMBER_WORDS[word] for word in _WORD.findall(text.lower()) if word in NUMBER_WORDS]
    values = {str(value) for value in found}
    values |= {str(first + second) for first, second in itertools.pairwise(found) if second < 10 < first}
    return values | {_whole(match[1]) for match in _ORDINAL.finditer(text)}


@cache
def _pattern(language: str) -> tuple[re.Pattern[str], str, str]:
    """(pattern of a figure, pattern of its group marks, decimal mark) as CLDR has them for the language."""
    code = language.replace("-", "_")
    group, decimal = get_group_symbol(code), get_decimal_symbol(code)
    marks = "[ \u00a0\u202f]" if group.isspace() else f"[{re.escape(group)}]"
    number = rf"(?<![\d])(?:\d{{1,3}}(?:{marks}\d{{3}})+(?!\d)|\d+)(?:{re.escape(decimal)}\d+)?"
    return re.compile(number), marks, decimal
