"""Steps and points in the lines of one paragraph, apart by <br> or a line separator: each is a line of the article."""

from __future__ import annotations

import pytest

from playbook.articles.web_page import read_web_page


@pytest.mark.parametrize("mark", ["<br>", "<br/>", "<br class='x'>", "\u2028"])
def test_steps_in_one_paragraph_are_lines(mark: str) -> None:
    lines, _ = read_web_page(f"<main><p>1. Look up.{mark}2. Say how long.{mark}3. Nod.</p></main>")
    assert [(line.kind, line.ordinal, line.text) for line in lines] == [
        ("number", 1, "Look up."),
        ("number", 2, "Say how long."),
        ("number", 3, "Nod."),
    ]


def test_points_are_too_and_other_breaks_are_blanks() -> None:
    lines, _ = read_web_page("<p>- one<br>- two</p><p>An address,<br>in two lines<br>1999 was a year</p>")
    assert [line.text for line in lines] == ["one", "two", "An address, in two lines 1999 was a year"]
