from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.site._reading import BuiltSite
from playbook.model import Problem

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")


def check(site: BuiltSite) -> Iterator[Problem]:
    """A built page does not say its language, or says another than the folder it stands in.

    Screen readers choose their voice, and search its word forms, by it.

    Bad:
        site/tr/skills/honesty/index.html: <html lang="en">
    Good:
        site/tr/skills/honesty/index.html: <html lang="tr">
    """
    languages = {page.language for page in site.pages.values() if page.language}
    folders = {language for language in languages if f"{language}/index.html" in site.pages}
    for page in site.pages.values():
        if page.redirect:
            continue
        folder = page.path.split("/", 1)[0]
        if not page.language or not _TAG.match(page.language):
            message = (
                f'the page\'s language is "{page.language}"' if page.language else "the page does not say its language"
            )
            yield site.problem(page.path, "<html", message, 'write <html lang="en">, with the right code')
        elif folder in folders and page.language != folder:
            message = f'the page stands in "{folder}/" and says that its language is "{page.language}"'
            yield site.problem(page.path, "<html", message, f'write <html lang="{folder}">')
