"""What is written, in which language, how far, and what comes next."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from playbook.editing.comments import open_comments
from playbook.editing.structure import missing_sections
from playbook.model import REFERENCE, Page, Playbook, Signature, StalePart, Topic, stale_parts, standing
from playbook.shown.drafts import is_draft

STATES = ("written", "out-of-date", "unrecorded", "unfinished", "fallback")
"""written: up to date; out-of-date: the English changed since; unrecorded: not known what it was made from;
unfinished: a draft, or sections are missing; fallback: not written, readers get the English page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One topic in one language. `path` is the page's file, also where it is yet to be made.

    `read_by` are the signatures that hold, `lapsed` those of an earlier text; `comments` waits for an answer.
    """

    topic: str
    language: str
    state: str
    path: str
    title: str = ""
    stale: tuple[StalePart, ...] = ()
    missing: tuple[str, ...] = ()
    words: int = 0
    reviewed: datetime.date | None = None
    read_by: tuple[Signature, ...] = ()
    lapsed: tuple[Signature, ...] = ()
    comments: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One topic in every language; `links` counts the pages and relations that lead to it."""

    topic: Topic
    links: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """One language: how many topics are in each state, its words, and its oldest and newest review."""

    language: str
    counts: Counter[str]
    words: int
    oldest: datetime.date | None
    newest: datetime.date | None


def status_table(playbook: Playbook) -> tuple[Row, ...]:
    """Every topic, what matters first: safety, then daily trouble, then the most linked."""
    links = incoming(playbook)
    rows = [
        Row(topic, links[topic.id], tuple(cell(playbook, topic, code) for code in playbook.languages))
        for topic in playbook.taxonomy.topics()
    ]
    return tuple(sorted(rows, key=lambda row: (row.topic.priority, -row.links, row.topic.number)))


def incoming(playbook: Playbook) -> Counter[str]:
    """Topic id to how many English pages and relations lead to it."""
    counts: Counter[str] = Counter()
    for page in playbook.in_language(REFERENCE):
        targets = {link.href.partition("#")[0].rsplit("/", 1)[-1].removesuffix(".md") for link in page.links}
        counts.update(targets - {page.topic})
    for topic in playbook.taxonomy.topics():
        counts.update(target for targets in topic.relations.values() for target in targets)
    return counts


def cell(playbook: Playbook, topic: Topic, language: str) -> Cell:
    """The state of one topic in one language."""
    path = f"docs/{language}/{topic.page_name}"
    page, reference = playbook.page(language, topic.id), playbook.reference(topic.id)
    if page is None:
        unreadable = (playbook.root / path).is_file()
        return Cell(topic.id, language, "unfinished" if unreadable else "fallback", path)
    stale = stale_parts(page, reference) if reference and page.front.translated_from else ()
    missing = missing_sections(page, reference) if reference else ()
    state = _state(page, missing, stale)
    holds = standing(page)
    return Cell(
        topic.id,
        language,
        state,
        path,
        page.title,
        stale,
        missing,
        page.words,
        page.front.reviewed,
        holds,
        tuple(signature for signature in page.front.read_by if signature not in holds),
        len(open_comments(playbook, page)),
    )


def _state(page: Page, missing: tuple[str, ...], stale: tuple[StalePart, ...]) -> str:
    if is_draft(page) or missing:
        return "unfinished"
    if page.language == REFERENCE:
        return "written"
    if not page.front.translated_from:
        return "unrecorded"
    return "out-of-date" if stale else "written"


def totals(playbook: Playbook, rows: tuple[Row, ...]) -> tuple[Total, ...]:
    """The sums of each language, the reference first."""
    return tuple(_total(code, [row.cells[number] for row in rows]) for number, code in enumerate(playbook.languages))


def _total(language: str, cells: list[Cell]) -> Total:
    days = [item.reviewed for item in cells if item.reviewed]
    counts = Counter(item.state for item in cells)
    return Total(language, counts, sum(item.words for item in cells), min(days, default=None), max(days, default=None))


def next_steps(rows: tuple[Row, ...], language: str = "") -> Iterator[tuple[Cell, str]]:
    """(cell, what to do and with which command), what matters first; of one language, or of all."""
    for row in rows:
        for item in row.cells:
            if item.state != "written" and language in {"", item.language}:
                yield item, _advice(item)


def _advice(item: Cell) -> str:
    name = f"{item.topic} {item.language}"
    if item.state == "fallback":
        if item.language == REFERENCE:
            return f"write the English page: playbook new {item.topic}"
        return f"translate it: playbook translate {name}"
    if item.state == "unfinished":
        what = f"the sections {', '.join(item.missing)} are missing" if item.missing else "it is begun and not finished"
        return f"{what}: playbook check {item.path}"
    if item.state == "unrecorded":
        return f"compare it with the English page, then: playbook translated {name}"
    return f"{', '.join(stale_words(item.stale))} changed in English: playbook diff {name}"


def stale_words(stale: tuple[StalePart, ...]) -> Iterator[str]:
    """The parts that are out of date, in words: "steps 2 and 4"."""
    for part in stale:
        yield part.section + (f" {' and '.join(map(str, part.rows))}" if part.rows else "")


def as_data(playbook: Playbook, rows: tuple[Row, ...]) -> dict[str, object]:
    """The status for programs: `languages`, `topics` and their `pages`."""
    languages = [
        {
            "language": total.language,
            "topics": len(rows),
            **{state: total.counts[state] for state in STATES},
            "words": total.words,
            "oldest_review": str(total.oldest or ""),
            "newest_review": str(total.newest or ""),
        }
        for total in totals(playbook, rows)
    ]
    topics = [
        {
            "topic": row.topic.id,
            "group": row.topic.group,
            "priority": row.topic.priority,
            "links": row.links,
            "pages": [_cell_data(item) for item in row.cells],
        }
        for row in rows
    ]
    return {"languages": languages, "topics": topics}


def _cell_data(item: Cell) -> dict[str, object]:
    return {
        "language": item.language,
        "state": item.state,
        "path": item.path,
        "title": item.title,
        "out_of_date": [{"section": part.section, "rows": list(part.rows)} for part in item.stale],
        "missing_sections": list(item.missing),
        "words": item.words,
        "reviewed": str(item.reviewed or ""),
        "read_by": [_signed(signature) for signature in item.read_by],
        "read_before": [_signed(signature) for signature in item.lapsed],
        "comments": item.comments,
    }


def _signed(signature: Signature) -> dict[str, str]:
    return {"by": signature.by, "day": str(signature.day)}
