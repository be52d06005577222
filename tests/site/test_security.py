"""Private: nothing from another host, nothing inline, no cookies; the policy is in every page and for every host."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from playbook.model import Playbook
from playbook.shown.addresses import page_address
from playbook.shown.generated import generated_pages
from playbook.site.security import HEADERS, apache, azure, netlify, nginx, policy, vercel
from tests.conftest import ROOT
from tests.server import SiteServer

GUIDE = "docs/en/guides/publishing.md"
_EXECUTABLE = {None, "", "module", "text/javascript", "application/javascript"}


def inline_code(html: str) -> list[str]:
    """Everything in a page that a strict policy forbids: scripts, styles and handlers that stand in the page itself."""
    tree, found = LexborHTMLParser(html), []
    for node in tree.css("script"):
        if not node.attributes.get("src") and node.attributes.get("type") in _EXECUTABLE:
            found.append(node.html or "")
    found += [node.html or "" for node in tree.css("style, [style]")]
    for node in tree.css("body, body *"):
        found += [f"{name}=" for name in node.attributes if name.startswith("on")]
        found += [value for value in node.attributes.values() if value and value.strip().startswith("javascript:")]
    return found


def test_no_page_holds_code_or_styles_of_its_own(site_dir: Path) -> None:
    wrong = {file: inline_code(file.read_text("utf-8")) for file in site_dir.rglob("*.html")}
    assert len(wrong) > 250
    assert not {file: found for file, found in wrong.items() if found}


@pytest.mark.parametrize(
    "html",
    [
        "<script>1</script>",
        "<style>p{}</style>",
        '<p style="color:red">x</p>',
        '<p onclick="x()">x</p>',
        '<a href="javascript:x()">x</a>',
    ],
)
def test_the_search_for_inline_code_finds_it(html: str) -> None:
    assert inline_code(f"<html><body>{html}</body></html>")


def test_every_page_carries_the_policy_before_anything_it_governs(site_dir: Path, playbook: Playbook) -> None:
    for page in generated_pages(playbook):
        file = site_dir / page_address("th", page.source) / "index.html"
        if file.is_file():
            text = file.read_text("utf-8")
            found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', text)
            assert found, file
            assert unescape(found[1]) == policy(meta=True)
            assert found.start() < text.index("<link")


def test_the_policy_allows_no_other_host_and_nothing_inline() -> None:
    for rule in policy().split("; "):
        for source in rule.split(" ")[1:]:
            assert source in {"'self'", "'none'", "data:"}, rule
    assert "unsafe-inline" not in policy()
    assert "'unsafe-eval'" not in policy()
    assert re.search(r"img-src [^;]*data:", policy())
    assert policy().count("data:") == 1


@pytest.mark.browser
@pytest.mark.parametrize("language", ["th", "fi"])
def test_the_whole_site_works_under_the_policy_and_asks_nobody_else(
    browser: Browser, site_dir: Path, playbook: Playbook, language: str
) -> None:
    with SiteServer(site_dir, "/handbook", HEADERS) as server:
        context = browser.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        host, foreign, broken = urlsplit(server.url).netloc, [], []
        context.on(
            "request", lambda request: foreign.append(request.url) if urlsplit(request.url).netloc != host else None
        )
        page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: broken.append(str(error)))
        topic = page_address(language, "customers/angry-customer.md")
        places = [page_address(language, kind.source) for kind in generated_pages(playbook)]
        places += [topic, f"{topic}?mode=rehearse", f"{topic}?with=el", "404.html", "offline.html"]
        for address in (place for place in places if (site_dir / place.split("?")[0]).exists()):
            page.goto(server.url + address)
            page.wait_for_load_state("networkidle")
        assert not foreign
        assert not broken
        assert context.cookies() == []
        context.close()


def test_hosts_get_the_same_headers(site_dir: Path) -> None:
    for name, text in {"_headers": netlify(), ".htaccess": apache(), "vercel.json": vercel()}.items():
        assert (site_dir / name).read_text("utf-8") == text
        for header, value in HEADERS.items():
            assert header in text
            assert value in text
    settings = json.loads((site_dir / "staticwebapp.config.json").read_text("utf-8"))
    assert settings == json.loads(azure())
    assert settings["globalHeaders"] == HEADERS


def test_the_guide_gives_the_lines_for_nginx_as_they_are(root: Path) -> None:
    guide = (root / GUIDE).read_text("utf-8")
    for line in nginx().splitlines():
        assert line in guide


def test_addresses_are_decoded_where_a_broken_one_is_caught() -> None:
    """`#%` is no well-formed address: a script that decodes it unguarded ends there."""
    for module in sorted((ROOT / "scripts/playbook/site/theme/assets").glob("*.mjs")):
        text = module.read_text("utf-8")
        guarded = re.findall(r"try \{\n    return decodeURIComponent\(hash\);\n  \} catch", text)
        assert text.count("decodeURIComponent") == len(guarded), module
