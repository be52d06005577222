"""Dates in words, and the CLDR locale of a language. English is British English."""

from __future__ import annotations

import datetime
from functools import cache

from babel import Locale as CldrLocale
from babel.dates import format_date

from playbook.model import REFERENCE


@cache
def cldr_locale(language: str) -> CldrLocale:
    """The CLDR locale of a language of the playbook."""
    return CldrLocale.parse("en_GB" if language == REFERENCE else language.replace("-", "_"))


def long_date(day: datetime.date, language: str) -> str:
    """A date in words: "22 November 2026" in English."""
    return str(format_date(day, "long", locale=cldr_locale(language)))
