"""A page is smaller as it is sent, and says the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from playbook.site.slim import slim_page

PIECES = (
    *("<p>", "</p>", "<b>", "</b>", "<ul>", "<li>", "</ul>", "<pre>", "</pre>", "<PRE>", "<textarea>", "</textarea>"),
    *("<preview>", "\n", "  ", "\t", "a", "<", "ä < b"),
)


def words(html: str) -> tuple[list[str], list[str]]:
    """The words of a page, and what its elements that show blanks say."""
    tree = LexborHTMLParser(html)
    body = tree.body
    return (body.text(deep=True).split() if body else []), [node.text() for node in tree.css("pre, textarea")]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_no_word_and_no_blank_that_is_shown_is_lost(html: str) -> None:
    assert words(slim_page(html)) == words(html)


@pytest.mark.parametrize(
    ("html", "sent"),
    [
        ("<ul>\n  <li>a</li>\n\n\t<li>b\n  c</li></ul>", "<ul>\n<li>a</li>\n<li>b\n  c</li></ul>"),
        ("<div>\n  <pre>\n  <b>a</b></pre>\n  <b>c</b></div>", "<div>\n<pre>\n  <b>a</b></pre>\n<b>c</b></div>"),
    ],
)
def test_the_blanks_before_tags_go_but_for_those_that_are_shown(html: str, sent: str) -> None:
    assert slim_page(html) == sent
