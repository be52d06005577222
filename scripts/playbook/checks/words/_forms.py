"""Finding the forms of `taxonomy/rules.yml` in a text: whole words in capitals or not, `*` for any ending."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from playbook.model.rules import Form, Forms, HouseRules, Words
from playbook.shown.typography import is_unspaced

_NEVER = re.compile(r"(?!)")


class Finder(Struct, frozen=True):
    """Forms of one language to find. `heads` are what each begins with, for a quick look."""

    pattern: re.Pattern[str]
    unless: re.Pattern[str]
    heads: tuple[str, ...]

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Every form in the text, without those that stand within a form that is left alone."""
        found = list(self.pattern.finditer(text))
        spared = [match.span() for match in self.unless.finditer(text)] if found else []
        for match in found:
            if not any(start <= match.start() and match.end() <= end for start, end in spared):
                yield match

    def may_be_in(self, text: str) -> bool:
        """Whether there may be one in a text: a quick look, as most texts have none."""
        plain = lowered(text)
        return any(head in plain for head in self.heads)


@lru_cache(maxsize=256)  # the same for all pages of a language
def finder_of(words: Words, language: str) -> Finder:
    """What finds these forms of a language."""
    rows = [row if isinstance(row, Form) else Form(row) for row in words]
    forms = [row.form for row in rows]
    spared = [form for row in rows for form in row.unless]
    return Finder(_pattern(forms, language), _pattern(spared, language), tuple({_head(form): None for form in forms}))


def finder_for(rules: HouseRules, check: str, language: str) -> Finder:
    """What finds the words of the rule that a check holds; of the first, should there be several."""
    words: Forms = next((rule.words for rule in rules.held_by(check)), {})
    return finder_of(words.get(language, ()), language)


@lru_cache(maxsize=8)  # several rules look at one page after each other
def lowered(text: str) -> str:
    """The text in lower case, with one blank between words; the i of Turkish has its dot or not, as everywhere else."""
    return " ".join(text.lower().split()).replace("ı", "i").replace("\u0307", "")


def _pattern(words: Iterable[str], language: str) -> re.Pattern[str]:
    found = sorted({_regex(word) for word in words}, key=len, reverse=True)
    if not found:
        return _NEVER
    either = "|".join(found)
    whole = either if is_unspaced(language) else rf"(?<!\w)(?:{either})(?!\w)"
    return re.compile(whole, re.IGNORECASE)


def _regex(word: str) -> str:
    """A form as a pattern: any blank between words, either apostrophe, `*` for an ending."""
    pieces = (r"\s+".join(map(re.escape, piece.split(" "))) for piece in word.split("*"))
    return re.sub("['’]", "['’]", r"\w*".join(pieces))


def _head(word: str) -> str:
    """What a form begins with, in lower case, up to what may be written in two ways."""
    return lowered(re.split(r"[*'’]", word, maxsplit=1)[0])
