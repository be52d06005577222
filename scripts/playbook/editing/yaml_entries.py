"""Single values and lists of words put into a YAML text by their position: all else stays as it was, to the byte."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import yaml

from playbook.editing.page_fields import yaml_word
from playbook.model.yaml_source import last_index

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
YamlPlace = Sequence[str | int]


def with_entry(text: str, path: YamlPlace, value: str) -> str:
    """The YAML text with a text at a place; what is missing on the way there is made. The text must be valid YAML."""
    node, rest = _nearest(text, path)
    if not rest:
        start, end = node.start_mark.index, last_index(node)
        return text[:start] + _written(node, value) + text[end:]
    return _with_new(text, node, rest, value)


def with_words(text: str, path: YamlPlace, words: Sequence[str]) -> str:
    """The YAML text with a list of words at a place, a line each; a word that stands there keeps its line.

    Without words the entry goes, with its key. The text must be valid YAML.
    """
    node, rest = _nearest(text, path)
    if rest:
        return _with_new(text, node, rest, list(words)) if words else text
    if not words:
        return _without(text, path)
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
        start, end = node.start_mark.index, last_index(node)
        return text[:start] + "[" + ", ".join(yaml_word(word, in_list=True) for word in words) + "]" + text[end:]
    starts = [text.rfind("\n", 0, item.start_mark.index) + 1 for item in node.value]
    end = _line_end(text, last_index(node))
    lines = {
        item.value: text[first:last] for item, first, last in zip(node.value, starts, [*starts[1:], end], strict=True)
    }
    indent = " " * (node.value[0].start_mark.column - 2)
    kept = "".join(_ended(lines.get(word) or f"{indent}- {yaml_word(word)}") for word in words)
    return text[: starts[0]] + (kept if text[starts[0] : end].endswith("\n") else kept[:-1]) + text[end:]


def _nearest(text: str, path: YamlPlace) -> tuple[Any, list[str | int]]:
    """The node at a place, or the nearest one around it, and the rest of the way."""
    node = yaml.compose(text, Loader=_Loader)
    way = list(path)
    while way and node is not None:
        inner = _child(node, way[0])
        if inner is None:
            break
        node, way = inner, way[1:]
    return node, way


def _child(node: Any, name: str | int) -> Any:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == name), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(name, int) and name < len(node.value):
        return node.value[name]
    return None


def _written(node: Any, value: str) -> str:
    """The value as it is written in the place of a node: in double quotes where that one had them, or needs must."""
    quoted = node.style == '"' or not value
    return json.dumps(value, ensure_ascii=False) if quoted else yaml_word(value, in_list=True)


def _with_new(text: str, node: Any, way: Sequence[str | int], value: str | list[str]) -> str:
    """The text with an entry behind the last one of a mapping; `way` are its keys, the first of them new."""
    empty = node is None or (isinstance(node, yaml.ScalarNode) and not node.value) or not node.value
    if isinstance(node, yaml.MappingNode) and node.flow_style:
        end = last_index(node) - 1
        before = text[:end].rstrip()
        entry = "".join(f"{key}: {{" for key in way[:-1]) + f"{way[-1]}: {_flow(value)}" + "}" * (len(way) - 1)
        return before + ("" if empty else ", ") + entry + text[len(before) :].lstrip(" \n" if empty else "")
    if empty:
        place = len(text) if node is None else _line_end(text, node.start_mark.index)
        indent = 0 if node is None else _indent(text, node.start_mark.index) + 2
    else:
        place = _line_end(text, last_index(node))
        indent = node.value[0][0].start_mark.column
    head = _ended(text[:place]) if text[:place] else ""
    if indent == 0 and not empty and "\n\n" in text.strip():
        head += "\n"  # as between the other entries
    return head + _block(way, value, indent) + text[place:]


def _block(way: Sequence[str | int], value: str | list[str], indent: int) -> str:
    lines = [f"{' ' * (indent + 2 * depth)}{key}:" for depth, key in enumerate(way)]
    if isinstance(value, str):
        lines[-1] += " " + (yaml_word(value, in_list=True) if value else '""')
    else:
        lines += [f"{' ' * (indent + 2 * len(way))}- {yaml_word(word)}" for word in value]
    return "\n".join(lines) + "\n"


def _flow(value: str | list[str]) -> str:
    if isinstance(value, str):
        return yaml_word(value, in_list=True) if value else '""'
    return "[" + ", ".join(yaml_word(word, in_list=True) for word in value) + "]"


def _without(text: str, path: YamlPlace) -> str:
    """The text without the entry at a place, of a block mapping."""
    around, _ = _nearest(text, path[:-1])
    key, value = next((name, node) for name, node in around.value if name.value == path[-1])
    start = text.rfind("\n", 0, key.start_mark.index) + 1
    end = _line_end(text, last_index(value))
    if len(around.value) == 1 and len(path) > 1:
        return _without(text, path[:-1])
    return text[:start] + text[end:]


def _line_end(text: str, place: int) -> int:
    """The place just behind the line in which a place is."""
    end = text.find("\n", place)
    return len(text) if end < 0 else end + 1


def _indent(text: str, place: int) -> int:
    start = text.rfind("\n", 0, place) + 1
    found = re.match(r"[ ]*", text[start:])
    return len(found[0]) if found else 0


def _ended(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"
