from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.prose import body_start
from playbook.checks.shared import Shared
from playbook.model import Page, Problem, SourceFile
from playbook.model.locale import WARNING_CONTEXT, fold_word
from playbook.model.problem import did_you_mean
from playbook.said import said
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
            word = opening_word(block)
            if level and fold_word(word) != fold_word(right[level]):
                message = said('"{word}" is the word of this warning no more, or not in this language', word=word)
                hint = said('begin with > **{word}.**; "playbook check --fix" does so on all pages', word=right[level])
                yield problem(page.path, block.line, message, hint)
            elif block.kind == "quote" and block.children and not level:
                names = " or ".join(f"> **{name}.**" for name in words)
                likely = did_you_mean(word, words, said("begin with {names}", names=names), cutoff=0.5)
                unknown = said('"{word}" is not a warning word', word=word)
                nameless = said("a quotation that is no warning")
                yield problem(page.path, block.line, unknown if word else nameless, likely)


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
