from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Page, Problem
from playbook.said import said


def check(page: Page) -> Iterator[Problem]:
    """A practice scene lacks its situation or its model answer, or the section has no scene.

    A scene is a `###` heading, the situation with its question, and the answer as a quotation (`> …`).

    Bad:
        ### At the till
        Six people are waiting. What do you do?
    Good:
        ### At the till
        Six people are waiting. What do you do?

        > Look at the next person and say that you will be right with them.
    """
    section = page.by_id.get("practice")
    if section is None or not section.blocks:
        return
    if (
        not section.scenes and "###" not in section.text
    ):  # of a scene whose heading is no heading rule stray-markup says so
        yield problem(
            page.path, section.line, said("there is no scene to practise"), said("begin one with ### and its name")
        )
    for scene in section.scenes:
        if not scene.situation.strip() and not scene.answer.strip():
            continue  # rule empty-section says so
        if not scene.answer.strip():
            message = said('the scene "{title}" has no model answer', title=scene.title)
            yield problem(page.path, scene.line, message, said("write it as a quotation: lines that begin with >"))
        elif not scene.situation.strip():
            message = said('the scene "{title}" has no situation', title=scene.title)
            yield problem(
                page.path, scene.line, message, said("say before the answer what happens, and ask what to do")
            )
