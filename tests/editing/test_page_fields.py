"""A page as fields: what is typed into one stands in the file, and nothing else of the file is another."""

from __future__ import annotations

import random

import pytest

from playbook.editing import Refusal
from playbook.editing.page_fields import escaped, page_fields, page_parts, reread, unescaped, write_field
from playbook.editing.page_rows import (
    add_row,
    add_section,
    move_row,
    put_back_row,
    record_part,
    remove_row,
    remove_section,
)
from playbook.editing.side_by_side import side_by_side
from playbook.model import Page, Playbook, page_fingerprints, stale_parts
from playbook.model.staleness import section_rows


def page_of(playbook: Playbook, language: str = "th", topic: str = "angry-customer") -> Page:
    page = playbook.page(language, topic)
    assert page
    return page


def test_a_field_typed_and_taken_back_leaves_the_file_as_it_was(playbook: Playbook) -> None:
    picked = random.Random(5)
    for page in picked.sample(list(playbook.pages.values()), 25):
        for key, field in page_fields(page).items():
            if key.startswith("front/"):
                continue
            written = reread(playbook, page, write_field(playbook, page, key, f"{field.text} zz"))
            assert page_fields(written)[key].text == f"{field.text} zz"
            assert write_field(playbook, written, key, field.text) == page.text, (page.path, key)


def test_every_word_of_a_page_stands_in_a_field_or_a_heading(playbook: Playbook) -> None:
    for page in playbook.pages.values():
        covered = {line for field in page_fields(page).values() for line in range(field.line, field.end_line + 1)}
        for block in page.every_block:
            if block.kind in {"paragraph", "item", "row", "quote", "html", "code"}:
                assert block.line in covered, (page.path, block.line, block.text)


@pytest.mark.parametrize(
    "text",
    ["# no heading", "- no list", "1. no step", "one\n---", "> no answer", "<!-- lost", "<b>", "a | b", "```", "**"],
)
def test_what_is_typed_is_text_whatever_it_begins_with(playbook: Playbook, text: str) -> None:
    page = page_of(playbook)
    before = page_fields(page)
    for key in ("intro/text-1/text", "steps/item-3/text", "phrases/cells-2/say", "practice/scene-1/answer"):
        after = page_fields(reread(playbook, page, write_field(playbook, page, key, text)))
        assert list(after) == list(before)
        assert all(after[name].text == field.text for name, field in before.items() if name != key)
        assert after[key].text.replace("\\", "") == text.replace("\n", " " if "cells" in key else "\n")


def test_title_stands_in_front_matter_and_heading(playbook: Playbook) -> None:
    page = page_of(playbook)
    changed = reread(playbook, page, write_field(playbook, page, "front/title", 'A "title": with #signs'))
    assert changed.title == 'A "title": with #signs'
    assert changed.blocks[0].text == 'A "title": with #signs'
    listed = reread(playbook, page, write_field(playbook, page, "front/keywords", "หนึ่ง, two: 2\nno, หนึ่ง"))
    assert listed.front.keywords == ("หนึ่ง", "two: 2", "no")


def test_an_emptied_field_is_known_to_be_unfinished(playbook: Playbook) -> None:
    page = page_of(playbook)
    emptied = reread(playbook, page, write_field(playbook, page, "steps/item-2/text", "", "Say so."))
    assert "2. <!-- English: Say so. -->" in emptied.lines
    assert page_fields(emptied)["steps/item-2/text"].text == ""
    assert write_field(playbook, emptied, "steps/item-2/text", page_fields(page)["steps/item-2/text"].text) == page.text


def test_a_row_that_is_added_and_taken_out_leaves_the_file_as_it_was(playbook: Playbook) -> None:
    page, reference = page_of(playbook), page_of(playbook, "en")
    for part, kind in (
        ("steps", "item"),
        ("phrases", "cells"),
        ("practice", "scene"),
        ("now", "item"),
        ("now", "card"),
    ):
        count = len(next(found for found in page_parts(page) if found.id == part).of_kind(kind))
        for after in range(count + 1):
            longer = reread(playbook, page, add_row(playbook, page, part, kind, after, reference, 1))
            rows = next(found for found in page_parts(longer) if found.id == part).of_kind(kind)
            assert len(rows) == count + 1
            assert rows[after].is_open
            assert remove_row(playbook, longer, part, kind, after + 1) == page.text, (part, kind, after)


def test_a_row_that_is_taken_out_and_put_back_leaves_the_file_as_it_was(playbook: Playbook) -> None:
    for topic in ("security-and-emergencies", "angry-customer"):
        page = playbook.page("th", topic)
        assert page
        for part in page_parts(page)[1:]:
            for row in part.rows if len(part.rows) > 1 else ():
                shorter = reread(playbook, page, remove_row(playbook, page, part.id, row.kind, row.number))
                back = put_back_row(playbook, shorter, page, part.id, row.kind, row.number, row.number - 1)
                assert back == page.text, row.key


