"""`playbook articles verify` and `status`: what is not accounted for, all in one run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.articles.conftest import FIXTURES, Reader, run

SOURCE = "tr-parcels"


@pytest.fixture
def folder(tmp_path: Path, read: Reader) -> Path:
    """A folder with one article, whose ledger is made."""
    target = tmp_path / "articles"
    target.mkdir()
    (target / f"{SOURCE}.txt").write_bytes((FIXTURES / f"{SOURCE}.txt").read_bytes())
    read(target / f"{SOURCE}.txt", "tr")
    return target


@pytest.fixture
def complete(small: Path, folder: Path) -> Path:
    """The same with every row decided."""
    file = small / "taxonomy" / "sources" / f"{SOURCE}.yml"
    text = file.read_text("utf-8").replace('left_out: ""', "left_out: not for this playbook")
    placed = "gist: say when you will ring\n    to: [delayed-order#now]"
    file.write_text(
        re.sub(r'(id: m2-s1\n(?:.*\n)*?    )gist: ""\n    to: \[\]', rf"\1{placed}", text, count=1), "utf-8"
    )
    return folder


def verify(small: Path, folder: Path) -> tuple[int, str]:
    """Run the command on a folder."""
    outcome = run("--root", small, "articles", "verify", "--articles", folder)
    return outcome.code, outcome.text


def edit(small: Path, old: str, new: str) -> None:
    """Replace a part of the ledger."""
    file = small / "taxonomy" / "sources" / f"{SOURCE}.yml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_every_line_accounted_for(small: Path, complete: Path) -> None:
    assert verify(small, complete) == (0, "1 article, 29 lines, every one accounted for.\n")


def test_open_rows_are_listed_each_with_its_line(small: Path, folder: Path) -> None:
    code, text = verify(small, folder)
    assert code == 1
    assert text.count("(row-without-destination)") == 29
    assert re.search(r'taxonomy/sources/tr-parcels\.yml:\d+:1: "m1-s1-n2" \(method 1, step 1, second note\)', text)


@pytest.mark.parametrize(
    ("destination", "said"),
    [
        ("delayed-ordre#now", 'did you mean "delayed-order"?'),
        ("empathy#why", '"empathy" has no page in tr'),
        ("delayed-order#why", 'has no section "why"'),
        ("honesty#now", "it has: why"),
    ],
)
def test_destinations_must_exist_in_the_language(destination: str, said: str, small: Path, complete: Path) -> None:
    edit(small, "delayed-order#now", destination)
    code, text = verify(small, complete)
    assert code == 1
    assert "(dead-destination)" in text
    assert said in text


def test_a_placed_row_needs_a_gist(small: Path, complete: Path) -> None:
    edit(small, "gist: say when you will ring", 'gist: " "')
    assert '"m2-s1" (method 2, step 1) has a destination and no gist (row-without-gist)' in verify(small, complete)[1]


def test_a_hash_that_differs(small: Path, complete: Path) -> None:
    file = complete / f"{SOURCE}.txt"
    file.write_text(file.read_text("utf-8").replace("Aynı gün telefon edin.", "Ertesi gün yazın."), "utf-8")
    code, text = verify(small, complete)
    assert code == 1
    assert '"m2-s1": line 25 of the article (method 2, step 1) is not the text of this row (changed-segment)' in text


def test_segments_without_rows_and_rows_without_segments(small: Path, complete: Path) -> None:
    file = complete / f"{SOURCE}.txt"
    text = file.read_text("utf-8").replace("    • Etiketin fotoğrafını saklayın.\n", "")
    file.write_text(text.replace("Misafir\n", "Misafir\nKonuk yazar\n"), "utf-8")
    code, text = verify(small, complete)
    assert code == 1
    assert "line 7 of the article (top of the page, line 2) has no row (segment-without-row)" in text
    assert '"tip-1": no line of the article has this text any more (row-without-segment)' in text
    assert f"playbook articles read {file} --language tr" in text


def test_rows_kept_as_gone_are_no_fault(small: Path, complete: Path, read: Reader) -> None:
    file = complete / f"{SOURCE}.txt"
    file.write_text(file.read_text("utf-8").replace("    • Etiketin fotoğrafını saklayın.\n", ""), "utf-8")
    read(file, "tr")
    assert verify(small, complete) == (0, "1 article, 28 lines, every one accounted for.\n")
    status = run("--root", small, "articles", "status").text
    assert re.search(r"tr-parcels +28 +1 +27 +0 +1\n", status)


def test_articles_and_ledgers_without_each_other(small: Path, complete: Path) -> None:
    (complete / f"{SOURCE}.txt").rename(complete / "tr-other.txt")
    code, text = verify(small, complete)
    assert code == 1
    assert 'the article "tr-other" has no ledger' in text
    assert "Not compared, as they are not in the folder: tr-parcels" in text


def test_all_in_one_run(small: Path, complete: Path) -> None:
    edit(small, "delayed-order#now", "no-such-topic#now")
    edit(small, "id: tip-1", "id: tip-2")
    file = complete / f"{SOURCE}.txt"
    file.write_text(file.read_text("utf-8").replace("Aynı gün telefon edin.", "Ertesi gün yazın."), "utf-8")
    (complete / "extra.html").write_text("<p>x</p>", "utf-8")
    (small / "taxonomy" / "sources" / "broken.yml").write_text("article: [\n", "utf-8")
    text = verify(small, complete)[1]
    rules = set(re.findall(r"\(([a-z-]+)\)\n", text))
    assert {"article-ledger", "changed-segment", "dead-destination", "ledger", "yaml"} <= rules


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", "Ο πελάτης περιμένει στην ουρά.".encode()])
def test_an_unreadable_article_is_a_problem_of_its_own(content: bytes, small: Path, complete: Path) -> None:
    (complete / f"{SOURCE}.txt").write_bytes(content)
    code, text = verify(small, complete)
    assert code == 1
    assert "the article cannot be read" in text
    assert "row-without-segment" not in text


def test_a_ledger_in_an_unknown_language_is_no_crash(small: Path, complete: Path) -> None:
    edit(small, "language: tr", "language: xx")
    code, text = verify(small, complete)
    assert code == 1
    assert "Traceback" not in text


def test_where_the_articles_are(small: Path, complete: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLAYBOOK_ARTICLES", raising=False)
    missing = run("--root", small, "articles", "verify")
    assert missing.code == 2
    assert "PLAYBOOK_ARTICLES" in missing.text
    monkeypatch.setenv("PLAYBOOK_ARTICLES", str(complete / "nowhere"))
    assert run("--root", small, "articles", "verify").code == 2
    monkeypatch.setenv("PLAYBOOK_ARTICLES", str(complete))
    assert run("--root", small, "articles", "verify").code == 0
    monkeypatch.delenv("PLAYBOOK_ARTICLES")
    beside = small.parent / "shared" / "sources"
    beside.parent.mkdir()
    complete.rename(beside)
    assert run("--root", small, "articles", "verify").code == 0


@pytest.mark.usefixtures("folder")
def test_status_counts_rows(small: Path) -> None:
    assert re.search(r"tr-parcels +29 +0 +0 +29 +0\n", run("--root", small, "articles", "status").text)


def test_status_without_ledgers(small: Path) -> None:
    outcome = run("--root", small, "articles", "status")
    assert outcome.code == 0
    assert "no ledger yet" in outcome.text


@pytest.mark.parametrize("command", ["read", "verify", "status"])
def test_help_is_there(command: str) -> None:
    assert run("articles", command, "--help").code == 0
