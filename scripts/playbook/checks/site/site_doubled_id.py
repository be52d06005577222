from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from playbook.checks.site._reading import BuiltSite
from playbook.model import Problem


def check(site: BuiltSite) -> Iterator[Problem]:
    """An id stands twice on a built page, so that links and labels find the wrong element.

    Bad:
        <h2 id="now">…</h2> … <p id="now">
    Good:
        <h2 id="now">…</h2>
    """
    for page in site.pages.values():
        if len(page.ids) != len(site.ids[page.path]):
            for name, count in Counter(page.ids).items():
                if count > 1:
                    message = f'the id "{name}" stands here {count} times'
                    yield site.problem(page.path, name, message, "an id names one element")
