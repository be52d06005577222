"""Words that mix alphabets are found wherever they stand, in files of every script."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.checks.text.mixed_script import check
from playbook.model import SourceFile

LANGUAGES = ["", "en", "tr", "el", "th", "ru"]
TEXTS = st.text(st.sampled_from("abéäαπρΠώдЖ_1ทι’\u200b\xa0\n "), max_size=30)


def _file(language: str, text: str) -> SourceFile:
    return SourceFile(f"docs/{language}/skills/a.md" if language else "taxonomy/a.yml", text.encode(), text)


def _alphabets(word: str) -> list[str]:
    names = (unicodedata.name(sign, "").split()[0] for sign in word if sign.isalpha())
    return [name for name in names if name in {"LATIN", "GREEK", "CYRILLIC"}]


def _mixes(word: str) -> bool:
    """Whether letters of two alphabets stand side by side in a word."""
    return any(
        one != other
        for run in re.findall(r"[^\W\d_ท]+", word)
        for one, other in zip(_alphabets(run), _alphabets(run)[1:], strict=False)
    )


@given(st.sampled_from(LANGUAGES), TEXTS)
def test_a_line_is_told_if_a_word_of_it_mixes_alphabets(language: str, text: str) -> None:
    told = {problem.line for problem in check(_file(language, text))}
    lines = enumerate(text.split("\n"), 1)
    assert told == {number for number, line in lines if any(_mixes(word) for word in re.findall(r"\w+", line))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mixed_word_at_the_end_of_a_file_is_told_whole(language: str) -> None:
    (found,) = check(_file(language, "πo"))
    assert found.message == '"πo" mixes alphabets'
