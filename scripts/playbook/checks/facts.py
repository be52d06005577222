"""The facts of a page: all that rules on the whole edition ask of it.

While every page's facts are the same, such a rule finds what it found before. Lines are no facts: they matter only to
a rule that found something, and then it is asked again.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING

from playbook.checks.context import Context, Guide, slug

if TYPE_CHECKING:
    from playbook.model import Link, Page


def facts(context: Context) -> dict[str, str]:
    """Path to the facts of each Markdown file as a digest. A page that cannot be used has none."""
    faulty = {problem.path for problem in context.playbook.problems}
    found = [(page.path, (page.path in faulty, *_of_page(page))) for page in context.pages]
    found += [(guide.path, _of_guide(guide)) for guide in context.guides]
    return {path: blake2b(repr(values).encode(), digest_size=12).hexdigest() for path, values in found}


def _of_page(page: Page) -> tuple[object, ...]:
    front = page.front
    kept = (front.title, front.sources, front.editorial, front.channel, front.setting, front.role)
    links = sorted((name, link.href, link.is_image) for name, link in _links_by_section(page))
    return (*kept, tuple(page.by_id), links, sorted({name for name, _ in page.slots}))


def _links_by_section(page: Page) -> Iterator[tuple[str, Link]]:
    for link in page.links:
        yield next((item.id or "" for item in page.sections if item.line <= link.line <= item.end_line), ""), link


def _of_guide(guide: Guide) -> tuple[object, ...]:
    headings = sorted(slug(block.text) for block in guide.blocks if block.kind == "heading")
    return (headings, sorted((link.href, link.is_image) for link in guide.links))
