"""Read again, a changed article keeps every decision of its editor, and what changed is said."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.articles.conftest import Reader, ledger, rows

LINES = [
    "Guide",
    "1. Ask for the number.",
    "1. Say thanks.",
    "• Read it back.",
    "• Smile.",
    "Plain words here.",
    "End.",
]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """An article that a test may change."""
    file = tmp_path / "guide.txt"
    file.write_text("Guide\n\n1. Ask for the number.\n  • Read it back.\n2. Ring the depot.\n3. Ring back.\n", "utf-8")
    return file


@pytest.fixture
def ledger_file(small: Path, article: Path, read: Reader) -> Path:
    """The ledger of the article, in which an editor has made decisions and comments."""
    read(article, "en")
    file = small / "taxonomy" / "sources" / "guide.yml"
    text = file.read_text("utf-8")
    head, step = text.split("  - id: s2\n")
    step = step.replace('gist: ""', "gist: 'Telephone the depot'   # ask Ann", 1)
    step = step.replace("to: []", "to:\n      - delayed-order#now\n      # and later elsewhere", 1)
    file.write_text(head + "  # the depot moved in May\n  - id: s2\n" + step + "# the end\n", "utf-8")
    return file


def change(article: Path, old: str, new: str) -> None:
    """Replace a part of the article."""
    text = article.read_text("utf-8")
    assert old in text
    article.write_text(text.replace(old, new), "utf-8")


def test_an_unchanged_article_changes_nothing(ledger_file: Path, article: Path, read: Reader) -> None:
    before = ledger_file.read_text("utf-8")
    stamp = ledger_file.stat().st_mtime_ns
    outcome = read(article, "en")
    assert "nothing has changed" in outcome.text
    assert ledger_file.read_text("utf-8") == before
    assert ledger_file.stat().st_mtime_ns == stamp


def test_a_line_that_moves_keeps_its_row_and_comments(ledger_file: Path, article: Path, read: Reader) -> None:
    text = article.read_text("utf-8").replace("3.", "4.").replace("2.", "3.").replace("1.", "2.")
    article.write_text(text.replace("2. Ask", "1. Sit down.\n2. Ask"), "utf-8")
    outcome = read(article, "en")
    found = rows(ledger_file.parents[2], "guide")
    assert list(found) == ["title", "s1-2", "s1", "s1-n1", "s2", "s3"]  # the newcomer took a fresh id
    assert "new (1): s1-2" in outcome.text
    assert "changed" not in outcome.text  # another number is not another text
    assert found["s2"]["gist"] == "Telephone the depot"
    text = ledger_file.read_text("utf-8")
    depot = text.index("  # the depot moved in May\n  - id: s2\n")
    assert depot < text.index("gist: 'Telephone the depot'   # ask Ann") < text.index("# and later elsewhere")
    assert text.endswith("# the end\n")


def test_a_line_whose_text_changes_keeps_its_decisions(ledger_file: Path, article: Path, read: Reader) -> None:
    before = rows(ledger_file.parents[2], "guide")["s2"]
    change(article, "2. Ring the depot.", "2. Write to the depot.")
    outcome = read(article, "en")
    after = rows(ledger_file.parents[2], "guide")["s2"]
    assert "changed (1): s2" in outcome.text
    assert after["sha256"] != before["sha256"]
    assert (after["gist"], after["to"]) == (before["gist"], before["to"])
    assert "# ask Ann" in ledger_file.read_text("utf-8")


def test_a_decided_row_whose_line_is_gone_stays_and_comes_back(ledger_file: Path, article: Path, read: Reader) -> None:
    change(article, "2. Ring the depot.\n", "")
    outcome = read(article, "en")
    found = rows(ledger_file.parents[2], "guide")
    assert "gone, kept (1): s2" in outcome.text
    assert found["s2"]["gone"] is True
    assert found["s2"]["gist"] == "Telephone the depot"
    assert list(found) == ["title", "s1", "s1-n1", "s3", "s2"]
    change(article, "3. Ring back.\n", "2. Another step.\n3. Ring back.\n")
    read(article, "en")
    assert "s2-2" in rows(ledger_file.parents[2], "guide")  # the old decisions do not pass to another text
    change(article, "2. Another step.\n", "2. Ring the depot.\n")
    assert "back (1): s2" in read(article, "en").text
    assert "gone" not in rows(ledger_file.parents[2], "guide")["s2"]


def test_an_open_row_whose_line_is_gone_goes(ledger_file: Path, article: Path, read: Reader) -> None:
    change(article, "3. Ring back.\n", "")
    assert "gone (1): s3" in read(article, "en").text
    assert "s3" not in rows(ledger_file.parents[2], "guide")


def test_a_comment_alone_keeps_a_row(ledger_file: Path, article: Path, read: Reader) -> None:
    text = ledger_file.read_text("utf-8").replace("  - id: s3\n", "  - id: s3 # ask the night shift\n")
    ledger_file.write_text(text, "utf-8")
    change(article, "3. Ring back.\n", "")
    assert "gone, kept (1): s3" in read(article, "en").text
    assert "# ask the night shift" in ledger_file.read_text("utf-8")


def test_facts_that_an_editor_wrote_stay(ledger_file: Path, article: Path, read: Reader) -> None:
    text = ledger_file.read_text("utf-8").replace('title: "Guide"', "title: The guide # as printed")
    ledger_file.write_text(text, "utf-8")
    change(article, "Guide\n", "Guide\nBy: Ann Teak\n")
    read(article, "en")
    assert ledger(ledger_file.parents[2], "guide")["facts"] == {"title": "The guide", "author": "Ann Teak"}
    assert "title: The guide # as printed" in ledger_file.read_text("utf-8")


def test_rows_in_another_style_are_kept_too(ledger_file: Path, article: Path, read: Reader) -> None:
    data = yaml.safe_load(ledger_file.read_text("utf-8"))
    data["segments"][2]["left_out"] = "said already"
    ledger_file.write_text(yaml.safe_dump(data, default_flow_style=True, width=9999), "utf-8")
    change(article, "2. Ring the depot.\n", "")
    read(article, "en")
    found = rows(ledger_file.parents[2], "guide")
    assert found["s1-n1"]["left_out"] == "said already"
    assert found["s2"]["to"] == ["delayed-order#now"]
    assert found["s2"]["gone"] is True


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("language: en", "language: tr", "the command says en"),
        ("article: guide", "article: another", 'the ledger of "another"'),
        ("id: s3", "id: s2", '"s2" stands here 2 times'),
        ("place: title", "plaice: title", "plaice"),
        ("segments:", "segments: [", "not valid YAML"),
    ],
)
def test_a_broken_ledger_is_left_alone(
    old: str, new: str, said: str, ledger_file: Path, article: Path, read: Reader
) -> None:
    ledger_file.write_text(ledger_file.read_text("utf-8").replace(old, new, 1), "utf-8")
    before = ledger_file.read_bytes()
    outcome = read(article, "en")
    assert outcome.code == 1
    assert said in outcome.text
    assert "taxonomy/sources/guide.yml" in outcome.text
    assert ledger_file.read_bytes() == before


def test_broken_cue_words_are_reported(small: Path, article: Path, read: Reader) -> None:
    (small / "taxonomy" / "article-cues.yml").write_text("en: {autor: [By]}\n", "utf-8")
    outcome = read(article, "en")
    assert outcome.code == 1
    assert "autor" in outcome.text
    assert not (small / "taxonomy" / "sources").exists()


def test_an_article_in_another_format_finds_its_rows(read: Reader, tmp_path: Path) -> None:
    text, page = tmp_path / "same.txt", tmp_path / "same.html"
    text.write_text(
        "Guide\n\nRing the depot in the morning, when the night shift has gone home and counted.\n", "utf-8"
    )
    page.write_text(f"<h1>Guide</h1><p>{text.read_text('utf-8').split(chr(10))[2]}</p>", "utf-8")
    read(text, "en")
    assert "nothing has changed" in read(page, "en").text


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.lists(st.sampled_from(LINES), min_size=1, max_size=9),
    second=st.lists(st.sampled_from(LINES), min_size=1, max_size=9),
    decided=st.sets(st.integers(0, 8)),
)
def test_no_decision_is_ever_lost(
    small: Path, read: Reader, tmp_path: Path, first: list[str], second: list[str], decided: set[int]
) -> None:
    file = tmp_path / "any.txt"
    path = small / "taxonomy" / "sources" / "any.yml"
    path.unlink(missing_ok=True)
    file.write_text("\n".join(first), "utf-8")
    assert read(file, "en").code == 0
    pieces = path.read_text("utf-8").split('gist: ""')
    marks = [f"gist: decision {number}" if number in decided else 'gist: ""' for number in range(len(pieces) - 1)]
    path.write_text("".join(piece + mark for piece, mark in zip(pieces, [*marks, ""], strict=True)), "utf-8")
    wanted = {row: data["gist"] for row, data in rows(small, "any").items() if data["gist"]}
    file.write_text("\n".join(second), "utf-8")
    assert read(file, "en").code == 0
    found = rows(small, "any")
    assert {row: found[row]["gist"] for row in wanted} == wanted
    assert sum(not data.get("gone") for data in found.values()) == len(second)
    assert "nothing has changed" in read(file, "en").text
