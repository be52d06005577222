from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from playbook.checks.parity._languages import KIN, LATIN_SENTENCE, WORD, foreign_script, small_words
from playbook.checks.problems import problem
from playbook.checks.prose import prose_lines
from playbook.checks.scan import first_in_line
from playbook.checks.shared import Shared
from playbook.model import Page, Problem
from playbook.model.script import script_of
from playbook.said import said

_TARGET = re.compile(r"\]\([^)\]]*\)|\{\{[^{}]*\}\}")
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
LEAST_WORDS = 4
"""Words a sentence must have to be judged by its small words."""
SHARE = 0.25
"""Small words of another language that make a sentence suspicious, as a share of its words."""


def check(page: Page, shared: Shared) -> Iterator[Problem]:
    """Text was left in another language: a Finnish paragraph on the Thai page, an English one anywhere.

    Loan words, names and keywords are fine; a whole sentence is not.

    Bad:
        - Listen for half a minute with real interest.      (on the Finnish page)
    Good:
        - Kuuntele puoli minuuttia aidosti kiinnostuneena.
    """
    yield from _other_script(page)
    if script_of(page.language) == "Latn":
        yield from _other_words(page, small_words(shared))


def _other_script(page: Page) -> Iterator[Problem]:
    patterns = [foreign_script(page.language)]
    if script_of(page.language) != "Latn":
        patterns.append(LATIN_SENTENCE)
    # A comment is for translators, and may well be in English.
    text = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), page.body)
    for pattern in patterns:
        for line, _, match in first_in_line(text, pattern):
            message = said('"{text}" is not written in the script of this language', text=match[0][:40])
            hint = said('write it in language "{tongue}"', tongue=page.language)
            yield problem(page.path, page.body_line + line - 1, message, hint)


def _other_words(page: Page, words: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    base = page.language.split("-")[0]
    own = words.get(page.language) or words.get(base, frozenset())
    present = set(f"{page.title}\n{page.front.summary}\n{page.body}".lower().split())
    kin = next((group for group in KIN if base in group), frozenset({base}))
    others = {code: there for code, there in words.items() if code.split("-")[0] not in kin}
    others = {code: there for code, there in others.items() if len(there & present) > 1}
    telling = frozenset().union(*others.values())
    for number, line in prose_lines(page) if others else ():
        for cell in line.split("|"):
            found = "" if telling.isdisjoint(cell.lower().split()) else _foreign(cell, own, others)
            if found:
                message = said(
                    '"{text}" seems to be in another language ({tongue})', text=cell.strip()[:40], tongue=found
                )
                yield problem(page.path, number, message, said('write it in language "{tongue}"', tongue=page.language))


def _foreign(text: str, own: frozenset[str], others: Mapping[str, frozenset[str]]) -> str:
    """The language that a line or cell is likely to be in, where that is not the page's own."""
    tokens = WORD.findall(_TARGET.sub("", _COMMENT.sub("", text.lower())))
    if len(tokens) < LEAST_WORDS:
        return ""
    mine = sum(token in own for token in tokens)
    for code, there in others.items():
        foreign = sum(token in there for token in tokens)
        if foreign >= max(2, SHARE * len(tokens)) and foreign > 2 * mine:
            return code
    return ""
