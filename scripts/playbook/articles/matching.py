"""Which row of a ledger belongs to which segment of an article, however the article has changed since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from playbook.articles.segments import Segment
from playbook.model import LedgerRow


@dataclass(frozen=True)
class Match:
    """A segment with its row, or either alone; `changed` where only the id still says that they belong together."""

    segment: Segment | None
    row: LedgerRow | None
    changed: bool = False


def match_rows(segments: Sequence[Segment], rows: Sequence[LedgerRow]) -> list[Match]:
    """Match by fingerprint first, then by id: segments in the article's order, then the rows without a segment.

    Of segments with the same text, those that also have the same id go together first; a numbered line is also known by
    its text under another number. A row that is marked as gone comes back when its text does, but never through its id
    alone: that may be another text's by now.
    """
    row_of = dict(_by_text(segments, rows))
    taken = {row.id for row in row_of.values()}
    left = {row.id: row for row in rows if row.id not in taken and not row.gone}
    changed = {segment.id: left[segment.id] for segment in segments if segment.id in left and segment.id not in row_of}
    matches = [
        Match(segment, row_of.get(segment.id) or changed.get(segment.id), segment.id in changed) for segment in segments
    ]
    matched = taken | {row.id for row in changed.values()}
    return matches + [Match(None, row) for row in rows if row.id not in matched]


def _by_text(segments: Sequence[Segment], rows: Sequence[LedgerRow]) -> Iterable[tuple[str, LedgerRow]]:
    waiting: dict[str, list[LedgerRow]] = defaultdict(list)
    for row in rows:
        waiting[row.sha256].append(row)
    rest = list(segments)
    for pick in (_same_id, _first, _renumbered):
        later = []
        for segment in rest:
            found = pick(segment, waiting)
            if found is None:
                later.append(segment)
            else:
                waiting[found.sha256].remove(found)
                yield segment.id, found
        rest = later


_Waiting = Mapping[str, list[LedgerRow]]


def _same_id(segment: Segment, waiting: _Waiting) -> LedgerRow | None:
    return next((row for row in waiting.get(segment.sha256, ()) if row.id == segment.id), None)


def _first(segment: Segment, waiting: _Waiting) -> LedgerRow | None:
    return next(iter(waiting.get(segment.sha256, ())), None)


def _renumbered(segment: Segment, waiting: _Waiting) -> LedgerRow | None:
    return next((row for sha256 in segment.renumbered for row in waiting.get(sha256, ())), None)
