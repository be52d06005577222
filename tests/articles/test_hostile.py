"""Whatever the file holds: it is read correctly, or refused in plain words; nothing is half-written."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playbook.articles.cues import Cues, load_cues
from playbook.articles.decoding import ARTICLE_LIMIT, decode
from playbook.articles.reader import Article, read_article
from playbook.files import UnreadableFile
from playbook.model.article import LedgerRowFile
from playbook.model.yaml_source import YamlSource, validate
from tests.articles.conftest import FIXTURES, Reader, rows
from tests.conftest import ROOT

OLD_ENCODINGS = [
    ("tr", "cp857"),
    ("tr", "mac_turkish"),
    *((language, name) for language in ("fi", "nb") for name in ("cp850", "cp865", "mac_roman")),
    ("el", "cp737"),
    ("el", "cp869"),
    ("el", "mac_greek"),
    ("th", "tis_620"),
]
"""Of DOS and of old Macs."""
ENCODINGS = [
    ("tr", "cp1254"),
    ("tr", "iso8859_9"),
    ("fi", "cp1252"),
    ("nb", "cp1252"),
    ("th", "cp874"),
    ("el", "cp1253"),
    ("el", "iso8859_7"),
    *OLD_ENCODINGS,
    *((language, name) for language in ("tr", "fi", "nb", "th", "el") for name in ("utf-8-sig", "utf-16", "utf-16-le")),
    *((language, name) for language in ("tr", "th", "el") for name in ("utf-16-be", "utf-32", "utf-32-le")),
]


def write(folder: Path, name: str, content: bytes) -> Path:
    """A file with that content."""
    file = folder / name
    file.write_bytes(content)
    return file


def hashes(article: Article) -> list[str]:
    """The fingerprints of an article's segments."""
    return [segment.sha256 for segment in article.segments]


@pytest.mark.parametrize(("language", "encoding"), ENCODINGS)
def test_encodings_are_found_out(language: str, encoding: str, tmp_path: Path) -> None:
    cues, _ = load_cues(ROOT, language)
    text = (FIXTURES / f"{language}-parcels.txt").read_text("utf-8")
    text = text.replace("•", "-")  # ISO code pages have no bullet
    plain = write(tmp_path, "plain.txt", text.encode())
    other = write(tmp_path, "other.txt", text.encode(encoding))
    assert hashes(read_article(other, cues)) == hashes(read_article(plain, cues))


@pytest.mark.parametrize(("language", "encoding"), OLD_ENCODINGS)
def test_old_encodings_are_found_out_from_a_line(language: str, encoding: str) -> None:
    for page in sorted((ROOT / "docs" / language / "skills").glob("*.md"))[:6]:
        body = page.read_text("utf-8").split("\n---\n", 1)[1]
        for line in [line for line in body.split("\n") if len(line) > 60 and not line.startswith("<")][:6]:
            raw = line.encode(encoding, errors="ignore")  # these have fewer quotation marks and dashes
            if not any(letter.isalpha() and not letter.isascii() for letter in line):
                continue  # nothing in it tells one encoding from another
            assert decode(raw, language) == raw.decode(encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Клиент ждёт в очереди и хочет знать, сколько. " * 3, "cp866"),
        ("お客様は列に並んでいます。" * 5, "shift_jis"),
    ],
)
@pytest.mark.parametrize("language", ["tr", "fi", "nb", "el", "th"])
def test_what_fits_no_encoding_of_the_language_is_refused(text: str, encoding: str, language: str) -> None:
    with pytest.raises(UnreadableFile, match="save it as UTF-8") as refusal:
        decode(text.encode(encoding), language)
    assert f"--language ({language})" in str(refusal.value)


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_systems(ends: str, tmp_path: Path) -> None:
    text = (FIXTURES / "fi-parcels.txt").read_text("utf-8")
    other = write(tmp_path, "other.txt", text.replace("\n", ends).encode())
    assert hashes(read_article(other, Cues("fi"))) == hashes(read_article(FIXTURES / "fi-parcels.txt", Cues("fi")))


