"""The facts of the country that a pack is used in, as units behind the page of a topic."""

from __future__ import annotations

from collections.abc import Iterator

from playbook.model import Locale, Places
from playbook.packs.inline import Inline
from playbook.packs.organisation import Organisation
from playbook.packs.units import Unit
from playbook.shown.country import CONTEXT, Line, ShownGroup, shown_country
from playbook.shown.slots import slot_label

SECTION = "where-you-work"


def country_units(topic: str, places: Places, who: Organisation, locale: Locale) -> Iterator[Unit]:
    """The box "Where you work" of a topic; nothing for a topic without one, or where no country is known."""
    groups = places.groups.get(topic)
    if not groups or who.country is None:
        return
    shown = shown_country(who.country, locale, groups, who.slots)
    heading = locale.text("Where you work: {country}", CONTEXT).format(country=shown.name)
    yield {"k": "heading", "s": SECTION, "text": heading}
    for group in shown.groups:
        yield {"k": "subheading", "s": SECTION, "text": group.heading}
        yield from _group(group, locale)
        if group.id == "emergency":
            for name in places.contacts:
                slot = who.slots[name]
                gap = {"gap": "", "kind": slot.kind} if slot.value is None else {"t": slot.value, "b": True}
                yield _item([{"t": f"{slot_label(slot, locale)}: "}, gap])
    yield _paragraph(locale.text("This is not legal advice. If in doubt, ask your manager.", CONTEXT))


def _group(group: ShownGroup, locale: Locale) -> Iterator[Unit]:
    for call in group.calls:
        yield _item([{"t": f"{', '.join(call.labels)}: "}, {"t": call.number or "", "b": True}])
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
