"""Files that are broken or mean harm: each is told in words, with its text, and changes nothing."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from playbook.exchange.export import make_job
from playbook.exchange.job import Job, UnusableFile
from playbook.exchange.opening import read_job
from playbook.exchange.reading import FILE_LIMIT
from playbook.model import load_playbook
from tests.exchange.conftest import brought_back, exported, run, tree, with_targets, written

ENDINGS = {"xliff": "xlf", "xliff-1.2": "xlf", "po": "po", "docx": "docx"}


def refused(root: Path, name: str, content: bytes) -> str:
    """What `playbook import` says of a file; it must refuse it, and leave everything as it was."""
    file = root.parent / name
    file.write_bytes(content)
    before = tree(root)
    outcome = run(root, "import", str(file))
    assert outcome.code == 1, outcome.text
    assert "Nothing was changed." in outcome.text
    assert "Traceback" not in outcome.text
    assert "fault of this program" not in outcome.text
    assert tree(root) == before
    return outcome.text


def file_of(root: Path, form: str) -> bytes:
    return written(exported(root), form)


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize("form", ["xliff", "xliff-1.2"])
@pytest.mark.parametrize(
    "dtd",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        f'<!DOCTYPE x [<!ENTITY a0 "ha">{BOMB}]>',
        '<!DOCTYPE x SYSTEM "http://localhost:9/x.dtd">',
        "<!doctype x>",
    ],
)
def test_a_document_type_is_refused_before_anything_is_read(finnish: Path, form: str, dtd: str) -> None:
    text = file_of(finnish, form).decode()
    text = text.replace("?>", f"?>{dtd}", 1).replace("Vihainen", "&e;&a11;", 1)
    begun = time.perf_counter()
    assert "document type or entities" in refused(finnish, "x.xlf", text.encode())
    assert "document type or entities" in refused(finnish, "x.xlf", text.encode("utf-16"))
    assert time.perf_counter() - begun < 20


def test_a_file_of_fifty_megabytes_is_not_read(finnish: Path) -> None:
    for ending in ("xlf", "po", "docx"):
        text = refused(finnish, f"x.{ending}", b" " * (50 * 1024 * 1024))
        assert f"at most {FILE_LIMIT:,} are read" in text


def package(
    root: Path,
    change: Callable[[str, bytes], bytes],
    extra: dict[str, bytes] | None = None,
    packing: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A Word file with its parts changed."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(file_of(root, "docx"))) as old,
        zipfile.ZipFile(file, "w", packing) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return file.getvalue()


def test_word_files_that_are_none_or_mean_harm(finnish: Path) -> None:
    same = package(finnish, lambda _, content: content)
    bomb = package(finnish, lambda _, content: content, {"word/media/x.bin": b"\0" * (100 * 1024 * 1024)})
    many = package(finnish, lambda _, content: content, {f"word/media/{n}.bin": b"" for n in range(600)})
    assert "unpacks to more than" in refused(finnish, "x.docx", bomb)
    assert "unpacks to more than" in refused(finnish, "x.docx", many)
    dtd = package(finnish, lambda name, old: old.replace(b"?>", b"?><!DOCTYPE x>", 1) if "document" in name else old)
    assert "document type or entities" in refused(finnish, "x.docx", dtd)
    for content in (
        b"",
        b"PK\x03\x04",
        same[:2000],
        file_of(finnish, "po"),
        same.replace(b"word/document", b"word/dokument"),
    ):
        assert "no Word document" in refused(finnish, "x.docx", content)
    cut = package(finnish, lambda name, old: old[: len(old) // 2] if name == "word/document.xml" else old)
    assert "not whole XML" in refused(finnish, "x.docx", cut)
    damaged = bytearray(same)
    damaged[len(damaged) // 3] ^= 0xFF
    file = finnish.parent / "damaged.docx"
    file.write_bytes(bytes(damaged))
    assert run(finnish, "import", str(file)).code in {0, 1}
    other = package(finnish, lambda name, old: b"<x/>" if name == "word/document.xml" else old)
    assert "no Word document" in refused(finnish, "x.docx", other)
    picture = b"PNG" * 40
    with_picture = package(finnish, lambda _, content: content, {"word/media/x.png": picture}, zipfile.ZIP_STORED)
    assert "or it is damaged" in refused(finnish, "x.docx", with_picture.replace(picture, b"JPG" * 40))
    plain = io.BytesIO()
    Document().save(plain)
    assert "the grey line under each heading is gone" in refused(finnish, "x.docx", plain.getvalue())


@pytest.mark.parametrize("packing", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_word_file_is_packed_as_word_does_it(finnish: Path, packing: int) -> None:
    damaged = bytearray(package(finnish, lambda _, content: content, packing=packing))
    damaged[damaged.find(b"word/document.xml") + 30] ^= 0xFF
    assert "no Word document" in refused(finnish, "x.docx", bytes(damaged))


@pytest.mark.parametrize("form", ["xliff", "xliff-1.2", "po"])
def test_text_in_another_encoding_is_named_with_its_line(finnish: Path, form: str) -> None:
    text = file_of(finnish, form).decode().replace("”", '\\"' if form == "po" else '"')
    text = re.sub("[“’]", "'", text).replace("UTF-8", "ISO-8859-1")
    outcome = refused(finnish, f"x.{ENDINGS[form]}", text.encode("iso-8859-1", "replace"))
    assert "not saved as UTF-8" in outcome
    assert re.search(r"x\.\w+:\d+:1", outcome)


@pytest.mark.parametrize("form", ["xliff", "xliff-1.2"])
def test_utf_16_is_read(finnish: Path, form: str) -> None:
    file = finnish.parent / "x.xlf"
    file.write_bytes(file_of(finnish, form).decode().replace("Tiskillä", "Kassalla").encode("utf-16"))
    assert run(finnish, "import", str(file)).code == 0
    assert [unit.target for unit in exported(finnish).pages[0].units if unit.id == "practice.1.title"] == ["Kassalla"]


@pytest.mark.parametrize("form", ["xliff", "xliff-1.2", "po"])
def test_a_file_cut_short_is_refused(finnish: Path, form: str) -> None:
    content = file_of(finnish, form)
    text = refused(finnish, f"x.{ENDINGS[form]}", content[: len(content) // 2])
    assert re.search(r"x\.\w+(:\d+:1)?: ", text)


def test_other_files_are_told_apart(finnish: Path) -> None:
    assert "none of the files" in refused(finnish, "x.pdf", b"%PDF")
    assert "this is no XLIFF" in refused(finnish, "x.xlf", b"<html/>")
    assert "this is no XLIFF" in refused(finnish, "x.xlf", b'<xliff version="7"/>')
    assert "has no texts" in refused(finnish, "x.xlf", b'<xliff version="1.2"/>')
    assert "not whole XML" in refused(finnish, "x.xlf", b"")
    deep = b'<xliff version="1.2">' + b"<g>" * 100_000 + b"</g>" * 100_000 + b"</xliff>"
    assert "not whole XML" in refused(finnish, "x.xlf", deep)
    assert "binary" in refused(finnish, "x.po", b"\0" * 100)
    outcome = run(finnish, "import", str(finnish.parent / "none.xlf"))
    assert (outcome.code, "cannot be read" in outcome.text) == (1, True)
    assert run(finnish, "import", str(finnish)).code == 1


@pytest.mark.parametrize("form", ["xliff", "xliff-1.2", "po", "docx"])
def test_each_text_that_is_missing_doubled_or_lost_a_mark_is_named(finnish: Path, form: str, tmp_path: Path) -> None:
    job = exported(finnish)
    page = job.pages[0]
    targets = {
        "steps.2": "Toista.",
        "steps.3": "Soita {{ duty_manager }} {{ duty_manager }} 10.",
        "intro": "Viha <a7>kohdistuu</a7> siihen.",
    }
    changed = with_targets(job, targets).pages[0]
    units = [unit for unit in changed.units if unit.id != "phrases.1.say"]
    doubled = next(unit for unit in units if unit.id == "now.1")
    broken = Job("fi", (type(page)(page.topic, page.stamp, (*units, doubled), page.path, page.title),))
    file = tmp_path / f"broken.{ENDINGS[form]}"
    file.write_bytes(written(broken, form))
    before = tree(finnish)
    outcome = run(finnish, "import", str(file))
    assert outcome.code == 1
    for words in (
        "angry-customer, steps.2: the placeholder <a1>, </a1> is lost",
        "angry-customer, steps.3: the placeholder {{ duty_manager }} is doubled or does not belong here",
        "angry-customer, intro: the placeholder <a7>, </a7> is doubled or does not belong here",
        "angry-customer: the text phrases.1.say is missing in the file",
        "angry-customer, now.1: this text stands in the file 2 times",
    ):
        assert words in outcome.text
    assert tree(finnish) == before


def test_what_is_sound_can_be_taken_alone(finnish: Path) -> None:
    job = with_targets(exported(finnish), {"steps.2": "Toista.", "steps.1": "Kuuntele."})
    with pytest.raises(UnusableFile):
        brought_back(finnish, job)
    merged = brought_back(finnish, job, partial=True)
    assert [problem.message.split(":")[0] for problem in merged.problems] == ["angry-customer, steps.2"]
    texts = {unit.id: unit.target for unit in exported(finnish).pages[0].units}
    assert texts["steps.1"] == "Kuuntele."
    assert texts["steps.2"].startswith("Toista, mikä meni vikaan")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Viha\x07.", "control character (U+0007)"),
        ("Viha\x85toinen.", "control character (U+0085)"),
        ("</a1>Toista<a1>", "does not close what was opened last"),
    ],
)
def test_texts_that_nobody_can_want_are_refused(finnish: Path, text: str, words: str) -> None:
    with pytest.raises(UnusableFile, match=re.escape(words)):
        brought_back(
            finnish, with_targets(exported(finnish), {"steps.2": text if "a1" in text else f"{text} <a1>x</a1>"})
        )


def test_what_a_mark_stands_for_is_never_taken_from_the_file(finnish: Path) -> None:
    text = file_of(finnish, "xliff").decode().replace("../skills/honesty.md#why", "javascript:alert(1)")
    text = text.replace("Toista, mikä", "Kerro, mikä")
    file = finnish.parent / "x.xlf"
    file.write_text(text, "utf-8")
    assert run(finnish, "import", str(file)).code == 0
    page = (finnish / "docs/fi/customers/angry-customer.md").read_text("utf-8")
    assert "Kerro, mikä meni vikaan, kuten sivulla [rehellisyys](../skills/honesty.md#why)." in page
    assert "javascript" not in page


def test_markup_that_somebody_types_stays_text(finnish: Path) -> None:
    typed = "<script>alert(1)</script> [x](javascript:alert(1)) **b** `c` ![y](z.png) &lt; # h"
    brought_back(finnish, with_targets(exported(finnish), {"now.1": typed, "title": typed}))
    texts = {unit.id: unit for unit in exported(finnish).pages[0].units}
    assert texts["now.1"].target == typed
    assert texts["now.1"].codes == {}
    page = load_playbook(finnish).page("fi", "angry-customer")
    assert page
    assert not [link for link in page.links if "javascript" in link.href]
    assert not [block for block in page.every_block if block.html]


@pytest.mark.parametrize("topic", ["../../../etc/passwd", "no-such-topic", "angry", ""])
def test_topics_are_looked_up_and_never_joined_to_a_folder(finnish: Path, topic: str) -> None:
    page = exported(finnish).pages[0]
    job = Job("fi", (type(page)(topic, page.stamp, page.units, f"docs/en/{topic}.md"),))
    with pytest.raises(UnusableFile, match="no such topic"):
        brought_back(finnish, job)


def test_a_file_whose_english_was_edited_is_told(finnish: Path) -> None:
    text = file_of(finnish, "po").decode().replace("Step back and breathe", "Step up and breathe")
    assert "angry-customer, now.1: its English text was changed in the file" in refused(finnish, "x.po", text.encode())


def test_each_broken_line_of_a_po_file_is_named(finnish: Path) -> None:
    text = file_of(finnish, "po").decode().replace('msgstr "Vihainen asiakas"', 'msgstr "Vihainen asiakas')
    assert re.search(r"x\.po:\d+:1: this line is not a message", refused(finnish, "x.po", text.encode()))


def test_files_of_two_languages_in_one_are_refused(finnish: Path) -> None:
    one, two = (written(make_job(load_playbook(finnish), code), "xliff-1.2").decode() for code in ("fi", "th"))
    both = one.replace("</xliff>", two[two.index("<file") : two.index("</xliff>")] + "</xliff>")
    assert "several pairs of languages" in refused(finnish, "x.xlf", both.encode())
    swedish = one.replace('source-language="en"', 'source-language="sv"')
    assert 'translated from "sv"' in refused(finnish, "x.xlf", swedish.encode())


def test_a_row_of_a_word_table_that_lost_its_line_is_named(finnish: Path) -> None:
    document = Document(io.BytesIO(file_of(finnish, "docx")))
    cell = next(row.cells[0] for row in document.tables[0].rows if "[steps.1]" in row.cells[0].text)
    cell.paragraphs[0]._p.getparent().remove(cell.paragraphs[0]._p)
    file = io.BytesIO()
    document.save(file)
    assert "Listen until they have finished" in refused(finnish, "x.docx", file.getvalue())


def test_the_reader_of_every_format_gives_the_line(finnish: Path) -> None:
    for form in ("xliff", "xliff-1.2", "po"):
        file = finnish.parent / f"x.{ENDINGS[form]}"
        file.write_bytes(file_of(finnish, form))
        lines = file.read_text("utf-8").split("\n")
        for _, unit in read_job(file).units():
            assert unit.id in "".join(lines[max(unit.line - 2, 0) : unit.line]), (form, unit)
