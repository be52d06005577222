"""The cue words of a language, from `taxonomy/article-cues.yml`, and how a line is compared with them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated

from msgspec import Meta, structs

from playbook.files import read_text
from playbook.model import Problem, parse_yaml, validate
from playbook.model.taxonomy import Schema

CUES_FILE = "taxonomy/article-cues.yml"
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_LABEL_LIMIT = 200
"""Characters of a line up to which it can be a label or a widget; a longer one is a paragraph."""


class CueRow(Schema, frozen=True):
    """The cue words of one language; each key is explained at the top of the file."""

    method: tuple[str, ...] = ()
    step: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    share: tuple[str, ...] = ()
    video: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    feedback: tuple[str, ...] = ()
    adverts: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    newsletter: tuple[str, ...] = ()
    goes_on: tuple[str, ...] = ()


_CODE = {"mismatch": "must be the short code of a language: th, pt-BR"}
CuesFile = dict[Annotated[str, Meta(pattern=r"^[A-Za-z]+(-[A-Za-z0-9]+)*\Z", extra=_CODE)], CueRow]
"""`taxonomy/article-cues.yml`: by language code."""


@dataclass(frozen=True)
class Cues:
    """The cue words of one language, ready for comparing."""

    language: str
    row: CueRow = field(default_factory=CueRow)

    @cached_property
    def _folded(self) -> dict[str, tuple[str, ...]]:
        return {name: tuple(fold_words(word) for word in words) for name, words in structs.asdict(self.row).items()}

    def label(self, name: str, text: str) -> str | None:
        """What follows the label `name` in a line; "" where it stands alone, None where the line is no such label."""
        if len(text) > _LABEL_LIMIT:
            return None
        head, colon, rest = text.partition(":")
        folded = self._folded[name]
        if fold_words(head) in folded:
            return rest.strip() if colon else ""
        if fold_words(text.rstrip(".!…")) in folded:
            return ""
        return None

    def begins(self, name: str, text: str) -> bool:
        """Whether a line of the length of a label starts with one of the cues `name`."""
        return len(text) <= _LABEL_LIMIT and fold_words(text).startswith(self._folded[name] or ("\0",))

    def behind(self, name: str, text: str) -> str:
        """What stands behind a cue word that begins a line, without a colon: "By Ann Teak"; "" for another line."""
        words = text.split()
        for count in (1, 2, 3):
            if fold_words(" ".join(words[:count])) in self._folded[name]:
                return " ".join(words[count:])
        return ""

    def numbered(self, name: str, text: str) -> tuple[int, str] | None:
        """The number behind a cue such as "Method" or "Step", and what follows it; None for another line."""
        if len(text) > _LABEL_LIMIT and name == "method":
            return None
        match = _NUMBERED.match(text)
        if match and fold_words(match.group(1)) in self._folded[name]:
            return int(match.group(2)), (match.group(3) or "").strip()
        return None


_NUMBERED = re.compile(
    r"^([^\W\d_][^\d:.]{0,30}?)\s*(\d{1,3})"  # Method 1
    r"(?:\s*(?:/|\w{1,12})\s*\d{1,3})?"  # /2, or: of 2
    r"(?:\s*[:.)–—-]\s*(.*)|()$)"
)


def fold_words(text: str) -> str:
    """A text without differences of case, accents, width and white space, for comparing.

    Only the accents of the European scripts go; Thai vowel and tone signs make other words.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).casefold().replace("ı", "i"))
    return " ".join(_ACCENTS.sub("", plain).split())


def load_cues(root: Path, language: str) -> tuple[Cues, list[Problem]]:
    """The cues of a language; without any where the file is missing, broken (see the problems) or silent on it."""
    if not (root / CUES_FILE).is_file():
        return Cues(language), []
    source, problems = parse_yaml(read_text(root / CUES_FILE), CUES_FILE)
    if source is None or source.data is None:
        return Cues(language), problems
    file, found = validate(source, CuesFile)
    rows = file or {}
    row = rows.get(language) or rows.get(language.split("-", maxsplit=1)[0])
    return Cues(language, row or CueRow()), [*problems, *found]
