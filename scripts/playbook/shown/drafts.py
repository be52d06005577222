"""Drafts: pages that still hold the comments of the file to fill in. Readers do not see them; a check names them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from playbook.model import Page, Playbook

ENGLISH, WRITE = "English", "Write"
"""What a comment to be replaced opens with: the English text to translate, or a word on what to write."""

_OPENING = re.compile(f"(?:{ENGLISH}|{WRITE}):")
PLACEHOLDER = "…"
"""What stands for a title or summary that is not written yet."""


def marks(page: Page) -> Iterator[int]:
    """The lines of a page on which a comment is still to be replaced or removed."""
    if not any(f"{word}:" in page.text for word in (ENGLISH, WRITE)):  # far quicker to see, and so with most pages
        return
    for match in _OPENING.finditer(page.text):
        number = page.text.count("\n", 0, match.start()) + 1
        before = page.text[page.text.rfind("\n", 0, match.start()) + 1 : match.start()].rstrip(" ")
        if before.endswith("<!--") or (before.lstrip() == "#" and number < page.body_line):
            yield number


def unwritten(page: Page) -> tuple[str, ...]:
    """Which of a page's title and summary are not written yet."""
    return tuple(key for key, text in (("title", page.title), ("summary", page.front.summary)) if text == PLACEHOLDER)


def is_draft(page: Page) -> bool:
    """Whether the page is still being written: a comment is left, or its title or summary is."""
    return bool(unwritten(page)) or any(True for _ in marks(page))


def published(playbook: Playbook) -> Playbook:
    """The playbook as readers see it: without drafts, so that they get the English text until a page is ready."""
    pages = playbook.pages.where(lambda page: not is_draft(page))
    return replace(playbook, pages=pages)
