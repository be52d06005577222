from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.edition import Edition
from playbook.checks.problems import problem
from playbook.model import REFERENCE, Problem
from playbook.said import said


def check(edition: Edition) -> Iterator[Problem]:
    """A guide in another language has more or fewer sections or links than the English one, or no English one at all.

    Bad:
        docs/fi/guides/staff.md with five sections, docs/en/guides/staff.md with six
    Good:
        both with the same sections, in the same order
    """
    english = {outline.path: outline for outline in edition.outlines if outline.language == REFERENCE}
    for guide in edition.outlines:
        _, language, *name = guide.path.split("/")
        if guide.topic or language == REFERENCE or name[:1] != ["guides"]:
            continue
        reference = english.get(f"docs/{REFERENCE}/{'/'.join(name)}")
        if reference is None:
            hint = said(
                "write it in docs/{reference}/{file} first, or take it out", reference=REFERENCE, file="/".join(name)
            )
            yield problem(guide.path, 0, said("there is no English guide of this name"), hint)
            continue
        for differ, mine, theirs in (
            (said("{here} headings; {page} has {there}"), len(guide.anchors), len(reference.anchors)),
            (said("{here} links; {page} has {there}"), len(guide.links), len(reference.links)),
        ):
            if mine != theirs:
                message = differ.filled(here=mine, page=reference.path, there=theirs)
                yield problem(guide.path, 1, message, said("compare the two, section by section"))
