"""What the tools say to editors: an English text that knows what it was made of, and so can be said in any language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

CHECK_WORDS = "check"
"""The gettext context of the templates of what is said."""
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_LETTER = re.compile(r"[^\W\d_]")


def fill_in(message: str, values: Mapping[str, object]) -> str:
    """The message with its {placeholders} filled; what is none of them stays as it is written."""
    return _PLACEHOLDER.sub(lambda match: str(values.get(match[1], match[0])), message)


class Said(str):
    """A finished English text. `template` is what it was made of, `values` what its {placeholders} stand for.

    It is a text like any other: it is compared, sorted, printed and written by its English words. A value may be
    something that is said itself.
    """

    template: str
    values: Mapping[str, object]
    __slots__ = ("template", "values")

    def __new__(cls, template: str, values: Mapping[str, object]) -> Said:
        """The template with its values filled in."""
        made = super().__new__(cls, fill_in(template, values))
        made.template, made.values = template, values
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """What it is made of goes with it to another process."""
        return Said, (self.template, self.values)

    def filled(self, **values: object) -> Said:
        """The same with values that were not known where its template is written."""
        return Said(self.template, {**self.values, **values})

    def templates(self) -> Iterator[str]:
        """The templates with words in them that it is made of, its own and those of its values."""
        if has_words(self.template):
            yield self.template
        for value in self.values.values():
            if isinstance(value, Said):
                yield from value.templates()


def said(template: str, /, **values: object) -> Said:
    """What is said to an editor: an English text with {placeholders}, and what they stand for.

    `scripts/said_words.py` gathers the templates for the catalogues, so each is written out where it is said; what is
    not known there, `filled` puts in. Quotation marks stand in the template. Translations are worded so that a number
    needs no plural forms: "sentences: {count}".
    """
    return Said(template, values)


def with_rows(head: str, rows: Iterable[str]) -> Said:
    """What is said, and below it rows that belong to it, each in a line of its own."""
    named = {f"row{number}": row for number, row in enumerate(rows)}
    return Said("{head}" + "".join(f"\n  {{{name}}}" for name in named), {"head": head, **named})


def has_words(template: str) -> bool:
    """Whether there is anything to translate beside the values."""
    return bool(_LETTER.search(_PLACEHOLDER.sub("", template)))


Naming = Callable[[str, str], str]
"""What a value is called in a language: its placeholder, and the value as it stands in the English text."""


def as_it_is(_: str, value: str) -> str:
    """A value by no other name."""
    return value


def retold(text: str, say: Callable[[str], str], name: Naming = as_it_is) -> str:
    """What is said, in another language: `say(template)` is a template in it, `name(placeholder, value)` a value.

    A text that does not know what it was made of stays as it is.
    """
    if not isinstance(text, Said):
        return text
    values = text.values.items()
    told = {key: retold(item, say, name) if isinstance(item, Said) else name(key, str(item)) for key, item in values}
    return fill_in(say(text.template), told)


def reason(error: Exception) -> str:
    """Why something could not be done, as it was said: `str(error)` has its English words alone."""
    first = error.args[0] if error.args else ""
    return first if isinstance(first, Said) else str(error)
