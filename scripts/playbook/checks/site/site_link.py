from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.site._facts import LINK, PAGE_META
from playbook.checks.site._reading import BuiltSite
from playbook.model import Problem

_LINKS = frozenset({LINK, PAGE_META})
_NOBODY = frozenset({"mailto:", "tel:", "sms:"})
_ELSEWHERE = ("mailto:", "tel:", "sms:", "javascript:", "data:", "blob:")


def check(site: BuiltSite) -> Iterator[Problem]:
    """A link on a built page leads to a file that is not in the site, out of it, or nowhere.

    Bad:
        <a href="../empthy/">
    Good:
        <a href="../empathy/">
    """
    if not site.place.is_sure:
        message = "links that begin with / cannot be judged: the site does not say where it is published"
        yield problem("index.html", 0, message, "say it: playbook check --site … --site-url https://example.org/book/")
    for page in site.pages.values():
        for kind, address in page.references:
            if kind in _LINKS and address.strip().lower() in _NOBODY:
                message = f'the link "{address}" names nobody'
                yield site.problem(page.path, address, message, "put the address or number behind the colon")
            if kind not in _LINKS or address.startswith(_ELSEWHERE):
                continue
            if not address.strip():
                yield site.problem(
                    page.path, 'href=""', "a link has no address", "give it one, or leave its words alone"
                )
                continue
            target, _ = site.resolve(page, address)
            if target.startswith("?") and not site.is_unsure(address):
                hint = "no file of the site stands there"
                yield site.problem(page.path, address, f'the link to "{address}" leads nowhere', hint)
        if page.redirect and site.resolve(page, page.redirect)[0].startswith("?"):
            message = f'the page sends readers on to "{page.redirect}", which is not there'
            yield site.problem(page.path, page.redirect, message, "no file of the site stands there")
