"""The pages that nobody writes: home, groups, decision guide, phrasebook, cards …; each language has them all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playbook.model import Locale, Playbook
from playbook.model.pack import PACKS_FILE

TITLES = {
    "home": "Customer Care Playbook",
    "triage": "Find the right page",
    "phrasebook": "Phrasebook",
    "glossary": "Glossary",
    "rehearse": "Rehearse",
    "where-you-work": "Where you work",
    "workplace": "Set up your workplace",
    "packs": "Printed packs",
    "version": "Is this copy current?",
    "status": "Translation status",
    "search-report": "Search report card",
}
"""The title of each kind of generated page, in English; a group has its own name."""

CONTEXTS = {"where-you-work": "country", "workplace": "country", "packs": "pack", "version": "pack"}
"""The gettext context of a title, where it has one."""


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A generated page: what kind it is (which names its template), its path within a language, its subject."""

    kind: str
    source: str
    subject: str = ""
    editors: bool = False
    """Whether it is for editors, and so in English only."""


def generated_pages(playbook: Playbook) -> Iterator[GeneratedPage]:
    """Every generated page that each language has."""
    yield GeneratedPage("home", "index.md")
    for group in playbook.taxonomy.groups:
        yield GeneratedPage("group", f"{group.id}/index.md", group.id)
    if playbook.triage:
        yield GeneratedPage("triage", "triage.md")
    yield GeneratedPage("phrasebook", "phrasebook.md")
    if "glossary.yml" in playbook.data:
        yield GeneratedPage("glossary", "glossary.md")
    yield GeneratedPage("rehearse", "rehearse.md")
    if playbook.countries:
        yield GeneratedPage("where-you-work", "where-you-work.md")
        yield GeneratedPage("workplace", "workplace.md")
    if PACKS_FILE in playbook.data:
        yield GeneratedPage("packs", "packs.md")
        yield GeneratedPage("version", "version.md")
    yield GeneratedPage("status", "status.md", editors=True)
    yield GeneratedPage("search-report", "search-report.md", editors=True)


def group_name(group: str, locale: Locale) -> str:
    """The group's name in a language; its English name is its id with a capital letter."""
    return locale.text(group.capitalize(), "group")


def page_title(page: GeneratedPage, locale: Locale) -> str:
    """The title of a generated page in a language."""
    if page.kind == "group":
        return group_name(page.subject, locale)
    return locale.text(TITLES[page.kind], CONTEXTS.get(page.kind))
