"""Golden queries: what people type, and the topics that answer it. One file a language in `tests/search/`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playbook.files import read_text

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
    "none",
)


@dataclass(frozen=True, slots=True)
class GoldenQuery:
    """One query, the topics of which one must be found (none: nothing may be), and the kind of query it is."""

    text: str
    topics: tuple[str, ...]
    kind: str
    line: int


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
