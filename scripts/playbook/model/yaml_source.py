"""YAML that remembers its lines: parsed, validated against a schema, every problem with its line."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from playbook.model.problem import Problem

Key = tuple[str | int, ...]
Schema = TypeVar("Schema", bound=BaseModel)
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_PLAIN_WORDS = {
    "missing": "is missing",
    "string_pattern_mismatch": "is not written in the form that is expected here",
    "extra_forbidden": "is not a known key here",
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "list_type": "must be a list: [a, b]",
    "tuple_type": "must be a list: [a, b]",
    "dict_type": "must be a mapping: key: value",
    "model_type": "must be a mapping: key: value",
    "date_type": "must be a date: 2026-11-22",
    "date_from_datetime_parsing": "must be a date: 2026-11-22",
}


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
    try:
        for event in yaml.parse(text, Loader=_Loader) if "*" in text else ():
            if isinstance(event, yaml.AliasEvent):
                line = (event.start_mark.line if event.start_mark else 0) + first_line
                message = "an alias (*) is not supported; write the value out"
                return None, [Problem(path, line, 1, "yaml", message)]
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = (mark.line if mark else 0) + first_line
        column = (mark.column if mark else 0) + 1
        reason = getattr(error, "problem", None) or str(error).splitlines()[0]
        hint = 'check indentation and quotes; text with ": " or "#" in it goes in double quotes'
        return None, [Problem(path, line, column, "yaml", f"this is not valid YAML: {reason}", hint)]
    except RecursionError:
        return None, [Problem(path, first_line, 1, "yaml", "this YAML is nested too deeply")]
    reader = _Reader(path, first_line)
    data = None if node is None else reader.value(node, ())
    return YamlSource(path, data, reader.lines), reader.problems


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
    """Check `source` against a pydantic schema; every mismatch is a problem of rule "schema" with its line."""
    try:
        return schema.model_validate(source.data), []
    except ValidationError as error:
        return None, list(_schema_problems(error, source, key))


def _schema_problems(error: ValidationError, source: YamlSource, key: Key) -> Iterator[Problem]:
    for item in error.errors(include_url=False):
        place = (*key, *item["loc"])
        name = ".".join(str(part) for part in item["loc"]) or "the file"
        reason = _PLAIN_WORDS.get(item["type"]) or item["msg"].removeprefix("Value error, ")
        expected = item.get("ctx", {}).get("expected")
        hint = f"write one of {expected}" if expected else ""
        yield Problem(source.path, source.line(*place), 1, "schema", f'"{name}" {_lower(reason)}', hint)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
