"""YAML that remembers its lines: parsed, validated against a schema, every problem with its line."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

import msgspec
import yaml
from msgspec import Struct
from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from playbook.model.mismatches import Key, Mismatch, find_mismatches
from playbook.model.problem import MOST_TOLD, Problem
from playbook.model.yaml_errors import told
from playbook.said import Said, said

Fitting = TypeVar("Fitting")
_DEEPEST = 30
"""Levels to which entries may stand in each other: three times what any file needs, and well within the stack."""
YAML_LIMIT = 512 * 1024
"""Characters a document may have: five times those of the longest. The parser takes a kilobyte for each value."""
_LONGEST = 5000
"""Signs that begin a level and need not be counted one by one: so many levels the C loader can take."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufff9-\ufffb]")
"""Characters that nobody can see, of which no text of ours may have one."""
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlSource(Struct, frozen=True, dict=True):
    """The data of a YAML document that begins on line `first_line` of the file `path`, and where each value stands.

    `text` is the document; it is parsed once more where somebody asks for places, as few do. `near` are the lines of
    the keys at the top, and of those directly in one of them, for which it need not be.
    """

    path: str
    data: Any
    text: str = ""
    first_line: int = 1
    near: Mapping[tuple[str | int, ...], int] = {}

    @cached_property
    def _root(self) -> Any:
        return yaml.compose(self.text, Loader=_Loader) if self.text else None

    def line(self, *key: str | int) -> int:
        """The line of a key or item, or of the nearest thing around it."""
        if key in self.near:
            return self.near[key]
        node, line = self._root, self.first_line
        for part in key:
            place = _place(node, part)
            if place is None:
                break
            named, node = place
            line = named.start_mark.line + self.first_line
        return int(line)

    def span(self, *key: str | int) -> tuple[int, int] | None:
        """Where an entry stands in the YAML text, (start, end): a mapping's from its key on, a list's by itself."""
        node, start = self._root, 0
        for part in key:
            place = _place(node, part)
            if place is None:
                return None
            named, node = place
            start = named.start_mark.index
        return start, last_index(node)


def last_index(node: Any) -> int:
    """The index just behind the last character of a node; a block's own end mark lies further, behind comments."""
    if isinstance(node, MappingNode) and not node.flow_style and node.value:
        return last_index(node.value[-1][1])
    if isinstance(node, SequenceNode) and not node.flow_style and node.value:
        return last_index(node.value[-1])
    end = int(node.end_mark.index)
    is_block = isinstance(node, ScalarNode) and node.style in {"|", ">"}
    return end - 1 if is_block and node.end_mark.column == 0 else end


def _place(node: Any, part: str | int) -> tuple[Any, Any] | None:
    """What names an entry of a mapping or list, and the entry; of a doubled key the last, whose value counts."""
    if isinstance(node, MappingNode):
        for name, value in reversed(node.value):
            if name.value == part or (not isinstance(part, str) and _name(name) == part):
                return name, value
    if isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    return None


def parse_yaml(text: str, path: str, first_line: int = 1) -> tuple[YamlSource | None, list[Problem]]:
    """Parse YAML text whose first line is line `first_line` of the file `path`.

    Returns the source, or None and the problem. Aliases, custom tags and doubled keys are problems: nobody needs them
    here, and an alias can make a small file huge.
    """
    reader = _Reader(path, first_line, escapes="\\" in text)
    try:
        problem = _unreadable(text, path, first_line)
        if problem:
            return None, [problem]
        node = yaml.compose(text, Loader=_Loader)
        data = None if node is None else reader.value(node)
    except yaml.YAMLError as error:
        return None, [told(error, text, path, first_line)]
    except _TooDeep as error:
        return None, [_too_deep(path, error.line)]
    return YamlSource(path, data, text, first_line, _near(node, first_line)), reader.problems


def _near(node: Any, first_line: int) -> dict[tuple[str | int, ...], int]:
    """The lines of the keys at the top of a document, and of those directly in one of them."""
    near: dict[tuple[str | int, ...], int] = {}
    for name, value in _entries(node):
        near[name.value,] = name.start_mark.line + first_line
        for inner, _ in _entries(value):
            near[name.value, inner.value] = inner.start_mark.line + first_line
    return near


def _entries(node: Any) -> Iterator[tuple[ScalarNode, Any]]:
    if isinstance(node, MappingNode):
        yield from ((name, value) for name, value in node.value if isinstance(name, ScalarNode))


def _unreadable(text: str, path: str, first_line: int) -> Problem | None:
    """What must be known before the text is composed: its size, an alias, depths that would end the program."""
    if len(text) > YAML_LIMIT:
        return Problem(
            path,
            0,
            0,
            "yaml",
            said(
                "the file has {count} characters; at most {most} are read",
                count=f"{len(text):,}",
                most=f"{YAML_LIMIT:,}",
            ),
        )
    deep = sum(text.count(sign) for sign in "[{-?") > _LONGEST
    depth = 0
    for event in yaml.parse(text, Loader=_Loader) if deep or "*" in text else ():
        line = (event.start_mark.line if event.start_mark else 0) + first_line
        if isinstance(event, yaml.AliasEvent):
            return Problem(path, line, 1, "yaml", said("an alias (*) is not supported; write the value out"))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _LONGEST:
            return _too_deep(path, line)
    return None


