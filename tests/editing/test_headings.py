"""A heading that is corrected in the catalogue: its pages keep reading, and one command carries it through."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from playbook.model import load_playbook
from tests.editing.conftest import PROJECT, edit, run

THAI = "locales/th/playbook.po"
OTHER = {"ทำทันที": "ทำเดี๋ยวนี้", "ทีละขั้น": "ทำทีละขั้น"}


def _problems(root: Path, *arguments: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(run(root, "check", "--format", "json", *arguments).text)["problems"]
    return [row for row in rows if not row["to_do"]]


def _catalogue_heading(root: Path, language: str, message: str, new: str) -> str:
    """Give a message of the catalogue another translation; returns the one it had."""
    file = root / f"locales/{language}/playbook.po"
    text = file.read_text("utf-8")
    found = re.search(rf'msgid "{re.escape(message)}"\nmsgstr "(.*)"', text)
    assert found
    file.write_text(text.replace(found[0], f'msgid "{message}"\nmsgstr "{new}"'), "utf-8")
    return found[1]


@pytest.mark.parametrize("message", ["Right now", "Step by step", "Practise", "Why it works"])
def test_a_corrected_heading_is_one_problem_a_page_and_is_carried_through(small: Path, message: str) -> None:
    before = load_playbook(small)
    old = _catalogue_heading(small, "th", message, "หัวข้อใหม่")
    after = load_playbook(small)
    for key, page in before.pages.items():
        assert list(after.pages[key].by_id) == list(page.by_id)
    found = _problems(small)
    pages = [page for page in before.in_language("th") if f"\n## {old}\n" in page.text]
    assert {(row["path"], row["rule"]) for row in found} == {(page.path, "unknown-heading") for page in pages}
    assert len(found) == len(pages)
    assert all("playbook check --fix" in str(row["hint"]) for row in found)
    assert run(small, "check", "--fix").code == 0
    for page in pages:
        assert (small / page.path).read_text("utf-8") == page.text.replace(f"\n## {old}\n", "\n## หัวข้อใหม่\n")


def test_it_is_known_while_some_pages_have_the_new_one(small: Path) -> None:
    old = _catalogue_heading(small, "th", "Practise", "หัวข้อใหม่")
    edit(small / "docs/th/skills/patience.md", f"## {old}", "## หัวข้อใหม่")
    assert {row["rule"] for row in _problems(small)} == {"unknown-heading"}
    assert len(_problems(small)) == 2
    assert run(small, "check", "--fix").code == 0


def test_in_the_real_playbook_nothing_follows_from_a_corrected_heading(project: Path) -> None:
    before = {(row["path"], row["rule"]) for row in _problems(project)}
    pages = list((project / "docs/th").rglob("*.md"))
    old = _catalogue_heading(project, "th", "Right now", "ทำเดี๋ยวนี้")
    with_it = [page for page in pages if f"\n## {old}\n" in page.read_text("utf-8")]
    assert len(with_it) > 20
    found = [row for row in _problems(project) if (row["path"], row["rule"]) not in before]
    assert {row["rule"] for row in found} == {"unknown-heading"}
    assert len(found) == len(with_it)


def test_pages_with_english_headings_are_read_and_put_right(small: Path) -> None:
    """Pages translated before the words of the language were, as a translator tells it."""
    for name in ("customers/angry-customer", "skills/honesty"):
        file = small / f"docs/th/{name}.md"
        english = (small / f"docs/en/{name}.md").read_text("utf-8")
        text = file.read_text("utf-8")
        headings = [re.findall(r"^## .*$", content, re.MULTILINE) for content in (text, english)]
        for own, reference in zip(*headings, strict=True):
            text = text.replace(f"\n{own}\n", f"\n{reference}\n")
        own_head = re.search(r"^\|[^|\n]+\|[^|\n]+\|\n(?=\|---)", text, re.MULTILINE)
        text = text.replace(own_head[0], "| Say | Don't say |\n") if own_head else text
        file.write_text(text.replace("**อันตราย.**", "**Danger.**"), "utf-8")
    found = _problems(small)
    assert {row["rule"] for row in found} <= {"unknown-heading", "phrase-table", "warning-card", "foreign-text"}
    assert run(small, "check", "--fix").code == 0
    kept = PROJECT / "tests/fixtures/checks/base"
    for name in ("customers/angry-customer", "skills/honesty"):
        assert (small / f"docs/th/{name}.md").read_text("utf-8") == (kept / f"docs/th/{name}.md").read_text("utf-8")


def test_a_corrected_warning_word_and_table_head_are_carried_through(small: Path) -> None:
    _catalogue_heading(small, "th", "Danger", "ระวังภัย")
    _catalogue_heading(small, "th", "Say", "ให้พูด")
    found = _problems(small)
    assert {row["rule"] for row in found} == {"phrase-table", "warning-card"}
    run(small, "check", "--fix")
    text = (small / "docs/th/customers/angry-customer.md").read_text("utf-8")
    assert "> **ระวังภัย** อย่า" in text


def test_a_slip_in_one_heading_is_no_former_heading(small: Path) -> None:
    edit(small / "docs/fi/skills/patience.md", "## Harjoittele", "## Hupaa")
    (row,) = _problems(small, "--select", "unknown-heading")
    assert "is not a section heading" in str(row["message"])


def test_translate_is_refused_until_the_headings_are_translated(small: Path) -> None:
    run(small, "add-language", "pl")
    outcome = run(small, "translate", "honesty", "pl")
    assert outcome.code == 2
    assert "locales/pl/playbook.po:" in outcome.text
    assert "Step by step" in outcome.text
    assert "Warning signs" not in outcome.text
    assert not (small / "docs/pl/skills/honesty.md").exists()
    for message in ("Step by step", "Why it works", "Practise"):
        _catalogue_heading(small, "pl", message, f"PL {message}")
    assert run(small, "translate", "honesty", "pl").code == 0
    assert "## PL Why it works" in (small / "docs/pl/skills/honesty.md").read_text("utf-8")
