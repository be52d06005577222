from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.prose import each_hit, mend
from playbook.model import Page, Problem, SourceFile
from playbook.said import said

# What is looked for begins each pattern and what stands before it follows, as it is found many times faster so.
_DOUBLE = r" (?<=[^\s|] )(?<!^[-*] )(?<!^\d\. ) +(?=[^\s|])"
_BEFORE = r" (?<=[^\s|>*-] ) *(?=[,;:!?.](?:\s|$)|,)"
_AFTER = r",(?<=[^\W\d_],)(?<![όΌ],)(?=[^\W\d_])"  # Greek ό,τι is one word
_WRONG = re.compile(f"{_DOUBLE}|{_BEFORE}|{_AFTER}", re.MULTILINE)
_ANY = re.compile(_DOUBLE, re.MULTILINE)
_CLOSE = frozenset(
    {"en", "tr", "fi", "nb", "nn", "no", "da", "sv", "de", "th", "el", "pl", "cs", "es", "it", "nl", "pt"}
)
"""Languages known to set marks close to the word before them. Others, such as French, have blanks there."""


def check(page: Page) -> Iterator[Problem]:
    """There are two spaces between words, a space before a comma or full stop, or none behind a comma.

    Of a language that may have blanks before its marks only the first is said.

    Bad:
        Listen ,then  ask.
    Good:
        Listen, then ask.
    """
    hint = said("one space between words, and none before , . ; : ! ?")
    return each_hit(page, _pattern(page.language), said("a space too many or too few here"), lambda _: hint)


def fix(text: str, file: SourceFile) -> str:
    """Double spaces become one, spaces before punctuation go, and a comma between letters gets its space."""
    return mend(text, _pattern(file.language), _mended)


def _mended(match: re.Match[str]) -> str:
    if match[0] == ",":
        return ", "
    behind = match.string[match.end() : match.end() + 1]
    return "" if behind and behind in ",;:!?." else " "


def _pattern(language: str) -> re.Pattern[str]:
    return _WRONG if language.split("-", maxsplit=1)[0] in _CLOSE else _ANY
