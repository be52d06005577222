"""What is done once, when every language is built."""

from __future__ import annotations

import json
from pathlib import Path

from playbook.files import write_whole
from playbook.search import make_search
from playbook.shown.addresses import page_address
from playbook.shown.phrases import customer_phrases
from playbook.site.install import write_manifests
from playbook.site.logo import write_logo
from playbook.site.offline import write_offline
from playbook.site.old_addresses import redirect_pages
from playbook.site.printed_packs import write_packs
from playbook.site.security import write_hosting_files
from playbook.site.site import Site
from playbook.site.slim import slim_scripts
from playbook.site.stylesheets import shorten_theme_styles
from playbook.site.topics_json import write_topics


def finish_site(site: Site, folder: Path) -> None:
    """Complete the built site in `folder`."""
    for address, html in redirect_pages(site.playbook, site.site_url):
        if not (folder / address).exists():
            write_whole(folder / address, html)
    for language in site.playbook.languages:
        phrases = json.dumps(customer_phrases(site.playbook, language), ensure_ascii=False, separators=(",", ":"))
        write_whole(folder / "assets" / "phrases" / f"{language}.json", phrases)
    write_topics(folder, site.playbook)
    make_search(site.playbook, folder, page_address)
    write_packs(site.playbook, folder)
    write_logo(site.playbook, folder)
    write_manifests(folder, dict(site.playbook.locales))
    write_hosting_files(folder)
    slim_scripts(folder)
    shorten_theme_styles(folder)
    write_offline(folder, site.playbook.languages)  # last: it lists what is there
