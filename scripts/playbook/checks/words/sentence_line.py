from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.prose import body_start, visible
from playbook.model import Page, Problem, SourceFile

# The look behind comes second: a pattern that begins with a mark is looked for many times faster.
_END = re.compile(r"[.!?…;](?<=[^\W\d_].)[”»)’]*(?P<space>[ ]+)(?=[“”«(\[‘]?(?P<first>[^\W\d_]))")
_PREFIX = re.compile(r"(?:[ \t]*(?:[-*+]|\d+[.)]|>)[ \t]+)*[ \t]*")
_SHORT = re.compile(r"(?:^|[\s(“«”])(?:[^\W\d_]{1,2}|[^\W\d_]+\.[^\W\d_]+|esim|mrs|prof|tel|π\.χ)\.$", re.IGNORECASE)
_OPENING, _CLOSING, _BOTH = "“«(", "”»)", {"fi": "”", "sv": "”"}
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
            message = f'a second sentence begins here: "{line[place:].strip()[:30]}…"'
            yield problem(page.path, number, message, "give it a line of its own", place + 1)


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
        if not match["first"].isupper() or _is_open(before, language) or _SHORT.search(before[-_NEAR:]):
            continue
        yield match.end()


def _is_open(text: str, language: str) -> bool:
    """Whether a quotation or a bracket is still open at the end of the text."""
    both = _BOTH.get(language, "")
    if both and text.count(both) % 2:
        return True
    opened = sum(text.count(sign) for sign in _OPENING)
    closed = sum(text.count(sign) for sign in _CLOSING if sign != both)
    return opened > closed
