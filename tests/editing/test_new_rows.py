"""translate on a page that exists: what is new in English stands in it as comments, all else stays to the byte."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from playbook.model import load_playbook
from playbook.model.staleness import section_rows
from tests.editing.conftest import edit, run

ENGLISH = "docs/en/customers/angry-customer.md"
FINNISH = "docs/fi/customers/angry-customer.md"
NEW = {
    "steps 1": ("1. Listen", "1. Sit down.\n2. Listen", "1. <!-- English: Sit down. -->"),
    "steps 2": ("2. Say back", "2. Sit down.\n   Breathe.\n3. Say back", "2. <!-- English: Sit down. -->"),
    "steps 4": (
        "\n## Say / Don't say",
        "4. See [honesty](../skills/honesty.md).\n\n## Say / Don't say",
        "4. <!-- English: See [honesty](../skills/honesty.md). -->",
    ),
    "phrases 2": (
        "| “Here is",
        "| “Thank you.” | “Whatever.” |\n| “Here is",
        "| <!-- English: “Thank you.” --> | <!-- English: “Whatever.” --> |",
    ),
    "practice 1": (
        "### At the counter",
        "### On the phone\n\nA caller shouts.\n\n> Wait.\n\n### At the counter",
        "### <!-- English: On the phone -->",
    ),
    "practice 2": ("<end>", "\n### On the phone\n\nA caller shouts.\n\n> Wait.\n", "> <!-- English: Wait. -->"),
    "the section mistakes": (
        "## Practise",
        "## Common mistakes\n\n- Shouting.\n\n## Practise",
        "- <!-- English: Shouting. -->",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NEW)
def test_what_is_new_is_offered_in_its_place(small: Path, name: str) -> None:
    old, new, comment = NEW[name]
    file = small / ENGLISH
    text = file.read_text("utf-8")
    file.write_text(text + new if old == "<end>" else text.replace(old, new, 1), "utf-8")
    before = (small / FINNISH).read_text("utf-8")
    outcome = run(small, "translate", "angry-customer", "fi")
    assert outcome.code == 0, outcome.text
    assert f"what is new in English: {name}." in outcome.text
    after = (small / FINNISH).read_text("utf-8")
    assert comment in after
    playbook = load_playbook(small)
    page, reference = playbook.page("fi", "angry-customer"), playbook.reference("angry-customer")
    assert page
    assert reference
    assert list(page.by_id) == list(reference.by_id)
    for identifier, section in reference.by_id.items():
        assert len(section_rows(page.by_id[identifier])) == len(section_rows(section))
    plain = re.compile(r"^\d+\.", re.MULTILINE)
    left = [line for line in plain.sub("0.", after).split("\n") if "<!-- English" not in line and line.strip()]
    kept = [line for line in plain.sub("0.", before).split("\n") if line.strip()]
    assert [line for line in left if line in kept] == kept
    numbers = [int(number[:-1]) for number in plain.findall(after)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert run(small, "check").code == 0
    assert "begun already" in run(small, "translate", "angry-customer", "fi").text


def test_a_changed_row_is_not_a_new_one(small: Path) -> None:
    edit(small / ENGLISH, "Do not argue", "Never argue")
    outcome = run(small, "translate", "angry-customer", "fi")
    assert outcome.code == 2
    assert "playbook diff angry-customer fi" in outcome.text


def test_a_page_without_a_record_gets_what_it_lacks_at_the_end(small: Path) -> None:
    file = small / FINNISH
    file.write_text(re.sub(r"^translated_from:\n(?:  .*\n)+", "", file.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    edit(small / ENGLISH, "\n## Say / Don't say", "4. Thank them.\n\n## Say / Don't say")
    assert run(small, "translate", "angry-customer", "fi").code == 0
    assert "4. <!-- English: Thank them. -->" in file.read_text("utf-8")
