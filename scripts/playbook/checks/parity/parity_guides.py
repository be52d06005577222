from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.edition import Edition
from playbook.checks.problems import problem
from playbook.model import REFERENCE, Problem


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
            hint = f"write it in docs/{REFERENCE}/{'/'.join(name)} first, or take it out"
            yield problem(guide.path, 0, "there is no English guide of this name", hint)
            continue
        for what, mine, theirs in (
            ("headings", len(guide.anchors), len(reference.anchors)),
            ("links", len(guide.links), len(reference.links)),
        ):
            if mine != theirs:
                message = f"{mine} {what}; {reference.path} has {theirs}"
                yield problem(guide.path, 1, message, "compare the two, section by section")
