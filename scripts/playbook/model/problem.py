"""A problem: what is wrong, where, and what to do about it. The only type in which anything is reported."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from playbook.said import Said, said

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, marks that turn the direction of writing, and halves of characters."""


MOST_TOLD = 100
"""Problems of one file that are told at once: a file with more was never one of ours, and nobody would read them."""


class Problem(Struct, frozen=True, order=True):
    """One thing an editor has to know; sorts by path, line, column, rule.

    `path` is relative to the project, with slashes. `line` and `column` count from 1; line 0 means the whole file.
    `rule` is the id of the check that found it, `message` says what is wrong, `hint` what to do. `to_do`: nothing is
    wrong, something is still to do.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    hint: str = ""
    to_do: bool = False

    def __post_init__(self) -> None:
        """See that no control character reaches a terminal, a log or a file of problems, whatever was quoted."""
        for name in ("path", "message", "hint"):
            text = getattr(self, name)
            if not text.isprintable():
                msgspec.structs.force_setattr(self, name, legible(text))

    def __str__(self) -> str:
        """The problem in one or two lines, as an editor sees it."""
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.message} ({self.rule})" + (f"\n    hint: {self.hint}" if self.hint else "")


def legible(text: str) -> str:
    """The text with U+FFFD for each control character but the line end, and for each half of a character."""
    if isinstance(text, Said):
        return Said(legible(text.template), {key: _legible_value(value) for key, value in text.values.items()})
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def _legible_value(value: object) -> object:
    if isinstance(value, str):
        return legible(value)
    shown = str(value)  # as of an exception of a library, which quotes what it did not understand
    return value if shown.isprintable() else legible(shown)


class NotAPlaybook(Exception):
    """The folder cannot be read as a playbook at all; `problems` says why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def likely(word: str, words: Iterable[str], cutoff: float = 0.6) -> str:
    """The word of `words` most like `word`, or an empty string. `cutoff`, from 0 to 1, is how alike they must be."""
    close = difflib.get_close_matches(word, list(words), n=1, cutoff=cutoff)
    return close[0] if close else ""


def did_you_mean(word: str, words: Iterable[str], otherwise: str = "", form: str = "{}", cutoff: float = 0.6) -> str:
    """A hint that names the likely word, as `form` has it; where there is none, `otherwise`, or all the words."""
    words = tuple(words)
    close = likely(word, words, cutoff)
    if close:
        return said('did you mean "{word}"?', word=form.format(close))
    return otherwise or said("there are: {words}", words=", ".join(words))
