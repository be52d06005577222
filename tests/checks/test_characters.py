"""A quick look at a file's characters never spares one that a close look would have something to say of."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.checks.characters import SCRIPTS, unusual_characters
from playbook.checks.parity._languages import foreign_script
from playbook.checks.text import control_character, invisible_character, mixed_script, trailing_blank
from playbook.model import SourceFile
from playbook.model.script import script_of

LANGUAGES = ["", "en", "tr", "el", "th", "ru"]
TEXTS = st.text(st.sampled_from("abé äα\u0387πρΠώдЖ\u0483-_1ทι’\u200b\xa0\x07\n\u0308"), max_size=30)


def _file(language: str, text: str) -> SourceFile:
    return SourceFile(f"docs/{language}/skills/a.md" if language else "taxonomy/a.yml", text.encode(), text)


def _everyday(language: str) -> list[str]:
    signs = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    unusual = unusual_characters(_file(language, "".join(signs)))
    return [sign for sign in signs if sign not in unusual]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everyday_characters_are_none_that_a_rule_looks_for(language: str) -> None:
    everyday = _everyday(language)
    text = "".join(everyday)
    assert "a" in everyday
    assert "\n" in everyday
    assert not control_character._CONTROL.search(text)
    assert not invisible_character._INVISIBLE.search(text)
    assert not foreign_script(language).search(text)
    assert not {"\t", *trailing_blank._WIDE} & set(everyday)
    if script_of(language) in {"Latn", "Grek"}:
        assert all(unicodedata.is_normalized("NFC", sign) for sign in everyday)
        assert not [sign for sign in everyday if unicodedata.combining(sign)]
    assert [sign for sign in everyday if re.fullmatch(f"[{SCRIPTS[script_of(language)]}]", sign)] or language == "ru"


@given(st.sampled_from(LANGUAGES), TEXTS)
def test_mixed_alphabets_are_suspected_and_told_without_fail(language: str, text: str) -> None:
    file = _file(language, text)
    if mixed_script._MIXED.search(text):
        assert mixed_script._suspect(file, unusual_characters(file))
    for problem in mixed_script._mixed(file):
        assert problem.message.split('"')[1] in text.split("\n")[problem.line - 1]


def test_a_mixed_word_at_the_end_of_a_file_is_told_whole() -> None:
    (found,) = mixed_script._mixed(_file("el", "πo"))
    assert found.message == '"πo" mixes alphabets'
