"""What a page lacks that its English one has, a gap or a link: the field in which it belongs, and what puts it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from playbook.checks.problems import ENGLISH_HAS_IT
from playbook.editing.page_fields import Field
from playbook.editing.side_by_side import PairedPart
from playbook.model import Page, Problem
from playbook.model.markdown import find_links
from playbook.model.page import SLOT
from playbook.said import Said
from playbook.shown.links import is_outside, resolve


class Lacking(Struct, frozen=True):
    """The field that lacks something, and what it lacks: a "slot" by its name, a "link" by its address, or neither."""

    key: str
    kind: str = ""
    name: str = ""


def is_lacking(problem: Problem) -> bool:
    """Whether a problem is that the page lacks what its English one has."""
    return isinstance(problem.hint, Said) and problem.hint.template == ENGLISH_HAS_IT.template


def lacking(page: Page, problem: Problem, parts: Sequence[PairedPart]) -> Lacking | None:
    """Where the page lacks it, for a problem of that kind; None where the page has no field for it.

    Of several rows of a part whose English text has it, the first that lacks it is meant.
    """
    assert isinstance(problem.hint, Said)
    line = int(str(problem.hint.values["line"]))
    pairs = [
        [(field.own, field.reference) for row in part.rows for field in row.fields if field.own and field.reference]
        for part in parts
    ]
    here = next((part for part in pairs if any(there.line <= line <= there.end_line for _, there in part)), [])
    values = problem.message.values if isinstance(problem.message, Said) else {}
    kind = next((kind for kind in ("slot", "target") if kind in values), "")
    for own, there in here if kind else ():
        less = _uses(page, there)
        less.subtract({known: count for known, count in _uses(page, own).items() if known in less})
        for (name, piece), count in less.items():
            if count > 0 and name == values[kind]:
                return Lacking(own.key, "slot" if kind == "slot" else "link", piece)
    return next((Lacking(own.key) for own, there in here if there.line <= line <= there.end_line), None)


def _uses(page: Page, field: Field) -> Counter[tuple[str, str]]:
    """The gaps and links of a field, each as the checks call it and as it stands in a file: how often it has each."""
    return Counter(_found(page, field.raw))


def _found(page: Page, text: str) -> Iterator[tuple[str, str]]:
    for slot in SLOT.finditer(text):
        yield slot[1], slot[1]
    for link in find_links(text):
        if not is_outside(link.href):
            path, anchor = resolve(page.path, link.href)
            target = path.removeprefix(f"docs/{page.language}/")
            yield target + (f"#{anchor}" if anchor else ""), link.href
