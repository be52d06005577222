"""Finding a term of the glossary in whatever inflected form it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from playbook.checks.words._stems import has_stemmer, same_stem
from playbook.model.script import script_of

_WORD = re.compile(r"\w+")
_LEAST = 3


class Term(Struct, frozen=True, dict=True):
    """A term in a language. A language whose endings are not known, or without spaces, has it in this form alone."""

    form: str
    language: str

    @property
    def _is_inflected(self) -> bool:
        return has_stemmer(self.language) and script_of(self.language) != "Thai"

    @cached_property
    def _begins(self) -> tuple[str, ...]:
        """What each of its words begins with in any inflected form, in lower case."""
        lowered = self.form.lower()
        if not self._is_inflected:
            return (lowered,)
        return tuple(word[: max(_LEAST, len(word) - 2)] for word in _WORD.findall(lowered))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """What matches its inflected forms, and some other words with the same beginnings."""
        if not self._is_inflected:
            return re.compile(re.escape(self.form), re.IGNORECASE)
        return re.compile(r"\b" + "[ -]+".join(rf"{begin}\w*" for begin in self._begins), re.IGNORECASE)

    def may_be_in(self, lowered: str) -> bool:
        """Whether a text in lower case has all that its words begin with: its uses are looked for in few texts."""
        return all(map(lowered.__contains__, self._begins))

    def uses(self, text: str) -> Iterator[re.Match[str]]:
        """Where the term stands in a text, in any inflected form."""
        return (match for match in self._pattern.finditer(text) if self._is_form(match[0]))

    def _is_form(self, found: str) -> bool:
        if not self._is_inflected:
            return True
        wanted, there = _WORD.findall(self.form.lower()), _WORD.findall(found.lower())
        pairs = zip(wanted, there, strict=False)
        return len(wanted) == len(there) and all(same_stem(one, other, self.language) for one, other in pairs)
