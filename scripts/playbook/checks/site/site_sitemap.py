from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from playbook.checks.context import problem
from playbook.checks.site._facts import SitePage
from playbook.checks.site._reading import Site
from playbook.model import Problem

_LOCATION = re.compile(r"<loc>\s*([^<]+?)\s*</loc>")
_NAME = "sitemap.xml"


def check(site: Site) -> Iterator[Problem]:
    """The site map (sitemap.xml) is missing, lists an address that is not in the site, or leaves a page out.

    Pages marked noindex, redirections and the page for wrong addresses need not be in it.

    Bad:
        46 pages in a language and 45 addresses
    Good:
        every page of every language
    """
    if _NAME not in site.files:
        yield problem(_NAME, 0, "the site has no site map", "search engines find pages by it")
        return
    listed: set[str] = set()
    waiting, read = [_NAME], {_NAME}
    while waiting:
        name = waiting.pop()
        text = (site.folder / name).read_bytes().decode("utf-8", "replace")
        for match in _LOCATION.finditer(text):
            target, _ = site.resolve(SitePage(name), unescape(match[1]))
            if target.endswith(".xml"):
                waiting += [target] if target not in read else []
                read.add(target)
            elif target.startswith("?") or not target:
                line = text.count("\n", 0, match.start()) + 1
                yield problem(name, line, f'"{match[1]}" is not in the site', "list the addresses that are published")
            listed.add(target)
    for page in site.shown():
        if page.path not in listed:
            yield problem(page.path, 0, f"the page is not in {_NAME}", "list it, or mark it noindex")
