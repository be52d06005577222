"""The five raw articles, where they are at hand: every line has its row, and the rows are what the pages cite."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from playbook.articles.cues import load_cues
from playbook.articles.matching import match_rows
from playbook.articles.reader import Article, read_article
from playbook.model import Playbook
from tests.conftest import ROOT

LINES = {
    "tr-difficult-customers": 98,
    "fi-angry-caller": 26,
    "nb-handling-customers": 11,
    "th-unhappy-customers": 48,
    "el-complaints": 28,
}
"""Non-blank lines of each article."""
FURNITURE = {
    "tr-difficult-customers": {"author", "published", "updated", *(f"f{number}" for number in range(1, 15))},
    "fi-angry-caller": {"f1", "f2", "f3", "f4", "f5"},
    "nb-handling-customers": {"f1", "f2", "f3"},
    "th-unhappy-customers": {"published", "f1"},
    "el-complaints": {f"f{number}" for number in range(1, 12)},
}
"""What a person who read the articles takes for site furniture."""


def article(folder: Path, name: str) -> Article:
    """One of the five, as read."""
    return read_article(folder / f"{name}.txt", load_cues(ROOT, name[:2])[0])


@pytest.mark.parametrize("name", LINES)
def test_every_line_is_a_segment(name: str, articles: Path) -> None:
    assert len(article(articles, name).segments) == LINES[name]


@pytest.mark.parametrize("name", LINES)
def test_furniture_and_nothing_else_is_found(name: str, articles: Path) -> None:
    found = {segment.id for segment in article(articles, name).segments if segment.furniture}
    assert found == FURNITURE[name]


@pytest.mark.parametrize(
    ("name", "identifier", "number", "place"),
    [
        ("tr-difficult-customers", "m1-s2-n3", 25, "method 1, step 2, third note"),
        ("tr-difficult-customers", "m2-s6", 68, "method 2, step 6"),
        ("tr-difficult-customers", "m2-s6-n2", 70, "method 2, step 6, second note"),
        ("tr-difficult-customers", "q3", 87, "question 3"),
        ("tr-difficult-customers", "q10-a1", 124, "question 10, first answer"),
        ("tr-difficult-customers", "tip-4", 131, "tip 4"),
        ("fi-angry-caller", "s3", 6, "step 3"),
        ("fi-angry-caller", "s10-p1", 21, "step 10, first paragraph"),
        ("nb-handling-customers", "p7", 15, "seventh paragraph"),
        ("th-unhappy-customers", "h4-p3", 65, "section 4, third paragraph"),
        ("th-unhappy-customers", "h2-b5", 45, "section 2, fifth bullet"),
        ("el-complaints", "h2-p5", 20, "section 2, fifth paragraph"),
    ],
)
def test_places(name: str, identifier: str, number: int, place: str, articles: Path) -> None:
    found = {segment.id: segment for segment in article(articles, name).segments}
    assert (found[identifier].number, found[identifier].place) == (number, place)


@pytest.mark.parametrize("name", LINES)
def test_the_ledgers_in_the_project_are_those_of_the_articles(name: str, articles: Path, playbook: Playbook) -> None:
    matches = match_rows(article(articles, name).segments, playbook.ledgers[name].rows)
    alone = [match for match in matches if match.changed or match.segment is None or match.row is None]
    assert not [match for match in alone if not (match.row and match.row.gone)]


@pytest.mark.parametrize("name", LINES)
def test_the_ledgers_hold_no_run_of_words_of_the_articles(name: str, articles: Path) -> None:
    source = runs((articles / f"{name}.txt").read_text("utf-8"))
    for line in (ROOT / "taxonomy" / "sources" / f"{name}.yml").read_text("utf-8").splitlines():
        assert not runs(line) & source, line


def runs(text: str) -> set[str]:
    """Every run of eight words in a text, or of 36 letters where most of it is in a script without spaces."""
    folded = text.casefold()
    if len(re.findall(r"[\u0e00-\u0e7f]", folded)) * 4 > len(folded):
        letters = "".join(re.findall(r"\w|[\u0e00-\u0e7f]", folded))
        return {letters[start : start + 36] for start in range(len(letters) - 35)}
    words = re.findall(r"\w+", folded)
    return {" ".join(words[start : start + 8]) for start in range(len(words) - 7)}
