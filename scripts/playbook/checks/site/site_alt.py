from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.site._reading import BuiltSite
from playbook.model import Problem


def check(site: BuiltSite) -> Iterator[Problem]:
    """An image on a built page has no alt attribute. An empty one is right for mere decoration.

    Bad:
        <img src="queue.png">
    Good:
        <img src="queue.png" alt="Six people waiting at one counter">
    """
    for page in site.pages.values():
        for address in page.blind_images:
            hint = 'add alt="what it shows", or alt="" for decoration'
            yield site.problem(page.path, address, f'the image "{address}" has no alternative text', hint)
