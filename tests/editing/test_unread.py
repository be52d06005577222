"""A file that cannot be read is the first message of every command, whatever was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.model import load_playbook
from tests.editing.conftest import Outcome, edit, run, tree

BROKEN = "locales/th/playbook.po:"
COMMANDS = [
    ["check"],
    ["check", "docs/th"],
    ["check", "docs/fi/skills/patience.md"],
    ["check", "--language", "th"],
    ["check", "--language", "fi"],
    ["check", "--select", "glossary-row"],
    ["check", "--ignore", "shape"],
    ["check", "--offers"],
    ["status"],
    ["status", "th"],
    ["status", "fi"],
    ["status", "--countries"],
    ["diff", "patience", "th"],
    ["diff", "patience", "fi"],
    ["translate", "patience", "th"],
    ["translated", "patience", "th"],
    ["translated", "--all", "th", "--yes"],
    ["reviewed", "patience", "th", "--by", "Malee"],
    ["new", "late-delivery", "--group", "skills", "--dry-run"],
    ["rename", "honesty", "truth", "--dry-run"],
    ["retire", "honesty", "--dry-run"],
    ["pack", "new-starter", "--language", "th"],
    ["pack", "--list"],
    ["packs", "--language", "th"],
    ["add-language", "th"],
    ["add-language", "pl", "--dry-run"],
    ["add-country", "SE", "--dry-run"],
    ["articles", "status"],
    ["build"],
]


@pytest.fixture
def broken(small: Path) -> Path:
    """The small playbook with one quotation mark lost in the Thai catalogue."""
    file = small / "locales/th/playbook.po"
    lines = file.read_text("utf-8").split("\n")
    number = next(
        number for number, line in enumerate(lines) if number > 30 and line.startswith('msgstr "') and line[8:]
    )
    lines[number] = lines[number].removesuffix('"')
    file.write_text("\n".join(lines), "utf-8")
    return small


def first_told(outcome: Outcome) -> str:
    """The first line that names a place in a file."""
    return next((line for line in outcome.text.splitlines() if ".po:" in line or ".md:" in line or ".yml:" in line), "")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_catalogue_that_cannot_be_read_is_told_first(broken: Path, command: list[str]) -> None:
    before = tree(broken)
    outcome = run(broken, *command)
    assert first_told(outcome).strip().startswith(BROKEN), outcome.text
    assert "No problems" not in outcome.text
    assert 'there is no language "th"' not in outcome.text
    assert "there already" not in outcome.text
    if "th" in command:
        assert outcome.code == 2, outcome.text
    after = {path: content for path, content in tree(broken).items() if not path.startswith(".cache/")}
    assert after == before  # what a build keeps for the next one is no file of anybody's


@pytest.mark.parametrize(
    ("path", "old", "new", "place"),
    [
        ("docs/fi/skills/patience.md", "title: ", "title: [", "docs/fi/skills/patience.md:"),
        ("taxonomy/glossary.yml", "- id: ", "- id: [", "taxonomy/glossary.yml:"),
        ("taxonomy/packs.yml", "packs:", "packs: [", "taxonomy/packs.yml:"),
    ],
)
def test_so_is_any_other_file(small: Path, path: str, old: str, new: str, place: str) -> None:
    edit(small / path, old, new)
    for command in (["check", "docs/tr"], ["check", "--select", "quotes"], ["status", "tr"], ["diff", "honesty", "tr"]):
        assert first_told(run(small, *command)).strip().startswith(place), command


def test_words_for_a_language_that_is_not_there_are_no_unreadable_file(small: Path) -> None:
    edit(small / "taxonomy/rules.yml", "after: {tr:", "after: {xx: [nope], tr:")
    assert not load_playbook(small).unread
    assert "rules.yml" not in run(small, "status", "tr").text
    assert 'there is no language "xx"' in run(small, "check", "--select", "schema").text
