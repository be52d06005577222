"""Dates as articles print them, with the months' names in any language from CLDR."""

from __future__ import annotations

import datetime
import re
from contextlib import suppress
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from playbook.articles.cues import fold_words

_DATE_LIMIT = 40
"""Characters of a line up to which it can be a date and nothing else."""
_BUDDHIST = 543
_WORD = re.compile(r"[^\W\d_]+")
_NUMERIC = re.compile(r"^(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.]\s?(\d{1,2})[-/.]\s?(\d{4}))(?:\D.*)?$")
_OTHER_WORDS = 2
"""Words that a line may hold beside day, month and year and still be a date ("ayı", "at")."""


def read_date(text: str, language: str) -> str | None:
    """A date at its most exact, as 2021-02-09 or 2024-05; None where the text is not a date and nothing else.

    Numbers without a year first are read day first, as everywhere but in the United States. Thai years of the Buddhist
    era are turned into common ones.
    """
    if len(text) > _DATE_LIMIT:
        return None
    if match := _NUMERIC.match(text):
        year, month, day = match.group(1, 2, 3) if match.group(1) else match.group(6, 5, 4)
        return _iso(int(year), int(month), int(day))
    numbers = re.findall(r"\d+", text)
    years = [number for number in numbers if len(number) == 4]
    words = (
        [fold_words(word) for word in _WORD.findall(text)]
        if language != "th"
        else [fold_words(part) for part in text.split()]
    )
    months = [_months(language)[word] for word in words if word in _months(language)]
    if len(years) != 1 or len(months) != 1 or len(words) - 1 > _OTHER_WORDS:
        return None
    days = [number for number in numbers if len(number) <= 2]
    return _iso(int(years[0]), months[0], int(days[0]) if days else None)


def _iso(year: int, month: int, day: int | None) -> str | None:
    year = year - _BUDDHIST if year > 2400 else year
    with suppress(ValueError):
        date = datetime.date(year, month, day or 1)
        return date.isoformat() if day else date.strftime("%Y-%m")
    return None


@lru_cache(maxsize=32)
def _months(language: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for code in ("en", language):
        with suppress(UnknownLocaleError, ValueError):
            months = Locale.parse(code.replace("-", "_")).months
            for context in ("format", "stand-alone"):
                for width in ("wide", "abbreviated"):
                    found |= {fold_words(name).rstrip("."): number for number, name in months[context][width].items()}
    return found
