"""Two people's changes to one page: both stay, or both are shown; and what was typed is kept through everything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.editing.merging import merge_pages, split_parts
from playbook.editing.page_drafts import PageDraft, changed_drafts, draft_file, drop_draft, read_draft, write_draft
from playbook.editing.page_fields import page_fields, write_field
from playbook.files import UnwritableFile
from playbook.model import Page, Playbook


@pytest.fixture
def page(playbook: Playbook) -> Page:
    found = playbook.page("th", "angry-customer")
    assert found
    return found


def test_the_parts_of_every_page_are_the_page(playbook: Playbook) -> None:
    for page in playbook.pages.values():
        parts = split_parts(page.text)
        assert "".join(parts.values()) == page.text
        assert len(parts) > len(page.sections)


def test_changes_to_different_fields_both_stay(playbook: Playbook, page: Page) -> None:
    keys = list(page_fields(page))
    mine = write_field(playbook, page, keys[0], "ของฉัน")
    for key in keys[1:]:
        theirs = write_field(playbook, page, key, "คนอื่น")
        merged = merge_pages(page.text, mine, theirs)
        if key.split("/")[1] == keys[0].split("/")[1] or "cells" in key:
            continue
        assert not merged.clashes, key
        assert "ของฉัน" in merged.text
        assert "คนอื่น" in merged.text
        assert len(merged.theirs) == 1


def test_where_both_changed_the_same_line_both_texts_are_kept(playbook: Playbook, page: Page) -> None:
    mine = write_field(playbook, page, "steps/item-1/text", "ของฉัน")
    theirs = write_field(playbook, page, "steps/item-1/text", "คนอื่น")
    (clash,) = merge_pages(page.text, mine, theirs).clashes
    assert clash.part == "## ทีละขั้นตอน"
    assert "ของฉัน" in clash.mine
    assert "คนอื่น" in clash.theirs
    assert merge_pages(page.text, mine, theirs).text == mine


def test_records_of_two_people_are_put_together_and_an_unsure_one_is_left_out(page: Page) -> None:
    mine = page.text.replace("158eff05", "11111111").replace("458ea491", "22222222")
    theirs = page.text.replace("43a9fefa", "33333333").replace("458ea491", "44444444")
    merged = merge_pages(page.text, mine, theirs)
    assert not merged.clashes
    assert "11111111" in merged.text
    assert "33333333" in merged.text
    assert "  intro:" not in merged.text
    untouched = re.search(r"^  now:\s+\S*?([0-9a-f]{8})", page.text, re.MULTILINE)
    assert untouched
    assert untouched[1] in merged.text


def test_a_file_that_is_no_page_any_more_clashes_as_a_whole(page: Page) -> None:
    merged = merge_pages(page.text, page.text.replace("ลูกค้าโกรธ", "ลูกค้า"), "no page")
    assert [clash.part for clash in merged.clashes] == ["page"]
    assert merge_pages(page.text, page.text, "no page").text == "no page"


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_line_that_only_one_of_two_wrote_is_lost(playbook: Playbook, data: st.DataObject) -> None:
    page = playbook.page("fi", "empathy")
    assert page
    lines = page.lines
    begin = page.body_line + 2

    def edited(who: str) -> str:
        own = list(lines)
        for number in data.draw(st.sets(st.integers(begin, len(lines) - 2), max_size=4)):
            if own[number].strip() and not own[number].startswith(("#", "|--")):
                own[number] += f" {who}{number}"
        return "\n".join(own)

    mine, theirs = edited("mine"), edited("theirs")
    merged = merge_pages(page.text, mine, theirs)
    kept = merged.text + "".join(clash.theirs for clash in merged.clashes)
    for text in (mine, theirs):
        for line in text.split("\n"):
            assert line in kept


def test_steps_are_taken_back_and_done_again() -> None:
    draft = PageDraft("one", "one")
    for text, field in (("one t", "a"), ("one two", "a"), ("zero one two", "b"), ("zero two", "")):
        draft = draft.with_text(text, field)
    seen = []
    while draft.earlier:
        draft = draft.undone()
        seen.append(draft.text)
    assert seen == ["zero one two", "one two", "one"], "typing in one field is one step"
    while draft.later:
        draft = draft.redone()
    assert draft.text == "zero two"


@given(st.lists(st.text(alphabet="ab\nกé", max_size=12), min_size=1, max_size=8))
def test_every_step_back_is_exact(texts: list[str]) -> None:
    draft = PageDraft("", "")
    kept = [""]
    for text in texts:
        draft = draft.with_text(text)
        kept += [text] if text != kept[-1] else []
    for text in reversed(kept):
        assert draft.text == text
        draft = draft.undone()


def test_a_draft_is_kept_and_a_broken_one_is_put_aside(tmp_path: Path) -> None:
    path = "docs/th/customers/angry-customer.md"
    assert read_draft(tmp_path, path) is None
    draft = PageDraft("base", "base").with_text("text", "steps/item-1/text")
    write_draft(tmp_path, path, draft)
    assert read_draft(tmp_path, path) == draft
    assert list(changed_drafts(tmp_path)) == [path]
    draft_file(tmp_path, path).write_text('{"base": "x", "te')
    assert read_draft(tmp_path, path) is None
    assert draft_file(tmp_path, path).with_suffix(".unreadable").exists()
    write_draft(tmp_path, path, draft)
    drop_draft(tmp_path, path)
    assert read_draft(tmp_path, path) is None


def test_where_nothing_can_be_written_the_draft_before_stays(tmp_path: Path) -> None:
    path = "docs/th/customers/angry-customer.md"
    (tmp_path / ".studio").write_text("in the way")
    with pytest.raises(UnwritableFile):
        write_draft(tmp_path, path, PageDraft("a", "b"))


def test_a_draft_follows_its_file(playbook: Playbook, page: Page) -> None:
    mine = write_field(playbook, page, "steps/item-1/text", "ของฉัน")
    theirs = write_field(playbook, page, "now/item-1/text", "คนอื่น")
    draft, parts = PageDraft(page.text, mine).on(theirs)
    assert parts == ("## ทำทันที",)
    assert draft.base == theirs
    assert "ของฉัน" in draft.text
    assert draft.undone().text == mine, "also that can be taken back"
