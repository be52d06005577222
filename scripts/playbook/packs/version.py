"""Versions: of a page, of a pack, and the few characters of each that a printed code carries.

A pack's version is the date of its newest review and a hash over what the playbook put in it: pack, languages, pages,
glossary rows. What an organisation fills in and how the pack is printed leave it as it is, so that equal versions mean
equal guidance. The code on a pack holds a key and a short hash for every topic, so that the site can name what has
changed since without having kept anything about old prints.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from playbook.model import Locale, Page
from playbook.packs.assembly import version_of
from playbook.packs.selection import Selection
from playbook.packs.words import PACK_CONTEXT
from playbook.shown.dates import long_date
from playbook.shown.glossary import ConceptRow

SHORT = 3
"""Characters of a topic's key and of a page's hash in a code: 18 bits, so a change goes unseen once in 262,144."""


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def _digest(data: Any) -> bytes:
    text = data if isinstance(data, str) else _JSON.encode(data)
    return hashlib.sha256(text.encode()).digest()


def _short(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).decode()[:SHORT]


def printed_hash(printed: Page | Sequence[str]) -> str:
    """A hash over what is printed of a page, as far as the playbook decides it, or over some texts."""
    return (_page_digest(printed) if isinstance(printed, Page) else _digest([*printed])).hex()


@lru_cache(maxsize=8192)
def topic_key(topic: str) -> str:
    """The topic's key in a code."""
    return _short(_digest(topic))


def page_hash(page: Page) -> str:
    """The page's hash in a code; another one after any change to what is printed of it."""
    return _short(_page_digest(page))


def _page_digest(page: Page) -> bytes:
    return _text_digest(page.title, page.front.summary, page.text, page.body_line)


@lru_cache(maxsize=8192)  # the pages about packs of every language have the hashes of all pages in all languages
def _text_digest(title: str, summary: str, text: str, body_line: int) -> bytes:
    return _digest([title, summary, *text.split("\n")[body_line - 1 :]])


def reviewed(selection: Selection) -> datetime.date | None:
    """The date of the newest review of its pages; None where none was ever reviewed."""
    dates = [page.front.reviewed for pages in selection.pages for page in pages if page.front.reviewed]
    return max(dates, default=None)


def review_words(day: str, locale: Locale) -> str:
    """The date of a newest review (ISO 8601) in words of a language, or that there was none yet."""
    return (
        long_date(datetime.date.fromisoformat(day), locale.code)
        if day
        else locale.text("not yet reviewed", PACK_CONTEXT)
    )


def pack_version(selection: Selection, glossary: tuple[ConceptRow, ...]) -> str:
    """The pack's version: `2026-11-22-3f9a2c`; without a date where no page was ever reviewed."""
    return version_of(
        str(reviewed(selection) or ""),
        selection.pack.id,
        [locale.code for locale in selection.locales],
        [[printed_hash(page) for page in pages] for pages in selection.pages],
        sorted([row.id, *map(printed_hash, zip(row.terms, row.definitions, strict=True))] for row in glossary),
    )
