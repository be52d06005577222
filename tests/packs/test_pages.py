"""The site's pages about printed packs: what they offer, what they keep, and whether a copy is current."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from playbook.model import Playbook, load_playbook
from playbook.packs.document import build_document
from playbook.packs.making import make_pack, shelve
from playbook.packs.organisation import read_organisation
from playbook.packs.request import PackRequest
from playbook.packs.selection import select
from playbook.packs.shelf import BUILT_PACKS, write_list
from playbook.site.printed_packs import FinishedPack, PrintedPacks, pack_files
from playbook.site.site import Site, page_content

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that notes mistakes of scripts."""
    context = browser.new_context()
    page = context.new_page()
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    yield page
    context.close()
    assert not mistakes


def printed_address(playbook: Playbook, url: str, pack: str, *languages: str) -> str:
    request = PackRequest(pack, languages, site_url=url)
    nobody = read_organisation(playbook, None, {})
    return build_document(playbook, request, select(playbook, request), nobody).addresses["cover"]


def _last(playbook: Playbook, language: str) -> str:
    """The title of the last topic of the pack for new starters."""
    return playbook.pages[language, playbook.packs["new-starter"].topics[-1]].title


def outcome(page: Page, address: str) -> set[str]:
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector("#pb-version-result [data-when]:not([hidden])")
    shown = page.locator("#pb-version-result [data-when]:not([hidden])")
    return {str(part.get_attribute("data-when")) for part in shown.all()}


def test_on_a_phone_a_version_stands_in_one_line_below_its_pack(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site_url}el/version/")
    for row in page.locator(".pb-pack-list tbody tr").all():
        name, version = row.locator("th").bounding_box(), row.locator(".pb-pack-version")
        lines = version.evaluate("(cell) => cell.offsetHeight / parseFloat(getComputedStyle(cell).lineHeight)")
        assert lines < 1.5, version.inner_text()
        below = version.bounding_box()
        assert name
        assert below
        assert below["y"] >= name["y"] + name["height"]


@pytest.mark.parametrize("languages", [("th",), ("nb", "th"), ("en",)])
def test_a_copy_of_today_is_current(page: Page, playbook: Playbook, site_url: str, languages: tuple[str, ...]) -> None:
    address = printed_address(playbook, site_url, "new-starter", *languages)
    assert {"scanned", "current"} <= outcome(page, address)
    assert page.get_attribute("#pb-version-result", "data-state") == "current"
    assert page.locator("html").get_attribute("lang") == languages[0]


def test_a_changed_topic_is_named_in_the_language_of_the_copy(page: Page, playbook: Playbook, site_url: str) -> None:
    address = printed_address(playbook, site_url, "new-starter", "fi")
    other = address[:-1] + ("A" if address[-1] != "A" else "B")
    assert {"scanned", "changed", "outdated"} <= outcome(page, other)
    assert page.locator('[data-list="changed"] a').all_inner_texts() == [_last(playbook, "fi")]
    assert page.inner_text(".pb-scanned") == "Skannasit: Uusi työntekijä (suomi)"
    assert page.get_attribute("#pb-version-result", "data-state") == "outdated"


def test_of_a_copy_in_two_languages_it_is_told_which_of_them_changed(
    page: Page, playbook: Playbook, site_url: str
) -> None:
    address = printed_address(playbook, site_url, "new-starter", "nb", "th")
    other = address[:-1] + ("A" if address[-1] != "A" else "B")
    assert {"scanned", "changed", "outdated"} <= outcome(page, other)
    assert page.inner_text(".pb-scanned").endswith("(norsk bokmål, thai)")
    assert page.locator('[data-list="changed"] li').all_inner_texts() == [f"{_last(playbook, 'nb')} (thai)"]


def test_new_and_dropped_topics_are_told(page: Page, playbook: Playbook, site_url: str) -> None:
    address = printed_address(playbook, site_url, "new-starter", "el")
    assert {"new", "outdated"} <= outcome(page, address[:-6])
    assert page.locator('[data-list="new"] a').all_inner_texts() == [_last(playbook, "el")]
    assert {"gone", "outdated"} <= outcome(page, address + "______")


