from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.context import Context
from playbook.checks.words._prose import each_hit, mend
from playbook.model import Problem, SourceFile

_DOUBLE = r"(?<=[^\s|])(?<!^[-*])(?<!^\d\.) {2,}(?=[^\s|])"
_BEFORE = r"(?<=[^\s|>*-]) +(?=[,;:!?.](?:\s|$)|,)"
_AFTER = r"(?<=[^\W\d_])(?<![όΌ]),(?=[^\W\d_])"  # Greek ό,τι is one word
_WRONG = re.compile(f"{_DOUBLE}|{_BEFORE}|{_AFTER}", re.MULTILINE)
_FRENCH = re.compile(f"{_DOUBLE}|{_AFTER}")
_SIGN = re.compile(r" (?=[,;:!?.])")
_COMMA = re.compile(r",(?<![όΌ],)(?=[^\W\d_])")
_INDENT = re.compile(r"\n +")


def check(context: Context) -> Iterator[Problem]:
    """There are two spaces between words, a space before a comma or full stop, or none behind a comma.

    Bad:
        Listen ,then  ask.
    Good:
        Listen, then ask.
    """
    return each_hit(
        context,
        _pattern,
        "a space too many or too few here",
        lambda *_: "one space between words, and none before , . ; : ! ?",
        _may_match,
    )


def fix(file: SourceFile, text: str, context: Context) -> str:
    """Double spaces become one, spaces before punctuation go, and a comma between letters gets its space."""
    return mend(file, text, context, _pattern(file.language), _mended)


def _mended(match: re.Match[str]) -> str:
    if match[0] == ",":
        return ", "
    behind = match.string[match.end() : match.end() + 1]
    return "" if behind and behind in ",;:!?." else " "


def _pattern(language: str) -> re.Pattern[str]:
    return _FRENCH if language.split("-", maxsplit=1)[0] == "fr" else _WRONG


def _may_match(_: str, body: str) -> bool:
    return bool(_SIGN.search(body)) or "  " in _INDENT.sub("", body) or bool(_COMMA.search(body))
