from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Page, Problem
from playbook.model.problem import did_you_mean
from playbook.shown.cards import card_level, opening_word, warning_levels


def check(page: Page, shared: Shared) -> Iterator[Problem]:
    """A warning opens with a word that is not one of the language's warning words, so it is not shown as a card.

    Bad:
        > **Careful.** Never block anyone's way.
    Good:
        > **Warning.** Never block anyone's way.
    """
    locale = shared.locales[page.language]
    words = [locale.text(word, "warning") for word in shared.taxonomy.warnings.values()]
    levels = warning_levels(shared.taxonomy, locale)
    for section in page.sections:
        if section.id in {"practice", None}:
            continue
        for block in section.blocks:
            if block.kind == "quote" and block.children and not card_level(block, levels, page.language):
                word = opening_word(block)
                names = " or ".join(f"> **{name}.**" for name in words)
                hint = did_you_mean(word, words, f"begin with {names}", cutoff=0.5)
                message = f'"{word}" is not a warning word' if word else "a quotation that is no warning"
                yield problem(page.path, block.line, message, hint)
