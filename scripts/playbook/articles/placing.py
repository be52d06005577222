"""Placing the lines of an article: what an editor decides about rows of its ledger, written where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from playbook.articles.ledger_text import cut, edited_row
from playbook.model import Ledger, LedgerRow, parse_yaml


@dataclass(frozen=True)
class Placing:
    """What becomes of a line: what it says, in the editor's words, and where it went, or why it is left out."""

    gist: str
    to: tuple[str, ...]
    left_out: str


def placing_of(row: LedgerRow) -> Placing:
    """What a ledger says of a row."""
    return Placing(row.gist, row.to, row.left_out)


def is_settled(placing: Placing) -> bool:
    """Whether it is known what becomes of a line: it has a place and a gist, or a reason to leave it out."""
    return bool(placing.left_out.strip()) or bool(placing.to and placing.gist.strip())


def with_placings(text: str, ledger: Ledger, placings: Mapping[str, Placing]) -> str:
    """The text of a ledger with these rows as they were decided; all others stay as they are, to the byte.

    Raises ValueError for a ledger whose rows do not each begin a line of their own.
    """
    source, _ = parse_yaml(text, ledger.path)
    pieces = cut(text, source, [row.id for row in ledger.rows]) if source else None
    if pieces is None:
        raise ValueError("the rows of this ledger do not each begin a line of their own")
    rows = [_written(pieces.rows[row.id], row, placings.get(row.id)) for row in ledger.rows]
    return pieces.head + "".join(rows) + pieces.tail


def _written(text: str, row: LedgerRow, placing: Placing | None) -> str:
    if placing is None or placing == placing_of(row):
        return text
    wanted: dict[str, str | Sequence[str]] = {
        "gist": DoubleQuotedScalarString(placing.gist) if placing.gist else "",
        "to": tuple(placing.to),
        "left_out": DoubleQuotedScalarString(placing.left_out) if placing.left_out else "",
    }
    return edited_row(text, {name: value for name, value in wanted.items() if value != getattr(row, name)})
