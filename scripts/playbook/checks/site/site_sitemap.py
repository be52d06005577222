from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.site._facts import SitePage
from playbook.checks.site._reading import BuiltSite
from playbook.model import Problem


def check(site: BuiltSite) -> Iterator[Problem]:
    """The site map is missing, lists an address that is not in the site, or leaves a page out.

    It is sitemap.xml, or what robots.txt names. Pages marked noindex, redirections, the page for wrong addresses and
    pages that name another as the one to find need not be in it.

    Bad:
        46 pages in a language and 45 addresses
    Good:
        every page of every language
    """
    if not site.site_maps:
        yield problem("sitemap.xml", 0, "the site has no site map", "search engines find pages by it")
        return
    listed: set[str] = set()
    for name, rows in site.site_maps.items():
        for line, address in rows:
            target, _ = site.resolve(SitePage(name), address)
            if target.startswith("?") or not target:
                yield problem(name, line, f'"{address}" is not in the site', "list the addresses that are published")
            listed.add(target)
    first = next(iter(site.site_maps))
    for page in site.shown():
        if page.path not in listed:
            yield problem(page.path, 0, f"the page is not in {first}", "list it, or mark it noindex")
