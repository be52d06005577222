"""An article's author, date and site name: found wherever pages say them, or asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.articles.cues import load_cues
from playbook.articles.reader import read_article
from playbook.model.article import ArticleFacts
from tests.articles.conftest import Reader, ledger
from tests.conftest import ROOT

_BODY = "<main><h1>Waiting</h1>{}<p>Tell people in the queue how long it takes.</p></main>"
_PARAGRAPH = {"th": "บอกลูกค้าที่ต่อแถวว่าต้องรอนานเท่าไร " * 5}
_PARAGRAPH |= {"el": "Πείτε πόση ώρα θα περιμένουν. " * 5, "fi": "Kerro, kuinka kauan jono kestää. " * 5}
_PARAGRAPH |= {"nb": "Si hvor lenge køen varer. " * 6, "tr": "Sıranın ne kadar süreceğini söyleyin. " * 5}
_DATA = (
    '{"@graph": [{"@type": "WebSite", "name": "Not it"}, {"@type": ["NewsArticle"], "author": [{"name": "Ann Teak"}],'
)
_DATA += ' "publisher": {"name": "Example Post"}, "datePublished": "2025-10-14T08:00", "dateModified": "2025-11-02"}]}'
PAGES = {
    "meta": (
        '<meta name="author" content="Ann Teak"><meta property="og:site_name" content="Example Post">'
        '<meta property="article:published_time" content="2025-10-14T08:00:00Z">',
        "",
    ),
    "Dublin Core": (
        '<meta name="DC.creator" content="Ann Teak"><meta name="DC.publisher" content="Example Post">'
        '<meta name="DC.date" content="2025-10-14">',
        "",
    ),
    "JSON-LD": (f'<script type="application/ld+json">{_DATA}</script>', ""),
    "marks": (
        '<meta property="og:site_name" content="Example Post">'
        '<meta property="article:author" content="https://x.org/a">',
        '<p class="byline">Words: <a rel="author" href="/a">Ann Teak</a> '
        '<time datetime="2025-10-14">Tuesday</time></p>',
    ),
    "by-line": (
        '<meta property="og:site_name" content="Example Post">',
        "<p>By Ann Teak | 14 October 2025</p>",
    ),
    "class": (
        '<meta name="application-name" content="Example Post">',
        '<div class="author">Ann Teak</div><time class="updated" datetime="2025-11-02"></time>'
        '<time datetime="2025-10-14">14.10.</time>',
    ),
}


def facts(folder: Path, name: str, text: str, language: str = "en") -> ArticleFacts:
    """The facts of an article with that text."""
    file = folder / name
    file.write_text(text, "utf-8")
    return read_article(file, load_cues(ROOT, language)[0]).facts


@pytest.mark.parametrize("kind", PAGES)
def test_pages_say_it_in_many_ways(kind: str, tmp_path: Path) -> None:
    head, body = PAGES[kind]
    found = facts(tmp_path, "page.html", f"<html><head>{head}</head><body>{_BODY.format(body)}</body></html>")
    assert (found.author, found.published, found.publisher) == ("Ann Teak", "2025-10-14", "Example Post")


@pytest.mark.parametrize("data", ["{", "[" * 5000, '{"@type": 3, "author": [[]]}', '{"@type": "Article", "author": 7}'])
def test_spoilt_data_does_no_harm(data: str, tmp_path: Path) -> None:
    script = f'<script type="application/ld+json">{data}</script>'
    page = f"<html><head>{script}</head><body>{_BODY.format('')}</body></html>"
    assert facts(tmp_path, "page.html", page).author == ""


@pytest.mark.parametrize(
    ("language", "line", "author"),
    [
        ("el", "Της Ελένης Δήμου | 14 Οκτωβρίου 2025", "Ελένης Δήμου"),
        ("el", "14 Οκτωβρίου 2025 • Γράφει η Ελένη Δήμου", "Ελένη Δήμου"),
        ("nb", "Av Kari Moe – 14. oktober 2025", "Kari Moe"),
        ("fi", "Teksti Aino Laine · 14.10.2025", "Aino Laine"),
        ("tr", "Yazan Deniz Uysal | 14 Ekim 2025", "Deniz Uysal"),
        ("th", "โดย สมชาย ใจดี | 14 ตุลาคม 2568", "สมชาย ใจดี"),
    ],
)
def test_by_lines_in_each_language_and_a_menu_is_no_title(
    language: str, line: str, author: str, tmp_path: Path
) -> None:
    found = facts(tmp_path, "text.txt", f"Α | B | C\n{line}\n{_PARAGRAPH[language]}\n", language)
    assert (found.author, found.published, found.title) == (author, "2025-10-14", "")


def test_a_sentence_is_no_by_line(tmp_path: Path) -> None:
    found = facts(tmp_path, "text.txt", "Queues\nBy now the queue is long.\nBy all means wait\n" + "a b c " * 30)
    assert found.author == ""


def test_what_is_not_said_is_asked_for(small: Path, read: Reader, tmp_path: Path) -> None:
    file = tmp_path / "waiting.txt"
    file.write_text("Waiting\nBy Ann Teak\nTell people how long it takes.\n", "utf-8")
    said = read(file, "en").text
    assert "The article does not say: when it came out, which site or paper it is from." in said
    assert f"playbook articles read {file} --language en --published 2025-10-14 --publisher" in said
    outcome = read(file, "en", "--published", "2025-10", "--publisher", "Example Post", "--author", "Ann B. Teak")
    assert outcome.code == 0
    assert "does not say" not in outcome.text
    wanted = {"title": "Waiting", "author": "Ann B. Teak", "published": "2025-10", "publisher": "Example Post"}
    assert ledger(small, "waiting")["facts"] == wanted
    assert "does not say" not in read(file, "en").text
    assert ledger(small, "waiting")["facts"] == wanted


@pytest.mark.parametrize("date", ["14.10.2025", "2025-13-01", "2025-02-30", "October", "2025"])
def test_a_date_is_a_date(date: str, read: Reader, small: Path, tmp_path: Path) -> None:
    file = tmp_path / "waiting.txt"
    file.write_text("Waiting\n\nTell people.\n", "utf-8")
    outcome = read(file, "en", "--published", date)
    assert outcome.code == 2
    assert "2025-10-14" in outcome.text
    assert not (small / "taxonomy" / "sources").exists()
