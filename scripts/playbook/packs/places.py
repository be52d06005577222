"""The facts of the country that a pack is used in, as units behind the page of a topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from playbook.model import Country, Locale, Playbook
from playbook.model.country import GROUPS, SLOTS, NumberFact
from playbook.packs.inline import Inline
from playbook.packs.units import Unit
from playbook.shown.country import CONTEXT, LABELS, Line, ShownGroup, shown_country
from playbook.shown.slots import slot_label

SECTION = "where-you-work"
_GENERAL = "emergency.general"

Stock = dict[str, Any]
"""What a language has to print, or a part of it, as JSON has it; see stock.py."""


def places_stock(playbook: Playbook, locale: Locale, codes: Iterable[str]) -> Stock:
    """What a language says of some countries: `groups` by topic, and of each country its numbers and what to print."""
    countries = {code: playbook.countries[code] for code in sorted(codes) if code}
    slots = playbook.taxonomy.slots
    contacts = [
        _item([{"t": f"{slot_label(slots[name], locale)}: "}, {"t": f"{{{{ {name} }}}}", "b": True, "bare": True}])
        for name in playbook.places.contacts
    ]
    return {
        "groups": {topic: list(groups) for topic, groups in playbook.places.groups.items()},
        "numbers": {code: _open_numbers(playbook, country) for code, country in countries.items()},
        "countries": {code: _country(country, locale) for code, country in countries.items()},
        "contacts": contacts,
        "note": locale.text("This is not legal advice. If in doubt, ask your manager.", CONTEXT),
    }


def units_of_country(places: Stock, topic: str, country: str, own: Mapping[str, str]) -> list[Unit]:
    """The box "Where you work" of a topic; nothing for a topic without one, or where no country is known.

    `own` are the numbers of the organisation itself, which go before the country's.
    """
    groups = places["groups"].get(topic)
    if not groups or not country:
        return []
    facts = places["countries"][country]
    units: list[Unit] = [{"k": "heading", "s": SECTION, "text": facts["heading"]}]
    for name in groups:
        group = facts["groups"][name]
        calls = list(_calls(group["calls"], own))
        contacts = places["contacts"] if name == "emergency" else []
        units += [{"k": "subheading", "s": SECTION, "text": group["heading"]}, *calls, *group["units"], *contacts]
    return [*units, _paragraph(places["note"])]


def _open_numbers(playbook: Playbook, country: Country) -> dict[str, str]:
    """The country's numbers for the slots that the organisation leaves open."""
    slots = playbook.taxonomy.slots
    return {name: number for name, number in country.numbers.items() if name in slots}


def _country(country: Country, locale: Locale) -> Stock:
    shown = shown_country(country, locale)
    heading = locale.text("Where you work: {country}", CONTEXT).format(country=shown.name)
    by_fact = {fact: slot for slot, fact in SLOTS.items()}
    facts = [f"emergency.{name}" for name, kind in GROUPS["emergency"].items() if kind is NumberFact]
    calls = [
        {
            "slot": by_fact.get(fact, ""),
            "label": locale.text(LABELS[fact], CONTEXT),
            "number": country.number(fact) or "",
            "general": fact == _GENERAL,
        }
        for fact in facts
    ]
    return {
        "heading": heading,
        "groups": {
            group.id: {
                "heading": group.heading,
                "calls": calls if group.id == "emergency" else [],
                "units": list(_group(group, locale)),
            }
            for group in shown.groups
        },
    }


def _calls(calls: list[Stock], own: Mapping[str, str]) -> Iterator[Unit]:
    """The numbers to call, services with the same one together; the general one goes where another has it too."""
    numbers = [own.get(call["slot"], "") or call["number"] for call in calls]
    labels: dict[str, list[str]] = {}
    for call, number in zip(calls, numbers, strict=True):
        others = [other for row, other in zip(calls, numbers, strict=True) if not row["general"]]
        if number and not (call["general"] and number in others):
            labels.setdefault(number, []).append(call["label"])
    for number, names in labels.items():
        yield _item([{"t": f"{', '.join(names)}: "}, {"t": number, "b": True}])


def _group(group: ShownGroup, locale: Locale) -> Iterator[Unit]:
    if group.rule:
        yield _item([{"t": group.rule, "b": True}])
    for fact in group.facts:
        mark = "" if fact.label.endswith(("?", ";")) else ":"
        yield _item([{"t": f"{fact.label}{mark} ", "b": True}, {"t": " ".join(_text(line) for line in fact.lines)}])
    if group.missing:
        unconfirmed = locale.text("Not confirmed yet; ask your manager:", CONTEXT)
        yield _paragraph(f"{unconfirmed} {' · '.join(group.missing)}")


def _text(line: Line) -> str:
    return "".join(part.text for part in line)


def _item(runs: Inline) -> Unit:
    return {"k": "item", "s": SECTION, "n": 0, "runs": runs, "more": []}


def _paragraph(text: str) -> Unit:
    return {"k": "p", "s": SECTION, "runs": [{"t": text}]}
