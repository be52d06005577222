"""Light: what a first view takes over the wire, what moves while it loads, and what follows for use without signal."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from playbook.model import Playbook
from playbook.shown.addresses import page_address
from playbook.site.security import HEADERS
from tests.server import SiteServer

FIRST_VIEW = 64 * 1024
"""Bytes transferred, headers left out, for the first view of a topic page."""
KEPT = 1024 * 1024
"""Bytes transferred behind a first visit, so that the language works without signal."""

SHIFT = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum), 100)));
})"""


def first_view(browser: Browser, server: SiteServer, address: str) -> tuple[int, int, list[str]]:
    """Bytes of a first view with an empty cache, requests, and what was asked for."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    received: list[int] = []

    def count(event: dict[str, Any]) -> None:
        received.append(int(event["encodedDataLength"]))

    session.on("Network.loadingFinished", count)
    server.requests.clear()
    page.goto(server.url + address, wait_until="networkidle")
    asked = list(server.requests)
    context.close()
    return sum(received), len(asked), asked


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "tr", "fi", "nb", "th", "el"])
def test_a_first_view_of_a_topic_page_is_light(browser: Browser, site_dir: Path, language: str) -> None:
    with SiteServer(site_dir, "/handbook", HEADERS) as server:
        size, requests, asked = first_view(browser, server, page_address(language, "customers/angry-customer.md"))
    assert 20_000 < size <= FIRST_VIEW, (size, asked)
    assert requests <= 30, asked


@pytest.mark.parametrize("language", ["en", "tr", "fi", "nb", "th", "el"])
def test_what_is_kept_for_use_without_signal_is_light_too(site_dir: Path, language: str) -> None:
    listed = json.loads((site_dir / "offline" / f"{language}.json").read_text("utf-8"))["files"]
    total = 0
    for address in listed:
        file = site_dir / address / "index.html" if address == "" or address.endswith("/") else site_dir / address
        total += len(gzip.compress(file.read_bytes(), 6))
    assert 100_000 < total <= KEPT, total


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["th", "fi"])
def test_nothing_moves_while_a_page_loads(browser: Browser, site_url: str, language: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, service_workers="block")
    page: Page = context.new_page()
    for source in ("index.md", "customers/angry-customer.md", "situations/faulty-product.md", "phrasebook.md"):
        page.goto(site_url + page_address(language, source))
        assert page.evaluate(SHIFT) < 0.01, source
    context.close()


def test_the_theme_s_own_script_is_not_loaded(site_dir: Path, playbook: Playbook) -> None:
    for code in playbook.languages:
        text = (site_dir / page_address(code, "customers/angry-customer.md") / "index.html").read_text("utf-8")
        assert "assets/javascripts/" not in text
