from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.prose import body_start
from playbook.checks.shared import Shared
from playbook.model import Page, Problem, SourceFile
from playbook.model.locale import WARNING_CONTEXT, fold_word
from playbook.model.problem import did_you_mean
from playbook.shown.cards import card_level, opening_word, warning_levels

_CARD = re.compile(r"^([ \t]*>[ \t]*\*\*)([^*\n]+?)([.:!]?\*\*)", re.MULTILINE)


def check(page: Page, shared: Shared) -> Iterator[Problem]:
    """A warning opens with a word that is not one of the language's warning words.

    A word that is in English still, or as it was before the catalogue was corrected, is shown as a card all the same;
    any other is not.

    Bad:
        > **Careful.** Never block anyone's way.
    Good:
        > **Warning.** Never block anyone's way.
    """
    locale = shared.locales[page.language]
    words = [locale.text(word, "warning") for word in shared.taxonomy.warnings.values()]
    levels = warning_levels(shared.taxonomy, locale)
    right = dict(zip(shared.taxonomy.warnings, words, strict=True))
    for section in page.sections:
        if section.id in {"practice", None}:
            continue
        for block in section.blocks:
            level = card_level(block, levels, page.language)
            if level and fold_word(opening_word(block)) != fold_word(right[level]):
                message = f'"{opening_word(block)}" is the word of this warning no more, or not in this language'
                hint = f'begin with > **{right[level]}.**; "playbook check --fix" does so on all pages'
                yield problem(page.path, block.line, message, hint)
            elif block.kind == "quote" and block.children and not level:
                word = opening_word(block)
                names = " or ".join(f"> **{name}.**" for name in words)
                hint = did_you_mean(word, words, f"begin with {names}", cutoff=0.5)
                message = f'"{word}" is not a warning word' if word else "a quotation that is no warning"
                yield problem(page.path, block.line, message, hint)


def fix(text: str, file: SourceFile, shared: Shared) -> str:
    """Write warning words that are in English still, or as they were before, as the catalogue has them."""
    locale = shared.locales[file.language]
    known = {
        fold_word(word): locale.text(message, WARNING_CONTEXT)
        for message in shared.taxonomy.warnings.values()
        for word in reversed(locale.wordings(message, WARNING_CONTEXT))
    }

    def mended(card: re.Match[str]) -> str:
        right = known.get(fold_word(card[2]), card[2])
        return card[0] if fold_word(right) == fold_word(card[2]) else f"{card[1]}{right}{card[3]}"

    start = body_start(text)
    return text[:start] + _CARD.sub(mended, text[start:])