@pytest.mark.parametrize("declared", ["windows-1254", "iso-8859-9", "ISO-8859-1"])
def test_a_declared_encoding_counts_and_a_wrong_one_is_seen_through(declared: str, tmp_path: Path) -> None:
    body = "<p>Değerli müşterimiz, kargonuz yarın öğleden önce kapınızda olacaktır.</p>"
    page = f'<html><head><meta charset="{declared}"></head><body>{body}</body></html>'
    file = write(tmp_path, "page.html", page.encode("cp1254"))
    assert "kapınızda" in read_article(file, Cues("tr")).segments[0].text


@pytest.mark.parametrize("declared", ["unicode_escape", "rot13", "idna", "no-such-charset", "utf-16"])
def test_a_senseless_declared_encoding_does_no_harm(declared: str, tmp_path: Path) -> None:
    page = f'<meta charset="{declared}"><p>Kjære kunde, pakken står på lageret.</p>'
    file = write(tmp_path, "page.html", page.encode("cp1252"))
    assert read_article(file, Cues("nb")).segments[0].text == "Kjære kunde, pakken står på lageret."


def test_canonically_equal_text_is_equal(tmp_path: Path) -> None:
    composed = write(tmp_path, "a.txt", "Å være på lageret.\n".encode())
    decomposed = write(tmp_path, "b.txt", "\u0041\u030a  være pa\u030a\u00a0lageret.\n\n\u200b\n".encode())
    assert hashes(read_article(composed, Cues("nb"))) == hashes(read_article(decomposed, Cues("nb")))


REFUSED = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\r\n ", "empty"),
    "only a byte-order mark": (codecs.BOM_UTF8, "empty"),
    "only a byte-order mark, UTF-16": (codecs.BOM_UTF16_LE, "empty"),
    "only what cannot be seen": ("\u200b\u2060\n\ufeff".encode(), "empty"),
    "PDF": (b"%PDF-1.7 \n1 0 obj", "a PDF"),
    "Word": (b"PK\x03\x04" + b"x" * 99, "Word"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "picture"),
    "binary": (bytes(range(256)) * 8, "not text of that language"),
    "zeros": (b"\0" * 4096, "not text of that language"),
    "another language": ("Ο πελάτης περιμένει στην ουρά.\n".encode(), "--language"),
    "another language, another encoding": ("Ο πελάτης περιμένει στην ουρά.\n".encode("cp1253"), "--language"),
    "saved twice": ("På lageret får de høre på kunden først.".encode().decode("cp1252").encode(), "damaged"),
    "a byte lost": (("Hei\n" + "Kunden får vente på lageret. " * 15).encode().replace(b"\xa5", b"", 1), "line 2"),
    "too many lines": (b"x\n" * 2001, "more than 2,000 lines"),
    "too many tags": (b"<p>" * 100_001 + b"x", "more than 100,000 tags"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_words(name: str, small: Path, read: Reader, tmp_path: Path) -> None:
    content, said = REFUSED[name]
    file = write(tmp_path, "article.txt" if name != "too many tags" else "article.html", content)
    outcome = read(file, "nb")
    assert outcome.code == 2
    assert str(file) in outcome.text
    assert said in outcome.text
    assert "Traceback" not in outcome.text
    assert not (small / "taxonomy" / "sources").exists()


def test_fifty_megabytes_are_refused_unread(small: Path, read: Reader, tmp_path: Path) -> None:
    file = tmp_path / "huge.txt"
    with file.open("wb") as handle:
        handle.truncate(50 * 1024 * 1024)
    outcome = read(file, "en")
    assert outcome.code == 2
    assert f"{ARTICLE_LIMIT:,}" in outcome.text
    assert not (small / "taxonomy" / "sources").exists()


def test_one_line_up_to_the_limit_is_one_segment(tmp_path: Path) -> None:
    file = write(tmp_path, "line.txt", b"word " * (ARTICLE_LIMIT // 5))
    assert [segment.id for segment in read_article(file, Cues("en")).segments] == ["p1"]


HOSTILE_PAGES = {
    "deep": ("<div>" * 40_000 + "<p>deep</p>" + "</div>" * 40_000 + "<p>after</p>", ["deep", "after"]),
    "deep lists": ("<ul><li>" * 5_00 + "deep", ["deep"]),
    "unclosed": ("<p>one<p>two<ul><li>three<li>four<b><i>five<p>six", ["one", "two", "three", "fourfive", "six"]),
    "entities": (
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
        '<!ENTITY f SYSTEM "file:///etc/hostname">]><p>x &b; &f; &amp;</p>',
        ["x &b; &f; &"],
    ),
    "scripts": ("<script>document.write('<p>no')</script><p>yes<!-- no --></p><iframe src='//x'>no</iframe>", ["yes"]),
    "attributes": (f"<p {'a=b ' * 50_000}>text</p>", ["text"]),
    "surrogates and controls": ("<p>a&#xD800;&#0;&#x1F600;b</p>", ["a��😀b"]),
    "no markup": ("just text", ["just text"]),
    "forty comments": ("<!-- x -->\n" * 40 + "<p>text</p>", ["text"]),
}


@pytest.mark.parametrize("name", HOSTILE_PAGES)
def test_hostile_pages_are_read_as_a_reader_sees_them(name: str, tmp_path: Path) -> None:
    page, texts = HOSTILE_PAGES[name]
    file = write(tmp_path, "page.html", page.encode())
    assert [segment.text for segment in read_article(file, Cues("en")).segments] == texts


@settings(max_examples=150)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=300).map(str.encode)), st.sampled_from(["tr", "th", "en"]))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes, language: str) -> None:
    file = write(tmp_path_factory.getbasetemp(), "any.txt", content)
    try:
        article = read_article(file, load_cues(ROOT, language)[0])
    except UnreadableFile as refusal:
        article, said = None, str(refusal)
    if article is None:
        assert str(file) in said
    else:
        assert_sound(article)


