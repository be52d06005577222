"""Two translators on two sections of one page: git puts their work together without a conflict."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from playbook.model import load_playbook, stale_parts
from tests.editing.conftest import edit, git, run

PAGE = "docs/fi/customers/angry-customer.md"
ENGLISH = "docs/en/customers/angry-customer.md"
SECTIONS = {
    "now": ("Step back", "Step far back"),
    "steps": ("Do not argue", "Never argue"),
    "phrases": ("Calm down", "Do calm down"),
    "practice": ("a wrong bill", "a high bill"),
}


def line_of(root: Path, section: str) -> str:
    """The last line of the section in the Finnish page."""
    page = load_playbook(root).page("fi", "angry-customer")
    assert page
    return page.lines[page.by_id[section].end_line - 1]


@pytest.mark.parametrize(("first", "second"), list(itertools.combinations(SECTIONS, 2)))
def test_two_sections_brought_up_to_date_at_once(committed: Path, first: str, second: str) -> None:
    run(committed, "translated", "--all", "--again", "--yes")
    for section in (first, second):
        old, new = SECTIONS[section]
        edit(committed / ENGLISH, old, new)
    git(committed, "commit", "-am", "the English page changed")
    for section in (first, second):
        git(committed, "switch", "-c", section, "main")
        last = line_of(committed, section)
        mark = "|" if last.endswith("|") else ""
        edit(committed / PAGE, last, last.removesuffix("|").rstrip() + f" ({section}){mark}")
        assert run(committed, "translated", "angry-customer", "fi", "--section", section, "--unchanged").code == 0
        assert git(committed, "commit", "-am", section).returncode == 0
    git(committed, "switch", "main")
    assert git(committed, "merge", first).returncode == 0
    merged = git(committed, "merge", second)
    assert merged.returncode == 0, merged.stdout
    playbook = load_playbook(committed)
    page, reference = playbook.page("fi", "angry-customer"), playbook.reference("angry-customer")
    assert page
    assert reference
    assert stale_parts(page, reference) == ()
    assert f"({first})" in page.by_id[first].text
    assert f"({second})" in page.by_id[second].text


def test_two_sentences_of_one_paragraph(committed: Path) -> None:
    """One sentence a line is what lets two people work on one step."""
    file = committed / PAGE
    lines = file.read_text("utf-8").split("\n")
    number = next(index for index, line in enumerate(lines) if line.startswith("1. "))
    assert lines[number + 1].startswith("   ")
    for name, index in (("a", number), ("b", number + 2)):
        git(committed, "switch", "-c", name, "main")
        changed = list(lines)
        changed[index] += " Lisää."
        file.write_text("\n".join(changed), "utf-8")
        git(committed, "commit", "-am", name)
    git(committed, "switch", "main")
    assert git(committed, "merge", "a").returncode == 0
    assert git(committed, "merge", "b").returncode == 0
    assert file.read_text("utf-8").count("Lisää.") == 2
