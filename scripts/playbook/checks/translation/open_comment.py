from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Page, Problem
from playbook.model.comment import NO_COMMENTS, commented_row
from playbook.said import said


def check(page: Page, shared: Shared) -> Iterator[Problem]:
    """Somebody who read the page asked or said something of a row, and nobody has answered yet.

    Comments stand in taxonomy/comments/, a file a language. They keep nobody from handing in.

    Bad:
        - {topic: honesty, row: steps/item-2, by: Aino, day: 2026-11-27, text: "Do we say it like this?"}
    Good:
        the same, with  answers: [{by: Eino, day: 2026-11-28, text: "On the telephone, yes."}]
    """
    for comment in shared.comments.get(page.language, NO_COMMENTS).on(page.topic):
        if comment.open:
            _, line = commented_row(page, comment)
            message = said("{by} says, and nobody has answered: {text}", by=comment.by, text=comment.open)
            hint = said(
                "answer it in the studio, or in taxonomy/comments/{language}.yml under answers:", language=page.language
            )
            yield problem(page.path, line, message, hint)
