"""The plan behind `organisation`: what a workplace fills in, written into its file; all else there stays as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from playbook.editing.plan import Change, Plan, Refusal, changed, current_text
from playbook.model import Playbook, Slot
from playbook.model.country import country_name
from playbook.model.problem import did_you_mean
from playbook.model.taxonomy import is_phone
from playbook.model.yaml_source import last_index
from playbook.said import said

ORGANISATION_FILE = "taxonomy/organisation.yml"
LONGEST = 200
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def plan_organisation(
    playbook: Playbook, values: Mapping[str, str], country: str | None = None, logo: str | None = None
) -> Plan:
    """Fill in slots, country and logo; an empty value opens a slot again, None leaves country and logo as they are.

    Raises Refusal with everything that is wrong with what was given.
    """
    faults = [*_faults(playbook, values), *_country_faults(playbook, country)]
    if logo and not (playbook.root / "taxonomy" / logo).is_file():
        faults.append(f"there is no file taxonomy/{logo}; put the logo there first")
    if faults:
        raise Refusal("\n".join(faults))
    text = current_text(playbook.root, ORGANISATION_FILE) or ""
    written = {name: _written(playbook.taxonomy.slots[name], " ".join(value.split())) for name, value in values.items()}
    tops = {"country": country, "logo": logo}
    new = _filled(text, written, {key: _quoted(value) for key, value in tops.items() if value is not None})
    needed = changed(playbook.root, [Change(ORGANISATION_FILE, new)])
    if not needed:
        raise Refusal(said("all of this is there already"))
    return Plan(
        needed, (f"{ORGANISATION_FILE} is filled in.",), ("Look at it: playbook serve", "Print it: playbook packs")
    )


def value_fault(slot: Slot, value: str) -> str:
    """What is wrong with a value for a slot; nothing where it can be used."""
    if len(value) > LONGEST:
        return f"{slot.label}: {len(value)} characters are too many; at most {LONGEST} fit on a page"
    if not value.isprintable():
        return f"{slot.label}: there are signs in this that cannot be seen"
    if slot.kind == "phone" and value and not is_phone(value):
        return f'{slot.label}: "{value}" is not a telephone number'
    if slot.kind == "number" and value and not value.isdecimal():
        return f'{slot.label}: "{value}" is not a number'
    return ""


def _faults(playbook: Playbook, values: Mapping[str, str]) -> Iterator[str]:
    slots = {slot.name: slot for slot in playbook.taxonomy.organisation_slots}
    for name, value in values.items():
        if name not in slots:
            yield f'there is no slot "{name}"; {did_you_mean(name, slots)}'
        elif fault := value_fault(slots[name], value.strip()):
            yield fault


def _country_faults(playbook: Playbook, country: str | None) -> Iterator[str]:
    if country and country not in playbook.countries:
        known = ", ".join(f"{code} ({country_name(code)})" for code in playbook.countries)
        yield f'there is no country "{country}"; there are: {known}; a new one: playbook add-country {country}'


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False) if value else "null"


def _written(slot: Slot, value: str) -> str:
    return value.lstrip("0") or "0" if slot.kind == "number" and value else _quoted(value)


def _filled(text: str, values: Mapping[str, str], tops: Mapping[str, str]) -> str:
    """The file with some values in place of those that stand there; what does not stand there is put in."""
    root: Any = yaml.compose(text, Loader=_Loader)
    found = {key.value: (key, value) for key, value in root.value}
    splices = []
    for key, value in tops.items():
        if key in found:
            splices.append((found[key][1].start_mark.index, last_index(found[key][1]), value))
        else:
            start = found["slots"][0].start_mark.index
            splices.append((start, start, f"{key}: {value}\n"))
    for row in found["slots"][1].value:
        parts = {key.value: part for key, part in row.value}
        name = parts["name"].value
        if name in values and "value" in parts:
            splices.append((parts["value"].start_mark.index, last_index(parts["value"]), values[name]))
        elif name in values:
            end = last_index(parts["name"])
            between = ", " if row.flow_style else "\n" + " " * row.start_mark.column
            splices.append((end, end, f"{between}value: {values[name]}"))
    for start, end, new in sorted(splices, reverse=True):
        text = text[:start] + new + text[end:]
    return text
