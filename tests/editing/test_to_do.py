"""What is wrong and what is still to do are two things: work can be handed in before five translators are done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from playbook.checks import check_playbook
from playbook.model import load_playbook
from tests.editing.conftest import edit, run

ENGLISH = "docs/en/customers/angry-customer.md"
EDITS = {
    "a figure": ("after 10 minutes", "after 12 minutes"),
    "a step more": ("## Say / Don't say", "4. Thank them.\n\n## Say / Don't say"),
    "a phrase row more": ("| “Here is", "| “Thank you.” | “Whatever.” |\n| “Here is"),
    "a link": ("Do not argue", "See [honesty](../skills/honesty.md) and do not argue"),
    "a slot": ("Do not argue", "Never argue ({{ duty_manager }})"),
    "a scene more": (
        "### At the counter",
        "### On the phone\n\nA caller shouts. What now?\n\n> Wait.\n\n### At the counter",
    ),
    "a section more": ("## Practise", "## Common mistakes\n\n- Shouting back.\n\n## Practise"),
    "a link gone": (", as in [honesty](../skills/honesty.md#why)", ""),
    "much more text": ("Do not argue", "Nod, look at them and let them go on and on. " * 6 + "Do not argue"),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_of_the_english_page_is_no_fault_of_the_translations(small: Path, name: str) -> None:
    edit(small / ENGLISH, *EDITS[name])
    outcome = run(small, "check", "--ignore", "words")
    assert outcome.code == 0, outcome.text
    assert "No problems in 18 pages." in outcome.text
    assert "Still to do; nothing of it is wrong:" in outcome.text
    listed = run(small, "check", "--to-do", "--ignore", "words").text
    assert "docs/tr/customers/angry-customer.md:" in listed
    assert "out of date: the English text has changed" in listed
    assert "playbook diff angry-customer tr" in listed


def test_a_fault_beside_what_is_to_do_still_blocks(small: Path) -> None:
    edit(small / ENGLISH, "after 10 minutes", "after 12 minutes")
    edit(small / "docs/tr/customers/angry-customer.md", "../skills/honesty.md#why", "../skills/honesti.md")
    outcome = run(small, "check")
    assert outcome.code == 1
    assert outcome.text.index("missing-target") < outcome.text.index("Still to do")
    assert "1 problem in 1 file." in outcome.text


def test_what_differs_where_english_has_not_changed_is_wrong(small: Path) -> None:
    edit(small / ENGLISH, "Anger is about the trouble", "Anger is about the whole trouble")
    edit(small / "docs/tr/customers/angry-customer.md", "10", "11")
    assert run(small, "check").code == 1


def test_programs_are_told_which_is_which(small: Path) -> None:
    edit(small / ENGLISH, "after 10 minutes", "after 12 minutes")
    data = json.loads(run(small, "check", "--format", "json").text)
    assert (data["count"], data["to_do"]) == (0, len(data["problems"]))
    assert all(row["to_do"] for row in data["problems"])
    annotated = run(small, "check", "--format", "github")
    assert annotated.code == 0
    assert "::notice file=docs/" in annotated.text
    assert "::error" not in annotated.text
    rows = json.loads(run(small, "check", "--format", "sarif").text)["runs"][0]["results"]
    assert {row["level"] for row in rows} == {"note"}


def test_a_new_language_is_still_to_do_and_can_be_handed_in_page_by_page(small: Path) -> None:
    run(small, "add-language", "pl")
    outcome = run(small, "check")
    assert outcome.code == 0, outcome.text
    found = check_playbook(load_playbook(small))
    assert found
    assert all(problem.to_do for problem in found)
    assert run(small, "translate", "angry-customer", "pl").code in {0, 2}
    assert run(small, "check").code == 0


def test_a_link_to_a_page_that_is_not_translated_yet_is_right(small: Path) -> None:
    (small / "docs/fi/skills/honesty.md").unlink()
    assert "docs/fi/customers/angry-customer.md" not in run(small, "check", "--to-do").text
    outcome = run(small, "check")
    assert outcome.code == 0, outcome.text
    edit(small / "docs/fi/customers/angry-customer.md", "honesty.md#why", "honesty.md#wyh")
    assert "did you mean" in run(small, "check").text


def test_a_page_that_is_being_written_blocks_nobody(small: Path) -> None:
    (small / "docs/fi/skills/honesty.md").unlink()
    run(small, "translate", "honesty", "fi")
    outcome = run(small, "check")
    assert outcome.code == 0, outcome.text
    listed = run(small, "check", "docs/fi/skills/honesty.md").text
    assert "this comment is from the file to fill in" in listed


def test_what_the_english_edition_lacks_is_wrong(small: Path) -> None:
    for language in ("en", "el", "fi", "nb", "th", "tr"):
        (small / f"docs/{language}/skills/patience.md").unlink()
    outcome = run(small, "check")
    assert outcome.code == 1
    assert "(missing-translation)" in outcome.text