@pytest.mark.parametrize(
    "code",
    [
        *("x", "1.new-starter.th.2026-11-22-abcdef.AB", "1..th.<b>.AAABBB", "%E0%A4%A", "%25"),
        *("1.new-starter.<b>.abcdef.AAABBB", "1.new-starter.~.abcdef.AAABBBCCC", "1.new-starter.en-zzz.abcdef.AAABBB"),
    ],
)
def test_an_unreadable_code_is_said_so(page: Page, site_url: str, code: str) -> None:
    assert outcome(page, f"{site_url}tr/version/#{code}") == {"unreadable"}


def test_what_was_filled_in_stays_on_the_device_until_it_is_cleared(
    page: Page, playbook: Playbook, site_url: str
) -> None:
    page.goto(f"{site_url}packs/")
    page.select_option("#pb-pack-from", "phone-support")
    page.fill("#pb-slot-organisation_name", "Fjord & Sons")
    page.reload()
    assert page.input_value("#pb-slot-organisation_name") == "Fjord & Sons"
    ticked = page.locator('input[name="topic"]:checked').evaluate_all("(boxes) => boxes.map((box) => box.value)")
    assert ticked == list(playbook.packs["phone-support"].topics)
    page.click("#pb-pack-clear")
    page.reload()
    assert page.input_value("#pb-slot-organisation_name") == ""
    assert page.locator('input[name="topic"]:checked').count() == 0


def test_only_packs_of_today_are_offered_for_download(project: Path) -> None:
    playbook = load_playbook(project)
    requests = [PackRequest("poster", ("fi",)), PackRequest("pocket-cards", ("fi",))]
    write_list(project / BUILT_PACKS, [shelve(playbook, request, project / BUILT_PACKS) for request in requests])
    (offered, cards) = reversed(PrintedPacks(playbook, playbook.locales["fi"]).finished)
    assert offered.version == make_pack(playbook, requests[0]).version
    assert str(datetime.date.fromisoformat(offered.version[:10]).year) in offered.date
    files = dict(pack_files(PrintedPacks(playbook, playbook.locales["fi"])))
    assert all(files[file.address].is_file() for file in (*offered.files, *cards.files))
    assert files[offered.cover].read_bytes()[8:12] == b"WEBP"
    assert [(file.form, file.pages) for file in offered.files] == [("A4", "1 sivu")]
    page = project / "docs/fi/customers/indecisive-customer.md"
    page.write_text(page.read_text("utf-8") + "\nUusi lause.\n", "utf-8")
    later = load_playbook(project)
    assert [pack.name for pack in PrintedPacks(later, later.locales["fi"]).finished] == [offered.name]


NOTHING_FINISHED = "There are no finished packs on this site yet"
FROM_ABOVE = "from above"


@pytest.mark.parametrize("finished", [True, False])
@pytest.mark.parametrize("can_be_made", [True, False])
def test_the_page_promises_only_what_there_is(
    playbook: Playbook, monkeypatch: pytest.MonkeyPatch, finished: bool, can_be_made: bool
) -> None:
    pack = FinishedPack("Poster", "Everyone", "1", "today", "cover.webp", ())
    monkeypatch.setattr(PrintedPacks, "finished", (pack,) if finished else ())
    monkeypatch.setattr(PrintedPacks, "can_be_made", can_be_made)
    site = Site(playbook, "https://example.org/")
    shown = BeautifulSoup(page_content(site.view("en/packs.md", "en")).html, "lxml")
    text = shown.get_text()
    assert (NOTHING_FINISHED in text) != finished
    assert ("none can be made here" in text) == (not finished and not can_be_made)
    assert ("You can make one on this page" in text) == (not finished and can_be_made)
    assert ("The finished packs above" in text or FROM_ABOVE in text) == finished
    assert bool(shown.select("#pb-pack")) == can_be_made
    assert bool(shown.select("#own")) == (finished or can_be_made)
