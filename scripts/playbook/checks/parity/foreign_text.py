from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.context import Context, body_start, lines_with, problem, prose_lines
from playbook.checks.parity._languages import LATIN_SENTENCE, WORD, foreign_script, small_words
from playbook.model import Page, Problem
from playbook.model.script import script_of

_TARGET = re.compile(r"\]\([^)]*\)|\{\{[^}]*\}\}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NONE: frozenset[str] = frozenset()
LEAST_WORDS = 4
"""Words a sentence must have to be judged by its small words."""
SHARE = 0.25
"""Small words of another language that make a sentence suspicious, as a share of its words."""


def check(context: Context) -> Iterator[Problem]:
    """Text was left in another language: a Finnish paragraph on the Thai page, an English one anywhere.

    Loan words, names and keywords are fine; a whole sentence is not.

    Bad:
        - Listen for half a minute with real interest.      (on the Finnish page)
    Good:
        - Kuuntele puoli minuuttia aidosti kiinnostuneena.
    """
    words = small_words(context)
    other_words = {
        code: {name: found for name, found in words.items() if name != code.split("-")[0] and name != code}
        for code in context.playbook.languages
    }
    telling = {code: frozenset[str]().union(*others.values()) for code, others in other_words.items()}
    for page in context.pages:
        yield from _other_script(page, context.unusual.get(page.path, _NONE))
        if script_of(page.language) == "Latn":
            own = words.get(page.language) or words.get(page.language.split("-")[0], _NONE)
            prose = context.prose[page.path]
            present = telling[page.language].intersection(prose.split())
            yield from _other_words(page, prose, present, own, other_words[page.language])


def _other_script(page: Page, unusual: frozenset[str]) -> Iterator[Problem]:
    patterns = [foreign_script(page.language)] if any(map(str.isalpha, unusual)) else []
    if script_of(page.language) != "Latn":
        patterns.append(LATIN_SENTENCE)
    start, text = body_start(page.text), page.text
    if patterns and "<!--" in text:  # a comment is for translators, and may well be in English
        text = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for pattern in patterns:
        last = 0
        for match in pattern.finditer(text, start):
            line = text.count("\n", 0, match.start()) + 1
            if line != last:
                last = line
                message = f'"{match[0][:40]}" is not written in the script of this language'
                yield problem(page.path, line, message, f'write it in language "{page.language}"')


def _other_words(
    page: Page, prose: str, present: frozenset[str], own: frozenset[str], others: dict[str, frozenset[str]]
) -> Iterator[Problem]:
    suspects = [code for code, words in others.items() if len(present & words) > 1]
    if not suspects:
        return
    telling = {word for word in present if any(word in others[code] for code in suspects)}
    lines = prose_lines(page)
    for number, line in (lines[index] for index in lines_with(prose, telling)):
        for cell in line.split("|"):
            found = "" if telling.isdisjoint(cell.lower().split()) else _foreign(cell, suspects, own, others)
            if found:
                message = f'"{cell.strip()[:40]}" seems to be in another language ({found})'
                yield problem(page.path, number, message, f'write it in language "{page.language}"')


def _foreign(text: str, suspects: list[str], own: frozenset[str], others: dict[str, frozenset[str]]) -> str:
    """The language that a line or cell is likely to be in, where that is not the page's own."""
    tokens = WORD.findall(_TARGET.sub("", _COMMENT.sub("", text.lower())))
    if len(tokens) < LEAST_WORDS:
        return ""
    mine = sum(token in own for token in tokens)
    for code in suspects:
        foreign = sum(token in others[code] for token in tokens)
        if foreign >= max(2, SHARE * len(tokens)) and foreign > 2 * mine:
            return code
    return ""
