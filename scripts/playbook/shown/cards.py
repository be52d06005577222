"""Warning cards: a quotation that opens with one of the language's warning words in bold."""

from __future__ import annotations

from collections.abc import Mapping

from playbook.model import Block, Locale, Taxonomy
from playbook.model.locale import WARNING_CONTEXT
from playbook.shown.letters import lower

_AROUND = " .:!"
"""What may stand around the word inside the bold: **Danger.** and **Danger!** are the same card."""


def warning_levels(taxonomy: Taxonomy, locale: Locale) -> dict[str, str]:
    """From a language's warning words, as `opening_word` gives them, to their levels; former and English ones too."""
    wordings = {level: locale.wordings(word, WARNING_CONTEXT) for level, word in taxonomy.warnings.items()}
    others = {_folded(word, locale): level for level, words in wordings.items() for word in words[1:]}
    return others | {_folded(words[0], locale): level for level, words in wordings.items()}


def _folded(word: str, locale: Locale) -> str:
    return lower(word, locale.code).strip(_AROUND)


def opening_word(quote: Block) -> str:
    """The bold words that a quotation opens with, without the signs around them; empty where it opens with none."""
    return quote.children[0].bold.strip(_AROUND) if quote.children else ""


def card_level(quote: Block, levels: Mapping[str, str], language: str) -> str:
    """The level of the warning card that a quotation is shown as; empty for a plain quotation."""
    return levels.get(lower(opening_word(quote), language), "") if quote.kind == "quote" else ""
