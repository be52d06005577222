"""Pages that somebody else writes into a folder, one by one, and what completes them to a site: for mkdocs."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from pathlib import Path

from playbook.model import Problem
from playbook.site.build import join_parts
from playbook.site.output import Output
from playbook.site.part import LinkedPage, PartMaker
from playbook.site.site import Content, Site
from playbook.site.slim import slim_page
from playbook.site.stylesheets import classes_in


class MadePages:
    """The pages of `site` that have been made so far, for a site in `folder`."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site, self.folder = site, folder
        self._pages: dict[str, dict[str, LinkedPage]] = defaultdict(dict)
        self._hashes: dict[str, dict[str, str]] = defaultdict(dict)
        self._classes: dict[str, set[str]] = defaultdict(set)

    def note(self, source: str, content: Content) -> None:
        """The content of a page, by the path of its file within docs/."""
        language = source.partition("/")[0]
        self._pages[language][source] = LinkedPage(tuple(sorted(content.places)), content.links)

    def add(self, path: str, language: str, html: str) -> str:
        """A whole page; returned as it is to be written to `path` in the folder."""
        html = slim_page(html)
        self._hashes[language][path] = hashlib.sha256(html.encode()).hexdigest()
        self._classes[language] |= classes_in(html)
        return html

    def finish(self) -> tuple[Problem, ...]:
        """Add what is no page: search, phrases, packs, style sheets, scripts, lists. Returns the broken links."""
        maker = PartMaker(self.site, self.folder, None)
        parts = []
        for language in self.site.playbook.languages:
            output = Output(self.folder, self._hashes[language])
            pages, classes = self._pages[language], frozenset(self._classes[language])
            parts += [maker.search(language), maker.press(language), maker.beside(language, pages, output, classes)]
        return join_parts(self.site, parts, self.folder).problems
