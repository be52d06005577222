from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.documents import PageOrGuide
from playbook.checks.problems import problem
from playbook.model import Problem
from playbook.said import said
from playbook.shown.links import SCHEMES, is_outside, is_safe


def check(document: PageOrGuide) -> Iterator[Problem]:
    """A link has an address that could run in the page, or that is none, or a picture is fetched from another site.

    The site shows its words without the link, and leaves the picture out.

    Bad:
        [the form](javascript:void)
    Good:
        [the form](https://example.org/form)
    """
    for link in document.links:
        if not is_safe(link.href):
            message = said('"{href}" is no address that a page may have', href=link.href[:60])
            hint = said(
                "link to a page, or begin with {beginnings}", beginnings=", ".join(f"{scheme}:" for scheme in SCHEMES)
            )
            yield problem(document.path, link.line, message, hint, link.column)
        elif link.is_image and is_outside(link.href):
            message = said("this picture is on another site, which would hear of every reader")
            yield problem(document.path, link.line, message, said("put its file beside the page"), link.column)
