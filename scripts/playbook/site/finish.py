"""What a site has once, when the parts of all languages are there."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

from playbook.kept import Kept
from playbook.keys import key_of, program_key
from playbook.shown.pictograms import SPRITE, sprite
from playbook.site.frame import LOST, UNKEPT, show_lost, show_unkept
from playbook.site.install import manifests
from playbook.site.logo import logo_file
from playbook.site.made import Made
from playbook.site.offline import offline_lists
from playbook.site.old_addresses import redirect_pages
from playbook.site.output import Output
from playbook.site.press import write_press
from playbook.site.security import hosting_files
from playbook.site.site import Site
from playbook.site.slim import slim
from playbook.site.stylesheets import (
    classes_in,
    classes_of_script,
    matching_rules,
    properties_used,
    theme_sheets,
    without_properties,
)
from playbook.site.templates import THEME, environment
from playbook.site.topics_json import topics_files

_SCRIPTS = (".mjs", ".js")


def finish_site(site: Site, output: Output, classes: frozenset[str], kept: Kept) -> None:
    """Complete a site that has the parts of all languages; `classes` are those of the elements of their pages."""
    for language in site.playbook.languages:
        for path, address in site.pictures(language):
            output.copy(address, site.written.root / "docs" / path)
    shown = dict(_pages(site))
    for address, html in redirect_pages(site.playbook, site.site_url):
        if address not in output.hashes:
            output.write(address, html)
    used = classes.union(*map(classes_in, shown.values()))
    assets = kept.take(
        "assets",
        key_of(program_key(), *(text for _, text in theme_sheets()), *sorted(used)),
        Made,
        lambda: Made(dict(_assets(used))),
    )
    hosting, words = hosting_files(), manifests(site.playbook.locales)
    for files in (shown, assets.files, _sitemap(site), topics_files(site.playbook), hosting, words):
        for path, content in files.items():
            output.write(path, content)
    write_press(output, site.written.root, kept)
    for path, data in logo_file(site.playbook).items():
        output.write(path, data)
    for path, content in offline_lists(output.hashes, site.playbook.languages):  # last: they name all the others
        output.write(path, content)


def _pages(site: Site) -> Iterator[tuple[str, str]]:
    yield LOST, show_lost(site)
    yield UNKEPT, show_unkept(site)


def _assets(used: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """Style sheets, scripts and pictures: scripts without comments, the theme's sheets without what nothing uses."""
    words, asked = set(used), set[str]()
    for file in sorted([*(THEME / "assets").rglob("*"), THEME / "service-worker.js"]):
        path = file.relative_to(THEME).as_posix()
        if path.endswith(_SCRIPTS):
            text = slim(file.read_text("utf-8"))
            words |= classes_of_script(text)
            yield path, text.encode()
        elif file.is_file():
            yield path, file.read_bytes()
            asked |= properties_used(file.read_text("utf-8")) if path.endswith(".css") else set()
    yield f"assets/{SPRITE}", sprite().encode()
    sheets = {name: matching_rules(text, words) for name, text in theme_sheets()}
    asked = asked.union(*map(properties_used, sheets.values()))
    for name, text in sheets.items():
        yield f"assets/stylesheets/{name}.css", without_properties(text, asked).encode()


def _sitemap(site: Site) -> dict[str, str | bytes]:
    text = environment().get_template("sitemap.xml").render(site=site)
    return {"sitemap.xml": text, "sitemap.xml.gz": gzip.compress(text.encode(), mtime=0)}
