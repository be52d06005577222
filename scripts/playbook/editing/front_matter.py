"""Changing a page's front matter as text: the editor's own keys, order and comments stay as they are."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Mapping

from playbook.model import Signature, parse_yaml
from playbook.model.page import Fingerprints, split_front_matter

_NUMBER_LIKE = re.compile(r"[0-9]+(?:e[0-9]+)?")


def set_value(text: str, key: str, lines: list[str]) -> str:
    """The page text with the front matter's `key` written anew as `lines`, in its old place or at the end.

    The page must have front matter.
    """
    yaml_text, body, _ = split_front_matter(text)
    source = parse_yaml(yaml_text or "", "")[0]
    if yaml_text is None or source is None:
        raise ValueError("a page without front matter")
    start, end = source.span(key) or (len(yaml_text), len(yaml_text))
    rest = yaml_text[end:] if yaml_text.startswith("\n", end) else f"\n{yaml_text[end:]}"
    return "".join(["---\n", yaml_text[:start], "\n".join(lines), rest, "---\n", body])


def without_value(text: str, key: str) -> str:
    """The page text without the front matter's `key`; as it was where it is not there."""
    yaml_text, body, _ = split_front_matter(text)
    source = parse_yaml(yaml_text or "", "")[0]
    span = source.span(key) if source else None
    if yaml_text is None or source is None or key not in (source.data or {}) or span is None:
        return text
    end = yaml_text.find("\n", span[1])
    return "".join(["---\n", yaml_text[: span[0]], yaml_text[end + 1 :] if end >= 0 else "", "---\n", body])


def without_review(text: str) -> str:
    """The page text without the day of its review. Signatures stay: each says by itself which text it is of."""
    return without_value(text, "reviewed")


def record_lines(record: Mapping[str, str | list[str]]) -> list[str]:
    """`translated_from` as YAML.

    A part's name and its fingerprints stand on two lines, so that two people who bring two neighbouring sections up to
    date do not change neighbouring lines, which git could not merge on its own.
    """
    lines = ["translated_from:"]
    for part, prints in record.items():
        value = _hex(prints) if isinstance(prints, str) else f"[{', '.join(map(_hex, prints))}]"
        lines += [f"  {part}:", f"    {value}"]
    return lines


def _hex(value: str) -> str:
    return f'"{value}"' if _NUMBER_LIKE.fullmatch(value) else value


def set_record(text: str, record: Fingerprints) -> str:
    """The page text with this record of what it was made from."""
    return set_value(text, "translated_from", record_lines(record))


def set_review(text: str, signatures: Iterable[Signature], day: datetime.date) -> str:
    """The page text with the day of its review and everybody who signed it, one a line."""
    rows = [
        f"  - {{by: {json.dumps(row.by, ensure_ascii=False)}, day: {row.day.isoformat()}, text: {_hex(row.text)}}}"
        for row in signatures
    ]
    return set_value(set_value(text, "reviewed", [f"reviewed: {day.isoformat()}"]), "read_by", ["read_by:", *rows])
