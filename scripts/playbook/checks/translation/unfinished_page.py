from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.context import Context, problem
from playbook.model import Problem

_LEFT = re.compile(r"<!--[ ]*(?:English|Write):")
_LEFT_ABOVE = re.compile(r"[ \t]*#[ ](?:English|Write):")
_PLACEHOLDER = "…"


def check(context: Context) -> Iterator[Problem]:
    """A comment of the file to fill in is left, or its title or summary is: readers get the English page until then.

    Bad:
        1. Kuuntele loppuun. <!-- English: Listen until they have finished. -->
    Good:
        1. Kuuntele loppuun.
    """
    for page in context.pages:
        left = "English:" in page.text or "Write:" in page.text
        for number, line in enumerate(page.lines if left else (), 1):
            if _LEFT.search(line) or (number < page.body_line and _LEFT_ABOVE.match(line)):
                message = "this comment is from the file to fill in"
                yield problem(page.path, number, message, "put your words in its place, or remove it if they are there")
        for key, value in (("title", page.title), ("summary", page.front.summary)):
            if value == _PLACEHOLDER:
                yield problem(page.path, page.front_source.line(key), f"the {key} is not written yet", "write it")
