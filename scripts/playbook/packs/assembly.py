"""Putting a pack together: topics are chosen from the stock of its languages, and what is to be filled in is filled in.

assets/press-assembly.mjs does the same in the browser; tests/site/test_press.py holds the two to the same document.
Everything here works on plain data as JSON has it, and no text in it is markup.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from playbook.packs.places import Stock, units_of_country
from playbook.packs.units import Unit, align
from playbook.shown.slots import OPEN

NAME_SLOT = "organisation_name"
_BODY, _LARGE = 10, 16
_SIZES = ("h", "ha", "title-h")
"""What a stock has once for each sheet."""
_MARK = re.compile(r"\{\{ ([^{} ]+) \}\}")
"""A slot as a stock has it (see stock.py)."""

Order = Mapping[str, Any]
"""What is asked for, as JSON.

`pack`, `topics`, `paper`, `large`, `country`, `speaker`, `recipient`, `site` (empty where its
address is not known), and `values`:
what the organisation itself fills in, by slot. Perhaps also `trainer`, and the organisation's `colour` and `accent` in
place of those of the stock.
"""


def assemble(stocks: Sequence[Stock], order: Order) -> dict[str, Any]:
    """The document: everything a template needs. `stocks` are those of the pack's languages, which have its topics."""
    first = stocks[0]
    pack = first["packs"][order["pack"]]
    topics = [topic for topic in first["topics"] if topic in order["topics"]]
    values = {**first["places"]["numbers"].get(order["country"], {}), **order["values"]}
    day = max(stock["topics"][topic]["reviewed"] for stock in stocks for topic in topics)
    rows = _glossary(stocks, topics)
    version = _version(stocks, order["pack"], topics, day, rows)
    groups = [
        (group, [topic for topic in topics if first["topics"][topic]["group"] == group["id"]])
        for group in first["groups"]
    ]
    chapters = [
        {
            "id": group["id"],
            "names": [_named(stock, group["id"]) for stock in stocks],
            "topics": own,
            "pictogram": group["pictogram"],
        }
        for group, own in groups
        if own
    ]
    codes = {"cover": _address(stocks, order, topics, version)} if order["site"] else {}
    contents = _topics(stocks, order, topics, values)
    traits = _traits(order, contents)
    sheet = first["sheets"].index(sheet_name(order["paper"], large=order["large"]))
    return {
        "layout": pack["layout"],
        "paper": "us-letter" if order["paper"] == "letter" else order["paper"],
        "size": _LARGE if order["large"] else _BODY,
        "large": order["large"],
        "trainer": order.get("trainer", False),
        "colour": order.get("colour", first["colour"]),
        "accent": order.get("accent", first["accent"]),
        "title": [stock["packs"][order["pack"]]["title"] for stock in stocks],
        "audience": [stock["packs"][order["pack"]]["audience"] for stock in stocks],
        "organisation": values.get(NAME_SLOT, ""),
        "recipient": order["recipient"],
        "version": version,
        "address": codes.get("cover", "").partition("#")[0].partition("//")[2],
        "codes": codes,
        "day": day,
        "dates": [stock["dates"][day] for stock in stocks],
        "languages": [stock["language"] for stock in stocks],
        "words": [stock["words"] for stock in stocks],
        "how": [[step for needed, step in stock["how"] if not needed or needed in traits] for stock in stocks],
        "chapters": chapters,
        "topics": contents,
        "heads": {
            topic: [stock["topics"][topic]["head"] for stock in stocks]
            for topic in sorted(topics, key=lambda topic: first["topics"][topic]["urgency"])
        },
        "pictograms": first["pictograms"],
        "columns": [stock["columns"] for stock in stocks],
        "warnings": [stock["warnings"] for stock in stocks],
        "contacts": _contacts(stocks, values),
        "glossary": [
            {
                "terms": [one["term"] for one in row],
                "definitions": [one["definition"] for one in row],
                "h": max(one["h"][sheet] for one in row),
            }
            for row in rows
        ],
        "sources": _sources(stocks, topics, sheet),
        "guidance": [_guidance(stock, topics, sheet) for stock in stocks],
        "index": [_index(stock, topics, sheet) for stock in stocks],
    }


