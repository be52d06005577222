from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.site._facts import ASSET, CONNECTION, IMAGE
from playbook.checks.site._reading import BuiltSite
from playbook.model import Problem

_FILES = frozenset({ASSET, IMAGE, CONNECTION})


def check(site: BuiltSite) -> Iterator[Problem]:
    """A built page or style sheet loads something from another host: it fails without a network and tells on readers.

    Links to other sites are fine: they load nothing.

    Bad:
        <link rel="stylesheet" href="https://fonts.example.com/css">
    Good:
        <link rel="stylesheet" href="../assets/fonts.css">
    """
    hint = "keep a copy in the site, or do without"
    for page in site.pages.values():
        for kind, address in page.references:
            if kind in _FILES and site.is_foreign(address):
                yield site.problem(page.path, address, f'"{address}" is loaded from another host', hint)
    for path, addresses in site.styles.items():
        for address in dict.fromkeys(addresses):
            if site.is_foreign(address):
                yield site.problem(path, address, f'"{address}" is loaded from another host', hint)
