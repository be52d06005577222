"""The status page for editors: topics by languages, what matters first; each cell with its page and its file."""

from __future__ import annotations

from dataclasses import dataclass

from playbook.editing.status import STATES, Cell, Row, next_steps, stale_words, status_table, totals
from playbook.model import Playbook
from playbook.shown.addresses import page_address

SIGNS = {"written": "✓", "out-of-date": "~", "unrecorded": "?", "unfinished": "…", "fallback": "–"}
WORDS = {
    "written": "up to date",
    "out-of-date": "out of date",
    "unrecorded": "not recorded",
    "unfinished": "unfinished",
    "fallback": "English shown",
}
MEANINGS = {
    "written": "It says what the English page says now.",
    "out-of-date": "The English text changed since; readers see a notice at the sections concerned.",
    "unrecorded": "It is written, but nobody has said yet that it agrees with the English page.",
    "unfinished": "It is begun, or sections are missing; readers of a draft get the English page.",
    "fallback": "It is not written; readers get the English page.",
}


@dataclass(frozen=True, slots=True)
class StatusCell:
    """A cell as shown. `details` are what is missing or out of date; `advice` is what comes next."""

    state: str
    sign: str
    word: str
    address: str
    path: str
    words: int
    reviewed: str
    details: str
    advice: str


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A topic with its cells, one a language."""

    title: str
    address: str
    priority: int
    links: int
    cells: tuple[StatusCell, ...]


@dataclass(frozen=True, slots=True)
class StatusTotal:
    """A language: its code and name, (state, count) pairs in order, and how much of it is up to date, in percent."""

    language: str
    name: str
    counts: tuple[tuple[str, int], ...]
    percent: int


class StatusPage:
    """What the template of the status page shows. `playbook` is as written, drafts included."""

    signs, words, meanings, states = SIGNS, WORDS, MEANINGS, STATES

    def __init__(self, playbook: Playbook) -> None:
        self._playbook = playbook
        self._rows = status_table(playbook)
        self._advice = {(cell.topic, cell.language): advice for cell, advice in next_steps(self._rows)}

    @property
    def totals(self) -> list[StatusTotal]:
        """The languages, the reference first."""
        locales = self._playbook.locales
        return [
            StatusTotal(
                total.language,
                locales[total.language].name,
                tuple((state, total.counts[state]) for state in STATES),
                round(100 * total.counts["written"] / max(1, len(self._rows))),
            )
            for total in totals(self._playbook, self._rows)
        ]

    @property
    def rows(self) -> list[StatusRow]:
        """The topics, what matters first."""
        return [self._row(row) for row in self._rows]

    def _row(self, row: Row) -> StatusRow:
        page = self._playbook.reference(row.topic.id)
        address = page_address("en", row.topic.page_name)
        cells = tuple(self._cell(cell, row) for cell in row.cells)
        return StatusRow(page.title if page else row.topic.id, address, row.topic.priority, row.links, cells)

    def _cell(self, cell: Cell, row: Row) -> StatusCell:
        missing = f"missing: {', '.join(cell.missing)}" if cell.missing else ""
        stale = f"out of date: {', '.join(stale_words(cell.stale))}" if cell.stale else ""
        return StatusCell(
            cell.state,
            SIGNS[cell.state],
            WORDS[cell.state],
            page_address(cell.language, row.topic.page_name),
            cell.path,
            cell.words,
            str(cell.reviewed or ""),
            "; ".join(part for part in (missing, stale) if part),
            self._advice.get((cell.topic, cell.language), ""),
        )
