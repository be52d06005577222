"""Golden queries: what people type, and the topics that answer it. One file a language in `tests/search/`."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

from playbook.files import read_text
from playbook.model.synonyms import SAFETY

QUERIES = Path("tests/search")
KINDS = (
    "plain",
    "inflected",
    "colloquial",
    "misspelt",
    "no-accents",
    "capitals",
    "compound-part",
    "question",
    "other-language",
    "sentence",
    "slang",
    "danger",
    "none",
)


@dataclass(frozen=True, slots=True)
class GoldenQuery:
    """One query, the topics of which one must be found (none: nothing may be), and the kind of query it is."""

    text: str
    topics: tuple[str, ...]
    kind: str
    line: int

    def answered_by(self, written: Set[str]) -> tuple[str, ...] | None:
        """The topics that answer it where only these are written; None where it cannot be answered yet.

        Words of fear are answered by the page for all dangers until their own page is written.
        """
        topics = tuple(topic for topic in self.topics if topic in written)
        if self.kind == "danger" and len(topics) < len(self.topics) and SAFETY not in topics:
            topics += (SAFETY,)
        return topics if topics or not self.topics else None


def read_golden(root: Path, language: str) -> list[GoldenQuery]:
    """The golden queries of a language; none where it has no file. Raises UnreadableFile for one that is not text."""
    file = root / QUERIES / f"{language}.tsv"
    if not file.is_file():
        return []
    rows = ((number, line.split("\t")) for number, line in enumerate(read_text(file).split("\n"), 1))
    return [
        GoldenQuery(cells[0], tuple(cells[1].split(",")) if cells[1] else (), cells[2], number)
        for number, cells in rows
        if len(cells) == 3 and not cells[0].startswith("#")
    ]
