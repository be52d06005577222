"""`playbook articles show` and `verify` with some of the articles at hand."""

from __future__ import annotations

from pathlib import Path

from tests.articles.conftest import FIXTURES, Reader, run
from tests.articles.test_verify import SOURCE, complete, edit, folder  # noqa: F401 - fixtures


def test_each_line_stands_beside_its_row(small: Path, complete: Path) -> None:  # noqa: F811
    before = {file: file.read_bytes() for file in small.rglob("*") if file.is_file()}
    outcome = run("--root", small, "articles", "show", SOURCE, "--articles", complete)
    assert outcome.code == 0, outcome.text
    lines = [line for line in (FIXTURES / f"{SOURCE}.txt").read_text("utf-8").splitlines() if line.strip()]
    assert outcome.text.count("  line ") == 29
    assert "m2-s1  line " in outcome.text
    assert "delayed-order#now" in outcome.text
    assert "left out: not for this playbook" in outcome.text
    assert lines[0].strip() in outcome.text
    assert {file: file.read_bytes() for file in small.rglob("*") if file.is_file()} == before
    assert "did you mean" in run("--root", small, "articles", "show", "tr-parcel", "--articles", complete).text


def test_a_line_without_a_row_is_shown_too(small: Path, complete: Path) -> None:  # noqa: F811
    file = complete / f"{SOURCE}.txt"
    file.write_text(file.read_text("utf-8") + "\n\nBir satır daha.\n", "utf-8")
    outcome = run("--root", small, "articles", "show", SOURCE, "--articles", complete)
    assert "(no row)" in outcome.text
    assert "Bir satır daha." in outcome.text


def test_articles_that_are_not_there_are_named_and_no_fault(small: Path, complete: Path, read: Reader) -> None:  # noqa: F811
    other = complete / "tr-other.txt"
    other.write_text("Bir satır.\n", "utf-8")
    read(other, "tr")
    other.unlink()
    ledger = small / "taxonomy/sources/tr-other.yml"
    ledger.write_text(ledger.read_text("utf-8").replace('left_out: ""', "left_out: not needed"), "utf-8")
    outcome = run("--root", small, "articles", "verify", "--articles", complete)
    assert outcome.code == 0, outcome.text
    assert "Not compared, as they are not in the folder: tr-other" in outcome.text
    assert "1 article, 29 lines, every one accounted for." in outcome.text
