from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.edition import Edition
from playbook.checks.problems import problem
from playbook.model import Problem
from playbook.model.problem import did_you_mean
from playbook.said import said
from playbook.shown.links import is_outside, resolve


def check(edition: Edition) -> Iterator[Problem]:
    """A link names a section that the page it leads to does not have.

    Behind `#` stands the section's id, which is the same in every language: now, signs, steps, phrases, mistakes,
    escalate, afterwards, why, practice. In a guide it is the heading in lower case, joined with hyphens.

    Bad:
        [setting limits](../escalation/setting-limits.md#first-words)
    Good:
        [setting limits](../escalation/setting-limits.md#now)
    """
    for page in edition.judged:
        for link in page.links:
            if "#" not in link.href or link.is_image or is_outside(link.href):
                continue
            target, fragment = resolve(page.path, link.href)
            anchor, shown_text, _ = fragment.partition(":~:")  # behind it stands text to show, no part of the id
            known = edition.anchors.get(target)
            if known is None or anchor in known or (shown_text and not anchor):
                continue
            names = sorted(known)
            hint = did_you_mean(anchor, names, said("its sections are: {sections}", sections=", ".join(names)), "#{}")
            message = (
                said('{page} has no section "{anchor}"', page=target, anchor=anchor)
                if anchor
                else said('the link "{href}" ends in an empty "#"', href=link.href)
            )
            yield problem(page.path, link.line, message, hint, link.column)