_MARKS = ["<p>", "</p>", "<ol>", "<ul>", "<li>", "</li>", "</ul>", "<h2>", "</h2>", "<br>", "<nav>", "</nav>", "<dt>"]
_MARKS += ["<main>", "<script>", "</script>", "<table><tr><td>", "</table>", "&amp;", "&bogus;", "<", "text ", "more? "]
_LINES = [
    "Title",
    "1. Do this",
    "1. Do that",
    "• note",
    "Steps",
    "Method 1/2: a",
    "Method 1/2: b",
    "Tips",
    "FAQ",
    "Why?",
]
_LINES += ["a long line that goes on and on " * 5, "By: Ann", "2021-02-03", "https://example.org/", "Related articles"]
_LINES += ["Contents", "Share", "cut off text " * 9 + "...", "# Heading", "5 ways to wait"]


@settings(max_examples=150)
@given(st.lists(st.sampled_from(_MARKS), max_size=40))
def test_any_markup_is_read(tmp_path_factory: pytest.TempPathFactory, marks: list[str]) -> None:
    file = write(tmp_path_factory.getbasetemp(), "any.html", "".join(["x ", *marks]).encode())
    assert_sound(read_article(file, load_cues(ROOT, "en")[0]))


@settings(max_examples=150)
@given(st.lists(st.sampled_from(_LINES), min_size=1, max_size=30))
def test_any_order_of_lines_has_sound_ids(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    file = write(tmp_path_factory.getbasetemp(), "lines.txt", "\n".join(lines).encode())
    article = read_article(file, load_cues(ROOT, "en")[0])
    assert len(article.segments) == len(lines)
    assert_sound(article)


def assert_sound(article: Article) -> None:
    """Every segment would pass as a row of a ledger, and no two have the same id."""
    ids = [segment.id for segment in article.segments]
    assert len(set(ids)) == len(ids)
    for segment in article.segments:
        row = {"id": segment.id, "place": segment.place, "sha256": segment.sha256}
        assert validate(YamlSource("row.yml", row), LedgerRowFile)[1] == []


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_any_title_makes_a_ledger_that_can_be_read_back(small: Path, read: Reader, tmp_path: Path, title: str) -> None:
    page = write(tmp_path, "page.html", f"<h1>{title.replace('<', '')}</h1><p>Ring the depot.</p>".encode())
    (small / "taxonomy" / "sources" / "page.yml").unlink(missing_ok=True)
    outcome = read(page, "en")
    assert "Traceback" not in outcome.text
    if outcome.code == 0:
        assert "p1" in rows(small, "page")
        assert "nothing has changed" in read(page, "en").text