def _too_deep(path: str, line: int) -> Problem:
    return Problem(
        path, line, 1, "yaml", said("this YAML is nested too deeply"), said("no file here needs more than ten levels")
    )


class _TooDeep(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Reader:
    """Makes data of nodes. `escapes`: whether the text has escapes, which alone can write a control character."""

    def __init__(self, path: str, first_line: int, *, escapes: bool) -> None:
        self.path, self.first_line, self.escapes = path, first_line, escapes
        self.problems: list[Problem] = []

    def value(self, node: Any, depth: int = 0) -> Any:
        kind = node.__class__
        if kind is ScalarNode:
            if self.escapes and (found := CONTROL.search(node.value)):
                message = said(
                    "this text has a control character (U+{code}), which nobody can see", code=f"{ord(found[0]):04X}"
                )
                self._wrong(node, message, said("take the escape out"))
                return CONTROL.sub("", node.value)
            return _scalar(node)
        if depth > _DEEPEST:
            raise _TooDeep(node.start_mark.line + self.first_line)
        if kind is SequenceNode:
            return [self.value(item, depth + 1) for item in node.value]
        result: dict[Any, Any] = {}
        for name_node, value_node in node.value:
            if not isinstance(name_node, ScalarNode):
                self._wrong(name_node, said("a list or a row of keys cannot be the name of something"), _QUOTED)
                continue
            name = self.value(name_node)
            if name in result:
                self._wrong(name_node, said('"{name}" stands here twice', name=name))
            result[name] = self.value(value_node, depth + 1)
        return result

    def _wrong(self, node: Any, message: str, hint: str = "") -> None:
        if len(self.problems) < MOST_TOLD:
            line = node.start_mark.line + self.first_line
            self.problems.append(Problem(self.path, line, 1, "yaml", message, hint))


_QUOTED = said('a text that begins with { or [ stands in double quotes: "{{duty_manager}}"')


def _name(node: Any) -> Any:
    return _scalar(node) if isinstance(node, ScalarNode) else None


def _scalar(node: Any) -> Any:
    try:
        return _SCALARS.get(node.tag, str)(node.value)
    except ValueError:
        return node.value


_SCALARS: dict[str, Callable[[str], Any]] = {
    "tag:yaml.org,2002:null": lambda _: None,
    # YAML 1.1 takes "no", "on" and the like for truth values; here they are words that somebody typed.
    "tag:yaml.org,2002:bool": lambda value: {"true": True, "false": False}.get(value.lower(), value),
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:float": float,
    "tag:yaml.org,2002:timestamp": datetime.date.fromisoformat,
}


def validate(source: YamlSource, schema: type[Fitting], key: Key = ()) -> tuple[Fitting | None, list[Problem]]:
    """The data of `source` as the msgspec type `schema`, or None and the problems of rule "schema" with their lines.

    Every mismatch is a problem. `key` is the place of the data in the file where it is a part of it. A number where
    text is expected (a keyword 112) is taken as text.
    """
    try:
        return msgspec.convert(source.data, schema), []
    except msgspec.ValidationError:
        data, mismatches = find_mismatches(source.data, schema)
    if not mismatches:
        return msgspec.convert(data, schema), []
    return None, [_problem(source, key, wrong) for wrong in mismatches]


def _problem(source: YamlSource, key: Key, wrong: Mismatch) -> Problem:
    line = source.line(*key, *wrong.key)
    return Problem(
        source.path,
        line,
        1,
        "schema",
        said("{place} {wrong}", place=_called(source.data, wrong.key), wrong=wrong.message),
        wrong.hint,
    )


def _called(data: Any, key: Key) -> str:
    """How people call a place: by its key, the list it is in, counted from 1, and the id of what it belongs to."""
    if not key:
        return said("the file")
    owner = ""
    around: list[str | int] = []
    for part in key[:-1]:
        owner, around = (_identity(data), []) if _identity(data) else (owner, around)
        around.append(part)
        data = _within(data, part)
    owner, around = (_identity(data), []) if _identity(data) else (owner, around)
    words = [f'"{part}"' for part in around if isinstance(part, str)]
    rows = [_number(part) for part in around if isinstance(part, int)] if not owner else []
    last = key[-1]
    name = f'"{last}"' if not isinstance(last, int) else _number(last)
    if isinstance(last, int) and words:
        name = _of(name, words.pop())
    elif rows:
        name = _of(name, rows[-1])
        name = _of(name, words.pop()) if words else name
    for word in reversed(words):
        name = said("{place} under {whole}", place=name, whole=word)
    return _of(name, f'"{owner}"') if owner else name


def _number(index: int) -> Said:
    return said("number {number}", number=index + 1)


def _of(place: str, whole: str) -> Said:
    return said("{place} of {whole}", place=place, whole=whole)


def _identity(data: Any) -> str:
    """The id or name of a row, by which people know it."""
    found = (
        next((data[name] for name in ("id", "name") if isinstance(data.get(name), str)), "")
        if isinstance(data, dict)
        else ""
    )
    return str(found)


def _within(data: Any, part: str | int) -> Any:
    try:
        return data[part]
    except (KeyError, IndexError, TypeError):
        return None
