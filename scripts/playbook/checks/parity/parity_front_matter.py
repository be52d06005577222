from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Page, Problem
from playbook.model.page import FACETS
from playbook.said import said

_SHARED = (*FACETS, "sources", "editorial")


def check(translation: Page, reference: Page) -> Iterator[Problem]:
    """Front matter that all languages share differs from the English page: facets, sources, editorial sections.

    Otherwise a filter finds a page in one language and not in another. `guidance` stands on the English page alone;
    every language shows what stands there.

    Bad:
        channel: [phone]              beside   channel: [in-person, phone]
    Good:
        channel: [in-person, phone]   in both
    """
    if translation.front.guidance:
        message = said('"guidance" stands on the English page alone, and every language shows it from there')
        hint = said("take it out here; if it is missing there, write it in {page}", page=reference.path)
        yield problem(translation.path, translation.front_source.line("guidance"), message, hint)
    for key in _SHARED:
        mine, theirs = set(getattr(translation.front, key)), set(getattr(reference.front, key))
        if mine == theirs:
            continue
        wrong = [
            *(f"without {name}" for name in sorted(theirs - mine)),
            *(f"with {name}" for name in sorted(mine - theirs)),
        ]
        message = said('"{key}" differs from the English page: {values}', key=key, values=", ".join(wrong[:4]))
        place = f"{reference.path}:{reference.front_source.line(key)}"
        yield problem(
            translation.path,
            translation.front_source.line(key),
            message,
            said("copy the line from {place}", place=place),
        )
