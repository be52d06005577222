"""What a page says to search engines in schema.org's words: only what a reader sees on it too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from babel.core import get_global

from playbook.model import Page
from playbook.shown.dates import cldr_locale
from playbook.shown.slots import slot_text
from playbook.site.views.page import PageView
from playbook.site.views.topic import TopicView


def structured_data(view: PageView) -> dict[str, Any]:
    """The page's JSON-LD; empty where there is nothing to say."""
    graph = list(_things(view))
    return {"@context": "https://schema.org", "@graph": graph} if graph else {}


def open_graph_locale(language: str) -> str:
    """The language with its country, or the most likely one, as Open Graph wants it: th_TH."""
    likely = get_global("likely_subtags").get(language, language).split("_")[-1]
    territory = cldr_locale(language).territory or likely
    return f"{language}_{territory}" if territory != language else language


def _things(view: PageView) -> Iterator[dict[str, Any]]:
    if view.kind == "home":
        name = view.t("Customer Care Playbook")
        yield {"@type": "WebSite", "name": name, "url": view.canonical, "inLanguage": view.language}
    if isinstance(view, TopicView):
        yield _breadcrumbs(view)
        if "steps" in view.page.by_id:
            yield _how_to(view, view.page)
        if _asks(view):
            yield _question(view, view.page)


def _breadcrumbs(view: TopicView) -> dict[str, Any]:
    group = view.page.group
    places = [
        (view.t("Customer Care Playbook"), view.site_url + view.address("index.md")),
        (view.group_name(group), view.site_url + view.address(f"{group}/index.md")),
        (view.title, view.canonical),
    ]
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": address}
        for number, (name, address) in enumerate(places, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _how_to(view: TopicView, page: Page) -> dict[str, Any]:
    steps = [
        {"@type": "HowToStep", "position": number, "text": _plain(view, step.text), "url": f"{view.canonical}#steps"}
        for number, step in enumerate(page.by_id["steps"].steps, 1)
    ]
    how_to = {"@type": "HowTo", "name": page.title, "description": page.front.summary, "inLanguage": page.language}
    changed = {"dateModified": str(page.front.reviewed)} if page.front.reviewed else {}
    return {**how_to, **changed, "step": steps}


def _asks(view: TopicView) -> bool:
    """Whether the page answers the question in its title; the English title tells, as Thai has no question mark."""
    reference = view.playbook.reference(view.topic.id)
    return reference is not None and reference.title.rstrip().endswith("?")


def _question(view: TopicView, page: Page) -> dict[str, Any]:
    intro = "\n".join(block.full_text for block in page.intro)
    answer = {"@type": "Answer", "text": _plain(view, intro or page.front.summary)}
    question = {"@type": "Question", "name": page.title, "acceptedAnswer": answer}
    return {"@type": "FAQPage", "inLanguage": page.language, "url": view.canonical, "mainEntity": [question]}


def _plain(view: TopicView, text: str) -> str:
    """Text as one line, its slots filled as the page has them."""
    return " ".join(slot_text(text, view.playbook.taxonomy.slots, view.text.locale).split())
