"""Markdown becomes blocks that know their lines, whatever the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from playbook.model.markdown import parse_markdown

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
