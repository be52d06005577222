"""How packs look, read from the finished PDFs: pages, sizes, places on the sheet."""

from __future__ import annotations

import io
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdf
import pytest

from playbook.model import Playbook, load_playbook
from playbook.packs.document import build_document
from playbook.packs.heights import Room, text_height
from playbook.packs.index import inverted
from playbook.packs.organisation import OUR_COLOUR, Organisation, read_organisation
from playbook.packs.request import PackRequest, UnusablePack
from playbook.packs.selection import select
from playbook.packs.words import PACK_CONTEXT
from playbook.shown.collation import first_letter
from tests.conftest import ROOT
from tests.packs.helpers import make, opened, outline_of, pages_of, pieces_of, squeezed

LANGUAGES = ["en", "tr", "fi", "nb", "th", "el"]


@cache
def _playbook() -> Playbook:
    return load_playbook(ROOT)


@cache
def pack(name: str, *languages: str, paper: str = "a4", large_print: bool = False, trainer: bool = False) -> bytes:
    return make(_playbook(), name, *languages, paper=paper, large_print=large_print, trainer=trainer)


def topic_pages(pdf: bytes, name: str, language: str) -> dict[str, int]:
    """The page on which each of a pack's topics begins."""
    starts = dict(outline_of(pdf))
    return {topic: starts[_playbook().pages[language, topic].title] for topic in _playbook().packs[name].topics}


def body_sizes(pdf: bytes, page: int) -> dict[float, int]:
    """The letters on a page by their size."""
    sizes: dict[float, int] = {}
    for piece in pieces_of(pdf, page):
        sizes[piece.size] = sizes.get(piece.size, 0) + len(piece.text)
    return sizes


def main_size(pdf: bytes, page: int) -> float:
    sizes = body_sizes(pdf, page)
    return max(sizes, key=lambda size: sizes[size])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_day_has_twelve_to_sixteen_pages_and_no_exercise(language: str) -> None:
    pdf = pack("first-day", language)
    pages = pages_of(pdf)
    assert 12 <= len(pages) <= 16
    locale = _playbook().locales[language]
    practice = locale.text("Practise", "section")
    assert not any(practice in page for page in pages[3:-3] if practice not in {"", "Trening"})
    for topic, page in topic_pages(pdf, "first-day", language).items():
        now = locale.text("Right now", "section")
        assert squeezed(now) in squeezed(pages[page - 1]), topic


@pytest.mark.parametrize(("language", "paper"), [*((code, "a4") for code in LANGUAGES), ("el", "letter")])
def test_new_starter_has_forty_pages_at_most_and_each_topic_stands_on_a_spread_or_a_page(
    language: str, paper: str
) -> None:
    pdf = pack("new-starter", language, paper=paper)
    count = len(pages_of(pdf))
    assert count <= 40
    starts = sorted(topic_pages(pdf, "new-starter", language).values())
    after = min(page for _, page in outline_of(pdf) if page > starts[-1])
    for start, following in pairwise([*starts, after]):
        assert following - start in {1, 2}
        if following - start == 2:
            assert start % 2 == 0


@pytest.mark.parametrize("language", ["en", "el"])
def test_no_page_of_a_booklet_is_nearly_empty(language: str) -> None:
    for page in pages_of(pack("new-starter", language))[1:]:
        assert len(page) > 300


@pytest.mark.parametrize("languages", [("th", "nb"), ("el", "en")])
def test_in_two_languages_a_topic_begins_on_a_left_page_with_its_other_half_beside_it(
    languages: tuple[str, ...],
) -> None:
    pdf = pack("first-day", *languages)
    pages = [squeezed(page) for page in pages_of(pdf)]
    for topic, start in topic_pages(pdf, "first-day", languages[0]).items():
        assert start % 2 == 0
        assert squeezed(_playbook().pages[languages[1], topic].title) in pages[start]


