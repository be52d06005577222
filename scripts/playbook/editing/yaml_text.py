"""Changing topic ids in YAML as text: what is not changed stays as it was, to the byte, comments included."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from playbook.model.mismatches import Key
from playbook.model.yaml_source import last_index

Rewrite = Callable[[Key, str], str | None]
"""Gives for a value that names a topic, and where it stands, the new value; None takes its row out."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NAMING = {"topic", "topics", "pages", "to"}


@dataclass(frozen=True, slots=True)
class _Splice:
    start: int
    end: int
    text: str


def names_topic(path: str, key: Key) -> bool:
    """Whether the value at this key of this taxonomy file names a topic."""
    names = [part for part in key if isinstance(part, str)]
    if path.endswith("/topics.yml"):
        return len(key) > 4 and key[0] == "groups" and (key[4] == "id" or key[4] == "relations")
    return bool(names) and (names[-1] in _NAMING or names[-2:] in (["topics", "id"], ["topics", "topic"]))


def rewrite(text: str, path: str, change: Rewrite) -> str:
    """The YAML text with every value that names a topic changed as `change` says.

    The text must be valid YAML. A value that is taken out takes its list item with it (an answer of the decision guide,
    a topic's row); a relation left without topics goes too.
    """
    root = yaml.compose(text, Loader=_Loader)
    splices = list(_splices(root, (), path, text, change)) if root is not None else []
    for splice in sorted(splices, key=lambda item: item.start, reverse=True):
        text = text[: splice.start] + splice.text + text[splice.end :]
    return text


def _splices(node: Any, key: Key, path: str, text: str, change: Rewrite) -> Iterator[_Splice]:
    if isinstance(node, yaml.MappingNode):
        yield from _mapping(node, key, path, text, change)
    elif isinstance(node, yaml.SequenceNode):
        yield from _sequence(node, key, path, text, change)
    elif names_topic(path, key):
        new = change(key, node.value)
        if new is not None and new != node.value:
            yield _Splice(node.start_mark.index, node.end_mark.index, new)


def _mapping(node: Any, key: Key, path: str, text: str, change: Rewrite) -> Iterator[_Splice]:
    kept = []
    for name, value in node.value:
        inner = (*key, name.value)
        if not (key and key[-1] == "relations" and _is_emptied(value, inner, change)):
            kept.append((name, value, inner))
    if len(kept) < len(node.value) and node.flow_style:
        parts = []
        for name, value, inner in kept:
            start, end = name.start_mark.index, value.end_mark.index
            parts.append(_spliced(text, start, end, list(_splices(value, inner, path, text, change))))
        yield _Splice(node.start_mark.index, node.end_mark.index, "{" + ", ".join(parts) + "}")
        return
    for name, value in node.value:
        yield from _splices(value, (*key, name.value), path, text, change)


def _is_emptied(node: Any, key: Key, change: Rewrite) -> bool:
    items = node.value if isinstance(node, yaml.SequenceNode) else []
    return bool(items) and all(change((*key, index), item.value) is None for index, item in enumerate(items))


def _sequence(node: Any, key: Key, path: str, text: str, change: Rewrite) -> Iterator[_Splice]:
    gone = [item for index, item in enumerate(node.value) if _goes(item, (*key, index), path, change)]
    gone += [item for index, item in enumerate(node.value) if _doubles(item, (*key, index), path, node, change)]
    if not gone:
        for index, item in enumerate(node.value):
            yield from _splices(item, (*key, index), path, text, change)
    elif node.flow_style:
        parts = []
        for index, item in enumerate(node.value):
            if item not in gone:
                inner = list(_splices(item, (*key, index), path, text, change))
                parts.append(_spliced(text, item.start_mark.index, item.end_mark.index, inner))
        yield _Splice(node.start_mark.index, node.end_mark.index, "[" + ", ".join(parts) + "]")
    else:
        for index, item in enumerate(node.value):
            if item in gone:
                yield _Splice(*_item_lines(item, text), "")
            else:
                yield from _splices(item, (*key, index), path, text, change)


def _goes(item: Any, key: Key, path: str, change: Rewrite) -> bool:
    """Whether a list item goes: it is the value itself, or a mapping that stands for the topic."""
    if isinstance(item, yaml.ScalarNode):
        return names_topic(path, key) and change(key, item.value) is None
    if not isinstance(item, yaml.MappingNode):
        return False
    for name, value in item.value:
        inner = (*key, name.value)
        if isinstance(value, yaml.ScalarNode) and names_topic(path, inner) and change(inner, value.value) is None:
            return True
    return False


def _doubles(item: Any, key: Key, path: str, node: Any, change: Rewrite) -> bool:
    """Whether the item would become what stands in its list already."""
    if not isinstance(item, yaml.ScalarNode) or not names_topic(path, key):
        return False
    new = change(key, item.value)
    return new != item.value and any(other.value == new for other in node.value)


def _spliced(text: str, start: int, end: int, splices: list[_Splice]) -> str:
    piece = text[start:end]
    for splice in sorted(splices, key=lambda item: item.start, reverse=True):
        piece = piece[: splice.start - start] + splice.text + piece[splice.end - start :]
    return piece


def _item_lines(item: Any, text: str) -> tuple[int, int]:
    """From the start of the line on which a block list's item begins to the start of the line behind it."""
    start = text.rfind("\n", 0, item.start_mark.index) + 1
    end = text.find("\n", last_index(item))
    return start, len(text) if end < 0 else end + 1
