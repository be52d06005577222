"""An article's lines, each beside the row of the ledger that it has: to be read on a screen, and written nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playbook.articles.cues import load_cues
from playbook.articles.matching import match_rows
from playbook.articles.reader import read_article
from playbook.articles.verification import article_files
from playbook.model import Ledger, Playbook


class ShownLine(NamedTuple):
    """A line of an article: the id of its row (empty without one), its number, its text, and what became of it."""

    row: str
    number: int
    text: str
    state: str


def shown_lines(playbook: Playbook, ledger: Ledger, folder: Path) -> Iterator[ShownLine]:
    """Every line of an article in `folder`, in its order, and then the rows whose line is gone.

    Raises UnreadableFile where the article cannot be read, KeyError where it is not there.
    """
    file = article_files(folder)[ledger.article]
    cues, _ = load_cues(playbook.root, ledger.language)
    for match in match_rows(read_article(file, cues).segments, ledger.rows):
        row, segment = match.row, match.segment
        if row is None:
            state = "no row yet"
        elif segment is None:
            state = "the line is gone"
        else:
            state = ", ".join(row.to) or (f"left out: {row.left_out.strip()}" if row.left_out.strip() else "open")
            state += f" (looks like {row.furniture})" if row.furniture and state == "open" else ""
        yield ShownLine(row.id if row else "", segment.number if segment else 0, segment.text if segment else "", state)
