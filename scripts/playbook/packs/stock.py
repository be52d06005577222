"""What a language has to print, as plain data: every topic with its gaps still open, and all that stands around topics.

A pack is put together from the stock of its languages (see assembly.py), here for the command line and the site's
shelf, and in the browser for a pack of one's own, which gets the same stock as a file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from playbook.model import REFERENCE, Locale, Page, Playbook, Slot, Topic
from playbook.model.locale import fill_in
from playbook.packs.assembly import filled_units, sheet_name
from playbook.packs.filling import answer_lines
from playbook.packs.inline import InlineWriter
from playbook.packs.places import Stock, places_stock, units_of_country
from playbook.packs.request import PackRequest
from playbook.packs.speaking import say_as
from playbook.packs.units import page_units
from playbook.packs.version import page_hash, printed_hash, review_words, topic_key
from playbook.packs.words import PACK_CONTEXT, how_to_steps, pack_words
from playbook.shown.addresses import page_address
from playbook.shown.collation import sort_key
from playbook.shown.dates import cldr_locale
from playbook.shown.generated import group_name
from playbook.shown.slots import slot_label
from playbook.shown.speaker import SPEAKING

INDEX_KEYWORDS = 4
"""Keywords of a page that stand in the index beside its title: the ones the editors thought of first."""
_UNHYPHENATED = {"en", "th"}
"""English reads better ragged without hyphens, and Thai has none; the others have long words."""


def language_stock(
    playbook: Playbook, locale: Locale, topics: Sequence[Topic], requests: Iterable[PackRequest], days: Collection[str]
) -> Stock:
    """The stock of a language: those of the topics that are written in it, in their order.

    `requests` are the sheets and countries for which room to write is reckoned, `days` (ISO 8601) the dates of review
    that may be printed. What is in it depends on nothing but the arguments.
    """
    requests = tuple(requests)
    pages = {topic.id: page for topic in topics if (page := playbook.page(locale.code, topic.id))}
    places = places_stock(playbook, locale, {request.country for request in requests})
    stock: Stock = {
        "language": _language(locale),
        "version": page_address(locale.code, "version.md"),
        "words": pack_words(locale),
        "how": how_to_steps(locale),
        "columns": [locale.text(word, "phrases") for word in playbook.taxonomy.phrase_columns],
        "warnings": {level: locale.text(word, "warning") for level, word in playbook.taxonomy.warnings.items()},
        "dates": {day: review_words(day, locale) for day in sorted({"", *days})},
        "packs": {
            pack.id: {
                "layout": pack.layout,
                "title": locale.text(pack.name, PACK_CONTEXT),
                "audience": locale.text(pack.audience, PACK_CONTEXT),
            }
            for pack in playbook.packs.values()
        },
        "slots": [
            {"name": slot.name, "label": slot_label(slot, locale), "kind": slot.kind, "said": slot.is_said}
            for slot in playbook.taxonomy.slots.values()
        ],
        "groups": [{"id": group.id, "name": group_name(group.id, locale)} for group in playbook.taxonomy.groups],
        "places": places,
        "topics": {},
        "glossary": list(_glossary(playbook, locale, pages)),
        "sources": {name: _source(playbook, name, locale) for name in sorted(playbook.ledgers)},
        "guidance": list(_guidance(playbook, pages)),
        "index": _index(pages, locale.code),
    }
    slots, known = _marked(playbook.taxonomy.slots), frozenset(topic.id for topic in playbook.taxonomy.topics())
    for topic in topics:
        if topic.id in pages:
            page = pages[topic.id]
            units = page_units(InlineWriter(page, locale, slots, known), playbook.taxonomy)
            if locale.code in SPEAKING:
                say_as(units)
            stock["topics"][topic.id] = {
                "group": topic.group,
                "title": page.title,
                "head": _head(playbook, topic, page, locale),
                "units": units,
                "lines": {_sheet(stock, topic.id, one): _lines(stock, topic.id, units, one) for one in requests},
                "reviewed": str(page.front.reviewed or ""),
                "printed": printed_hash(page),
                "key": topic_key(topic.id),
                "hash": page_hash(page),
                "sources": sorted({point.partition("/")[0] for point in page.front.sources}),
            }
    return stock


def _marked(slots: Mapping[str, Slot]) -> dict[str, Slot]:
    """The slots, each with a mark for its value, in the form of which a page's text can hold no other."""
    return {name: replace(slot, value=f"{{{{ {name} }}}}") for name, slot in slots.items()}


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


