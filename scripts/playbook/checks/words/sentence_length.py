from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Block, Page, Problem
from playbook.said import said
from playbook.shown.typography import is_unspaced

LIMIT = 25
"""Words a sentence may have."""
UNSPACED_LIMIT = 170
"""Characters a line may have where words are not separated by spaces: about 40 Thai words."""
_END = re.compile(r"[.!?…:](?=[\s”»\"’)]|$)|\n")
_GREEK_END = re.compile(r"[.!?…:;·](?=[\s”»\"’)]|$)|\n")
_WORD = re.compile(r"\w")
_SLOT = re.compile(r"\{\{[^{}\n]*\}\}")


def check(page: Page) -> Iterator[Problem]:
    """A sentence has more than 25 words; in Thai, a line has more than 170 characters.

    Whoever reads it has a customer in front of them. A line ends a sentence, as each has a line of its own.

    Bad:
        If the customer who called this morning about the delayed order calls again before the parcel has …
    Good:
        They may call again before the parcel is there.
        Then say when it comes.
    """
    unspaced = is_unspaced(page.language)
    ends = _GREEK_END if page.language == "el" else _END
    for block in page.every_block:
        text = block.text
        if unspaced:
            if len(text) > UNSPACED_LIMIT:
                yield from _long_lines(page.path, block)
        elif text.count(" ") >= LIMIT:
            yield from _long_sentences(page.path, block, ends)


def _long_sentences(path: str, block: Block, ends: re.Pattern[str]) -> Iterator[Problem]:
    start = 0
    text = _SLOT.sub("x", block.text)
    for stop in [*(match.end() for match in ends.finditer(text)), len(text)]:
        words = text[start:stop].split()
        words = [word for word in words if _WORD.search(word)] if len(words) > LIMIT else words
        if len(words) > LIMIT:
            line = block.line + text.count("\n", 0, start + len(text[start:stop]) - len(text[start:stop].lstrip()))
            message = said(
                'this sentence has {count} words: "{beginning} …"', count=len(words), beginning=" ".join(words[:5])
            )
            yield problem(path, line, message, said("at most {limit}; make two of it", limit=LIMIT))
        start = stop


def _long_lines(path: str, block: Block) -> Iterator[Problem]:
    for number, line in enumerate(block.text.split("\n"), block.line):
        if len(line) > UNSPACED_LIMIT:
            message = said('this line has {count} characters: "{beginning}…"', count=len(line), beginning=line[:20])
            yield problem(path, number, message, said("at most {limit}; make two of it", limit=UNSPACED_LIMIT))
