"""A topic page is what the model says it is: cards, answers, rows, slots and links; and everything written is text."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from PIL import Image

from playbook.model import load_playbook
from playbook.model.page import heading_ids, read_page
from playbook.packs.document import build_document
from playbook.packs.organisation import read_organisation
from playbook.packs.request import PackRequest
from playbook.packs.selection import select
from playbook.site import Site, page_content
from tests.checks.cases import build

PAGE = "docs/en/skills/patience.md"
ADDRESS = "https://playbook.example/"


def content(root: Path, source: str = "en/skills/patience.md", language: str = "en") -> BeautifulSoup:
    """The content of a page, parsed as a browser does."""
    site = Site(load_playbook(root), ADDRESS)
    return BeautifulSoup(page_content(site.view(source, language)).html, "lxml")


def written(tmp_path: Path, text: str) -> Tag:
    """The first section of a page that begins with a text, beside a picture, docs/en/five.png."""
    edit = {"in": PAGE, "find": "## Step by step\n", "put": f"## Step by step\n\n{text}\n"}
    root = build({"edit": [edit]}, tmp_path)
    Image.new("1", (1, 1)).save(root / "docs/en/five.png")
    section = content(root).select_one("section.pb-steps")
    assert section is not None
    return section


def test_two_warnings_in_a_row_are_two_cards(tmp_path: Path) -> None:
    shown = written(tmp_path, "> **Danger.** One.\n> Two.\n\n> **Note.** Three.\n")
    cards = [(card["class"], card.get_text(" ", strip=True)) for card in shown.select(".pb-card")]
    assert cards == [
        (["pb-card", "pb-card--danger"], "Danger. One.\nTwo."),
        (["pb-card", "pb-card--note"], "Note. Three."),
    ]
    assert all(card["role"] == "note" for card in shown.select(".pb-card"))


@pytest.mark.parametrize("opening", ["**Danger!**", "**danger:**", "**Danger**", "**DANGER.**"])
def test_a_card_is_known_by_its_word_alone(opening: str, tmp_path: Path) -> None:
    shown = written(tmp_path, f"> {opening} Step back.\n")
    assert len(shown.select(".pb-card.pb-card--danger > p > strong")) == 1


def test_any_other_quotation_is_one(tmp_path: Path) -> None:
    shown = written(tmp_path, "> **Careful.** Step back.\n")
    assert not shown.select(".pb-card")
    assert shown.select_one("blockquote > p") is not None


@pytest.mark.parametrize(
    "text",
    [
        '\\<meta http-equiv="refresh" content="0;url=https://elsewhere.example">',
        "&lt;script>alert(1)&lt;/script>",
        "##Heading",
        "Words {#now .pb-now onclick=x}",
        "[x](javascript:alert\\(1\\))",
    ],
)
def test_what_the_checks_take_for_text_is_text(text: str, tmp_path: Path) -> None:
    shown = written(tmp_path, text)
    assert not shown.select("meta, script, h1, h3, [onclick], a[href^=javascript]")
    assert [tag["id"] for tag in shown.select("[id]")] == ["steps"]


def test_raw_html_is_left_out_and_its_words_stay(tmp_path: Path) -> None:
    shown = written(tmp_path, "Some <b onclick=x>bold</b> words.\n\n<div>block</div>\n")
    assert "Some bold words." in shown.get_text()
    assert not shown.select("b, div")


def test_lists_in_lists_pictures_code_and_tables_are_shown(tmp_path: Path) -> None:
    text = "3. one\n   - two *three*\n4. `four`\n\n| a | b |\n|---|---|\n| 1 | ![five](../five.png) |\n"
    shown = written(tmp_path, text)
    assert shown.select_one('ol[start="3"] > li > ul > li > em') is not None
    assert shown.select_one("ol > li > code") is not None
    assert [cell.get_text() for cell in shown.select("table th")] == ["a", "b"]
    picture = shown.select_one("td > img")
    assert picture is not None
    assert (picture["src"], picture["alt"]) == ("../../five.png", "five")


def test_a_slot_is_a_gap_a_value_or_a_number_to_call(tmp_path: Path) -> None:
    slots = """slots:
  - {name: duty_manager, label: Duty manager, value: "Ann <Lee>"}
  - {name: phone, kind: phone, label: Telephone, value: "+47 22 33"}
  - {name: gap, label: Somebody}
