"""Bringing a ledger up to its article: what is new, changed and gone, with every decision of an editor kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from msgspec import structs

from playbook.articles.ledger_text import LedgerText, cut, edited_head, edited_row, has_comment, new_head, new_row
from playbook.articles.matching import Match, match_rows
from playbook.articles.reader import Article
from playbook.articles.segments import Segment
from playbook.model import Ledger, LedgerRow, YamlSource

ASKED = ("author", "published", "publisher")
"""The facts without which nobody can say where an article comes from."""
Suggest = Callable[[str, Segment], tuple[str, ...]]
"""From `<article>/<row id>` and the segment to the topics it seems to belong to."""


@dataclass(frozen=True)
class ExistingLedger:
    """A ledger as it stands in its file."""

    ledger: Ledger
    source: YamlSource
    text: str


@dataclass(frozen=True)
class Update:
    """The new text of a ledger, and what became of its rows (their ids).

    `kept` rows are gone from the article and kept, marked `gone: true`, for the decisions in them; `dropped` rows are
    gone and held none; `waiting` rows were kept as gone before and still are. `unknown` are the facts of ASKED that
    neither the article nor the ledger says.
    """

    text: str
    rows: int
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    unknown: tuple[str, ...] = ()


def update_ledger(
    identifier: str,
    article: Article,
    existing: ExistingLedger | None,
    suggest: Suggest,
    given: Mapping[str, str] = MappingProxyType({}),
) -> Update:
    """The ledger of an article as it is to be. `identifier` is the article's id; `given` facts go before all others."""
    facts = {name: value for name, value in structs.asdict(article.facts).items() if value}
    old = existing.ledger.rows if existing else ()
    pieces = cut(existing.text, existing.source, [row.id for row in old]) if existing else None
    update = Update("", len(article.segments))
    taken = {row.id for row in old}
    body, gone = [], []
    for match in match_rows(article.segments, old):
        if match.segment is None:
            gone.append(_gone(match, pieces, update))
        elif match.row is None:
            body.append(_new(identifier, match.segment, taken, suggest, update))
        else:
            body.append(_known(identifier, match, pieces, suggest, update))
    known = structs.asdict(existing.ledger.facts) if existing else {}
    head = _head(identifier, article.language, existing, pieces, facts, given)
    tail = pieces.tail if pieces else ""
    unknown = tuple(name for name in ASKED if not (given.get(name) or known.get(name) or facts.get(name)))
    return replace(update, text=head + "".join(body) + "".join(gone) + tail, unknown=unknown)


def _head(
    identifier: str,
    language: str,
    existing: ExistingLedger | None,
    pieces: LedgerText | None,
    facts: dict[str, str],
    given: Mapping[str, str],
) -> str:
    if existing is None:
        return new_head(identifier, language, {**facts, **given})
    known = {name: value for name, value in structs.asdict(existing.ledger.facts).items() if value}
    if pieces is None:
        return new_head(identifier, language, {**facts, **known, **given})
    missing = {name: value for name, value in facts.items() if name not in known}
    missing |= {name: value for name, value in given.items() if value != known.get(name)}
    return edited_head(pieces.head, missing) if missing else pieces.head


def _tools_own(identifier: str, segment: Segment, row: str, suggest: Suggest) -> dict[str, Any]:
    topics = suggest(f"{identifier}/{row}", segment)
    return {"place": segment.place, "sha256": segment.sha256, "furniture": segment.furniture, "topics": topics}


def _new(identifier: str, segment: Segment, taken: set[str], suggest: Suggest, update: Update) -> str:
    fresh, copy = segment.id, 1
    while fresh in taken:
        copy += 1
        fresh = f"{segment.id}-{copy}"
    taken.add(fresh)
    update.new.append(fresh)
    return new_row({"id": fresh} | _tools_own(identifier, segment, fresh, suggest))


def _known(identifier: str, match: Match, pieces: LedgerText | None, suggest: Suggest, update: Update) -> str:
    segment, row = match.segment, match.row
    assert segment is not None
    assert row is not None
    if match.changed:
        update.changed.append(row.id)
    if row.gone:
        update.back.append(row.id)
    values = _tools_own(identifier, segment, row.id, suggest) | {"gone": False}
    differs = {name: value for name, value in values.items() if value != getattr(row, name)}
    text = _text(row, pieces)
    return edited_row(text, differs) if differs else text


def _gone(match: Match, pieces: LedgerText | None, update: Update) -> str:
    row = match.row
    assert row is not None
    text = _text(row, pieces)
    if row.gone:
        update.waiting.append(row.id)
        return text
    if not (row.gist or row.to or row.left_out or has_comment(text)):
        update.dropped.append(row.id)
        return ""
    update.kept.append(row.id)
    return edited_row(text, {"gone": True})


def _text(row: LedgerRow, pieces: LedgerText | None) -> str:
    if pieces:
        return pieces.rows[row.id]
    names = ("id", "place", "sha256", "furniture", "topics", "gist", "to", "left_out", "gone")
    return edited_row(new_row({"id": row.id}), {name: getattr(row, name) for name in names if getattr(row, name)})
