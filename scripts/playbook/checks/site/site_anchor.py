from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from playbook.checks.site._facts import LINK
from playbook.checks.site._reading import BuiltSite
from playbook.model import Problem
from playbook.model.problem import did_you_mean


def check(site: BuiltSite) -> Iterator[Problem]:
    """A link on a built page names a place in a page that has no element with that id.

    Bad:
        <a href="../setting-limits/#nwo">
    Good:
        <a href="../setting-limits/#now">
    """
    ids = site.ids
    for page in site.pages.values():
        for kind, address in page.references:
            if kind != LINK or "#" not in address or address.startswith(("javascript:", "data:", "mailto:")):
                continue
            target, anchor = site.resolve(page, address)
            known = ids.get(target)
            if known is None or _is_there(anchor.partition(":~:")[0], known):
                continue
            hint = did_you_mean(unquote(anchor), sorted(known), "no element there has this id", "#{}")
            message = f'the link to "{address}" names a place that {target} does not have'
            yield site.problem(page.path, address, message, hint)


def _is_there(anchor: str, known: frozenset[str]) -> bool:
    """Whether a page with those ids has the place, as browsers look for it: as written first, then decoded.

    Source: HTML Standard, "scrolling to a fragment"; what stands behind `:~:` (text to show) is no part of the id.
    `#/…` and `#!…` are not looked for: scripts keep the view they show in them.
    """
    if not anchor or anchor in known or unquote(anchor) in known:
        return True
    return anchor.lower() == "top" or anchor.startswith(("/", "!"))
