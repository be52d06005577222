"""A broken layout is seen: every kind of page looks as its reference picture does, apart from its words.

`make pictures` renews the pictures after a change of the looks (see tests/site/reference.py). What differs is kept in
build/screenshots/ beside what it should be.
"""

from __future__ import annotations

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from playbook.shown.addresses import page_address
from tests.site.pages import ARTEFACTS, opened
from tests.site.reference import (
    FOLDER,
    LANGUAGES,
    LOOK,
    SCREENS,
    TOLERATED,
    TOPIC,
    missing_fonts,
    pictures,
    save,
    taken,
    unlike,
)

MOST_BYTES = 6 * 1024 * 1024


@pytest.fixture(scope="module", autouse=True)
def fonts() -> None:
    if missing := missing_fonts():
        pytest.fail(
            f"the pictures need the fonts {', '.join(missing)} (Debian: fonts-noto-core): scripts/setup.sh test"
        )


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_page_looks_as_its_picture(browser: Browser, site_url: str, language: str) -> None:
    wrong, seen = [], set()
    for name, picture in pictures(browser, site_url, language):
        file = FOLDER / f"{name}.png"
        seen.add(file.name)
        share = unlike(Image.open(file), picture) if file.is_file() else 1.0
        if share > TOLERATED:
            wrong.append(f"{name}: {share:.0%} of it looks otherwise" if file.is_file() else f"{name}: no picture")
            save(picture, ARTEFACTS / "reference" / file.name)
    left = {file.name for file in FOLDER.glob(f"*-{language}-*.png")} - seen
    assert not wrong + sorted(left), "look at build/screenshots/reference/; if it is meant: make pictures"


def test_the_pictures_are_light() -> None:
    assert sum(file.stat().st_size for file in FOLDER.glob("*.png")) < MOST_BYTES


def look(page: Page, style: str = "", act: str = "") -> Image.Image:
    page.reload(wait_until="networkidle")
    page.add_style_tag(content=LOOK + style)
    if act:
        page.evaluate(act)
    page.wait_for_timeout(60)
    return taken(page)


OTHER_WORDS = """() => {
    const walker = document.createTreeWalker(document.querySelector(".pb-page"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode;
        if (text.data.length > 12) text.data = [...text.data.split(" ")].reverse().join(" ");
    }
}"""
A_LINE_MORE = """() => {
    document.querySelector(".pb-now li").firstChild.data += " και κάτι ακόμη εδώ που το κάνει πιο μακρύ";
}"""
BROKEN = {
    "a style sheet is gone": ".pb-page, .pb-page * { all: revert !important; }",
    "something sticks out": ".pb-page > * { margin-inline-start: 90px !important; }",
    "the bar is gone": ".md-header, .pb-chips { display: none !important; }",
    "letters are far too large": ".md-typeset { font-size: 1.3rem !important; }",
    "two things lie over each other": ".pb-page > section { margin-top: -4rem !important; }",
    "the words are not there": ".pb-page { visibility: hidden; }",
}


@pytest.mark.browser
@pytest.mark.parametrize("screen", SCREENS)
def test_a_broken_layout_is_seen_and_other_words_are_not(browser: Browser, site_url: str, screen: str) -> None:
    address = site_url + page_address("el", TOPIC)
    with opened(browser, address, viewport=SCREENS[screen], reduced_motion="reduce", bypass_csp=True) as page:
        whole = look(page)
        assert unlike(whole, look(page)) == 0
        words = [unlike(whole, look(page, act=act)) for act in (OTHER_WORDS, A_LINE_MORE)]
        found = {why: unlike(whole, look(page, style)) for why, style in BROKEN.items()}
    assert max(words) <= TOLERATED, words
    assert min(found.values()) > TOLERATED, found
