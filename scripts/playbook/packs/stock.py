"""What a language has to print, as plain data: every topic with its gaps still open, and all that stands around topics.

A pack is put together from the stock of its languages (see assembly.py), here for the command line and the site's
shelf, and in the browser for a pack of one's own, which gets the same stock as a file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace

from playbook.kept import NOTHING_KEPT, Kept
from playbook.keys import key_of
from playbook.model import REFERENCE, Locale, Page, Playbook, Slot, Topic
from playbook.packs.assembly import filled_units, sheet_name
from playbook.packs.heights import Room, set_heights, text_height
from playbook.packs.index import index_rows, inverted
from playbook.packs.inline import InlineWriter
from playbook.packs.organisation import OUR_COLOUR, Organisation
from playbook.packs.places import Stock, places_stock
from playbook.packs.request import PackRequest
from playbook.packs.speaking import say_as
from playbook.packs.units import page_units
from playbook.packs.version import page_hash, printed_hash, review_words, topic_key
from playbook.packs.words import PACK_CONTEXT, how_to_steps, pack_words
from playbook.shown.addresses import page_address
from playbook.shown.collation import sort_key
from playbook.shown.dates import cldr_locale
from playbook.shown.generated import group_name
from playbook.shown.pictograms import INKS, drawing, group_pictogram, tone_of, topic_pictogram
from playbook.shown.slots import slot_label
from playbook.shown.speaker import SPEAKING

_UNHYPHENATED = {"en", "th", "el"}
"""English reads better ragged without hyphens, Thai has none, and Typst would part single letters from Greek words."""
_TITLE = 1.9
"""How much larger than the text a topic's title is."""


def language_stock(
    playbook: Playbook,
    locale: Locale,
    topics: Sequence[Topic],
    requests: Iterable[PackRequest],
    days: Collection[str],
    kept: Kept = NOTHING_KEPT,
    shared: str = "",
) -> Stock:
    """The stock of a language: those of the topics that are written in it, in their order.

    `requests` are the sheets for which heights are foretold, and the countries; `days` (ISO 8601) are the dates of
    review that may be printed. What is in it depends on nothing but the arguments. `kept` has topics as they were
    made before, with the key of their page and of what all pages share, `shared`.
    """
    requests = tuple(requests)
    pages = {topic.id: page for topic in topics if (page := playbook.page(locale.code, topic.id))}
    places = places_stock(playbook, locale, {request.country for request in requests})
    language = _language(locale)
    sheets = {sheet_name(one.paper, large=one.large_print): one.text_widths for one in requests}
    rooms = [Room(full, column, language["loose"]) for full, column in sheets.values()]
    colours = Organisation({}, colour=playbook.taxonomy.colour or OUR_COLOUR)
    stock: Stock = {
        "language": language,
        "sheets": list(sheets),
        "colour": colours.colour,
        "accent": colours.accent,
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
                "form": pack.row.form,
                "short": list(pack.row.short),
            }
            for pack in playbook.packs.values()
        },
        "slots": [
            {"name": slot.name, "label": slot_label(slot, locale), "kind": slot.kind, "said": slot.is_said}
            for slot in playbook.taxonomy.slots.values()
        ],
        "groups": [
            {"id": group.id, "name": group_name(group.id, locale), "pictogram": group_pictogram(group.id)}
            for group in playbook.taxonomy.groups
        ],
        "pictograms": _pictograms(playbook),
        "places": places,
        "topics": {},
        "glossary": list(_glossary(playbook, locale, pages, rooms)),
        "sources": dict(_sources(playbook, locale, rooms)),
        "guidance": list(_guidance(playbook, pages, rooms)),
        "index": [],
    }
    # What is the title of a topic is no term, whether this pack has the topic or not: each stock has the same index.
    named = {inverted(page.title, locale.code).casefold() for page in playbook.in_language(locale.code)}
    terms = {row["term"]: row["topics"] for row in stock["glossary"] if row["term"].casefold() not in named}
    titles = {page.title: topic for topic, page in pages.items()}
    stock["index"] = list(index_rows(titles, terms, locale.code, rooms))
    slots, known = _marked(playbook.taxonomy.slots), frozenset(topic.id for topic in playbook.taxonomy.topics())

    def printed(topic: Topic) -> dict[str, Any]:
        page = pages[topic.id]
        units = page_units(InlineWriter(page, locale, slots, known), playbook.taxonomy)
        if locale.code in SPEAKING:
            say_as(units)
        _foretell(units, stock, rooms)
        return {
            "group": topic.group,
            "title": page.title,
            "title-h": [text_height(page.title, room, room.full, _TITLE, bold=True) for room in rooms],
            "pictogram": topic_pictogram(topic),
            "ink": INKS[tone_of(topic.id)],
            "head": _head(playbook, topic, page, locale),
            "urgency": _urgency(playbook, topic),
            "units": units,
            "reviewed": str(page.front.reviewed or ""),
            "printed": printed_hash(page),
            "key": topic_key(topic.id),
            "hash": page_hash(page),
            "sources": sorted({point.partition("/")[0] for point in page.front.sources}),
        }

    for topic in topics:
        if topic.id in pages:
            key = key_of(shared, pages[topic.id].path, pages[topic.id].text)
            stock["topics"][topic.id] = kept.take(topic.id, key, dict[str, Any], partial(printed, topic))
    for country in places["countries"].values():
        for group in country["groups"].values():
            _foretell(group["units"], stock, rooms)
    _foretell(places["contacts"], stock, rooms)
    return stock


