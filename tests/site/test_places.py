"""Where the reader works: numbers and facts of a country, chosen once, in the language of the page."""

from __future__ import annotations

import base64
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import segno
from playwright.sync_api import Browser, BrowserContext, Page, expect

from playbook.model import Playbook, load_playbook
from playbook.model.country import country_name
from tests.conftest import ROOT, copy_project, run_playbook
from tests.packs.helpers import pages_of
from tests.server import SiteServer
from tests.site.test_offline import Unplugged, visit

LANGUAGES = ["en", "tr", "fi", "nb", "th", "el"]
COUNTRIES = ["GB", "TR", "FI", "NO", "TH", "GR"]
SECURITY = "escalation/security-and-emergencies/"


def _folder(language: str) -> str:
    return "" if language == "en" else f"{language}/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert not faults


def _choose(page: Page, code: str) -> None:
    page.locator("select.pb-country").first.select_option(code)
    expect(page.locator("html")).to_have_attribute("data-place", code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_country_shows_its_box_in_the_language(
    page: Page, site_url: str, language: str, playbook: Playbook
) -> None:
    page.goto(site_url + _folder(language) + SECURITY)
    for code in COUNTRIES:
        _choose(page, code)
        box = page.locator(".pb-place")
        expect(box.locator("h2")).to_contain_text(country_name(code, language))
        numbers = playbook.countries[code].numbers
        calls = box.locator(".pb-call a[href^='tel:']")
        expect(calls.filter(has_text=re.compile(f"^{numbers['police_number']}$")).first).to_be_visible()
        assert page.locator("a[data-slot='ambulance_number']").first.inner_text() == numbers["ambulance_number"]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_choice_is_kept_on_other_pages_and_languages(page: Page, site_url: str) -> None:
    page.goto(site_url + SECURITY)
    _choose(page, "NO")
    page.goto(site_url + "th/situations/returns-and-exchanges/")
    box = page.locator(".pb-place")
    expect(box.locator("[lang='nb']").first).to_have_text("reklamasjon")
    expect(box.locator("dd").filter(has_text="14")).to_be_visible()
    page.goto(site_url + "fi/team/working-alone/")
    expect(page.locator("a[data-slot='ambulance_number']").first).to_have_text("113")


def test_without_a_choice_no_number_is_guessed(page: Page, site_url: str) -> None:
    page.goto(site_url + SECURITY)
    gap = page.locator("a.pb-slot[data-slot='police_number']").first
    expect(gap).to_contain_text("choose the country you work in")
    assert page.locator(".pb-page a[href^='tel:']").count() == 0
    gap.click()
    page.locator(".pb-ask select").select_option("TH")
    page.locator(".pb-ask button.pb-button--main").click()
    expect(page.locator("a[data-slot='police_number']").first).to_have_text("191")


def test_without_script_the_page_of_all_countries_is_there(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + "nb/" + SECURITY)
    page.locator(".pb-place-list a", has_text="Thailand").click()
    assert page.url.endswith("/nb/where-you-work/#TH")
    expect(page.locator("section[data-country='TH'] a[href='tel:1669']")).to_be_visible()
    context.close()


def test_on_a_phone_a_country_waits_below_its_name(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site_url + "el/where-you-work/")
    facts = page.locator("section[data-country] .pb-facts")
    expect(page.locator("section[data-country] h2 button").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") < 3 * 740
    page.locator("section[data-country='TH'] h2 button").click()
    expect(page.locator("section[data-country='TH'] a[href='tel:1669']")).to_be_visible()
    _choose(page, "NO")
    expect(page.locator("section[data-country='NO'] a[href='tel:113']")).to_be_in_viewport()
    page.goto(site_url + "where-you-work/")
    expect(page.locator("section[data-country='NO'] a[href='tel:113']")).to_be_visible()
    expect(page.locator("section[data-country='TH'] a[href='tel:1669']")).to_be_hidden()
    page.goto(site_url + "where-you-work/#TH")
    expect(page.locator("section[data-country='TH'] a[href='tel:1669']")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(facts.last).to_be_visible()


def test_a_gap_is_read_whole_on_a_phone(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site_url + SECURITY)
    for gap in page.locator(".pb-page a.pb-slot").all():
        assert gap.evaluate("(shown) => shown.scrollWidth <= shown.clientWidth"), gap.inner_text()


def test_a_number_typed_once_is_on_every_page_after_a_reload(page: Page, site_url: str) -> None:
    page.goto(site_url + SECURITY)
    gap = page.locator("a.pb-slot[data-slot='security_phone']").first
    expect(gap).to_contain_text("ask your manager for this number")
    gap.click()
    page.locator(".pb-ask input").fill("<b>no number</b>")
    page.locator(".pb-ask button.pb-button--main").click()
    expect(page.locator(".pb-ask [role='alert']")).to_have_text("This is not a telephone number.")
    page.locator(".pb-ask input").fill("020 7946 0123")
    page.locator(".pb-ask button.pb-button--main").click()
    expect(page.locator("a[data-slot='security_phone']").first).to_have_attribute("href", "tel:02079460123")
    page.reload()
    expect(page.locator("a[data-slot='security_phone']").first).to_have_text("020 7946 0123")
    page.goto(site_url + "el/situations/refusing-service/")
    expect(page.locator("a[data-slot='security_phone']").first).to_have_text("020 7946 0123")


@pytest.mark.parametrize("kept", ['"XX"', "7", '{"a": 1}', "not json", '"__proto__"', '"constructor"'])
def test_what_is_not_a_country_is_passed_over(page: Page, site_url: str, kept: str) -> None:
    page.goto(site_url + SECURITY)
    page.evaluate(
        "kept => { for (const name of ['country', 'values']) localStorage.setItem(`/#${name}`, kept); }", kept
    )
    page.reload()
    expect(page.locator("a.pb-slot[data-slot='police_number']").first).to_be_visible()


@pytest.fixture(scope="module")
def norway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site of an organisation in Norway that has a police number of its own and a name with signs in it."""
    project, site = tmp_path_factory.mktemp("norway"), tmp_path_factory.mktemp("norway-site")
    copy_project(project)
    file = project / "taxonomy/organisation.yml"
    text = file.read_text("utf-8").replace("country: null", "country: NO")
    text = text.replace("label: Police emergency number, value: null", 'label: Police emergency number, value: "2222"')
    text = text.replace("label: Duty manager, value: null", "label: Duty manager, value: '<b>\"Ola\"</b>'")
    file.write_text(text, "utf-8")
    outcome = run_playbook("build", "--site-dir", site, cwd=project)
    assert outcome.returncode == 0, outcome.stderr
    with SiteServer(site) as server:
        yield server.url


def test_the_organisation_sets_the_default_and_overrides_single_numbers(browser: Browser, norway: str) -> None:
    context: BrowserContext = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(norway + "th/" + SECURITY)
    expect(page.locator(".pb-place h2")).to_contain_text("นอร์เวย์")
    calls = page.locator(".pb-calls").first.locator("a")
    assert calls.all_inner_texts() == ["112", "2222", "113", "110", "02800"]
    expect(page.locator("a[data-slot='ambulance_number']").first).to_have_text("113")
    expect(page.locator("a[data-slot='police_number']").first).to_have_text("2222")
    context.close()


def test_another_country_does_not_take_the_organisations_own_number_away(page: Page, norway: str) -> None:
    page.goto(norway + SECURITY)
    _choose(page, "GR")
    expect(page.locator("a[data-slot='police_number']").first).to_have_text("2222")
    expect(page.locator("a[data-slot='ambulance_number']").first).to_have_text("166")
    assert page.locator("b").count() == 0


def test_an_unknown_country_stops_the_build(tmp_path: Path, project: Path) -> None:
    file = project / "taxonomy/organisation.yml"
    file.write_text(file.read_text("utf-8").replace("country: null", "country: SE"), "utf-8")
    outcome: Any = run_playbook("build", "--site-dir", tmp_path / "site", cwd=project)
    assert outcome.returncode
    assert 'there is no country "SE"' in outcome.stderr + outcome.stdout
    assert not (tmp_path / "site").exists()
    assert load_playbook(project).country is None


def _fill(page: Page, name: str, value: str) -> None:
    page.locator(f"#slot-{name}").fill(value)


def test_a_workplace_is_set_up_and_handed_over(browser: Browser, site_url: str) -> None:
    given = {"organisation_name": '<img src=x onerror=alert(1)> & "Søn"', "security_phone": "+44 20 7946 0123"}
    context = browser.new_context()
    page = context.new_page()
    page.goto(site_url + "workplace/")
    for name, value in given.items():
        _fill(page, name, value)
    page.locator("select.pb-country").select_option("GR")
    page.locator("#pb-workplace button[type='submit']").click()
    expect(page.locator("#pb-workplace-status")).to_have_text("Kept on this device.")
    page.goto(site_url + SECURITY)
    expect(page.locator("a[data-slot='security_phone']").first).to_have_text(given["security_phone"])
    page.goto(site_url + "workplace/")
    page.locator("#pb-hand-over").click()
    link = page.locator("#pb-link").input_value()
    expect(page.locator(".pb-code svg")).to_be_visible()
    context.close()

    other = browser.new_context()
    page = other.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto(link.replace("/workplace/", "/nb/workplace/"))
    box = page.locator(".pb-received")
    expect(box).to_be_visible()
    assert box.locator("td").all_inner_texts() == ["Hellas", given["organisation_name"], given["security_phone"]]
    assert page.evaluate("Object.keys(localStorage).filter((name) => /#(country|values)$/.test(name))") == []
    assert page.locator("img[src='x']").count() == 0
    assert "#" not in page.url
    page.locator("#pb-take").click()
    page.goto(site_url + "nb/" + SECURITY)
    expect(page.locator("a[data-slot='security_phone']").first).to_have_text(given["security_phone"])
    expect(page.locator("a[data-slot='police_number']").first).to_have_text("100")
    assert not dialogs
    other.close()


@pytest.mark.parametrize(
    "data",
    [
        "",
        "x",
        "e30",
        "eyJ2Ijp7InNlY3VyaXR5X3Bob25lIjoiPGI+In0sImMiOiJYWCJ9",
        "%00",
        "W10",
        "eyJjIjoiY29uc3RydWN0b3IifQ",
    ],
)
def test_a_link_that_carries_nothing_says_so(page: Page, site_url: str, data: str) -> None:
    page.goto(f"{site_url}workplace/#take={data}")
    expect(page.locator("#pb-workplace-status")).to_have_text("This link carries nothing that can be used here.")
    expect(page.locator(".pb-received")).to_be_hidden()


def test_signs_that_nobody_sees_are_taken_out_of_what_a_link_carries(page: Page, site_url: str) -> None:
    carried = '{"v": {"organisation_name": "Caf\u00e9\\u202e\\u0007\\ud800\\u2028North"}}'
    data = base64.urlsafe_b64encode(carried.encode()).decode().rstrip("=")
    page.goto(f"{site_url}workplace/#take={data}")
    expect(page.locator(".pb-received td")).to_have_text(["Café North"])


def test_the_file_for_the_site_can_be_used(page: Page, site_url: str, project: Path) -> None:
    page.goto(site_url + "workplace/")
    _fill(page, "organisation_name", 'Kahvila "Ääni": 1 # 2')
    _fill(page, "refund_days", "45")
    page.locator("select.pb-country").select_option("FI")
    with page.expect_download() as download:
        page.locator("#pb-file").click()
    file = project / "taxonomy/organisation.yml"
    download.value.save_as(file)
    playbook = load_playbook(project)
    assert not [found for found in playbook.problems if found.path == "taxonomy/organisation.yml"]
    slots = playbook.taxonomy.slots
    assert slots["organisation_name"].value == 'Kahvila "Ääni": 1 # 2'
    assert (slots["refund_days"].value, slots["police_number"].value) == ("45", "112")
    assert list(slots) == list(load_playbook(ROOT).taxonomy.slots)


@pytest.mark.parametrize("length", [17, 78, 230, 520, 1003, 1273])
def test_codes_are_as_another_program_makes_them(page: Page, site_url: str, length: int) -> None:
    """Texts that fill a code: segno pads shorter ones with a byte more than the standard asks for."""
    text = ("https://example.org/workplace/#take=" + "aB3-_x" * 300)[:length]
    page.goto(site_url + "workplace/")
    made = page.evaluate("async (text) => (await import(new URL('../assets/qr.mjs', location))).modulesOf(text)", text)
    want = segno.make(text, error="l", boost_error=False, mask=2, mode="byte", micro=False)
    assert [[bool(module) for module in row] for row in want.matrix] == made


def test_name_and_logo_of_the_organisation_are_shown(tmp_path: Path, project: Path, browser: Browser) -> None:
    shutil.copy(ROOT / "scripts/playbook/site/theme/assets/icons/icon-180.png", project / "taxonomy/logo.PNG")
    file = project / "taxonomy/organisation.yml"
    text = file.read_text("utf-8").replace("logo: null", "logo: logo.PNG").replace("country: null", "country: FI")
    file.write_text(text.replace("organisation, value: null", 'organisation, value: "<i>A&B"', 1), "utf-8")
    outcome = run_playbook("build", "--site-dir", tmp_path / "site", cwd=project)
    assert outcome.returncode == 0, outcome.stderr
    with SiteServer(tmp_path / "site") as server:
        context = browser.new_context()
        page = context.new_page()
        for address in ("", "th/" + SECURITY):
            page.goto(server.url + address)
            expect(page.locator(".pb-organisation strong")).to_have_text("<i>A&B")
            assert page.locator(".pb-organisation img").evaluate("(image) => image.naturalWidth") > 0
        context.close()


def test_numbers_typed_and_the_country_are_in_a_pack_from_the_browser(page: Page, site_url: str) -> None:
    page.goto(site_url + "workplace/")
    _fill(page, "security_phone", "555 0100")
    page.locator("select.pb-country").select_option("NO")
    page.locator("#pb-workplace button[type='submit']").click()
    page.goto(site_url + "th/packs/")
    expect(page.locator("#pb-slot-security_phone")).to_have_value("555 0100")
    expect(page.locator("#pb-slot-emergency_number")).to_have_value("112")
    page.locator("input[name='topic'][value='security-and-emergencies']").check()
    with page.expect_download(timeout=300_000) as download:
        page.locator("#pb-pack button[type='submit']").click()
    printed = " ".join(pages_of(Path(download.value.path()).read_bytes()))
    assert "555 0100" in printed
    assert "112" in printed
    assert "Arbeidstilsynet" in printed
    page.locator("#pb-slot-duty_manager").fill("Kim")
    page.goto(site_url + "escalation/calling-a-manager/")
    expect(page.locator("[data-slot='duty_manager']").first).to_have_text("Kim")


def test_a_number_typed_once_is_there_without_signal(browser: Browser, site_dir: Path) -> None:
    with SiteServer(site_dir, "/handbook") as server:
        context = browser.new_context()
        page = context.new_page()
        visit(page, server.url + SECURITY, "en")
        _choose(page, "TH")
        page.locator("a.pb-slot[data-slot='security_phone']").first.click()
        page.locator(".pb-ask input").fill("02 123 4567")
        page.locator(".pb-ask button.pb-button--main").click()
        with Unplugged(server):
            page.goto(server.url + "situations/returns-and-exchanges/")
            expect(page.locator(".pb-place h2")).to_contain_text("Thailand")
            expect(page.locator(".pb-place [lang='th']").first).to_be_visible()
            page.goto(server.url + SECURITY)
            expect(page.locator("a[data-slot='security_phone']").first).to_have_text("02 123 4567")
            expect(page.locator("a[data-slot='ambulance_number']").first).to_have_text("1669")
        context.close()


def test_a_number_that_the_country_does_not_have_is_asked_of_the_manager(page: Page, site_url: str) -> None:
    page.goto(site_url + "team/staff-wellbeing/")
    gap = page.locator("a.pb-slot[data-slot='crisis_line']").first
    expect(gap).to_have_text("Crisis line phone number: choose the country you work in")
    _choose(page, "TR")
    expect(gap).to_have_text("Crisis line phone number: ask your manager for this number")
    gap.click()
    page.locator(".pb-ask input").fill("0312 000 00 00")
    page.locator(".pb-ask button.pb-button--main").click()
    expect(page.locator("a.pb-phone[data-slot='crisis_line']").first).to_have_text("0312 000 00 00")
    _choose(page, "GB")
    expect(page.locator("a.pb-phone[data-slot='crisis_line']").first).to_have_text("116 123")