def test_exercises_have_lines_to_write_on_and_the_trainers_have_answers_and_times() -> None:
    page = _playbook().pages["en", "active-listening"]
    answer = "Let him finish, with an"
    staff, trainer = pack("new-starter", "en"), pack("new-starter", "en", trainer=True)
    start = topic_pages(staff, "new-starter", "en")["active-listening"]
    assert answer in page.text
    assert answer not in pages_of(staff)[start - 1]
    assert answer in " ".join(pages_of(staff)[start:])
    beside = pages_of(trainer)[topic_pages(trainer, "new-starter", "en")["active-listening"] - 1]
    assert answer in beside
    assert re.search(r"About \d+ minutes", beside)
    assert "Answers to the exercises" not in " ".join(pages_of(trainer))
    assert "For trainers" in pages_of(trainer)[0]


def test_exercises_are_numbered_in_the_order_in_which_they_stand() -> None:
    text = " ".join(pages_of(pack("new-starter", "fi")))
    word = _playbook().locales["fi"].text("Exercise {number}", "pack").replace("{number}", r"(\d+)")
    numbers = [int(number) for number in re.findall(word, text)]
    half = len(numbers) // 2
    assert numbers[:half] == list(range(1, half + 1)) == numbers[half:]


@pytest.mark.parametrize(("language", "paper"), [("el", "a4"), ("en", "letter"), ("th", "a4")])
def test_cards_are_of_one_size_within_the_sheet_and_stand_for_every_topic_with_right_now(
    language: str, paper: str
) -> None:
    pdf = pack("pocket-cards", language, paper=paper)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    text = squeezed("".join(pages_of(pdf)))
    for topic in _playbook().taxonomy.topics():
        page = _playbook().pages[language, topic.id]
        if "now" in page.by_id:
            assert squeezed(page.title) in text, topic.id
    sizes: set[float] = set()
    for number, drawn in enumerate(reader.pages, 1):
        area = float(drawn.mediabox.height)
        pieces = [piece for piece in pieces_of(pdf, number) if piece.size > 1]
        foot = next(piece.height for piece in reversed(pieces))
        cards = [piece for piece in pieces if piece.height > foot + 1]
        assert all(20 < piece.height < area - 20 for piece in cards)
        # Text, titles, and the labels of gaps.
        sizes |= {piece.size for piece in cards}
    assert len({round(size / min(sizes), 1) for size in sizes}) <= 4
    assert min(sizes) >= 4.5


def test_cards_of_two_sheets_have_the_same_measures() -> None:
    def marks(paper: str) -> set[float]:
        """The lengths of the lines drawn on the first sheet, in points: those between the cards among them."""
        with opened(pack("pocket-cards", "en", paper=paper)) as pdf:
            content = pdf.pages[0].Contents.read_bytes()
        found = re.findall(rb"([\d.-]+) ([\d.-]+) m\s+([\d.-]+) ([\d.-]+) l", content)
        return {round(abs(float(b) - float(a)) + abs(float(d) - float(c)), 0) for a, c, b, d in found}

    assert marks("a4") == marks("letter")
    assert 538 in marks("a4") or 539 in marks("a4")  # twice 9.5 cm


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_poster_is_one_sheet_of_twenty_points_on_a3_and_larger_in_large_print(language: str) -> None:
    plain, large = pack("poster", language, paper="a3"), pack("poster", language, paper="a3", large_print=True)
    assert len(pages_of(plain)) == len(pages_of(large)) == 1
    assert 20 <= main_size(plain, 1) < main_size(large, 1)
    locale, heads = _playbook().locales[language], _heads(language)
    for pdf in (plain, large):
        squeezed = "".join(piece.text for piece in pieces_of(pdf, 1)).replace(" ", "")
        places = [squeezed.find(head.replace(" ", "")) for head in heads]
        assert heads[0] == locale.text("I don't feel safe", "triage")
        assert 0 < places[0] == min(place for place in places if place >= 0)