"""
    edits = [
        {"in": "taxonomy/organisation.yml", "text": slots},
        {
            "in": PAGE,
            "find": "## Step by step\n",
            "put": "## Step by step\n\n{{ duty_manager }} {{phone}} {{ gap }} {{ none }}\n",
        },
    ]
    shown = content(build({"edit": edits}, tmp_path)).select_one("section.pb-steps > p")
    assert shown is not None
    assert shown.get_text() == "Ann <Lee> +47 22 33 Somebody {{ none }}"
    call = shown.select_one("a.pb-phone")
    assert call is not None
    assert call["href"] == "tel:+472233"
    gap = shown.select_one("span.pb-slot")
    assert gap is not None
    assert gap["data-slot"] == "gap"


def test_links_lead_within_the_language_and_places_to_the_section(tmp_path: Path) -> None:
    text = "[a](../customers/angry-customer.md#now) [b](honesty.md) [c](https://a.example/?q=1&r) [d](#steps)"
    text += " [e](../glossary.md#refund) [f](mailto:a@b.example)"
    hrefs = [link["href"] for link in written(tmp_path, text).select("a")]
    assert hrefs == [
        "../../customers/angry-customer/#now",
        "../honesty/",
        "https://a.example/?q=1&r",
        "#steps",
        "../../glossary/#refund",
        "mailto:a@b.example",
    ]


def test_sections_without_a_place_of_their_own_get_one(tmp_path: Path) -> None:
    shown = content(build({"edit": [{"in": PAGE, "find": "## Step by step", "put": "## Step by stop"}]}, tmp_path))
    heading = shown.find("h2", string="Step by stop")
    assert isinstance(heading, Tag)
    assert str(heading["id"]).startswith("section-")
    assert heading.parent is not None
    assert heading.parent["aria-labelledby"] == heading["id"]


def test_answers_are_folded_and_scenes_have_places(tmp_path: Path) -> None:
    shown = content(build({"edit": []}, tmp_path))
    scenes = shown.select(".pb-practice > h3")
    assert [scene["id"] for scene in scenes] == [f"practice-{number}" for number in range(1, len(scenes) + 1)]
    assert len(scenes) >= 1
    for answer in shown.select(".pb-practice > details"):
        assert answer.select_one("summary") is not None
        assert answer.select_one("p") is not None
    assert len(shown.select("details.pb-answer")) == len(scenes)
    assert not shown.select("blockquote")


def test_what_comes_first_in_trouble_stands_above_the_introduction(tmp_path: Path) -> None:
    shown = content(build({"edit": []}, tmp_path), "en/customers/angry-customer.md").select_one(".pb-page")
    assert shown is not None
    order = [" ".join(part.get("class") or [str(part.name)]) for part in shown.find_all(recursive=False)]
    assert order[:4] == ["h1", "pb-section pb-now", "pb-intro", "pb-tools"]


def test_a_page_is_rendered_from_text_that_nobody_saved(tmp_path: Path) -> None:
    root = build({"edit": []}, tmp_path)
    playbook = load_playbook(root)
    page = playbook.pages["fi", "patience"]
    text = page.text + "\nTallentamatta.\n"
    headings = heading_ids(playbook.taxonomy, playbook.locales["fi"])
    unsaved, problems = read_page(page.path, "fi", page.group, page.topic, text, headings)
    assert unsaved is not None
    assert not problems
    site = Site(playbook, ADDRESS)
    before = page_content(site.view("fi/skills/patience.md", "fi")).html
    after = page_content(site.topic_view(unsaved, "fi")).html
    assert after.replace("<p>Tallentamatta.</p>", "").split() == before.split()
    assert after.split() != before.split()


def test_a_page_that_is_not_written_is_shown_in_english_and_says_so(tmp_path: Path) -> None:
    root = build({"edit": [{"in": "docs/th/skills/patience.md", "delete": True}]}, tmp_path)
    shown = content(root, "en/skills/patience.md", "th")
    page = shown.select_one(".pb-page")
    assert page is not None
    assert (page["lang"], page["dir"]) == ("en", "ltr")
    tools = page.select_one(".pb-tools")
    assert tools is not None
    assert tools.parent is not None
    assert tools.parent["lang"] == "th"
    assert shown.select_one(".pb-notice") is not None


@pytest.mark.parametrize(("language", "said"), [("en", "22 November 2026"), ("fi", "22. marraskuuta 2026")])
def test_a_day_is_written_alike_on_pages_and_in_packs(language: str, said: str, tmp_path: Path) -> None:
    pack = "packs:\n  - {id: own, name: Own, audience: All, topics: [patience]}\n"
    page = f"docs/{language}/skills/patience.md"
    edits = [
        {"in": "taxonomy/packs.yml", "text": pack},
        {"in": page, "find": "\nchannel:", "put": "\nreviewed: 2026-11-22\nchannel:"},
    ]
    root = build({"edit": edits}, tmp_path)
    day = content(root, f"{language}/skills/patience.md", language).select_one("time")
    assert day is not None
    assert (day["datetime"], day.get_text()) == ("2026-11-22", said)
    playbook, request = load_playbook(root), PackRequest("own", (language,))
    nobody = read_organisation(playbook, None, {})
    assert build_document(playbook, request, select(playbook, request), nobody).data["dates"] == [said]
