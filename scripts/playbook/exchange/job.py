"""What a file for translators holds, whatever its format: pages with their texts, and what they were made from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from playbook.model import Problem

EXCHANGE = "exchange"
"""The rule under which all that is wrong with such a file is reported."""
_STAMP = re.compile(r"english=([0-9a-f]{12}) page=([0-9a-f]{12}|none) texts=(\d{1,5}) parts=(\S{1,4000})")
_PART = re.compile(r"([a-z][a-z0-9-]*)(?:\.(\d{1,4}))?")
ALL = "all"

RowKey = tuple[str, int]


class UnusableFile(Exception):
    """A file that cannot be brought back; `problems` says why, each with the segment. Nothing was changed."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def unusable(name: str, message: str, hint: str = "", line: int = 0) -> UnusableFile:
    """One problem of the file as a whole."""
    return UnusableFile((Problem(name, line, 1 if line else 0, EXCHANGE, message, hint),))


class Stamp(Struct, frozen=True):
    """What a page's texts were made from: the English page and the translation of that moment (`digest`).

    `count` is how many texts went out; `parts` which parts of the page they belong to, or None for all.
    """

    reference: str
    page: str
    count: int
    parts: frozenset[RowKey] | None = None

    def __str__(self) -> str:
        named = sorted(f"{section}.{row}" if row else section for section, row in self.parts or ())
        parts = ALL if self.parts is None else ",".join(named) or "-"
        return f"english={self.reference} page={self.page or 'none'} texts={self.count} parts={parts}"


def read_stamp(text: str) -> Stamp | None:
    """The stamp in a text, if there is one."""
    found = _STAMP.search(text)
    if found is None:
        return None
    page = "" if found[2] == "none" else found[2]
    parts = None
    if found[4] != ALL:
        parts = frozenset((part[1], int(part[2] or 0)) for part in _PART.finditer(found[4]))
    return Stamp(found[1], page, int(found[3]), parts)


def digest(text: str) -> str:
    """Twelve hexadecimal digits that tell one version of a page from another."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


class JobText(Struct, frozen=True):
    """A text in a file: the English and the translation in the notation, and what a translator is told of it.

    `state` is "new", "check", "done" or "unsure" (the translator says that it is not finished); empty where a format
    has no states. `place` is where it stands, in words; `codes` the Markdown of its marks; `line` its line in the file.
    """

    id: str
    source: str
    target: str
    state: str = ""
    place: str = ""
    note: str = ""
    codes: Mapping[str, str] = {}
    line: int = 0


class JobPage(Struct, frozen=True):
    """The texts of one page. `path` is the English page's file."""

    topic: str
    stamp: Stamp | None
    units: tuple[JobText, ...]
    path: str = ""
    title: str = ""


class Job(Struct, frozen=True):
    """A whole file: its pages, and the language that they are translated into."""

    language: str
    pages: tuple[JobPage, ...]

    def units(self) -> Iterator[tuple[JobPage, JobText]]:
        """Every text, with its page."""
        for page in self.pages:
            for unit in page.units:
                yield page, unit
