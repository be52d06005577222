"""Where data does not fit its schema: every place of it, in plain words.

msgspec stops at the first mismatch. An editor wants them all, so data that it refused are walked once more along the
schema; data that fit never come here.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct, inspect

from playbook.model.problem import MOST_TOLD, likely
from playbook.said import Said, reason, said

Key = tuple[str | int, ...]
"""A place in data: the keys and indexes that lead to it."""

_TEXT, _LIST, _MAPPING = said("text"), said("a list: [a, b]"), said("a mapping: key: value")
_EXPECTED: dict[type[inspect.Type], tuple[Said, tuple[type, ...]]] = {
    inspect.StrType: (_TEXT, (str, int, float)),
    inspect.IntType: (said("a whole number"), (int,)),
    inspect.BoolType: (said("true or false"), (bool, str, int)),
    inspect.DateType: (said("a date: 2026-11-22"), (datetime.date, str)),
    inspect.VarTupleType: (_LIST, (list,)),
    inspect.TupleType: (_LIST, (list,)),
    inspect.ListType: (_LIST, (list,)),
    inspect.DictType: (_MAPPING, (dict,)),
    inspect.StructType: (_MAPPING, (dict,)),
}
"""How a kind of value is called, and what the YAML reader can hand over for it. Other kinds are left to msgspec."""
_CLOSE = 0.75
"""How alike a key that is not known must be to one that is, to be taken for it."""
_TRUTHS = dict.fromkeys(("true", "yes", "on", "y", "t", "1"), True)
_TRUTHS |= dict.fromkeys(("false", "no", "off", "n", "f", "0"), False)
"""What an editor may write for true and false: the words of YAML 1.1, which the reader leaves as they were typed."""


class Mismatch(Struct, frozen=True):
    """A place in the data, what is wrong there ("must be text"), and what to do, if there is more to say."""

    key: Key
    message: str
    hint: str = ""


def find_mismatches(data: Any, schema: Any) -> tuple[Any, list[Mismatch]]:
    """Hold `data`, as the YAML reader hands it over, against a msgspec type.

    Returns the data in the types that msgspec asks for (a number where text is expected becomes text, `yes` becomes
    true) and every mismatch, in the order of the schema, up to MOST_TOLD of them. Where there is none, the data can be
    converted.
    """
    walk = _Walk([])
    try:
        fitting = walk.value(_shape(schema), data, ())
    except _Enough:
        return None, walk.found
    if not walk.found:
        refused = _refusal(fitting, schema)
        walk.found.extend([Mismatch((), refused)] if refused else [])
    return fitting, walk.found


@functools.cache
def _shape(schema: Any) -> inspect.Type:
    return inspect.type_info(schema)


def _refusal(data: Any, schema: Any) -> str:
    """What msgspec, or a schema's own rule, says against the data; empty where they fit."""
    try:
        msgspec.convert(data, schema)
    except msgspec.ValidationError as error:
        return reason(error.__cause__ if isinstance(error.__cause__, Exception) else error)
    return ""


class _Enough(Exception):
    """As many mismatches were found as are told at once."""


