"""Out of date, by section and row: what counts as a change, what `diff` shows of it, what readers see."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from playbook.editing.comparison import compare
from playbook.model import load_playbook
from playbook.site import Site, page_content
from tests.editing.conftest import edit, git, run

ENGLISH = "docs/en/customers/angry-customer.md"


def out_of_date(root: Path, topic: str = "angry-customer", language: str = "fi") -> list[dict[str, object]]:
    rows = json.loads(run(root, "status", "--format", "json").text)["topics"]
    cells = next(row["pages"] for row in rows if row["topic"] == topic)
    found: list[dict[str, object]] = next(cell["out_of_date"] for cell in cells if cell["language"] == language)
    return found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("finished.", "finished!"),
        ("Step back and", "Step back, and"),
        ("“Calm down.”", "'Calm down.'"),
        ("Do not argue", "Do  not argue"),
        ("**Danger.** Never", "**Danger.** *Never*"),
        ("A man shouts about a wrong bill.\nWhat", "A man shouts about a wrong bill. What"),
        ("wrong, as in [honesty](../skills/honesty.md#why)", "wrong, as in [honesty](../skills/honesty.md)"),
    ],
)
def test_typography_and_layout_are_no_change(small: Path, old: str, new: str) -> None:
    edit(small / ENGLISH, old, new)
    assert out_of_date(small) == []


@pytest.mark.parametrize(
    ("old", "new", "section", "rows"),
    [
        ("after 10 minutes", "after 5 minutes", "steps", [3]),
        ("Do not argue", "Do argue", "steps", [1]),
        ("{{ duty_manager }}", "{{ security_phone }}", "steps", [3]),
        ("Calm down", "Do calm down", "phrases", [1]),
        ("That is not my job", "That is my job", "phrases", [2]),
        ("Never block", "Always block", "now", []),
        ("with him now", "with him later", "practice", [1]),
        ("title: The angry customer", "title: The furious customer", "title", []),
        ("say what happens next", "say when", "summary", []),
        ("not about you", "all about you", "intro", []),
        ("1. Listen", "0. Smile.\n1. Listen", "steps", []),
    ],
)
def test_exactly_the_section_whose_words_changed_is_out_of_date(
    small: Path, old: str, new: str, section: str, rows: list[int]
) -> None:
    edit(small / ENGLISH, old, new)
    assert out_of_date(small) == [{"section": section, "rows": rows}]
    assert out_of_date(small, "honesty") == []


def test_figures_change_but_not_by_the_way_they_are_grouped(small: Path) -> None:
    edit(small / "docs/en/skills/honesty.md", "5,400", "5400")
    assert out_of_date(small, "honesty") == []
    edit(small / "docs/en/skills/honesty.md", "5400", "54.00")
    assert out_of_date(small, "honesty") == [{"section": "why", "rows": []}]


def test_sections_that_come_and_go_are_named(small: Path) -> None:
    edit(small / ENGLISH, "## Practise", "## Common mistakes\n\n- Shouting back.\n\n## Practise")
    assert out_of_date(small) == [{"section": "mistakes", "rows": []}]


def test_the_difference_is_shown_word_by_word_beside_the_translation(committed: Path) -> None:
    edit(committed / ENGLISH, "after 10 minutes", "after 5 minutes")
    outcome = run(committed, "diff", "angry-customer", "fi")
    assert outcome.code == 0
    assert "after [-10-]{+5+} minutes" in outcome.text
    assert "steps 3" in outcome.text
    assert "docs/fi/customers/angry-customer.md:" in outcome.text
    translation = load_playbook(committed).page("fi", "angry-customer")
    assert translation
    assert translation.by_id["steps"].steps[2].text in outcome.text
    assert "playbook translated angry-customer fi" in outcome.text


def test_the_old_text_is_found_behind_later_commits_and_renames(committed: Path) -> None:
    edit(committed / ENGLISH, "after 10 minutes", "after 5 minutes")
    git(committed, "commit", "-am", "five")
    edit(committed / ENGLISH, "after 5 minutes", "after 2 minutes")
    edit(committed / ENGLISH, "“Calm down.”", "“Do calm down.”")
    git(committed, "commit", "-am", "two")
    run(committed, "rename", "angry-customer", "furious-customer")
    git(committed, "add", "-A")
    git(committed, "commit", "-m", "renamed")
    text = run(committed, "diff", "furious-customer", "fi").text
    assert "after [-10-]{+2+} minutes" in text
    assert "[-Calm-]{+Do calm+} down" in text


def test_a_row_that_is_new_and_one_that_is_gone(committed: Path) -> None:
    edit(committed / ENGLISH, "1. Listen until", "1. Stand still.\n2. Listen until")
    edit(committed / ENGLISH, "| “Here is what I can do.” | “That is not my job.” |\n", "")
    text = run(committed, "diff", "angry-customer", "fi").text
    assert "{+Stand still.+}" in text
    assert "(nothing yet)" in text
    assert "[-“Here is what I can do.” | “That is not my job.”-]" in text
    assert "Listen until they have finished" not in text


def test_without_git_the_english_of_today_is_shown(small: Path) -> None:
    edit(small / ENGLISH, "after 10 minutes", "after 5 minutes")
    outcome = run(small, "diff", "angry-customer", "fi")
    assert outcome.code == 0
    assert "what it was before is not known" in outcome.text
    assert "after 5 minutes" in outcome.text


def test_without_the_git_program_nothing_fails(committed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(committed / ENGLISH, "after 10 minutes", "after 5 minutes")
    monkeypatch.setenv("PATH", str(committed))
    assert shutil.which("git") is None
    assert "is not known" in run(committed, "diff", "angry-customer", "fi").text


def test_the_difference_of_what_is_up_to_date_or_not_there(small: Path) -> None:
    assert "up to date" in run(small, "diff", "honesty", "fi").text
    assert run(small, "diff", "honesty", "en").code == 2
    (small / "docs/fi/skills/honesty.md").unlink()
    assert "not translated yet" in run(small, "diff", "honesty", "fi").text


def test_words_are_compared_whole() -> None:
    assert compare("a 10 b", "a 100 b") == (("same", "a "), ("old", "10"), ("new", "100"), ("same", " b"))
    assert compare("do it", "do not it") == (("same", "do "), ("new", "not "), ("same", "it"))
    assert compare("", "") == ()


def test_words_are_compared_where_no_space_stands_between_them_and_signs_stay_on_their_letters() -> None:
    assert compare("ฟังเรื่องทั้งหมดด้วยสีหน้าจริงจัง", "ตั้งใจฟังเรื่องทั้งหมด") == (
        ("old", "ฟัง"),
        ("new", "ตั้งใจฟัง"),
        ("same", "เรื่องทั้งหมด"),
        ("old", "ด้วยสีหน้าจริงจัง"),
    )
    changed = compare("บอกว่าเข้าใจความรู้สึก แล้วรอ", "บอกว่าเข้าใจเขา แล้วรอ")
    assert changed == (("same", "บอกว่าเข้าใจ"), ("old", "ความรู้สึก"), ("new", "เขา"), ("same", " แล้วรอ"))
    whole = compare("พูดว่า “เรามาช่วยกันดูนะคะ”", "ชวนว่า “เดี๋ยวเรามาดูด้วยกันนะคะ”")
    halves = {"ช่", "ดูด้", "วยกัน", "วย", "ด้"}
    assert not halves & {text for _, text in whole}
    assert {("old", "พูดว่า"), ("new", "ชวนว่า"), ("new", "เดี๋ยว")} <= set(whole)
    assert compare("किताब पढ़ो", "किताबें पढ़ो") == (("old", "किताब"), ("new", "किताबें"), ("same", " पढ़ो"))


@given(st.text(alphabet="ก่ขาเ ab\u0301.", max_size=30), st.text(alphabet="ก่ขาเ ab\u0301.", max_size=30))
def test_both_texts_are_in_what_is_compared(old: str, new: str) -> None:
    words = compare(old, new)
    assert "".join(text for state, text in words if state != "new") == old
    assert "".join(text for state, text in words if state != "old") == new


def test_readers_see_a_notice_at_that_section_in_their_language(small: Path) -> None:
    real = Path(__file__).parent.parent.parent / "locales/fi/playbook.po"
    shutil.copy(real, small / "locales/fi/playbook.po")
    edit(small / ENGLISH, "after 10 minutes", "after 5 minutes")
    site = Site(load_playbook(small), "https://playbook.example/")
    shown = BeautifulSoup(page_content(site.view("fi/customers/angry-customer.md", "fi")).html, "lxml")
    notices = shown.select(".pb-stale")
    assert [notice.find_previous_sibling("h2")["id"] for notice in notices] == ["steps"]  # type: ignore[index]
    assert "käännöstä ei ole vielä päivitetty" in notices[0].get_text()
    assert "pb-stale" not in page_content(site.view("en/customers/angry-customer.md", "en")).html
