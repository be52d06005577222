"""The document: everything a template needs, as plain data. Nothing in it is markup, so no text can become any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playbook.model import REFERENCE, Locale, Playbook
from playbook.model.locale import fill_in
from playbook.packs.filling import answer_lines
from playbook.packs.inline import InlineWriter
from playbook.packs.organisation import NAME_SLOT, Organisation
from playbook.packs.places import country_units
from playbook.packs.request import PackRequest
from playbook.packs.selection import Selection, glossary_of
from playbook.packs.speaking import say_as
from playbook.packs.units import align, number_scenes, page_units
from playbook.packs.version import pack_version, review_words, reviewed, version_address
from playbook.packs.words import PACK_CONTEXT, how_to_steps, pack_words
from playbook.shown.collation import sort_key
from playbook.shown.dates import cldr_locale
from playbook.shown.generated import group_name
from playbook.shown.glossary import ConceptRow
from playbook.shown.slots import slot_label
from playbook.shown.speaker import SPEAKING

INDEX_KEYWORDS = 4
"""Keywords of a page that stand in the index beside its title: the ones the editors thought of first."""
_UNHYPHENATED = {"en", "th"}
"""English reads better ragged without hyphens, and Thai has none; the others have long words."""


@dataclass(frozen=True, slots=True)
class PackDocument:
    """A pack ready to be set. `addresses` are those behind the codes, by the code's name."""

    data: dict[str, Any]
    version: str
    selection: Selection
    organisation: Organisation
    addresses: Mapping[str, str]


def build_document(playbook: Playbook, request: PackRequest, selection: Selection, who: Organisation) -> PackDocument:
    """Put a pack together. What is in it depends on nothing but the arguments."""
    rows = glossary_of(playbook, selection)
    version = pack_version(selection, rows)
    chapters = _chapters(playbook, selection)
    addresses = {"cover": version_address(request.site_url, selection, version)}
    for chapter in chapters:
        addresses[chapter["id"]] = version_address(request.site_url, selection, version, frozenset(chapter["topics"]))
    locales = selection.locales
    data = {
        "layout": selection.pack.layout,
        "paper": "us-letter" if request.paper == "letter" else "a4",
        "size": request.body_size,
        "title": [locale.text(selection.pack.name, PACK_CONTEXT) for locale in locales],
        "audience": [locale.text(selection.pack.audience, PACK_CONTEXT) for locale in locales],
        "organisation": who.name,
        "organisation-label": slot_label(who.slots[NAME_SLOT], locales[0]) if NAME_SLOT in who.slots else "",
        "recipient": request.recipient,
        "version": version,
        "address": addresses["cover"].partition("#")[0].partition("//")[2],
        "day": str(reviewed(selection) or ""),
        "dates": [review_words(selection, locale) for locale in locales],
        "languages": [_language(locale) for locale in locales],
        "words": [pack_words(locale) for locale in locales],
        "how": [how_to_steps(locale) for locale in locales],
        "chapters": chapters,
        "topics": _topics(playbook, request, selection, who),
        "heads": _heads(playbook, selection),
        "columns": [[locale.text(word, "phrases") for word in playbook.taxonomy.phrase_columns] for locale in locales],
        "warnings": [
            {level: locale.text(word, "warning") for level, word in playbook.taxonomy.warnings.items()}
            for locale in locales
        ],
        "contacts": _contacts(who, locales),
        "glossary": _glossary(rows, locales[0].code),
        "sources": [_sources(playbook, selection, locale) for locale in locales],
        "guidance": _guidance(playbook, selection),
        "index": [_index(selection, number) for number in range(len(locales))],
    }
    return PackDocument(data, version, selection, who, addresses)


def _language(locale: Locale) -> dict[str, Any]:
    tag = cldr_locale(locale.code)
    return {
        "code": locale.code,
        "lang": tag.language,
        "region": tag.territory,
        "dir": locale.direction,
        "name": locale.name,
        "hyphenate": tag.language not in _UNHYPHENATED,
        "loose": tag.language in {"th", "lo", "km", "my"},
    }


def _chapters(playbook: Playbook, selection: Selection) -> list[dict[str, Any]]:
    chapters = []
    for group in playbook.taxonomy.groups:
        topics = [topic.id for topic in selection.topics if topic.group == group.id]
        if topics:
            names = [group_name(group.id, locale) for locale in selection.locales]
            chapters.append({"id": group.id, "names": names, "topics": topics})
    return chapters


