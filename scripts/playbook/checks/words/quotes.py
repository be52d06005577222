from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.context import Context
from playbook.checks.words._prose import each_hit, mend
from playbook.checks.words._typography import quotes_of
from playbook.model import Problem, SourceFile

_PAIR = re.compile(r"[\"“”„‟«»]([^\"“”„‟«»\n|]*)[\"“”„‟«»]")
_MARKS = '"“”„‟«»'


def check(context: Context) -> Iterator[Problem]:
    """A quotation mark is not that of the language: “en”, “tr”, ”fi”, «nb», “th”, «el».

    Bad:
        "I can help you with that."
    Good:
        “I can help you with that.”
    """
    return each_hit(
        context,
        lambda code: quotes_of(code).wrong,
        "the quotation mark {found} is not used in this language",
        lambda code, _: f"write {quotes_of(code).opening}…{quotes_of(code).closing}",
        lambda code, body: any(mark in body for mark in quotes_of(code).strange),
    )


def fix(file: SourceFile, text: str, context: Context) -> str:
    """Pairs of wrong quotation marks become the language's own, where a line has them in pairs and in no other way."""
    own = quotes_of(file.language)

    def mended(line: re.Match[str]) -> str:
        written = line[0]
        raw = _PAIR.sub(lambda pair: f"{own.opening}{pair[1]}{own.closing}", written)
        marks = sum(mark in _MARKS for mark in written)
        return raw if own.wrong.search(written) and marks % 2 == 0 and not own.wrong.search(raw) else written

    return mend(file, text, context, re.compile(r"[^\n\x1a|]+"), mended)
