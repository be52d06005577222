from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.prose import body_start, visible
from playbook.model import Page, Problem, SourceFile
from playbook.said import said
from playbook.shown.typography import MARKS, quotes_of

# The look behind comes second: a pattern that begins with a mark is looked for many times faster.
_END = re.compile(r"[.!?…;](?<=[^\W\d_].)[”»)’]*(?P<space>[ ]+)(?=[“”«(\[‘]?(?P<first>[^\W\d_]))")
_PREFIX = re.compile(r"(?:[ \t]*(?:[-*+]|\d+[.)]|>)[ \t]+)*[ \t]*")
_SHORT = re.compile(r"(?:^|[\s(“«”])(?:[^\W\d_]{1,2}|[^\W\d_]+\.[^\W\d_]+|esim|mrs|prof|tel|π\.χ)\.$", re.IGNORECASE)
_SHORT_ELSEWHERE = re.compile(r"(?:^|[\s(“„«”])[^\W\d_]{1,4}\.$")
"""Taken for an abbreviation in a language whose abbreviations are not listed."""
_LISTED = frozenset({"en", "tr", "fi", "nb", "th", "el"})
_SEMICOLON_ASKS = "el"
_NEAR = 40
"""Characters before an end that are looked at for an abbreviation."""


def check(page: Page) -> Iterator[Problem]:
    """A line holds two sentences. With one a line, two people can work on one page, and a change shows where it is.

    What stands in quotation marks or brackets stays together, and so does a row of a table.

    Bad:
        1. Listen to the whole story. Then name the feeling.
    Good:
        1. Listen to the whole story.
           Then name the feeling.
    """
    for number, line in enumerate(page.body.split("\n"), page.body_line):
        for place in _ends(line, page.language):
            message = said('a second sentence begins here: "{beginning}…"', beginning=line[place:].strip()[:30])
            yield problem(page.path, number, message, said("give it a line of its own"), place + 1)


def fix(text: str, file: SourceFile) -> str:
    """Every sentence gets a line of its own, indented as the first one is."""
    start = body_start(text)
    return text[:start] + "\n".join(_split(line, file.language) for line in text[start:].split("\n"))


def _split(line: str, language: str) -> str:
    places = list(_ends(line, language))
    if not places:
        return line
    prefix = _PREFIX.match(line)
    indent = re.sub(r"[^>\s]", " ", prefix[0]) if prefix else ""
    pieces = [line[first:last].strip() for first, last in zip([0, *places], [*places, len(line)], strict=True)]
    return line[: len(line) - len(line.lstrip())] + f"\n{indent}".join(pieces)


def _ends(line: str, language: str) -> Iterator[int]:
    """Where in a line a second, third … sentence begins."""
    if not _END.search(line) or line.lstrip().startswith(("|", "#", "```")):
        return
    prefix = _PREFIX.match(line)
    seen = visible(line)
    for match in _END.finditer(seen, prefix.end() if prefix else 0):
        before = seen[: match.start("space")]
        if before[-_NEAR:].rstrip("”»)’").endswith(";") and language != _SEMICOLON_ASKS:
            continue
        if not match["first"].isupper() or _is_open(before, language) or _is_short(before[-_NEAR:], language):
            continue
        yield match.end()


def _is_open(text: str, language: str) -> bool:
    """Whether a quotation or a bracket is still open at the end of the text."""
    own = quotes_of(language)
    if own is None or any(mark in text for mark in own.also):
        return any(mark in text for mark in MARKS)
    if own.opening == own.closing and text.count(own.opening) % 2:
        return True
    pairs = {own.opening: own.closing, "(": ")"}
    return any(text.count(opening) > text.count(closing) for opening, closing in pairs.items() if opening != closing)


def _is_short(text: str, language: str) -> bool:
    """Whether the full stop at the end of the text is that of an abbreviation."""
    elsewhere = language.split("-", maxsplit=1)[0] not in _LISTED and _SHORT_ELSEWHERE.search(text)
    return bool(elsewhere or _SHORT.search(text))