def _topics(playbook: Playbook, request: PackRequest, selection: Selection, who: Organisation) -> dict[str, Any]:
    # Only a booklet has pages to refer to.
    booklet = selection.pack.layout == "booklet"
    printed = frozenset(topic.id for topic in selection.topics if booklet)
    all_units = [
        [
            [
                *page_units(InlineWriter(page, locale, who.slots, printed), playbook.taxonomy),
                *country_units(page.topic, playbook.places, who, locale),
            ]
            for page, locale in zip(pages, selection.locales, strict=True)
        ]
        for pages in selection.pages
    ]
    for languages in all_units:
        for units, locale in zip(languages, selection.locales, strict=True):
            if locale.code in SPEAKING:
                say_as(units, request.speaker)
    number_scenes(all_units)
    width, height = request.text_area
    loose = bool(_language(selection.locales[0])["loose"])
    rows = zip(selection.topics, selection.pages, all_units, strict=True)
    return {
        topic.id: {
            "titles": [page.title for page in pages],
            "units": list(align(*units)) if len(units) == 2 else units,
            "lines": answer_lines(units[0], width, height, loose),
        }
        for topic, pages, units in rows
    }


def _heads(playbook: Playbook, selection: Selection) -> dict[str, list[str]]:
    """For the poster: each topic in the words of the person in trouble, where the triage has them, or its title."""
    triage = playbook.triage
    said = {answer.topic: answer.text for answer in triage.situations} if triage else {}
    pairs = zip(selection.topics, selection.pages, strict=True)
    return {
        topic.id: [
            locale.text(said[topic.id], "triage") if topic.id in said else page.title
            for locale, page in zip(selection.locales, pages, strict=True)
        ]
        for topic, pages in pairs
    }


def _contacts(who: Organisation, locales: tuple[Locale, ...]) -> list[dict[str, Any]]:
    return [
        {
            "name": slot.name,
            "labels": [slot_label(slot, locale) for locale in locales],
            "value": slot.value or "",
            "kind": slot.kind,
        }
        for slot in who.slots.values()
        if slot.name != NAME_SLOT and not slot.is_said
    ]


def _glossary(rows: tuple[ConceptRow, ...], language: str) -> list[dict[str, Any]]:
    ordered = sorted(rows, key=lambda row: sort_key(row.terms[0], language))
    return [{"terms": list(row.terms), "definitions": list(row.definitions)} for row in ordered]


def _sources(playbook: Playbook, selection: Selection, reader: Locale) -> list[dict[str, str]]:
    points = [point for pages in selection.pages for page in pages for point in page.front.sources]
    found = []
    for name in sorted({point.partition("/")[0] for point in points}):
        ledger = playbook.ledgers.get(name)
        if ledger is None:
            continue
        language = cldr_locale(ledger.language).get_display_name(cldr_locale(reader.code)) or ""
        by = ", ".join(filter(None, (ledger.facts.author, ledger.facts.publisher, ledger.facts.published)))
        untitled = fill_in(reader.text("Article in {language}", PACK_CONTEXT), {"language": language})
        title = ledger.facts.title
        found.append({"title": title or untitled, "by": by, "lang": ledger.language if title else reader.code})
    return found


def _guidance(playbook: Playbook, selection: Selection) -> list[dict[str, str]]:
    """The public guidance that the topics follow, as their English pages name it, each once."""
    pages = [playbook.reference(topic.id) for topic in selection.topics]
    named = sorted({item for page in pages if page for item in page.front.guidance}, key=lambda item: item.title)
    return [{"title": item.title, "by": f"{item.publisher}, {item.year}", "lang": REFERENCE} for item in named]


def _index(selection: Selection, number: int) -> list[dict[str, Any]]:
    """The index of topics in one language: titles, and the words under which staff look for them."""
    entries: dict[str, dict[str, Any]] = {}
    for topic, pages in zip(selection.topics, selection.pages, strict=True):
        page = pages[number]
        for word in (page.title, *page.front.keywords[:INDEX_KEYWORDS]):
            entry = entries.setdefault(word, {"t": word, "title": False, "topics": []})
            entry["title"] |= word == page.title
            entry["topics"].append(topic.id)
    code = selection.locales[number].code
    return sorted(entries.values(), key=lambda entry: sort_key(str(entry["t"]), code))
