from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.prose import each_hit, mend
from playbook.model import Page, Problem, SourceFile
from playbook.said import said
from playbook.shown.typography import MARKS, quotes_of

_PAIR = re.compile(f"[{MARKS}]([^{MARKS}\n|]*)[{MARKS}]")


def check(page: Page) -> Iterator[Problem]:
    """A quotation mark is not that of the language: “en”, “tr”, ”fi”, «nb», “th”, «el», „pl”.

    The marks of other languages are those of the Unicode data (CLDR); where it has none, nothing is said.

    Bad:
        "I can help you with that."
    Good:
        “I can help you with that.”
    """
    own = quotes_of(page.language)
    if own is None:
        return iter(())
    message = said("the quotation mark {found} is not used in this language")
    hint = said("write {opening}…{closing}", opening=own.opening, closing=own.closing)
    return each_hit(page, own.wrong, message, lambda _: hint)


def fix(text: str, file: SourceFile) -> str:
    """Pairs of wrong quotation marks become the language's own, where a line has them in pairs and in no other way."""
    own = quotes_of(file.language)
    if own is None:
        return text

    def mended(line: re.Match[str]) -> str:
        written = line[0]
        raw = _PAIR.sub(lambda pair: f"{own.opening}{pair[1]}{own.closing}", written)
        marks = sum(mark in MARKS for mark in written)
        return raw if own.wrong.search(written) and marks % 2 == 0 and not own.wrong.search(raw) else written

    return mend(text, re.compile(r"[^\n\x1a|]+"), mended)
