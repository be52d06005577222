"""What a page says to search engines in schema.org's words: only what a reader sees on it too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from babel.core import get_global

from playbook.model import Page
from playbook.shown.slots import slot_text
from playbook.site.view import View


def structured_data(view: View) -> str:
    """The page's JSON-LD, safe between `<script>` tags; empty where there is nothing to say."""
    graph = list(_things(view))
    if not graph:
        return ""
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def open_graph_locale(language: str) -> str:
    """The language with its most likely country, as Open Graph wants it: th_TH."""
    territory = get_global("likely_subtags").get(language, language).split("_")[-1]
    return f"{language}_{territory}" if territory != language else language


def _things(view: View) -> Iterator[dict[str, Any]]:
    if view.kind == "home":
        name = view.t("Customer Care Playbook")
        yield {"@type": "WebSite", "name": name, "url": view.canonical, "inLanguage": view.language}
    if view.page is None:
        return
    yield _breadcrumbs(view)
    if "steps" in view.page.by_id:
        yield _how_to(view, view.page)
    if _asks(view):
        yield _question(view, view.page)


def _breadcrumbs(view: View) -> dict[str, Any]:
    group = view.page.group if view.page else ""
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


def _how_to(view: View, page: Page) -> dict[str, Any]:
    steps = [
        {"@type": "HowToStep", "position": number, "text": _plain(view, step.text), "url": f"{view.canonical}#steps"}
        for number, step in enumerate(page.by_id["steps"].steps, 1)
    ]
    how_to = {"@type": "HowTo", "name": page.title, "description": page.front.summary, "inLanguage": page.language}
    changed = {"dateModified": str(page.front.reviewed)} if page.front.reviewed else {}
    return {**how_to, **changed, "step": steps}


def _asks(view: View) -> bool:
    """Whether the page answers the question in its title; the English title tells, as Thai has no question mark."""
    reference = view.playbook.reference(view.topic.id) if view.topic else None
    return reference is not None and reference.title.rstrip().endswith("?")


def _question(view: View, page: Page) -> dict[str, Any]:
    intro = "\n".join(block.full_text for block in page.intro)
    answer = {"@type": "Answer", "text": _plain(view, intro or page.front.summary)}
    question = {"@type": "Question", "name": page.title, "acceptedAnswer": answer}
    return {"@type": "FAQPage", "inLanguage": page.language, "url": view.canonical, "mainEntity": [question]}


def _plain(view: View, text: str) -> str:
    """Text as one line, its slots filled as the page has them."""
    locale = view.playbook.locales[view.text_language]
    return " ".join(slot_text(text, view.playbook.taxonomy.slots, locale).split())