def _topics(stocks: Sequence[Stock], order: Order, topics: Sequence[str], values: Mapping[str, str]) -> dict[str, Any]:
    pack = stocks[0]["packs"][order["pack"]]
    sheet = stocks[0]["sheets"].index(sheet_name(order["paper"], large=order["large"]))
    printed = frozenset(topics if pack["layout"] == "booklet" else ())  # only a booklet has pages to refer to
    all_units = [
        [
            [
                _sized(unit, sheet)
                for unit in filled_units(
                    [
                        *stock["topics"][topic]["units"],
                        *units_of_country(stock["places"], topic, order["country"], order["values"]),
                    ],
                    stock,
                    values,
                    printed,
                    order["speaker"],
                )
            ]
            for stock in stocks
        ]
        for topic in topics
    ]
    return {
        topic: {
            "titles": [stock["topics"][topic]["title"] for stock in stocks],
            "title-h": max(stock["topics"][topic]["title-h"][sheet] for stock in stocks),
            "units": list(align(*units)) if len(units) == 2 else units,
            "form": "short" if topic in pack["short"] else pack["form"],
            "pictogram": stocks[0]["topics"][topic]["pictogram"],
            "ink": stocks[0]["topics"][topic]["ink"],
        }
        for topic, units in zip(topics, all_units, strict=True)
    }


def _traits(order: Order, topics: Mapping[str, Any]) -> set[str]:
    """What there is in a pack of which its "how to use" speaks; see words.py."""
    found = {unit["s"] for topic in topics.values() if topic["form"] == "full" for unit in topic["units"][0]}
    exercises = {"practice", "trainer" if order.get("trainer") else "answers"} if "practice" in found else set()
    return exercises | ({"code"} if order["site"] else set())


def sheet_name(paper: str, *, large: bool) -> str:
    """What heights are named by: the paper and the size of letters. Posters need none, so A3 has those of A4."""
    return f"{'a4' if paper == 'a3' else paper}{' large' if large else ''}"


def _sized(row: Mapping[str, Any], sheet: int) -> dict[str, Any]:
    """A part of a stock with the heights that it has on one sheet."""
    return {key: value[sheet] if key in _SIZES else value for key, value in row.items()}


def filled_units(
    units: Sequence[Unit], stock: Stock, values: Mapping[str, str], printed: Collection[str] | None, speaker: str
) -> list[Unit]:
    """The units of a topic with their slots filled or open to write in, and with references to topics.

    Of the references those to other topics than the `printed` ones are left out; with None, all of them stay.
    """
    slots = {slot["name"]: slot for slot in stock["slots"]}
    done: list[Unit] = _filled(list(units), slots, values, printed, speaker)
    return done


def _filled(
    part: Any, slots: Mapping[str, Any], values: Mapping[str, str], printed: Collection[str] | None, speaker: str
) -> Any:
    if isinstance(part, str):
        return _MARK.sub(lambda match: _text(match, slots, values), part) if "{{" in part else part
    if isinstance(part, list):
        return [_filled(item, slots, values, printed, speaker) for item in part if not _leads_out(item, printed)]
    if not isinstance(part, dict):
        return part
    if "t" in part:
        mark = _MARK.fullmatch(part["t"])
        if mark and mark[1] in slots:
            return _gap(slots[mark[1]], values, part)
        said = part.get(speaker, part["t"])
        return {**_without(part, "t", "woman", "man", "both"), "t": said}
    return {key: _filled(value, slots, values, printed, speaker) for key, value in part.items()}


def _leads_out(item: Any, printed: Collection[str] | None) -> bool:
    return printed is not None and isinstance(item, dict) and "to" in item and item["to"] not in printed