def test_a_card_of_english_is_begun_with_its_word(playbook: Playbook) -> None:
    page, english = playbook.page("th", "security-and-emergencies"), playbook.reference("security-and-emergencies")
    assert page
    shorter = reread(playbook, page, remove_row(playbook, page, "now", "card", 1))
    longer = reread(playbook, page, add_row(playbook, shorter, "now", "card", 0, english, 1))
    card = page_fields(longer)["now/card-1/card"]
    assert (card.card, card.text) == ("อันตราย", "")
    written = write_field(playbook, longer, "now/card-1/card", "อย่าขวางทาง")
    assert "> **อันตราย.** อย่าขวางทาง" in written


def test_rows_change_places_and_take_their_record_along(playbook: Playbook) -> None:
    page = page_of(playbook)
    moved = reread(playbook, page, move_row(playbook, page, "steps", "item", 2, 1))
    before, after = section_rows(page.by_id["steps"]), section_rows(moved.by_id["steps"])
    assert after == (before[0], before[2], before[1], *before[3:])
    old, new = page.front.translated_from["steps"], moved.front.translated_from["steps"]
    assert list(new) == [old[0], old[2], old[1], *old[3:]]
    assert move_row(playbook, moved, "steps", "item", 3, -1) == page.text
    with pytest.raises(Refusal):
        move_row(playbook, page, "steps", "item", 1, -1)


def test_ten_steps_keep_what_belongs_to_them(playbook: Playbook) -> None:
    page = page_of(playbook)
    for _ in range(6):
        page = reread(playbook, page, add_row(playbook, page, "steps", "item", 1))
    fields = [field for key, field in page_fields(page).items() if key.startswith("steps/")]
    assert [field.before for field in fields] == [f"{number}. " for number in range(1, 13)]
    assert page.lines[fields[9].end_line - 1].startswith("    เถียงกลับ")
    assert len(page.by_id["steps"].steps) == 12


def test_a_section_is_taken_out_and_comes_back_in_its_place(playbook: Playbook) -> None:
    page, reference = page_of(playbook), page_of(playbook, "en")
    for identifier in page.by_id:
        without = reread(playbook, page, remove_section(page, identifier))
        assert identifier not in without.by_id
        again = reread(playbook, without, add_section(playbook, without, reference, identifier))
        assert list(again.by_id) == list(page.by_id)
        assert len(page_fields(again)) == len(page_fields(page))
    with pytest.raises(Refusal):
        add_section(playbook, page, reference, "now")


def test_a_new_row_of_english_is_offered_where_it_belongs(playbook: Playbook) -> None:
    page, reference = page_of(playbook), page_of(playbook, "en")
    text = add_row(playbook, reference, "steps", "item", 2)
    english = reread(playbook, reference, text)
    english = reread(playbook, english, write_field(playbook, english, "steps/item-3/text", "Say your name."))
    parts = {part.id: part for part in side_by_side(playbook, page, english)}
    assert [(row.state, row.after) for row in parts["steps"].rows if row.state != "same"] == [("new", 2)]
    assert [row.state for row in parts["phrases"].rows] == ["same"] * 4
    longer = reread(playbook, page, add_row(playbook, page, "steps", "item", 2, english, 3))
    filled = reread(playbook, longer, write_field(playbook, longer, "steps/item-3/text", "บอกชื่อ"))
    assert not stale_parts(filled, english)
    shorter = reread(playbook, english, remove_row(playbook, english, "steps", "item", 1))
    gone = {part.id: part for part in side_by_side(playbook, filled, shorter)}["steps"]
    assert [row.state for row in gone.rows] == ["gone", *["same"] * 6]


def test_a_row_is_recorded_by_itself_when_it_says_what_english_says(playbook: Playbook) -> None:
    page, reference = page_of(playbook), page_of(playbook, "en")
    english = reread(
        playbook, reference, write_field(playbook, reference, "steps/item-1/text", "Hear them out, all of it.")
    )
    english = reread(playbook, english, write_field(playbook, english, "now/item-1/text", "Stand aside."))
    steps = {part.id: part for part in side_by_side(playbook, page, english)}["steps"]
    assert [row.state for row in steps.rows] == ["changed", *["same"] * 5]
    recorded = reread(playbook, page, record_part(page, english, "steps", 1))
    assert [part.section for part in stale_parts(recorded, english)] == ["now"]
    recorded = reread(playbook, recorded, record_part(recorded, english, "now"))
    assert recorded.front.translated_from == page_fingerprints(english)
    emptied = reread(playbook, page, write_field(playbook, page, "steps/item-1/text", ""))
    with pytest.raises(Refusal):
        record_part(emptied, english, "steps", 1)


@pytest.mark.parametrize("typed", ["<b>", "- list", "* list", "1. one", "# <b>\n2) two", "> said"])
def test_what_had_to_be_escaped_is_shown_as_it_was_typed(typed: str) -> None:
    assert escaped(typed) != typed
    assert unescaped(escaped(typed)) == typed


@pytest.mark.parametrize("written", ["\\*not strong* at all", "a \\_ b", "\\`code`"])
def test_a_backslash_without_which_a_text_would_mean_something_else_is_shown(written: str) -> None:
    assert unescaped(written) == written