def _foretell(units: list[dict[str, Any]], stock: Stock, rooms: Sequence[Room]) -> None:
    """Note in each unit how high it will be on each sheet, with every gap open and every reference printed."""
    for room in rooms:
        printed = filled_units(units, stock, {}, None, "both")
        set_heights(printed, room)
        for unit, sized in zip(units, printed, strict=True):
            for name in ("h", "ha"):
                if name in sized:
                    unit.setdefault(name, []).append(sized[name])


def _pictograms(playbook: Playbook) -> dict[str, str]:
    """The drawings of groups and topics, as SVG in `currentColor`, for the templates to give them a colour."""
    names = {group_pictogram(group.id) for group in playbook.taxonomy.groups}
    names |= {topic_pictogram(topic) for topic in playbook.taxonomy.topics()}
    return {name: drawing(name).strip() for name in sorted(names)}


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


def _head(playbook: Playbook, topic: Topic, page: Page, locale: Locale) -> str:
    """For the poster: a topic in the words of the person in trouble, where the triage has them, or its title."""
    situations = playbook.triage.situations if playbook.triage else ()
    said = next((answer.text for answer in situations if answer.topic == topic.id), None)
    return locale.text(said, "triage") if said else page.title


def _urgency(playbook: Playbook, topic: Topic) -> int:
    """The place of a topic among the situations of the triage, the most urgent first."""
    order = [answer.topic for answer in playbook.triage.situations] if playbook.triage else []
    return order.index(topic.id) if topic.id in order else len(order)


def _glossary(
    playbook: Playbook, locale: Locale, pages: Collection[str], rooms: Sequence[Room]
) -> Iterator[dict[str, Any]]:
    """The terms of the language that some of the topics explain, in its alphabetical order."""
    rows = [concept for concept in playbook.glossary.values() if locale.code in concept.terms]
    for concept in sorted(rows, key=lambda concept: sort_key(concept.terms[locale.code], locale.code)):
        topics = [topic for topic in concept.topics if topic in pages]
        if topics:
            term, definition = concept.terms[locale.code], concept.definitions.get(locale.code, "")
            printed = printed_hash([term, definition])
            heights = [text_height(f"{term} – {definition}", room, room.column, bold=True) for room in rooms]
            row = {"id": concept.id, "term": term, "definition": definition, "printed": printed, "topics": topics}
            yield {**row, "h": heights}


def _sources(playbook: Playbook, reader: Locale, rooms: Sequence[Room]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The articles of which it is known who published what, when and in which language."""
    for name, ledger in sorted(playbook.ledgers.items()):
        facts = ledger.facts
        who, year = ", ".join(filter(None, (facts.author, facts.publisher))), facts.published[:4]
        if facts.title and not facts.title.endswith("…") and who and year:
            language = cldr_locale(ledger.language).get_display_name(cldr_locale(reader.code)) or ""
            yield name, _source(facts.title, f"{who}, {year}, {language}", ledger.language, rooms)


def _guidance(playbook: Playbook, topics: Iterable[str], rooms: Sequence[Room]) -> Iterator[dict[str, Any]]:
    """The public guidance that the topics follow, as their English pages name it, each once."""
    named: dict[Any, list[str]] = {}
    for topic in topics:
        page = playbook.reference(topic)
        for item in page.front.guidance if page else ():
            named.setdefault(item, []).append(topic)
    for item in sorted(named, key=lambda item: (item.title, item.publisher, item.year)):
        source = _source(item.title, f"{item.publisher}, {item.year}", REFERENCE, rooms)
        yield {**source, "topics": named[item]}


def _source(title: str, by: str, language: str, rooms: Sequence[Room]) -> dict[str, Any]:
    heights = [text_height(f"{title} – {by}", room, room.column - 1.5) for room in rooms]
    return {"title": title, "by": by, "lang": language, "h": heights}