class _Walk(Struct, frozen=True):
    """One walk along a schema. Each method returns the value as msgspec wants it; what is wrong goes to `found`."""

    found: list[Mismatch]

    def value(self, kind: inspect.Type, data: Any, key: Key, extra: dict[str, Any] | None = None) -> Any:
        if isinstance(kind, inspect.Metadata):
            return self.value(kind.type, data, key, kind.extra)
        if isinstance(kind, inspect.UnionType):
            return self._union(kind, data, key)
        if isinstance(kind, inspect.LiteralType):
            return self._literal(kind, data, key)
        if not _suits(kind, data):
            return self._wrong(key, said("must be {kind}", kind=_expected(kind)), _how_to_write(kind, data, key))
        if isinstance(kind, inspect.StrType | inspect.IntType):
            return _BOUNDED[type(kind)](self, kind, data, key, extra or {})
        walk = _WALKS.get(type(kind))
        return walk(self, kind, data, key) if walk else self._scalar(kind, data, key)

    def _wrong(self, key: Key, message: str, hint: str = "") -> None:
        if len(self.found) >= MOST_TOLD:
            raise _Enough
        self.found.append(Mismatch(key, message, hint))

    def _scalar(self, kind: inspect.Type, data: Any, key: Key) -> Any:
        truth = _TRUTHS.get(str(data).lower()) if isinstance(kind, inspect.BoolType) else data
        wrong = isinstance(kind, inspect.BoolType) and truth is None
        if wrong or (isinstance(kind, inspect.DateType) and _refusal(data, datetime.date)):
            return self._wrong(key, said("must be {kind}", kind=_expected(kind)))
        return truth

    def _text(self, kind: inspect.StrType, data: Any, key: Key, extra: dict[str, Any]) -> str:
        text = str(data)
        if len(text) < (kind.min_length or 0):
            self._wrong(key, said("must not be empty"))
        elif kind.pattern and not re.search(kind.pattern, text):
            self._wrong(key, extra.get("mismatch", said("is not written in the form that is expected here")))
        return text

    def _number(self, kind: inspect.IntType, number: int, key: Key, extra: dict[str, Any]) -> int:
        least, most = kind.ge, kind.le
        if (least is not None and number < least) or (most is not None and number > most):
            self._wrong(key, extra.get("mismatch", said("is not in the range that is expected here")))
        return number

    def _literal(self, kind: inspect.LiteralType, data: Any, key: Key) -> Any:
        if any(data == value and type(data) is type(value) for value in kind.values):
            return data
        *most, last = [repr(value) for value in kind.values]
        choice = said("{one} or {other}", one=", ".join(most), other=last) if most else last
        return self._wrong(key, said("must be {kind}", kind=choice), said("write one of {choice}", choice=choice))

    def _union(self, kind: inspect.UnionType, data: Any, key: Key) -> Any:
        kinds = [inner for inner in kind.types if not isinstance(inner, inspect.NoneType)]
        if data is None and len(kinds) < len(kind.types):
            return None
        suiting = next((inner for inner in kinds if _suits(inner, data)), kinds[0] if len(kinds) == 1 else None)
        if suiting is not None:
            return self.value(suiting, data, key)
        expected = functools.reduce(
            lambda one, other: said("{one} or {other}", one=one, other=other), map(_expected, kinds)
        )
        return self._wrong(key, said("must be {kind}", kind=expected), _how_to_write(kinds[0], data, key))

    def _list(self, kind: inspect.VarTupleType | inspect.ListType, data: list[Any], key: Key) -> list[Any]:
        fewest, most = kind.min_length or 0, kind.max_length
        if len(data) < fewest:
            self._wrong(key, said("must have at least {items}, not {count}", items=_items(fewest), count=len(data)))
        if most is not None and len(data) > most:
            self._wrong(key, said("must have at most {items}, not {count}", items=_items(most), count=len(data)))
        return [self.value(kind.item_type, item, (*key, index)) for index, item in enumerate(data)]

    def _row(self, kind: inspect.TupleType, data: list[Any], key: Key) -> list[Any]:
        if len(data) > len(kind.item_types):
            self._wrong(
                key, said("must have at most {items}, not {count}", items=_items(len(kind.item_types)), count=len(data))
            )
        for index in range(len(data), len(kind.item_types)):
            self._wrong((*key, index), said("is missing"))
        pairs = enumerate(zip(kind.item_types, data, strict=False))
        return [self.value(inner, item, (*key, index)) for index, (inner, item) in pairs]

    def _mapping(self, kind: inspect.DictType, data: dict[Any, Any], key: Key) -> dict[Any, Any]:
        return {
            self._name(kind.key_type, name, (*key, name)): self.value(kind.value_type, value, (*key, name))
            for name, value in data.items()
        }

    def _name(self, kind: inspect.Type, name: Any, key: Key) -> Any:
        inner = _Walk([])
        fitting = inner.value(kind, name, key)
        for wrong in inner.found:
            self._wrong(key, said("is a key that {wrong}", wrong=wrong.message), wrong.hint)
        return fitting

    def _struct(self, kind: inspect.StructType, data: dict[Any, Any], key: Key) -> dict[Any, Any]:
        known, before, fitting = {field.encode_name for field in kind.fields}, len(self.found), dict(data)
        for field in kind.fields:
            place = (*key, field.encode_name)
            if field.encode_name in data:
                fitting[field.encode_name] = self.value(field.type, data[field.encode_name], place)
            elif field.required:
                self._wrong(place, said("is missing"))
        for name in data:
            if name not in known:
                close = likely(str(name), known, _CLOSE)
                keys = said("the keys that are known here: {keys}", keys=", ".join(sorted(known)))
                hint = said('did you mean "{close}"? {keys}', close=close, keys=keys) if close else keys
                self._wrong((*key, name), said("is not a known key here"), hint)
        if len(self.found) == before and hasattr(kind.cls, "__post_init__") and (rule := _refusal(fitting, kind.cls)):
            self._wrong(key, rule)
        return fitting


_BOUNDED: dict[type[inspect.Type], Callable[..., Any]] = {inspect.StrType: _Walk._text, inspect.IntType: _Walk._number}
_WALKS: dict[type[inspect.Type], Callable[..., Any]] = {
    inspect.VarTupleType: _Walk._list,
    inspect.ListType: _Walk._list,
    inspect.TupleType: _Walk._row,
    inspect.DictType: _Walk._mapping,
    inspect.StructType: _Walk._struct,
}


def _suits(kind: inspect.Type, data: Any) -> bool:
    kind = kind.type if isinstance(kind, inspect.Metadata) else kind
    if isinstance(data, bool):
        return isinstance(kind, inspect.BoolType)
    return isinstance(data, _EXPECTED[type(kind)][1]) if type(kind) in _EXPECTED else True


def _expected(kind: inspect.Type) -> Said:
    return _EXPECTED[type(kind.type if isinstance(kind, inspect.Metadata) else kind)][0]


def _how_to_write(kind: inspect.Type, data: Any, key: Key) -> str:
    """How what was typed is written so that it is of the kind; empty where nobody can tell."""
    kind = kind.type if isinstance(kind, inspect.Metadata) else kind
    name = next((f"{part}: " for part in reversed(key[-1:]) if isinstance(part, str)), "")
    if isinstance(kind, inspect.StrType):
        if data is None:
            return said("write the text behind the colon") if name else said("write the text, or take the line out")
        if isinstance(data, list | dict):
            return said("write plain text, without brackets or lines under it")
        text = str(data).lower() if isinstance(data, bool) else data
        return said('put it in double quotes: {name}"{text}"', name=name, text=text)
    if isinstance(kind, inspect.VarTupleType | inspect.ListType | inspect.TupleType):
        if isinstance(data, str | int | float):
            return said("put square brackets around it: {name}[{text}]", name=name, text=data)
        return said("write it in square brackets: {name}[]", name=name)
    return ""


def _items(number: int) -> Said:
    return said("{number} item", number=number) if number == 1 else said("{number} items", number=number)
