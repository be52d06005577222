"""Where the lines of articles stand is said in the editor's language, of each line of each article."""

from __future__ import annotations

import re

import pytest

from playbook.articles.segments import number_of, ordinal
from playbook.model import Playbook
from playbook.studio.line_places import told_place
from playbook.studio.rendering import translator


@pytest.mark.parametrize("language", ["el", "th"])
def test_nothing_english_is_left(playbook: Playbook, language: str) -> None:
    t = translator(playbook.locales[language])
    places = {row.place for ledger in playbook.ledgers.values() for row in ledger.rows}
    assert len(places) > 100
    more = {"footer", "side column, line 2", "share line", "opening, 11th paragraph", "tips, heading", "publisher"}
    for place in places | more:
        told = told_place(place, t)
        assert not re.search("[A-Za-z]", told), place
        assert re.findall(r"\d+", told) or not re.search(r"\d", place)


def test_what_is_not_known_stays(playbook: Playbook) -> None:
    t = translator(playbook.locales["el"])
    assert told_place("step 3, somewhere else", t) == "Βήμα 3, somewhere else"


def test_a_number_is_read_as_it_is_written() -> None:
    assert [number_of(ordinal(number)) for number in range(1, 130)] == list(range(1, 130))
    assert number_of("same") == 0
