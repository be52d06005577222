"""A mapping whose values are worked out when somebody asks for them, each once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class LazyMapping(Mapping[_Key, _Value]):
    """Maps each key to `make(key)`, in the order of the keys; a key for which that is None counts as missing."""

    def __init__(self, keys: Iterable[_Key], make: Callable[[_Key], _Value | None]) -> None:
        self._keys = dict.fromkeys(keys)
        self._make = make
        self._made: dict[_Key, _Value | None] = {}

    def __getitem__(self, key: _Key) -> _Value:
        if key not in self._made:
            self._made[key] = self._make(key) if key in self._keys else None
        value = self._made[key]
        if value is None:
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[_Key]:
        return (key for key in self._keys if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def where(self, keep: Callable[[_Value], bool]) -> LazyMapping[_Key, _Value]:
        """The same mapping with only the values for which `keep(value)` is true, each asked when it is needed."""

        def kept(key: _Key) -> _Value | None:
            value = self.get(key)
            return value if value is not None and keep(value) else None

        return LazyMapping(self._keys, kept)
