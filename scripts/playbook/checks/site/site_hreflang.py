from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.site._facts import SitePage
from playbook.checks.site._reading import BuiltSite
from playbook.model import Problem


def check(site: BuiltSite) -> Iterator[Problem]:
    """The links between a page's languages (hreflang) do not answer each other, lead nowhere or to the wrong language.

    Search engines drop pairs that do not answer.

    Bad:
        the English page names the Turkish one, which does not name the English one
    Good:
        both name both, themselves included
    """
    pairs = {page.path: _targets(site, page) for page in site.pages.values() if page.alternates}
    for page in site.shown():
        path = page.path
        for language, address, target in pairs.get(path, ()):
            there = site.pages.get(target)
            if there is None:
                if target:
                    message = f'hreflang "{language}" leads to "{address}", which is not there'
                    yield site.problem(path, address, message, "no page of the site stands there")
                continue
            if language != "x-default" and there.language and not _agree(language, there.language):
                message = f'hreflang "{language}" leads to "{address}", whose language is "{there.language}"'
                yield site.problem(path, address, message, "name the page in that language")
            if path not in {back for _, _, back in pairs.get(target, ())}:
                message = f'hreflang "{language}" leads to {target}, which does not name this page'
                yield site.problem(path, address, message, "each page names all its languages, and so do the others")
        doubled = sorted(
            {name for name, _ in page.alternates if [other for other, _ in page.alternates].count(name) > 1}
        )
        if doubled:
            yield site.problem(
                path, doubled[0], f'hreflang "{doubled[0]}" stands here twice', "name one page of each language"
            )


def _targets(site: BuiltSite, page: SitePage) -> list[tuple[str, str, str]]:
    return [(language, address, site.resolve(page, address)[0]) for language, address in page.alternates]


def _agree(one: str, other: str) -> bool:
    return one.lower() == other.lower() or one.lower().split("-")[0] == other.lower().split("-")[0]
