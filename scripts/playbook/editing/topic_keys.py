"""Files of the taxonomy whose keys are topics: what people type for them, and which facts of a country they show."""

from __future__ import annotations

from playbook.model import parse_yaml
from playbook.model.country import PLACES_FILE
from playbook.model.synonyms import SYNONYMS

_PARTS = ("danger", "topics")


def has_topic_keys(path: str) -> bool:
    """Whether topics are keys in this file of the taxonomy."""
    return path.startswith(SYNONYMS) or path == f"taxonomy/{PLACES_FILE}"


def rekeyed(text: str, path: str, old: str, new: str | None) -> str:
    """The YAML text with what stands under one topic under another, behind what stands there; out of it without one."""
    for part in _PARTS:
        source = parse_yaml(text, path)[0]
        rows = source.data.get(part) if source and isinstance(source.data, dict) else None
        span = source.span(part, old) if source and isinstance(rows, dict) and old in rows else None
        if source is None or rows is None or span is None:
            continue
        start, end = _lines(text, span)
        block = text[start:end]
        if new is not None and new not in rows:
            text = text[:start] + block.replace(old, new, 1) + text[end:]
            continue
        words = block.partition("\n")[2] if new is not None and isinstance(rows.get(new), list) else ""
        place = _lines(text, source.span(part, new) or span)[1] if words and new else start
        pieces = sorted([(start, end, ""), (place, place, words)], reverse=True)
        for first, last, put in pieces:
            text = text[:first] + put + text[last:]
    return text


def _lines(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """From the start of the line on which a span begins to the start of the line behind it."""
    end = text.find("\n", span[1])
    return text.rfind("\n", 0, span[0]) + 1, len(text) if end < 0 else end + 1
