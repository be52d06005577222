"""The status page for editors: every topic in every language at one glance, and what is to do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from playbook.editing.status import STATES, Cell, Row, Total, next_steps, stale_words, status_table, totals
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


class StatusPage:
    """What the template of the status page shows. `playbook` is as written, drafts included."""

    signs, words, meanings, states = SIGNS, WORDS, MEANINGS, STATES

    def __init__(self, playbook: Playbook) -> None:
        self.playbook, self.locales = playbook, playbook.locales
        self.rows = status_table(playbook)

    @cached_property
    def _advice(self) -> dict[tuple[str, str], str]:
        return {(cell.topic, cell.language): advice for cell, advice in next_steps(self.rows)}

    @property
    def totals(self) -> tuple[Total, ...]:
        """The languages, the reference first."""
        return totals(self.playbook, self.rows)

    def column(self, language: str) -> Iterator[tuple[Row, Cell]]:
        """Every topic with its cell in a language, what matters first."""
        yield from ((row, cell) for row in self.rows for cell in row.cells if cell.language == language)

    def open_cells(self, language: str) -> tuple[tuple[Row, Cell], ...]:
        """The topics of a language in which something is still to do."""
        return tuple((row, cell) for row, cell in self.column(language) if cell.state != "written")

    def percent(self, total: Total) -> int:
        """How much of a language is up to date."""
        return round(100 * total.counts["written"] / max(1, len(self.rows)))

    def title(self, row: Row) -> str:
        """The English title of a topic."""
        page = self.playbook.reference(row.topic.id)
        return page.title if page else row.topic.id

    def address(self, row: Row, language: str) -> str:
        """Where a topic's page is in a language."""
        return page_address(language, row.topic.page_name)

    def details(self, cell: Cell) -> str:
        """What of a page is missing or out of date."""
        missing = f"missing: {', '.join(cell.missing)}" if cell.missing else ""
        stale = f"out of date: {', '.join(stale_words(cell.stale))}" if cell.stale else ""
        return "; ".join(part for part in (missing, stale) if part)

    def advice(self, cell: Cell) -> str:
        """What comes next on a page."""
        return self._advice.get((cell.topic, cell.language), "")
