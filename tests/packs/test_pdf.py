"""The finished PDF: tagged, complete, true to its page numbers, with text that copies, and the same every time."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playbook.model import Playbook, load_playbook
from playbook.packs.request import UnusablePack
from playbook.shown.speaker import SPEAKING, spoken_by
from tests.conftest import ROOT
from tests.packs.helpers import make, opened, outline_of, pages_of, pieces_of, squeezed, structure_elements

LANGUAGES = ["en", "tr", "fi", "nb", "th", "el"]
LAYOUTS = ["pocket-cards", "poster", "phrase-sheet"]
SITE = "https://help.example.org/book"
FEW = ("active-listening", "empathy", "angry-customer", "setting-limits", "security-and-emergencies")


@cache
def _playbook() -> Playbook:
    return load_playbook(ROOT)


@cache
def booklet(*languages: str) -> bytes:
    return make(_playbook(), "custom", *languages, topics=FEW, site_url=SITE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_booklet_is_tagged_titled_and_names_its_language(language: str) -> None:
    with opened(booklet(language)) as pdf:
        assert str(pdf.Root.Lang).startswith(language)
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert _playbook().locales[language].text("Our own selection", "pack") in metadata["dc:title"]
        elements = structure_elements(pdf)
        kinds = {str(element.S) for element in elements}
        assert {"/H1", "/H2", "/H3", "/H4", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure", "/TOC"} <= kinds
        assert all(str(element.Alt) for element in elements if element.S == "/Figure")
        levels = [int(str(element.S)[2]) for element in elements if re.fullmatch(r"/H\d", str(element.S))]
        assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(("pack", "language"), list(zip(LAYOUTS, ["th", "el", "tr"], strict=True)))
def test_sheets_are_tagged_and_their_fonts_are_embedded(playbook: Playbook, pack: str, language: str) -> None:
    with opened(make(playbook, pack, language)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/FontDescriptor" in item]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor or "/FontFile3" in font.FontDescriptor for font in fonts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_of_every_page_copies_as_it_was_written(playbook: Playbook, language: str) -> None:
    text = squeezed(" ".join(pages_of(booklet(language))))
    for topic in FEW:
        page = playbook.pages[language, topic]
        for row in page.by_id["phrases"].phrases:
            for cell in (row.say, row.avoid):
                said = spoken_by(cell, "both") if language in SPEAKING else cell
                if "{{" not in cell:
                    assert squeezed(said.replace("\n", " ")) in text
        assert squeezed(page.title) in text


@pytest.mark.parametrize("languages", [("fi",), ("th", "nb"), ("el", "tr")])
def test_bookmarks_and_contents_lead_to_the_pages_they_name(languages: tuple[str, ...]) -> None:
    pdf = booklet(*languages)
    pages = [squeezed(page) for page in pages_of(pdf)]
    bookmarks = outline_of(pdf)
    titles = [_playbook().pages[languages[0], topic].title for topic in FEW]
    assert sorted(title for title, _ in bookmarks if title in titles) == sorted(titles)
    contents = " ".join(pages[1:5])
    for title, number in bookmarks:
        assert squeezed(title) in pages[number - 1]
        assert re.search(re.escape(squeezed(title)) + r"\D*?" + str(number), contents)


def test_cross_references_and_exercises_name_the_right_pages() -> None:
    pdf = booklet("en")
    pages = pages_of(pdf)
    starts = dict(outline_of(pdf))
    named = 0
    for topic in FEW:
        for link in _playbook().pages["en", topic].links:
            target = link.href.partition("#")[0].rsplit("/", 1)[-1].removesuffix(".md")
            if target in FEW and target != topic:
                said = re.search(re.escape(squeezed(link.text)) + r"\(seepage(\d+)\)", squeezed(" ".join(pages)))
                assert said
                assert int(said[1]) == starts[_playbook().pages["en", target].title]
                named += 1
    assert named
    exercise, answer = re.findall(r"Exercise (\d+).*?Model answer on page (\d+)", " ".join(pages))[0]
    assert f"Exercise {exercise} –" in pages[int(answer) - 1]


def test_a_booklet_has_all_its_parts_and_counts_its_pages() -> None:
    pages = pages_of(booklet("en"))
    everything = " ".join(pages)
    for part in ("How to use this pack", "Contents", "Answers to the exercises", "Induction checklist"):
        assert part in everything
    for part in ("Incident report", "Contact sheet", "Glossary", "Sources", "Index", "Sign-off sheet"):
        assert part in everything
    for number, page in enumerate(pages[1:], 2):
        assert f"Page {number} of {len(pages)}" in page
        assert "Printed copies may be out of date" in page


@pytest.mark.parametrize("languages", [("th", "nb"), ("el", "tr")])
def test_two_languages_face_each_other_with_their_rows_level(languages: tuple[str, str]) -> None:
    pdf = booklet(*languages)
    starts = dict(outline_of(pdf))
    latin = languages[1]
    for topic in FEW:
        left = starts[_playbook().pages[languages[0], topic].title]
        assert left % 2 == 0
        facing = squeezed(pages_of(pdf)[left])
        assert squeezed(_playbook().pages[latin, topic].title) in facing
        # Headings are the only text of their size; the marks of Thai stand a little above the line of their letters.
        heights = [{piece.height for piece in pieces_of(pdf, page) if piece.size == 11.0} for page in (left, left + 1)]
        assert heights[1]
        assert all(any(abs(other - height) < 0.3 for other in heights[0]) for height in heights[1])


def test_the_same_request_makes_the_same_bytes(playbook: Playbook) -> None:
    assert make(playbook, "poster", "th", "nb") == make(_playbook(), "poster", "th", "nb")
    assert make(load_playbook(ROOT), "custom", "th", topics=FEW, site_url=SITE) == booklet("th")


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("letter", 612)])
def test_paper_and_large_print(playbook: Playbook, paper: str, width: int) -> None:
    pdf = make(playbook, "custom", "nb", topics=("empathy",), paper=paper, large_print=True)
    start = dict(outline_of(pdf))[playbook.pages["nb", "empathy"].title]
    with opened(pdf) as document:
        assert all(int(page.mediabox[2]) == width for page in document.pages)
    assert 16 in {piece.size for piece in pieces_of(pdf, start)}


def test_markup_in_a_text_is_printed_and_not_obeyed(project: Path) -> None:
    nasty = '#pagebreak() $x^2$ @ref <label> = Title / #read("/etc/passwd") ~ // no comment'
    page = project / "docs/en/skills/empathy.md"
    page.write_text(page.read_text("utf-8").replace("## Step by step", f"`{nasty}`\n\n## Step by step", 1), "utf-8")
    organisation = {"organisation_name": "#emph[A] *B* _C_ $D$"}
    pdf = make(load_playbook(project), "custom", "en", topics=("empathy",), values=organisation)
    text = " ".join(pages_of(pdf))
    assert squeezed(nasty) in squeezed(text)
    assert organisation["organisation_name"] in text


def test_tables_and_quotations_are_printed_as_such(project: Path) -> None:
    page = project / "docs/en/skills/empathy.md"
    text = "| Room | Rule |\n|---|---|\n| Hall | *Quiet* |\n| Bar | Loud |\n\n> A plain quotation.\n\n## Step by step"
    page.write_text(page.read_text("utf-8").replace("## Step by step", text, 1), "utf-8")
    pdf = make(load_playbook(project), "custom", "en", topics=("empathy",))
    assert "Room Rule Hall Quiet Bar Loud A plain quotation." in " ".join(pages_of(pdf))
    with opened(pdf) as document:
        heads = [element for element in structure_elements(document) if element.S == "/TH"]
        assert len(heads) >= 4


def test_public_guidance_is_named_once_beside_the_sources(project: Path) -> None:
    rows = "guidance:\n  - {title: 'Upset people #1', publisher: Bureau of Work, year: 2021}\n"
    for topic in ("empathy", "honesty"):
        page = project / f"docs/en/skills/{topic}.md"
        front, body = re.sub(r"(?m)^guidance:(\n +.*)*\n", "", page.read_text("utf-8")).split("\n---\n", 1)
        page.write_text(f"{front}\n{rows}---\n{body}", "utf-8")
    text = squeezed(" ".join(pages_of(make(load_playbook(project), "custom", "fi", topics=("empathy", "honesty")))))
    assert text.count(squeezed("Aiheet noudattavat näitä julkisia ohjeita:")) == 1
    assert text.count(squeezed("Upset people #1 – Bureau of Work, 2021")) == 1


def test_a_character_without_a_glyph_is_named_with_its_page_and_language(project: Path) -> None:
    page = project / "docs/el/skills/empathy.md"
    page.write_text(page.read_text("utf-8").replace("title: ", "title: \U0010fffd", 1), "utf-8")
    with pytest.raises(UnusablePack) as caught:
        make(load_playbook(project), "custom", "el", topics=("empathy", "honesty"))
    (problem,) = caught.value.problems
    assert problem.path == "docs/el/skills/empathy.md"
    assert "U+10FFFD" in problem.message
    assert "Ελληνικά" in problem.message
    assert "fonts-noto-core" in problem.hint


def test_a_character_that_was_filled_in_is_no_fault_of_the_pages_that_show_it() -> None:
    with pytest.raises(UnusablePack) as caught:
        make(_playbook(), "poster", "th", values={"organisation_name": "Café \U0010fffd"})
    (problem,) = caught.value.problems
    assert problem.path == "what was filled in for the organisation"


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(codec="utf-8"), max_size=60), st.text(st.characters(codec="utf-8"), max_size=60))
def test_whatever_is_filled_in_makes_a_pdf_or_a_clear_word(name: str, number: str) -> None:
    values = {"organisation_name": name, "duty_manager_phone": number}
    rules = set()
    try:
        pages = len(pages_of(make(_playbook(), "poster", "en", values=values)))
    except UnusablePack as refusal:
        rules, pages = {problem.rule for problem in refusal.problems}, 0
    assert (rules, pages) in ((set(), 1), ({"missing-glyph"}, 0))