def _heads(language: str) -> list[str]:
    """The situations of the poster, as it has them in order."""
    request = PackRequest("poster", (language,))
    who = read_organisation(_playbook(), None, {})
    heads = build_document(_playbook(), request, select(_playbook(), request), who).data["heads"]
    return [head for (head,) in heads.values()]


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_poster_with_long_numbers_and_a_logo_stays_on_one_sheet(tmp_path: Path, paper: str) -> None:
    own = tmp_path / "ours.yml"
    own.write_text(
        'colour: "#c2185b"\nslots:\n  - {name: organisation_name, label: x, value: ' + "W" * 190 + "}\n", "utf-8"
    )
    number = "+44 20 7946 0958 extension 44 17, then ask for the control room"
    values = {
        "police_number": number,
        "duty_manager_phone": number,
        "duty_manager": "Priyanka Featherstonehaugh-Smythe",
    }
    for large in (False, True):
        options = {"paper": paper, "large_print": large, "organisation": own, "values": values}
        pdf = make(_playbook(), "poster", "el", "tr", site_url="https://help.example.org", **options)
        assert len(pages_of(pdf)) == 1


def test_long_names_on_the_contact_sheet_do_not_lie_over_those_below() -> None:
    pdf = pack("first-day", "el", "en")
    page = dict(outline_of(pdf))[_playbook().locales["el"].text("Contact sheet", PACK_CONTEXT)]
    lines = [piece for piece in pieces_of(pdf, page) if not piece.text.isdigit()]
    assert len(lines) > 40
    assert all(one.height == below.height or one.height - below.height > 10 for one, below in pairwise(lines[3:-5]))


@pytest.mark.parametrize("language", ["el", "en", "th"])
def test_no_word_is_hyphenated_where_it_would_lose_a_single_letter(language: str) -> None:
    assert not re.search(r"\w-\s*$", "\n".join(_lines(pack("new-starter", language))), re.MULTILINE) or language == "en"


def test_in_thai_both_forms_stay_together_with_the_mark_behind_them() -> None:
    lines = _lines(pack("new-starter", "th"))
    assert sum("ค่ะ/ครับ”" in line for line in lines) > 10
    assert not [line for line in lines if line.startswith("/ครับ") or line == "”"]


@pytest.mark.parametrize("language", ["fi", "nb", "tr"])
def test_hyphens_leave_two_letters_on_each_side(language: str) -> None:
    lines = _lines(pack("new-starter", language))
    written = "".join(page.text for page in _playbook().pages.values() if page.language == language)
    for line, following in pairwise(lines):
        if re.search(r"[^\W\d]-$", line) and following[:1].islower():
            head, tail = re.split(r"\W+", line[:-1])[-1], re.split(r"\W+", following)[0]
            # A hyphen of the word's own, as in "e-post", is another matter.
            assert min(len(head), len(tail)) >= 2 or f"{head}-{tail}" in written


def _lines(pdf: bytes) -> list[str]:
    return [
        line.strip() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages for line in page.extract_text().splitlines()
    ]


def test_the_cover_says_whose_it_is_or_has_no_gap_there(tmp_path: Path) -> None:
    nobody = pages_of(pack("first-day", "en"))[0]
    assert "Name of the organisation" not in nobody
    assert "belongs" not in nobody
    assert "example" not in " ".join(pages_of(pack("first-day", "en")))
    own = tmp_path / "ours.yml"
    own.write_text('colour: "#ffe082"\nslots:\n  - {name: organisation_name, label: x, value: Fjord & Sons}\n', "utf-8")
    pdf = make(_playbook(), "custom", "en", topics=("empathy",), organisation=own, recipient="Somchai")
    assert "Fjord & Sons" in pages_of(pdf)[0]
    assert "Somchai" in pages_of(pdf)[0]
    with opened(pdf) as document:
        content = document.pages[0].Contents.read_bytes()
    assert re.search(rb"1 0\.878\d* 0\.509\d* (?:sc|scn|rg)", content)


