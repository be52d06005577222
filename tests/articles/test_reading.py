"""`playbook articles read`: every line gets an id, a place, a line_fingerprint, and a guess at what it is."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

import pytest

from tests.articles.conftest import FIXTURES, Reader, ledger, rows

IDS = {
    "tr-parcels.txt": """title author published updated f1 f2 f3 p1 steps m1 m1-s1 m1-s1-n1 m1-s1-n2 m1-s2 m2 m2-s1
        m2-s1-n1 questions q1 q1-a1 q2 q2-a1 tips tip-1 tip-2 f4 f5 f6 f7""",
    "fi-parcels.txt": "title s1 s1-p1 s2 s2-p1 s3 s3-p1 f1 f2 f3 f4 f5",
    "nb-parcels.txt": "title p1 p2 f1 f2 f3",
    "th-parcels.txt": "title published f1 p1 h1 h1-p1 h1-p2 h1-p3 h2 h2-p1 h2-b1 h2-b2",
    "el-parcels.txt": "f1 f2 f3 f4 p1 p2 h1 h1-p1 h2 h2-p1 f5 f6",
    "sv-parcels.txt": "title h1 h1-p1 h1-s1 h1-s2 h1-s2-n1 h2 h2-p1 f1",
    "en-parcels.html": """f1 title p1 m1 m1-s1 m1-s1-n1 m1-s1-n2 m1-s2 m1-s2-p1 m1-p1 m2 m2-s1 questions q1 q1-a1 tips
        tip-1 tips-p1 tips-p2 f2 f3""",
}
"""The ids of the fixtures' lines in order: what each language's articles look like, and one without cue words (sv)."""


@pytest.mark.parametrize("name", IDS)
def test_ids_follow_the_structure(name: str, small: Path, read: Reader) -> None:
    assert read(FIXTURES / name, name[:2]).code == 0
    assert list(rows(small, Path(name).stem)) == IDS[name].split()


@pytest.mark.parametrize("name", [name for name in IDS if name.endswith(".txt")])
def test_one_row_for_each_line_with_its_fingerprint(name: str, small: Path, read: Reader) -> None:
    read(FIXTURES / name, name[:2])
    lines = [line for line in (FIXTURES / name).read_text("utf-8").splitlines() if line.strip()]
    wanted = [hashlib.sha256(" ".join(unicodedata.normalize("NFC", line).split()).encode()) for line in lines]
    found = [row["sha256"] for row in rows(small, Path(name).stem).values()]
    assert found == [digest.hexdigest() for digest in wanted]


def test_places_are_words(small: Path, read: Reader) -> None:
    read(FIXTURES / "tr-parcels.txt", "tr")
    read(FIXTURES / "nb-parcels.txt", "nb")
    turkish, norwegian = rows(small, "tr-parcels"), rows(small, "nb-parcels")
    assert turkish["m1-s1-n2"]["place"] == "method 1, step 1, second note"
    assert turkish["q2-a1"]["place"] == "question 2, first answer"
    assert turkish["p1"]["place"] == "opening, first paragraph"
    assert turkish["f5"]["place"] == "related articles, line 2"
    assert norwegian["p2"]["place"] == "second paragraph"  # without headings there is no opening


@pytest.mark.parametrize(
    ("name", "row", "part", "why"),
    [
        ("tr-parcels.txt", "author", "author", "names the author"),
        ("tr-parcels.txt", "updated", "date of update", "gives a date"),
        ("tr-parcels.txt", "f2", "repeated title", "repeats the title"),
        ("tr-parcels.txt", "f3", "contents list", "list of contents"),
        ("tr-parcels.txt", "f7", "related articles", "cut off"),
        ("fi-parcels.txt", "f2", "web address", "web address"),
        ("fi-parcels.txt", "f4", "author box", "author box"),
        ("nb-parcels.txt", "f1", "language menu", "language menu"),
        ("nb-parcels.txt", "f3", "feedback widget", "same words twice"),
        ("el-parcels.txt", "f4", "video line", "video"),
        ("el-parcels.txt", "f6", "related articles", "not in it"),
        ("en-parcels.html", "f1", "navigation", "navigation"),
        ("en-parcels.html", "f3", "side column", "side column"),
    ],
)
def test_furniture_says_why(name: str, row: str, part: str, why: str, small: Path, read: Reader) -> None:
    read(FIXTURES / name, name[:2])
    found = rows(small, Path(name).stem)[row]
    assert found["place"].startswith(part)
    assert why in found["furniture"]
    assert "topics" not in found


def test_advice_is_not_furniture(small: Path, read: Reader) -> None:
    for name in IDS:
        read(FIXTURES / name, name[:2])
        content = {row: data for row, data in rows(small, Path(name).stem).items() if row[0] in "mshpq"}
        named = {"published", "share"}
        assert not [row for row, data in content.items() if data.get("furniture") and row not in named]


def test_facts_of_text_and_page(small: Path, read: Reader) -> None:
    for name in ("tr-parcels.txt", "th-parcels.txt", "fi-parcels.txt", "nb-parcels.txt", "en-parcels.html"):
        read(FIXTURES / name, name[:2])
    assert ledger(small, "tr-parcels")["facts"] == {
        "title": "Kayıp Paket Nasıl Aranır?",
        "author": "Deniz Uysal",
        "published": "2022-03-03",
        "updated": "2023-09-11",
    }
    assert ledger(small, "th-parcels")["facts"]["published"] == "2022-03-04"  # printed in the Buddhist era
    assert ledger(small, "fi-parcels")["facts"]["author"] == "Aino"
    assert ledger(small, "nb-parcels")["facts"]["title"] == "Hva gjør du når en pakke er…"  # no whole sentence
    assert ledger(small, "en-parcels")["facts"] == {
        "title": "Finding a lost parcel",
        "author": "Ann Teak",
        "publisher": "Example Post",
        "published": "2022-03-04",
        "address": "https://example.org/lost-parcel",
    }


def test_topics_from_titles_and_keywords_in_the_language(small: Path, read: Reader) -> None:
    read(FIXTURES / "tr-parcels.txt", "tr")
    found = rows(small, "tr-parcels")
    assert found["p1"]["topics"] == ["delayed-order"]
    assert "topics" not in found["m2-s1-n1"] or "honesty" not in found["m2-s1-n1"]["topics"]


def test_topics_from_the_reference_where_the_page_is_missing(small: Path, read: Reader, tmp_path: Path) -> None:
    article = tmp_path / "nb-loan.txt"
    article.write_text("Tittel\n\nEn «missing parcel» er en parcel som er late hos oss.\n", "utf-8")
    read(article, "nb")
    assert rows(small, "nb-loan")["p1"]["topics"] == ["delayed-order"]


def test_a_page_that_names_the_segment_leads(small: Path, read: Reader) -> None:
    page = small / "docs" / "tr" / "skills" / "honesty.md"
    page.write_text(page.read_text("utf-8").replace("summary:", "sources: [tr-parcels/p1]\nsummary:"), "utf-8")
    read(FIXTURES / "tr-parcels.txt", "tr")
    assert rows(small, "tr-parcels")["p1"]["topics"] == ["honesty", "delayed-order"]


@pytest.mark.parametrize("name", IDS)
def test_the_ledger_holds_no_sentence(name: str, small: Path, read: Reader) -> None:
    read(FIXTURES / name, name[:2])
    text = (small / "taxonomy" / "sources" / f"{Path(name).stem}.yml").read_text("utf-8")
    source = (FIXTURES / name).read_text("utf-8")
    assert not [line for line in source.splitlines() if len(line.strip()) > 40 and line.strip() in text]


def test_scripts_and_styles_are_not_read(small: Path, read: Reader, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<h1>T</h1><p>one<script>alert('<p>no</p>')</script> two<style>p{}</style></p>", "utf-8")
    read(page, "en")
    assert rows(small, "page")["p1"]["sha256"] == hashlib.sha256(b"one two").hexdigest()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("tr-parcels.txt", "xx"), "not the code of a language"),
        (("tr-parcels.txt", "tr", "--article", "Große Äpfel"), "cannot be the id of an article"),
        (("nothing-here.txt", "tr"), "cannot be read: No such file"),
        ((".", "tr", "--article", "folder"), "not a file"),
        (("th-parcels.txt", "tr"), "tr"),
    ],
)
def test_wrong_arguments_are_explained(arguments: tuple[str, ...], said: str, small: Path, read: Reader) -> None:
    outcome = read(FIXTURES / arguments[0], *arguments[1:])
    assert outcome.code == 2
    assert said in outcome.text
    assert not (small / "taxonomy" / "sources").exists()
