"""The text of a ledger file, cut into its head and its rows, so that what an editor wrote in it stays as it is.

A row that does not change keeps its text to the letter. In one that does, only the tool's own lines change; comments,
quotes and line breaks stay (ruamel.yaml). A comment above a row belongs to that row and moves with it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from playbook.model import YamlSource

NEW_HEAD = """\
# The ledger of one article: every line of it, and where in the playbook it went. It holds no sentence of the article.
# `playbook articles read` keeps the facts that are empty, and of each row place, sha256, furniture (why the line looks
# like site furniture) and topics (a suggestion). The rest is the editors':
#   gist       what the line says, in your own words
#   to         the page sections that carry it: [angry-customer#steps, staying-calm#why]
#   left_out   or, instead, why the playbook does not carry it
"""
_ORDER = ("id", "place", "sha256", "furniture", "topics", "gist", "to", "left_out", "gone")
_EMPTY = DoubleQuotedScalarString("")
_COMMENT = re.compile(r"(?:^|\s)#", re.MULTILINE)


@dataclass(frozen=True)
class LedgerText:
    """The text of a ledger in pieces: `rows` by id, each with the comments above it."""

    head: str
    rows: Mapping[str, str]
    tail: str


def cut(text: str, source: YamlSource, identifiers: Sequence[str]) -> LedgerText | None:
    """Cut a ledger's text into its pieces; None where its rows do not each begin a line of their own."""
    lines = text.splitlines(keepends=True)
    starts = [source.line("segments", index) - 1 for index in range(len(identifiers))]
    if (
        not starts
        or starts != sorted(set(starts))
        or not all(lines[start].lstrip().startswith("-") for start in starts)
    ):
        return None
    begins = [_comments_above(lines, start) for start in starts]
    begins[0] = max(begins[0], source.line("segments"))
    end = _comments_above(lines, len(lines))
    pieces = zip(begins, [*begins[1:], end], strict=True)
    rows = {row: "".join(lines[first:last]) for row, (first, last) in zip(identifiers, pieces, strict=True)}
    return LedgerText("".join(lines[: begins[0]]), rows, "".join(lines[end:]))


def _comments_above(lines: Sequence[str], index: int) -> int:
    while index and (not lines[index - 1].strip() or lines[index - 1].lstrip().startswith("#")):
        index -= 1
    return index


def has_comment(row: str) -> bool:
    """Whether an editor wrote a comment in or above a row."""
    return bool(_COMMENT.search(row))


def edited_row(row: str, values: Mapping[str, Any]) -> str:
    """A row's text with the given values; an empty value takes the key away."""
    yaml = _yaml()
    document = yaml.load(row)
    _set(document[0], values)
    return _dumped(yaml, document)


def new_row(values: Mapping[str, Any]) -> str:
    """The text of a new row; what an editor fills in is there, empty."""
    open_fields = {"gist": _EMPTY, "to": (), "left_out": _EMPTY}
    row = CommentedMap()
    for name in _ORDER:
        if values.get(name) or name in open_fields:
            row[name] = _flow(values.get(name) or open_fields[name])
    return _dumped(_yaml(), CommentedSeq([row]))


def edited_head(head: str, facts: Mapping[str, str]) -> str:
    """The head of a ledger with the given facts."""
    yaml = _yaml()
    document = yaml.load(head)
    if not document.get("facts"):
        document.insert(list(document).index("segments"), "facts", CommentedMap())
    for name, value in facts.items():
        document["facts"][name] = DoubleQuotedScalarString(value)
    return _dumped(yaml, document)


def new_head(article: str, language: str, facts: Mapping[str, str]) -> str:
    """The head of a new ledger."""
    code = f'"{language}"' if language == "no" else language  # bare, it is "false" in YAML
    empty_facts = {"title": "", **facts}
    return edited_head(f"{NEW_HEAD}\narticle: {article}\nlanguage: {code}\nsegments:\n", empty_facts)


def _set(row: CommentedMap, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if not value:
            row.pop(name, None)
        elif name in row:
            row[name] = _flow(value)
        else:
            before = [other for other in row if _ORDER.index(other) < _ORDER.index(name)]
            row.insert(len(before), name, _flow(value))


def _flow(value: Any) -> Any:
    if not isinstance(value, tuple):
        return value
    sequence = CommentedSeq(value)
    sequence.fa.set_flow_style()
    return sequence


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 120
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(yaml: YAML, document: Any) -> str:
    buffer = io.StringIO()
    yaml.dump(document, buffer)
    return buffer.getvalue()