def _gap(slot: Mapping[str, Any], values: Mapping[str, str], run: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in a slot's place: its value, or a gap to write in; `bare` where its label stands before it."""
    value = values.get(slot["name"], "")
    return {"t": value, "b": True} if value else {"gap": "" if run.get("bare") else slot["label"], "kind": slot["kind"]}


def _text(match: re.Match[str], slots: Mapping[str, Any], values: Mapping[str, str]) -> str:
    """A slot in plain text: its value, or its label in square brackets; one in what is said stays open."""
    slot = slots.get(match[1])
    if slot is None:
        return match[0]
    return values.get(match[1], "") or (OPEN if slot["said"] else f"[{slot['label']}]")


def _named(stock: Stock, group: str) -> str:
    return str(next(item["name"] for item in stock["groups"] if item["id"] == group))


def _glossary(stocks: Sequence[Stock], topics: Sequence[str]) -> list[list[dict[str, Any]]]:
    """The concepts that the topics explain and that every language has, in the first one's order."""
    others = [{row["id"]: row for row in stock["glossary"]} for stock in stocks[1:]]
    return [
        [row, *(rows[row["id"]] for rows in others)]
        for row in stocks[0]["glossary"]
        if _any(row["topics"], topics) and all(row["id"] in rows for rows in others)
    ]


def _version(
    stocks: Sequence[Stock], pack: str, topics: Sequence[str], day: str, glossary: Sequence[Sequence[Mapping[str, Any]]]
) -> str:
    """The pack's version, as version.py has it."""
    return version_of(
        day,
        pack,
        [stock["language"]["code"] for stock in stocks],
        [[stock["topics"][topic]["printed"] for stock in stocks] for topic in topics],
        sorted([row[0]["id"], *(one["printed"] for one in row)] for row in glossary),
    )


def version_of(
    day: str, pack: str, languages: Sequence[str], pages: Sequence[Sequence[str]], glossary: Sequence[Sequence[str]]
) -> str:
    """A version from the hashes of what is printed: `2026-11-22-3f9a2c`; without a date where there was no review."""
    content = json.dumps([pack, languages, pages, glossary], separators=(",", ":"))
    return (f"{day}-" if day else "") + hashlib.sha256(content.encode()).hexdigest()[:6]


def _address(stocks: Sequence[Stock], order: Order, topics: Sequence[str], version: str) -> str:
    """The address behind the printed code: `<site>/<language>/version/#1.<pack>.<languages>.<version>.<topics>`.

    The part behind # never leaves the reader's device. A topic has its key and its page's hash in each language.
    """
    codes = [
        stocks[0]["topics"][topic]["key"] + "".join(stock["topics"][topic]["hash"] for stock in stocks)
        for topic in topics
    ]
    languages = "~".join(stock["language"]["code"] for stock in stocks)
    code = ".".join(["1", order["pack"], languages, version, "".join(codes)])
    return f"{order['site'].rstrip('/')}/{stocks[0]['version']}#{code}"


def _contacts(stocks: Sequence[Stock], values: Mapping[str, str]) -> list[dict[str, Any]]:
    rows = zip(*(stock["slots"] for stock in stocks), strict=True)
    return [
        {
            "name": row[0]["name"],
            "labels": [slot["label"] for slot in row],
            "value": values.get(row[0]["name"], ""),
            "kind": row[0]["kind"],
        }
        for row in rows
        if row[0]["name"] != NAME_SLOT and not row[0]["said"]
    ]


def _sources(stocks: Sequence[Stock], topics: Sequence[str], sheet: int) -> list[list[dict[str, Any]]]:
    """The articles behind the pages, in the words of each language."""
    names = sorted({name for stock in stocks for topic in topics for name in stock["topics"][topic]["sources"]})
    return [[_sized(stock["sources"][name], sheet) for name in names if name in stock["sources"]] for stock in stocks]


def _guidance(stock: Stock, topics: Sequence[str], sheet: int) -> list[dict[str, Any]]:
    return [_sized(_without(row, "topics"), sheet) for row in stock["guidance"] if _any(row["topics"], topics)]


def _index(stock: Stock, topics: Sequence[str], sheet: int) -> list[dict[str, Any]]:
    """What leads to the topics, under the letters that it begins with."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in stock["index"]:
        own = [topic for topic in row["topics"] if topic in topics]
        if own:
            rows = groups.setdefault(row["letter"], [])
            rows.append({**_sized(_without(row, "letter"), sheet), "topics": own})
    return [{"letter": letter, "rows": rows} for letter, rows in groups.items()]


def _any(named: Sequence[str], topics: Sequence[str]) -> bool:
    return any(topic in topics for topic in named)


def _without(row: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in keys}