def _sheet(stock: Stock, topic: str, request: PackRequest) -> str:
    """The name of a sheet, and of the country that a topic has facts of."""
    return sheet_name(stock, topic, request.paper, request.country, large=request.large_print)


def _lines(stock: Stock, topic: str, units: list[dict[str, Any]], request: PackRequest) -> int:
    """The lines for each answer, with every gap open and every reference printed, whatever else is in the pack."""
    width, height = request.text_area
    country = units_of_country(stock["places"], topic, request.country, {})
    printed = filled_units([*units, *country], stock, {}, None, "both")
    return answer_lines(printed, width, height, bool(stock["language"]["loose"]))


def _head(playbook: Playbook, topic: Topic, page: Page, locale: Locale) -> str:
    """For the poster: a topic in the words of the person in trouble, where the triage has them, or its title."""
    situations = playbook.triage.situations if playbook.triage else ()
    said = next((answer.text for answer in situations if answer.topic == topic.id), None)
    return locale.text(said, "triage") if said else page.title


def _glossary(playbook: Playbook, locale: Locale, pages: Collection[str]) -> Iterator[dict[str, Any]]:
    """The terms of the language that some of the topics explain, in its alphabetical order."""
    rows = [concept for concept in playbook.glossary.values() if locale.code in concept.terms]
    for concept in sorted(rows, key=lambda concept: sort_key(concept.terms[locale.code], locale.code)):
        topics = [topic for topic in concept.topics if topic in pages]
        if topics:
            term, definition = concept.terms[locale.code], concept.definitions.get(locale.code, "")
            printed = printed_hash([term, definition])
            yield {"id": concept.id, "term": term, "definition": definition, "printed": printed, "topics": topics}


def _source(playbook: Playbook, name: str, reader: Locale) -> dict[str, str]:
    ledger = playbook.ledgers[name]
    language = cldr_locale(ledger.language).get_display_name(cldr_locale(reader.code)) or ""
    by = ", ".join(filter(None, (ledger.facts.author, ledger.facts.publisher, ledger.facts.published)))
    untitled = fill_in(reader.text("Article in {language}", PACK_CONTEXT), {"language": language})
    title = ledger.facts.title
    return {"title": title or untitled, "by": by, "lang": ledger.language if title else reader.code}


def _guidance(playbook: Playbook, topics: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The public guidance that the topics follow, as their English pages name it, each once."""
    named: dict[Any, list[str]] = {}
    for topic in topics:
        page = playbook.reference(topic)
        for item in page.front.guidance if page else ():
            named.setdefault(item, []).append(topic)
    for item in sorted(named, key=lambda item: (item.title, item.publisher, item.year)):
        by = f"{item.publisher}, {item.year}"
        yield {"title": item.title, "by": by, "lang": REFERENCE, "topics": named[item]}


def _index(pages: Mapping[str, Page], code: str) -> list[dict[str, Any]]:
    """The index: titles, and the words under which staff look for topics; `titles` are the topics called so."""
    entries: dict[str, dict[str, Any]] = {}
    for topic, page in pages.items():
        for word in (page.title, *page.front.keywords[:INDEX_KEYWORDS]):
            entry = entries.setdefault(word, {"t": word, "titles": [], "topics": []})
            if topic not in entry["topics"]:
                entry["topics"].append(topic)
            if word == page.title and topic not in entry["titles"]:
                entry["titles"].append(topic)
    return sorted(entries.values(), key=lambda entry: sort_key(str(entry["t"]), code))
