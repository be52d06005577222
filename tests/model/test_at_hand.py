"""What is kept at hand so that Babel need not be loaded is what Babel says."""

from __future__ import annotations

import pytest
from babel import Locale
from babel.messages.plurals import get_plural
from babel.numbers import get_decimal_symbol, get_group_symbol

from playbook.checks.parity._numbers import _MARKS
from playbook.checks.words.catalogue_plural import _USUAL
from playbook.model import script


@pytest.mark.parametrize("language", sorted(script.AT_HAND.keys() - {""}))
def test_scripts(language: str) -> None:
    assert Locale.parse(language)
    assert script.AT_HAND[language] == script._likely_script(language)


@pytest.mark.parametrize("language", sorted(_USUAL))
def test_plural_forms(language: str) -> None:
    assert _USUAL[language] == get_plural(language).num_plurals


@pytest.mark.parametrize("language", sorted(_MARKS))
def test_marks_of_figures(language: str) -> None:
    group, decimal = _MARKS[language]
    theirs = get_group_symbol(language)
    assert (theirs.isspace() and group.isspace()) or group == theirs
    assert decimal == get_decimal_symbol(language)
