"""The press: the browser makes the pack that `playbook pack` makes, keeps what it loaded, and says what is wrong."""

from __future__ import annotations

import io
import json
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser, Page

from playbook.model import Playbook
from playbook.model.site_address import EXAMPLE
from playbook.packs.document import build_document, order_of
from playbook.packs.making import make_pack
from playbook.packs.organisation import Organisation, read_organisation
from playbook.packs.request import PackRequest
from playbook.packs.selection import select
from playbook.shown.addresses import page_address
from playbook.site.security import HEADERS
from tests.packs.helpers import pages_of
from tests.server import SiteServer

pytestmark = pytest.mark.browser
TOPICS = ("empathy", "angry-customer", "security-and-emergencies")
_ASSEMBLE = """async ([order, languages]) => {
    const { assemble } = await import(new URL("../assets/press-assembly.mjs", location));
    const read = async (language) => (await fetch(new URL(`../press/${language}.json`, location))).json();
    return assemble(await Promise.all(languages.map(read)), order);
}"""
_COMPILE = "() => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => true, () => false)"


@pytest.fixture(scope="module")
def server(site_dir: Path) -> Iterator[SiteServer]:
    with SiteServer(site_dir, "/handbook", HEADERS) as server:
        yield server


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that notes what its policy forbids and its scripts do wrong, whose downloads are taken."""
    context = browser.new_context(accept_downloads=True, service_workers="block")
    page = context.new_page()
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.on("console", lambda message: mistakes.append(message.text) if "Content Security" in message.text else None)
    yield page
    context.close()
    assert not mistakes


def opened(page: Page, server: SiteServer, language: str = "en") -> Page:
    page.goto(server.url + page_address(language, "packs.md"))
    page.wait_for_selector("#pb-pack:not([hidden])")
    return page


def made(page: Page) -> bytes:
    """The PDF that the page makes as its form is filled in."""
    page.click("#pb-pack button[type=submit]")
    with page.expect_download(timeout=0) as download:
        page.wait_for_selector("#pb-pack-cancel", state="hidden", timeout=300_000)
        assert page.inner_text("#pb-pack-made"), page.inner_text("#pb-pack-status")
    return Path(download.value.path()).read_bytes()


def told(page: Page) -> str:
    """What the page says when it stops working."""
    page.wait_for_selector("#pb-pack-cancel", state="hidden")
    return page.inner_text("#pb-pack-status")


def requests() -> list[PackRequest]:
    name = 'Aila & <b>"Son"</b>'
    own = {"organisation_name": name, "duty_manager": "{{ first_aider }}", "police_number": "1"}
    return [
        PackRequest("new-starter", ("th",), recipient="สมชาย", speaker="man"),
        PackRequest("complete", ("el", "tr"), "letter", large_print=True, values=own, country="GR"),
        PackRequest("pocket-cards", ("fi",), values=own),
        PackRequest("poster", ("nb", "th"), country="NO", speaker="woman"),
        PackRequest("custom", ("en",), topics=TOPICS, values={"emergency_number": "112"}, country="FI"),
        PackRequest("phrase-sheet", ("th", "en"), "letter"),
    ]


@pytest.mark.parametrize("number", range(6))
def test_what_is_chosen_and_filled_in_is_the_same(
    page: Page, server: SiteServer, playbook: Playbook, number: int
) -> None:
    request = requests()[number]
    selection = select(playbook, request)
    who = read_organisation(playbook, None, request.values, request.country)
    wanted = build_document(playbook, request, selection, who).data
    found: dict[str, Any] = opened(page, server).evaluate(
        _ASSEMBLE, [order_of(request, selection, who), list(request.languages)]
    )
    for language in found["languages"]:
        assert language.pop("fonts")[0] == "Noto Sans"
    assert list(found["topics"]) == list(wanted["topics"])
    assert found == json.loads(json.dumps(wanted))


@pytest.mark.parametrize(
    ("pack", "languages", "fields"),
    [
        ("custom", ("th",), {"recipient": "ชื่อนั้น"}),
        ("custom", ("el", "fi"), {"organisation_name": "Καφέ & <b>Son</b>", "security_phone": "09 1234"}),
        ("pocket-cards", ("tr",), {}),
        ("poster", ("en",), {}),
        ("phrase-sheet", ("nb",), {}),
    ],
)
def test_the_browsers_pack_is_the_one_of_the_command_line(
    page: Page, server: SiteServer, playbook: Playbook, pack: str, languages: tuple[str, ...], fields: dict[str, str]
) -> None:
    opened(page, server, languages[0])
    if pack == "custom":
        for topic in TOPICS:
            page.check(f'input[name="topic"][value="{topic}"]')
    else:
        page.select_option("#pb-pack-from", pack)
    page.select_option("#pb-pack-second", languages[1] if len(languages) > 1 else "")
    for name, value in fields.items():
        page.fill(f'#pb-pack input[name="{name}"]', value)
    values = {name: value for name, value in fields.items() if name != "recipient"}
    topics = TOPICS if pack == "custom" else ()
    request = PackRequest(
        pack,
        languages,
        topics=topics,
        values=values,
        recipient=fields.get("recipient", ""),
        site_url=page.get_attribute("#pb-pack", "data-site") or EXAMPLE,
    )
    pdf, wanted = made(page), make_pack(playbook, request).pdf
    assert pages_of(pdf) == pages_of(wanted)
    reader, other = pypdf.PdfReader(io.BytesIO(pdf)), pypdf.PdfReader(io.BytesIO(wanted))
    assert reader.root_object["/Lang"] == other.root_object["/Lang"]
    assert "'/Marked': True" in str(reader.root_object["/MarkInfo"])
    assert "/DisplayDocTitle" in str(reader.root_object["/ViewerPreferences"])
    assert reader.metadata
    assert reader.metadata.title == other.metadata.title if other.metadata else False
    assert "/StructTreeRoot" in reader.root_object
    assert all(sheet.get("/Tabs") == "/S" for sheet in reader.pages)


def test_a_colour_is_made_readable_as_on_the_command_line(page: Page, server: SiteServer) -> None:
    script = "async (colour) => (await import(new URL('../assets/pack-colour.mjs', location))).accentOf(colour)"
    opened(page, server)
    for colour in ("#ffffff", "#ffd700", "#14514b", "#e4002b", "#00a0ff", "#000000"):
        assert page.evaluate(script, colour) == Organisation({}, colour=colour).accent


def test_the_licence_of_what_is_passed_on_is_beside_it(site_dir: Path) -> None:
    text = (site_dir / "press/LICENCE.txt").read_text("utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
    for font in (site_dir / "press").glob("*.ttf"):
        with TTFont(font) as file:
            assert "Open Font License" in str(file["name"].getDebugName(13))


def test_pages_compile_nothing_and_the_worker_does(page: Page, server: SiteServer) -> None:
    assert opened(page, server).evaluate(_COMPILE) is False
    page.check('input[name="topic"][value="empathy"]')
    assert pages_of(made(page))
    assert page.evaluate(_COMPILE) is False


def test_nothing_is_loaded_before_somebody_asks_and_then_it_stays_on_the_device(
    browser: Browser, server: SiteServer
) -> None:
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    server.requests.clear()
    opened(page, server, "fi")
    page.check('input[name="topic"][value="empathy"]')
    page.wait_for_selector("html[data-kept]", timeout=60_000)
    assert not [address for address in server.requests if "/press/" in address]
    first = made(page)
    assert [address for address in server.requests if "/press/compiler.bin" in address]
    server.refuse = True
    try:
        page.reload()
        page.wait_for_selector("#pb-pack:not([hidden])")
        assert pages_of(made(page)) == pages_of(first)
    finally:
        server.refuse = False
    context.close()


def test_a_pack_can_be_given_up(page: Page, server: SiteServer) -> None:
    opened(page, server, "th")
    page.select_option("#pb-pack-from", "complete")
    page.click("#pb-pack button[type=submit]")
    page.click("#pb-pack-cancel")
    assert told(page) == page.evaluate("() => JSON.parse(document.querySelector('#pb-words').textContent).stopped")
    page.select_option("#pb-pack-from", "poster")
    assert len(pages_of(made(page))) == 1


def test_without_a_connection_the_page_says_so(page: Page, server: SiteServer) -> None:
    opened(page, server)
    page.check('input[name="topic"][value="empathy"]')
    page.route("**/press/**", lambda route: route.abort())
    page.click("#pb-pack button[type=submit]")
    page.wait_for_selector("#pb-pack-status:not(:empty)")
    assert "connection" in told(page)


def test_a_browser_that_cannot_is_told_to_take_a_finished_pack(page: Page, server: SiteServer) -> None:
    page.add_init_script("delete globalThis.DecompressionStream")
    page.goto(server.url + page_address("el", "packs.md"))
    page.wait_for_selector("#pb-pack-unable:not([hidden])")
    assert not page.is_visible("#pb-pack")


def picture(width: int) -> bytes:
    """A whole PNG that says it is so wide, in pixels, and as high."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, width, 1, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes((width + 7) // 8)) * width)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("logo.png", b"no picture at all", "PNG, JPEG"),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + b"x" * 100, "PNG, JPEG"),
        ("logo.png", picture(8000), "PNG, JPEG"),
        ("logo.svg", b"<html><script>1</script></html>", "PNG, JPEG"),
        ("logo.jpg", b"\xff\xd8\xff" + bytes(50 * 1024 * 1024), "5 MB"),
    ],
)
def test_what_is_no_logo_is_answered_beside_its_field(
    page: Page, server: SiteServer, tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    opened(page, server)
    page.check('input[name="topic"][value="empathy"]')
    (tmp_path / name).write_bytes(data)
    page.set_input_files("#pb-logo", tmp_path / name)
    page.click("#pb-pack button[type=submit]")
    page.wait_for_selector("#pb-fault-logo:not(:empty)")
    assert words in page.inner_text("#pb-fault-logo")
    assert page.get_attribute("#pb-logo", "aria-invalid") == "true"
    told(page)
    page.set_input_files("#pb-logo", [])
    assert page.inner_text("#pb-fault-logo") == ""


def test_what_was_typed_and_cannot_be_printed_is_answered(page: Page, server: SiteServer) -> None:
    opened(page, server, "th")
    page.click("#pb-pack button[type=submit]")
    words = page.evaluate("() => JSON.parse(document.querySelector('#pb-words').textContent)")
    assert told(page) == words["none"]
    page.check('input[name="topic"][value="empathy"]')
    page.fill("#pb-recipient", "x" * 201)
    assert page.inner_text("#pb-fault-recipient") == words["long"]
    page.click("#pb-pack button[type=submit]")
    assert page.evaluate("() => document.activeElement.id") == "pb-recipient"
    for letters, missing in {"Ann 🎉🎉": "🎉", "שלום": "ש ל ו ם", "\u202eAnn 中": "中"}.items():
        page.fill("#pb-recipient", letters)
        page.click("#pb-pack button[type=submit]")
        assert told(page) == words["letters"].replace("{characters}", missing)


def test_a_logo_a_long_name_and_markup_are_printed_as_they_are(page: Page, server: SiteServer) -> None:
    opened(page, server)
    page.check('input[name="topic"][value="empathy"]')
    name = "<script>alert(1)</script> *bold* #x $y$ \\n "
    page.fill("#pb-slot-organisation_name", name)
    page.fill("#pb-recipient", "W" * 200)
    page.set_input_files("#pb-logo", {"name": "logo.png", "mimeType": "", "buffer": picture(16)})
    first = pages_of(made(page))[0].replace("\u200b", "")  # where a long word may break
    assert name.strip() in first
    assert "W" * 20 in re.sub(r"\s", "", first)
