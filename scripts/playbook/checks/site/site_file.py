from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.site._facts import ASSET, IMAGE, SHARED, SitePage
from playbook.checks.site._reading import BuiltSite
from playbook.model import Problem

_NAMES = {ASSET: "file", IMAGE: "image", SHARED: "picture for sharing"}


def check(site: BuiltSite) -> Iterator[Problem]:
    """An image, script, style sheet or other file that a built page or style sheet loads is not in the site.

    Bad:
        <script src="../assets/serach.js">
    Good:
        <script src="../assets/search.js">
    """
    for page in site.pages.values():
        for kind, address in page.references:
            if kind in _NAMES and not address.startswith(("data:", "#")):
                if not address.strip():
                    yield site.problem(
                        page.path, "src", f"the address of a {_NAMES[kind]} is empty", "give it one, or take it out"
                    )
                elif site.resolve(page, address)[0].startswith("?") and not site.is_unsure(address):
                    yield site.problem(
                        page.path,
                        address,
                        f'the {_NAMES[kind]} "{address}" is not in the site',
                        "build it, or mend the address",
                    )
    for path, addresses in site.styles.items():
        sheet = SitePage(path)
        for address in dict.fromkeys(addresses):
            if not address.startswith(("data:", "#")) and site.resolve(sheet, address)[0].startswith("?"):
                yield site.problem(
                    path, address, f'the file "{address}" is not in the site', "build it, or mend the address"
                )
