"""What translators' own programs make of the files, and what comes back from them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from translate.filters.checks import StandardChecker
from translate.storage.factory import getobject
from translate.storage.pypo import pofile
from translate.storage.xliff2 import Xliff2File

from playbook.exchange.export import make_job
from playbook.model import Playbook
from tests.conftest import ROOT
from tests.exchange.conftest import exported, run, written

SAVED = ROOT / "tests/fixtures/exchange"
GUIDE = ROOT / "docs/en/guides/agencies.md"


@pytest.mark.parametrize("form", ["po", "xliff-1.2"])
def test_pofilter_finds_no_mark_that_is_lost_and_finds_one_that_was(playbook: Playbook, form: str) -> None:
    checker = StandardChecker()
    file = io.BytesIO(written(make_job(playbook, "fi", ("angry-customer", "honesty")), form))
    file.name = f"playbook-fi.{'po' if form == 'po' else 'xlf'}"
    store = getobject(file)
    units = [unit for unit in store.units if unit.istranslatable() and unit.source]
    assert len(units) > 50
    assert store.gettargetlanguage() == "fi"
    assert all(unit.istranslated() or unit.isfuzzy() for unit in units)
    if form == "po":
        for unit in units:
            assert checker.xmltags(unit.source, unit.target)
        linked = next(unit for unit in units if "</a1>" in unit.source)
        assert "xmltags" in checker.run_filters(_without_end(linked))


def _without_end(unit: Any) -> Any:
    unit.target = unit.target.replace("</a1>", "")
    return unit


def test_translate_toolkit_reads_each_text_of_xliff_2(playbook: Playbook) -> None:
    job = make_job(playbook, "fi", ("angry-customer",))
    store: Any = Xliff2File()
    store.parse(written(job, "xliff"))
    assert (store.getsourcelanguage(), store.gettargetlanguage()) == ("en", "fi")
    assert [unit.getid() for unit in store.units] == [unit.id for unit in job.pages[0].units]
    assert [unit.source for unit in store.units[:2]] == [unit.source for unit in job.pages[0].units[:2]]


def test_every_reference_in_an_xliff_file_leads_somewhere(playbook: Playbook) -> None:
    root = etree.fromstring(written(make_job(playbook, "fi"), "xliff"))
    namespace = "{urn:oasis:names:tc:xliff:document:2.0}"
    units = list(root.iter(f"{namespace}unit"))
    assert units
    for unit in units:
        data = [element.get("id") for element in unit.iter(f"{namespace}data")]
        assert len(set(data)) == len(data)
        assert re.fullmatch(r"[\w.-]+", unit.get("id", ""))
        for side in ("source", "target"):
            texts = unit.iter(f"{namespace}{side}")
            inline = [element for text in texts for element in text.iter(f"{namespace}pc", f"{namespace}ph")]
            names = [element.get("id") for element in inline]
            assert len(set(names)) == len(names), unit.get("id")
            for element in inline:
                for reference in ("dataRef", "dataRefStart", "dataRefEnd"):
                    assert element.get(reference) in {*data, None}


def test_a_program_that_translates_what_stands_in_the_target_finds_the_english_there(finnish: Path) -> None:
    (finnish / "docs/fi/skills/honesty.md").unlink()
    raw = written(exported(finnish, "honesty"), "xliff-1.2").decode()
    assert '<source>Honesty</source>\n    <target state="needs-translation">Honesty</target>' in raw
    file = finnish.parent / "x.xlf"
    file.write_text(raw, "utf-8")
    assert "has nothing that the pages do not have" in run(finnish, "import", str(file)).text
    file.write_text(raw.replace(">Honesty</target>", ">Rehellisyys</target>"), "utf-8")
    assert "1 text is taken" in run(finnish, "import", str(file)).text


def test_a_text_that_a_program_cut_into_sentences_is_one_again(finnish: Path) -> None:
    raw = written(exported(finnish), "xliff").decode()
    place = raw.index('<unit id="steps.1"')
    start, end = raw.index("<segment", place), raw.index("</segment>", place) + len("</segment>")
    parts = [
        ("Listen until they have finished.", "Kuuntele loppuun."),
        ("\n", "\n"),
        ("Do not argue with what they say.", "Älä väitä."),
    ]
    kinds = ("segment", "ignorable", "segment")
    made = "".join(
        f"<{kind}><source>{source}</source><target>{target}</target></{kind}>"
        for kind, (source, target) in zip(kinds, parts, strict=True)
    )
    file = finnish.parent / "x.xlf"
    file.write_text(raw[:start] + made + raw[end:], "utf-8")
    outcome = run(finnish, "import", str(file))
    assert outcome.code == 0, outcome.text
    text = next(unit.target for unit in exported(finnish).pages[0].units if unit.id == "steps.1")
    assert text == "Kuuntele loppuun.\nÄlä väitä."


def test_pairs_that_a_program_split_into_their_ends_are_pairs_again(finnish: Path) -> None:
    for form, start, end in (
        ("xliff", '<sc id="a1"/>', '<ec startRef="a1"/>'),
        ("xliff-1.2", '<bpt id="9" rid="a1">[</bpt>', '<ept id="8" rid="a1">](x)</ept>'),
        ("xliff-1.2", '<bx id="a1"/>', '<ex id="a1"/>'),
    ):
        raw = written(exported(finnish), form).decode()
        raw = re.sub(
            r"<(g|pc) id=\"a1\"[^>]*>(?!honesty)[^<]*</(g|pc)>", f"{start}uusi {form[-1]} {len(start)}{end}", raw
        )
        file = finnish.parent / "x.xlf"
        file.write_text(raw, "utf-8")
        outcome = run(finnish, "import", str(file))
        assert outcome.code == 0, outcome.text
        page = (finnish / "docs/fi/customers/angry-customer.md").read_text("utf-8")
        assert f"[uusi {form[-1]} {len(start)}](../skills/honesty.md#why)" in page


def test_changes_that_word_tracks_are_accepted(finnish: Path) -> None:
    old = "<w:t>Tiskillä</w:t>"
    tracked = (
        '<w:del w:id="1" w:author="x"><w:r><w:delText>Tiskillä</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="x"><w:r><w:t>Kassalla</w:t></w:r></w:ins>'
    )
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(written(exported(finnish), "docx"))) as package,
        zipfile.ZipFile(file, "w") as changed,
    ):
        for name in package.namelist():
            content = package.read(name).decode("utf-8", "surrogateescape")
            if name == "word/document.xml":
                run_of = re.search(r"<w:r>(?:(?!<w:r>).)*" + re.escape(old) + "</w:r>", content, re.DOTALL)
                assert run_of
                content = content.replace(run_of[0], tracked)
            changed.writestr(name, content.encode("utf-8", "surrogateescape"))
    place = finnish.parent / "x.docx"
    place.write_bytes(file.getvalue())
    outcome = run(finnish, "import", str(place))
    assert outcome.code == 0, outcome.text
    assert "### Kassalla\n" in (finnish / "docs/fi/customers/angry-customer.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["saved-by-libreoffice", "saved-by-libreoffice-as-odt"])
def test_what_libreoffice_saved_comes_back_whole(finnish: Path, name: str) -> None:
    """`export` wrote the files; LibreOffice 7.4 opened and saved them, the second through its own format too."""
    outcome = run(finnish, "import", str(SAVED / f"{name}.docx"))
    assert outcome.code == 0, outcome.text
    assert "has nothing that the pages do not have" in outcome.text


def test_what_was_changed_in_libreoffice_is_taken(finnish: Path, tmp_path: Path) -> None:
    place = tmp_path / "back.docx"
    with (
        zipfile.ZipFile(SAVED / "saved-by-libreoffice.docx") as package,
        zipfile.ZipFile(place, "w") as changed,
    ):
        for name in package.namelist():
            content = package.read(name)
            assert name != "word/document.xml" or "Tiskillä".encode() in content
            changed.writestr(name, content.replace("Tiskillä".encode(), b"Kassalla"))
    outcome = run(finnish, "import", str(place))
    assert outcome.code == 0, outcome.text
    assert "### Kassalla\n" in (finnish / "docs/fi/customers/angry-customer.md").read_text("utf-8")


def test_the_settings_of_the_guide_fit_the_files(playbook: Playbook) -> None:
    guide = GUIDE.read_text("utf-8")
    mask = re.search(r"\| File mask \| `(\S+)` \|", guide)
    flags = re.search(r'placeholders:r"([^"]+)"', guide)
    assert mask
    assert flags
    commands = re.findall(r"-o (\S+\.po)", guide)
    assert commands
    assert all(Path(command).match(mask[1]) for command in commands)
    store: Any = pofile()
    store.parse(written(make_job(playbook, "fi"), "po"))
    slots = [unit for unit in store.units if "{{" in unit.source]
    assert slots
    for unit in slots:
        assert re.findall(flags[1], unit.source) == re.findall(r"\{\{.*?\}\}", unit.source)
