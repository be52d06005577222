"""translated and reviewed: what is not done is not recorded as done, and a review ends with the text it was of."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from playbook.model import load_playbook, standing
from tests.editing.conftest import edit, git, run, tree

ENGLISH = "docs/en/customers/angry-customer.md"
FINNISH = "docs/fi/customers/angry-customer.md"


def commit(root: Path) -> None:
    assert git(root, "commit", "-am", "a change").returncode == 0


def test_untouched_text_is_not_up_to_date(committed: Path) -> None:
    edit(committed / ENGLISH, "Do not argue", "Never argue")
    commit(committed)
    before = tree(committed)
    outcome = run(committed, "translated", "angry-customer", "fi")
    assert outcome.code == 2
    assert "nothing changed here since the English text did: steps 1" in outcome.text
    assert "--unchanged" in outcome.text
    assert tree(committed) == before
    assert run(committed, "translated", "angry-customer", "fi", "--unchanged").code == 0
    assert "Nothing changed here" in run(committed, "translated", "angry-customer", "fi").text


@pytest.mark.parametrize("committed_first", [False, True])
def test_text_that_was_worked_on_is(committed: Path, committed_first: bool) -> None:
    edit(committed / ENGLISH, "Do not argue", "Never argue")
    edit(committed / FINNISH, "Älä väitä", "Älä koskaan väitä")
    if committed_first:
        commit(committed)
    outcome = run(committed, "translated", "angry-customer", "fi")
    assert outcome.code == 0, outcome.text


def test_a_row_that_was_passed_over_is_named(committed: Path) -> None:
    edit(committed / ENGLISH, "Do not argue", "Never argue")
    edit(committed / ENGLISH, "Say back", "Say again")
    commit(committed)
    edit(committed / FINNISH, "Älä väitä", "Älä koskaan väitä")
    outcome = run(committed, "translated", "angry-customer", "fi")
    assert "steps 2" in outcome.text
    assert "steps 1" not in outcome.text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("10", "11", "parity-figures"),
        ("Älä väitä", "Älä  väitä", "spaces"),
        ("../skills/honesty.md#why", "../skills/honesti.md", "missing-target"),
        ("\n- ", "\n-", "stray-markup"),
    ],
)
def test_a_page_with_faults_is_not_recorded(small: Path, old: str, new: str, said: str) -> None:
    edit(small / ENGLISH, "Anger is", "All anger is")
    edit(small / FINNISH, old, new)
    for command in (["translated", "angry-customer", "fi"], ["reviewed", "angry-customer", "fi", "--by", "Aino"]):
        outcome = run(small, *command)
        assert outcome.code == 2, outcome.text
    assert said in run(small, "translated", "angry-customer", "fi").text


def test_a_figure_that_changed_in_english_is_missed(small: Path) -> None:
    edit(small / ENGLISH, "after 10 minutes", "after 12 minutes")
    outcome = run(small, "translated", "angry-customer", "fi")
    assert outcome.code == 2
    assert 'the figure "10" is not in the English section' in outcome.text


def test_english_text_under_own_headings_is_not_a_translation(small: Path) -> None:
    english = (small / ENGLISH).read_text("utf-8")
    own = (small / FINNISH).read_text("utf-8")
    for heading, reference in zip(
        re.findall("^## .*$", own, re.MULTILINE), re.findall("^## .*$", english, re.MULTILINE), strict=True
    ):
        english = english.replace(reference, heading)
    english = english.replace("| Say | Don't say |", re.findall(r"^\|.*\|$", own, re.MULTILINE)[0])
    english = english.replace("**Danger.**", "**Vaara.**").replace("title: The", "reviewed: 2026-01-01\ntitle: The")
    (small / FINNISH).write_text(english, "utf-8")
    outcome = run(small, "translated", "angry-customer", "fi")
    assert outcome.code == 2
    assert "this is the English text still" in outcome.text


def test_a_missing_row_is_seen_in_a_section_too(small: Path) -> None:
    edit(small / ENGLISH, "| “Here is", "| “Thank you.” | “Whatever.” |\n| “Here is")
    outcome = run(small, "translated", "angry-customer", "fi", "--section", "phrases")
    assert outcome.code == 2
    assert '"phrases" has 2 rows here and 3 in English' in outcome.text
    assert run(small, "translated", "angry-customer", "fi", "--section", "now").code == 0


def test_a_review_is_neither_of_tomorrow_nor_of_what_is_out_of_date(small: Path) -> None:
    before = tree(small)
    tomorrow = str(datetime.date.today() + datetime.timedelta(days=1))
    assert "still to come" in run(small, "reviewed", "honesty", "fi", "--by", "Aino", "--date", tomorrow).text
    edit(small / "docs/en/skills/honesty.md", "one lie", "two lies")
    assert "out of date (why)" in run(small, "reviewed", "honesty", "fi", "--by", "Aino").text
    edit(small / "docs/en/skills/honesty.md", "two lies", "one lie")
    assert tree(small) == before
    file = small / "docs/fi/skills/honesty.md"
    file.write_text(re.sub(r"^translated_from:\n(?:  .*\n)+", "", file.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    assert "playbook translated honesty fi" in run(small, "reviewed", "honesty", "fi", "--by", "Aino").text


def test_a_date_to_come_that_was_typed_is_found(small: Path) -> None:
    edit(small / "docs/fi/skills/honesty.md", "channel:", "reviewed: 2031-01-01\nchannel:")
    outcome = run(small, "check")
    assert outcome.code == 1
    assert "docs/fi/skills/honesty.md:6:1" in outcome.text
    assert "still to come" in outcome.text


def test_a_review_ends_with_the_text_it_was_of(committed: Path) -> None:
    assert run(committed, "reviewed", "angry-customer", "fi", "--by", "Aino", "--date", "2026-01-02").code == 0
    commit(committed)
    edit(committed / ENGLISH, "Do not argue", "Never argue")
    edit(committed / FINNISH, "Älä väitä", "Älä koskaan väitä")
    outcome = run(committed, "translated", "angry-customer", "fi")
    assert "The review of 2026-01-02 by Aino" in outcome.text
    page = load_playbook(committed).page("fi", "angry-customer")
    assert page
    assert page.front.reviewed is None
    assert [row.by for row in page.front.read_by] == ["Aino"]
    assert not standing(page)
    assert not load_playbook(committed).problems


def test_a_review_goes_on_where_the_text_does(committed: Path) -> None:
    run(committed, "reviewed", "angry-customer", "fi", "--by", "Aino", "--date", "2026-01-02")
    commit(committed)
    edit(committed / ENGLISH, "Do not argue", "Never argue")
    assert run(committed, "translated", "angry-customer", "fi", "--unchanged").code == 0
    page = load_playbook(committed).page("fi", "angry-customer")
    assert page
    assert [row.by for row in page.front.read_by] == ["Aino"]
    assert (
        "Nothing changed here"
        in run(committed, "reviewed", "angry-customer", "fi", "--by", "Aino", "--date", "2026-01-02").text
    )
