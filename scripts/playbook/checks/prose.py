"""The words of a page that readers see: without front matter, code, comments and the targets of links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from playbook.checks.problems import problem
from playbook.model import Page, Problem
from playbook.model.page import split_front_matter
from playbook.said import Said

_HIDDEN = re.compile(r"\]\([^)\]\n]*\)|\{\{[^{}\n]*\}\}|<!--(?:(?!<!--).)*?-->|`[^`\n]*`|<[^<>\n]*>|https?://\S+")
FILLER = "\x1a"
"""What stands in place of each hidden character: a sign that no page has."""


@lru_cache(maxsize=8)  # several rules look at one page after each other
def visible(text: str) -> str:
    """The text with what readers do not see blanked out by filler of the same length, so that places stay."""
    return _HIDDEN.sub(lambda match: FILLER * len(match[0]), text)


def hits(page: Page, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, re.Match[str]]]:
    """(line, column, match) of each place in the visible body where the pattern matches."""
    text = visible(page.body)
    for match in pattern.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        yield page.body_line + text.count("\n", 0, start), match.start() - start + 1, match


def each_hit(page: Page, pattern: re.Pattern[str], message: Said, hint: Callable[[str], Said]) -> Iterator[Problem]:
    """A problem for each place where the pattern matches; `{found}` in the message is what stands there.

    `hint(found)` says what to write.
    """
    for line, column, match in hits(page, pattern):
        found = match[0].strip() or match[0]
        yield problem(page.path, line, message.filled(found=found), hint(found), column)


def mend(text: str, pattern: re.Pattern[str], put: Callable[[re.Match[str]], str]) -> str:
    """The text of a topic page with `put(match)` in each visible place of the body where the pattern matches."""
    start = body_start(text)
    body = text[start:]
    parts, last = [text[:start]], 0
    for match in pattern.finditer(visible(body)):
        parts += [body[last : match.start()], put(match)]
        last = match.end()
    return "".join([*parts, body[last:]])


def body_start(text: str) -> int:
    """Where the text of a page behind its front matter begins."""
    return len(text) - len(split_front_matter(text)[1])


def prose_lines(page: Page) -> list[tuple[int, str]]:
    """(line, text) of what is written in the language of a page: its title, its summary, the lines of its body."""
    front = page.front_source
    top = [(front.line("title"), page.title), (front.line("summary"), page.front.summary)]
    return [*top, *enumerate(page.body.split("\n"), page.body_line)]
