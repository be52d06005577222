"""What somebody asks for: which pack, in which languages, on which paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playbook.model import Problem
from playbook.model.site_address import EXAMPLE

PAPERS = ("a4", "letter", "a3")
POSTER_PAPER = "a3"
"""Posters alone are printed on it."""
BODY, LARGE_BODY = 10, 16
"""Size of the body text in points; 16 pt is what the UK Association for Accessible Formats calls large print."""
_SIDES, _LARGE_SIDES = 99.2, 93.5
"""The inner and the outer margin of templates/booklet.typ together, in points."""
_GUTTER = 22.7
"""Between two columns, in points. Large print has one column."""


@dataclass(frozen=True, slots=True)
class PackRequest:
    """A pack as asked for.

    `topics` replaces the pack's own topics; `organisation` is a file in place of taxonomy/organisation.yml; `values`
    are slots filled in on the spot, over the file's; `recipient` is who gets this copy; `site_url` is where the QR
    codes lead; `country` is where it is used, in place of the organisation's; `speaker` is one of `SPEAKERS`: in whose
    form it says what is said; `trainer` puts answers and times beside the exercises.
    """

    pack: str
    languages: tuple[str, ...]
    paper: str = "a4"
    large_print: bool = False
    topics: tuple[str, ...] = ()
    organisation: Path | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    recipient: str = ""
    site_url: str = EXAMPLE
    country: str = ""
    speaker: str = "both"
    trainer: bool = False

    @property
    def body_size(self) -> int:
        """The size of the body text in points."""
        return LARGE_BODY if self.large_print else BODY

    @property
    def text_widths(self) -> tuple[float, float]:
        """Widths of a booklet's text and of one of its columns, in ems."""
        width = 612.0 if self.paper == "letter" else 595.3
        full = width - (_LARGE_SIDES if self.large_print else _SIDES)
        column = full if self.large_print else (full - _GUTTER) / 2
        return full / self.body_size, column / self.body_size

    @property
    def file_name(self) -> str:
        """The usual name of its PDF: `new-starter-th-nb-large-print.pdf`."""
        parts = [self.pack, *self.languages, "" if self.paper == "a4" else self.paper]
        forms = {"trainer": self.trainer, "large-print": self.large_print}
        return "-".join([*filter(None, parts), *(name for name, wanted in forms.items() if wanted)]) + ".pdf"


class WrongRequest(Exception):
    """The request names something that is not there; `str(error)` says what, and what there is."""


class UnusablePack(Exception):
    """The pack cannot be made from the files as they are; `problems` says why, all of them at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
