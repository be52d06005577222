from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Page, Problem
from playbook.said import said


def check(page: Page) -> Iterator[Problem]:
    """A section, a scene or a list item has nothing in it.

    Bad:
        ## Common mistakes

        ## When to get help
    Good:
        ## Common mistakes

        - Looking at a screen while they talk.
    """
    for section in page.sections:
        if not any(block.text or block.children for block in section.blocks):
            message = said('section "{heading}" is empty', heading=section.heading.text)
            yield problem(page.path, section.line, message, said("write it, or take its heading out"))
        for scene in section.scenes:
            if not scene.situation.strip() and not scene.answer.strip():
                message = said('the scene "{title}" is empty', title=scene.title)
                yield problem(page.path, scene.line, message, said("write it, or take its heading out"))
        for item in section.points:
            if not item.text and not item.children:
                yield problem(page.path, item.line, said("this list item is empty"), said("write it, or take it out"))