@pytest.mark.parametrize("colour", ["#ffe082", "#ffffff", "#14514b", "#00ff00"])
def test_an_organisations_colour_can_be_read_as_text(colour: str) -> None:
    def light(code: str) -> float:
        parts = [int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    accent = Organisation({}, colour=colour).accent
    assert 1.05 / (light(accent) + 0.05) >= 4.4
    assert (accent == colour) == (colour == OUR_COLOUR)


def test_how_to_use_is_true_of_the_pack() -> None:
    whole, short = pages_of(pack("new-starter", "en"))[1], pages_of(pack("first-day", "en"))[1]
    trainer = pages_of(pack("new-starter", "en", trainer=True))[1]
    assert "answers at the back" in whole
    assert "exercises" not in short.partition("Contents")[0]
    assert "beside it" in trainer
    assert "Scan the code" not in whole  # there is none without an address


def test_the_index_has_letters_and_no_entry_begins_with_an_article() -> None:
    for language, articles in {"en": ("The ", "A "), "nb": ("Den ", "Det "), "el": ("Ο ", "Η ", "Το ")}.items():
        request = PackRequest("new-starter", (language,))
        who = read_organisation(_playbook(), None, {})
        index = build_document(_playbook(), request, select(_playbook(), request), who).data["index"][0]
        words = [row["t"] for group in index for row in group["rows"]]
        assert len(words) > 30
        assert not any(word.startswith(articles) for word in words)
        assert all(len(group["letter"]) == 1 and group["letter"] == group["letter"].upper() for group in index)
        assert len({group["letter"] for group in index}) == len(index)
    assert inverted("The angry customer", "en") == "Angry customer, the"
    assert inverted("Theft and robbery", "en") == "Theft and robbery"


@pytest.mark.parametrize(
    ("word", "language", "letter"),
    [
        ("izin", "tr", "İ"),
        ("ırk", "tr", "I"),
        ("έλεγχος", "el", "Ε"),
        ("ลูกค้า", "th", "ล"),
        ("เพื่อน", "th", "พ"),
        ("ärtyisä", "fi", "Ä"),
        ("–", "en", "#"),
    ],
)
def test_an_index_letter_is_one_of_the_languages_alphabet(word: str, language: str, letter: str) -> None:
    assert first_letter(word, language) == letter


def test_sources_are_named_with_all_that_a_reader_needs_or_not_at_all() -> None:
    request = PackRequest("complete", ("en",))
    data = build_document(
        _playbook(), request, select(_playbook(), request), read_organisation(_playbook(), None, {})
    ).data
    for row in data["sources"][0]:
        who, year, language = row["by"].rsplit(", ", 2)
        assert who
        assert re.fullmatch(r"\d{4}", year)
        assert language[0].isupper()
        assert not row["title"].endswith("…")
    assert all(re.search(r", \d{4}$", row["by"]) for row in data["guidance"][0])


@pytest.mark.parametrize("language", ["en", "th"])
def test_a_pdf_is_for_everybody_and_readers_have_nothing_to_complain_of(language: str) -> None:
    with opened(pack("first-day", language)) as pdf:
        assert pdf.Root.MarkInfo.keys() == {"/Marked"}  # poppler takes /Suspects for a mistake
        with pdf.open_metadata() as metadata:
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert all(isinstance(page.get("/StructParents"), int) for page in pdf.pages)
        assert all(page.get("/Tabs") in {None, pikepdf.Name.S} for page in pdf.pages)


def test_heights_are_foretold_from_the_widths_of_letters() -> None:
    room = Room(full=48, column=23, loose=False)
    one, two = text_height("A short line", room, 23), text_height("word " * 20, room, 23)
    assert one == pytest.approx(0.714)
    assert two > 2 * one
    assert text_height("ก" * 100, room, 23) > 2 * one


def test_what_cannot_be_a_colour_is_named_with_its_line(tmp_path: Path) -> None:
    own = tmp_path / "ours.yml"
    own.write_text("colour: teal\nslots: []\n", "utf-8")
    with pytest.raises(UnusablePack) as caught:
        read_organisation(_playbook(), own, {})
    (problem,) = caught.value.problems
    assert problem.line == 1
    assert "colour" in problem.message
