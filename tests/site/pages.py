"""What the browser tests of the site share: a page of the built site on a phone or a desk, and its picture."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}
SCREENS = {"phone": PHONE, "desk": DESK}
ARTEFACTS = Path(__file__).parent.parent.parent / "build" / "screenshots"


@contextmanager
def opened(browser: Browser, address: str, screen: str = "phone", **options: Any) -> Iterator[Page]:
    """A page of the site, in a context of its own. It fails the test if a script of the page fails."""
    settings = {"viewport": SCREENS[screen], "locale": "en-GB", "service_workers": "block", **options}
    context = browser.new_context(**settings)
    context.set_default_timeout(10_000)
    errors: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    try:
        yield page
        assert not errors
    finally:
        context.close()


def picture(page: Page, name: str, screen: str, full: bool = False) -> None:
    """Keep a picture of the page for people to look at, and see that nothing sticks out sideways."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{name}-{screen}.png", full_page=full)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= SCREENS[screen]["width"], f"{name} is {width} px wide on a {screen}"
