"""Markdown becomes blocks that know their lines, whatever the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from playbook.model import Playbook
from playbook.model.markdown import find_links, parse_document, parse_markdown

SAMPLE = """# Title

Intro with [a link](../b/c.md#now) and **bold**.

## Say

| Say | Don't |
|---|---|
| “One” | “Two” ([x](y.md)) |

1. First
   more of it.
2. Second

> **Danger.** Leave.
"""


def test_blocks_carry_kind_text_and_lines() -> None:
    blocks = parse_markdown(SAMPLE, first_line=5)
    assert [(block.kind, block.line) for block in blocks] == [
        ("heading", 5),
        ("paragraph", 7),
        ("heading", 9),
        ("table", 11),
        ("list", 15),
        ("quote", 19),
    ]
    row = blocks[3].children[1]
    assert (row.kind, row.line, [cell.text for cell in row.children]) == ("row", 13, ["“One”", "“Two” (x)"])
    steps = blocks[4]
    assert steps.ordered
    assert [(step.text, step.line, step.end_line) for step in steps.children] == [
        ("First\nmore of it.", 15, 16),
        ("Second", 17, 17),
    ]
    assert blocks[5].children[0].bold == "Danger."


def test_links_carry_line_and_column() -> None:
    links = [link for block in parse_markdown(SAMPLE) for inner in block.walk() for link in inner.links]
    assert [(link.href, link.text, link.line, link.column) for link in links] == [
        ("../b/c.md#now", "a link", 3, 12),
        ("y.md", "x", 9, 18),
    ]


def test_columns_count_characters_not_bytes() -> None:
    (block,) = parse_markdown("ไทยๆ [ลิงก์](a.md)")
    assert block.links[0].column == 6


@given(st.text(alphabet=st.sampled_from("#*_[](){}|>-1.\n `!<a&ไé“")))
def test_any_text_is_read_with_lines_inside_the_text(text: str) -> None:
    lines = text.count("\n") + 1
    for block in parse_markdown(text):
        for inner in block.walk():
            assert 1 <= inner.line <= lines
            assert inner.line <= inner.end_line <= lines


LINKS = """See [**two** words](a.md#now "title") and ![a picture](b.png), ä [angle](<c.md>), [by name][2], <https://d.example>.

    [code](e.md)

`[code](f.md)` \\[no link](g.md)

[2]: h.md
"""


def test_links_are_found_with_the_places_of_their_words_and_addresses() -> None:
    found = [(LINKS[slice(*link.words)], LINKS[slice(*link.target)], link.href) for link in find_links(LINKS)]
    assert sorted(found, key=lambda row: row[1]) == [
        ("**two** words", "a.md#now", "a.md#now"),
        ("a picture", "b.png", "b.png"),
        ("angle", "c.md", "c.md"),
        ("", "h.md", "h.md"),
    ]
    whole = {LINKS[slice(*link.whole)] for link in find_links(LINKS)}
    assert whole >= {"![a picture](b.png)", '[**two** words](a.md#now "title")', "[angle](<c.md>)", "[2]: h.md"}


def test_the_links_of_pages_are_those_that_the_page_has(playbook: Playbook) -> None:
    for page in playbook.pages.values():
        assert sorted(link.href for link in find_links(page.body)) == sorted(link.href for link in page.links)


@given(st.text(alphabet=st.sampled_from('[]()!<>ab.:/ \n`\\"äไ|#')))
def test_in_any_text_a_link_is_found_at_its_address(text: str) -> None:
    hrefs = {link.href for block in parse_document(text).every for link in block.links}
    for link in find_links(text):
        assert text[slice(*link.target)] == link.href
        defined = link.words[0] == link.words[1] == link.whole[0]
        assert defined or link.href in hrefs


def test_what_follows_a_block_within_text_is_a_word_of_its_own() -> None:
    (listed,) = parse_markdown("- one\n  # two\n  three\n- **four**\n  - five")
    first, second = listed.children
    assert (first.text, first.children[0].text) == ("one\nthree", "two")
    assert (second.text, [run.text for run in second.runs]) == ("four", ["four"])


def test_pictures_and_code_are_told_from_the_text_around_them() -> None:
    (block,) = parse_markdown("a `b` ![c](d.png) ![](e.png)")
    assert [(run.text, run.code, run.image) for run in block.runs if run.text.strip() or run.image] == [
        ("a ", False, ""),
        ("b", True, ""),
        ("c", False, "d.png"),
        ("", False, "e.png"),
    ]
