"""YAML that remembers its lines: parsed, validated against a schema, every problem with its line."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import yaml

from playbook.model.problem import Problem

if TYPE_CHECKING:
    from playbook.model.mismatches import Mismatch

Key = tuple[str | int, ...]
Schema = TypeVar("Schema")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 5000
"""Levels that the C loader can take: far above it, the stack of the program runs over."""


@dataclass(frozen=True, slots=True)
class YamlSource:
    """The data of a YAML document and the line on which each key and item stands."""

    path: str
    data: Any
    lines: dict[Key, int]

    def line(self, *key: str | int) -> int:
        """The line of a key or item, or of the nearest thing around it."""
        for length in range(len(key), -1, -1):
            if key[:length] in self.lines:
                return self.lines[key[:length]]
        return 1


def parse_yaml(text: str, path: str, first_line: int = 1) -> tuple[YamlSource | None, list[Problem]]:
    """Parse YAML text whose first line is line `first_line` of the file `path`.

    Returns the source, or None and the problem. Aliases, custom tags and doubled keys are problems: nobody needs them
    here, and an alias can make a small file huge.
    """
    reader = _Reader(path, first_line)
    try:
        problem = _unreadable(text, path, first_line)
        if problem:
            return None, [problem]
        node = yaml.compose(text, Loader=_Loader)
        data = None if node is None else reader.value(node, ())
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = (mark.line if mark else 0) + first_line
        column = (mark.column if mark else 0) + 1
        reason = getattr(error, "problem", None) or str(error).splitlines()[0]
        hint = 'check indentation and quotes; text with ": " or "#" in it goes in double quotes'
        return None, [Problem(path, line, column, "yaml", f"this is not valid YAML: {reason}", hint)]
    except RecursionError:
        return None, [_too_deep(path, first_line)]
    return YamlSource(path, data, reader.lines), reader.problems


def _unreadable(text: str, path: str, first_line: int) -> Problem | None:
    """What must be known before the text is composed: an alias, and depths that end the program without a word."""
    deep = sum(text.count(sign) for sign in "[{-?") > _DEEPEST
    depth = 0
    for event in yaml.parse(text, Loader=_Loader) if deep or "*" in text else ():
        line = (event.start_mark.line if event.start_mark else 0) + first_line
        if isinstance(event, yaml.AliasEvent):
            return Problem(path, line, 1, "yaml", "an alias (*) is not supported; write the value out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return _too_deep(path, line)
    return None


def _too_deep(path: str, line: int) -> Problem:
    return Problem(path, line, 1, "yaml", "this YAML is nested too deeply", "no file here needs more than ten levels")


class _Reader:
    def __init__(self, path: str, first_line: int) -> None:
        self.path, self.first_line = path, first_line
        self.lines: dict[Key, int] = {(): first_line}
        self.problems: list[Problem] = []

    def value(self, node: Any, key: Key) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, key)
        if isinstance(node, yaml.SequenceNode):
            items = []
            for index, item in enumerate(node.value):
                self.lines[(*key, index)] = item.start_mark.line + self.first_line
                items.append(self.value(item, (*key, index)))
            return items
        return self._scalar(node)

    def _mapping(self, node: Any, key: Key) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        for name_node, value_node in node.value:
            name = self._scalar(name_node) if isinstance(name_node, yaml.ScalarNode) else str(name_node.value)
            line = name_node.start_mark.line + self.first_line
            if name in result:
                self.problems.append(Problem(self.path, line, 1, "yaml", f'"{name}" stands here twice'))
            self.lines[(*key, name)] = line
            result[name] = self.value(value_node, (*key, name))
        return result

    def _scalar(self, node: Any) -> Any:
        convert = _SCALARS.get(node.tag)
        if convert is None:
            return str(node.value)
        try:
            return convert(node.value)
        except ValueError:
            return str(node.value)


_SCALARS: dict[str, Any] = {
    "tag:yaml.org,2002:null": lambda _: None,
    # YAML 1.1 takes "no", "on" and the like for truth values; here they are words that somebody typed.
    "tag:yaml.org,2002:bool": lambda value: {"true": True, "false": False}.get(value.lower(), value),
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:float": float,
    "tag:yaml.org,2002:timestamp": datetime.date.fromisoformat,
}


def validate(source: YamlSource, schema: type[Schema], key: Key = ()) -> tuple[Schema | None, list[Problem]]:
    """The data of `source` as the msgspec type `schema`, or None and the problems of rule "schema" with their lines.

    Every mismatch is a problem. `key` is the place of the data in the file where it is a part of it. A number where
    text is expected (a keyword 112) is taken as text.
    """
    try:
        return msgspec.convert(source.data, schema), []
    except msgspec.ValidationError:
        from playbook.model.mismatches import find_mismatches  # noqa: PLC0415 - only data that do not fit need it
    data, mismatches = find_mismatches(source.data, schema)
    if not mismatches:
        return msgspec.convert(data, schema), []
    return None, [_problem(source, key, wrong) for wrong in mismatches]


def _problem(source: YamlSource, key: Key, wrong: Mismatch) -> Problem:
    name = ".".join(str(part) for part in wrong.key) or "the file"
    return Problem(source.path, source.line(*key, *wrong.key), 1, "schema", f'"{name}" {wrong.message}', wrong.hint)
