"""The pages that nobody writes: home, groups and glossary, made from the taxonomy in each language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playbook.model import Locale, Playbook


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A generated page: what kind it is (which names its template), its path within a language, its subject."""

    kind: str
    source: str
    subject: str = ""


def generated_pages(playbook: Playbook) -> Iterator[GeneratedPage]:
    """Every generated page that each language has."""
    yield GeneratedPage("home", "index.md")
    for group in playbook.taxonomy.groups:
        yield GeneratedPage("group", f"{group.id}/index.md", group.id)
    if "glossary.yml" in playbook.data:
        yield GeneratedPage("glossary", "glossary.md")


def group_name(group: str, locale: Locale) -> str:
    """The group's name in a language; its English name is its id with a capital letter."""
    return locale.text(group.capitalize(), "group")


def page_title(page: GeneratedPage, locale: Locale) -> str:
    """The title of a generated page in a language."""
    if page.kind == "group":
        return group_name(page.subject, locale)
    return {"home": locale.text("Customer Care Playbook"), "glossary": locale.text("Glossary")}[page.kind]
