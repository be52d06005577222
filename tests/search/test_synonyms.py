"""What people type: the tables of synonyms, and that words of fear lead to safety first, asked in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from playbook.model import Playbook, load_playbook
from playbook.model.synonyms import SAFETY

LANGUAGES = ["en", "tr", "fi", "nb", "th", "el"]
LEAST_ROWS, LEAST_DANGER = 250, 60
_FIRST = """async ([base, language, languages, queries]) => {
  const {SearchEngine} = await import(new URL('assets/search-engine.mjs', document.baseURI));
  const engine = new SearchEngine(new URL(base, document.baseURI), language, languages);
  await engine.complete();
  const found = [];
  for (const query of queries) found.push((await engine.search(query)).map(({topic}) => topic));
  return found;
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, site_url: str) -> Any:
    context = browser.new_context(service_workers="block", bypass_csp=True)
    opened = context.new_page()
    opened.goto(site_url)
    yield opened
    context.close()


def found(page: Page, language: str, *queries: str) -> list[list[str]]:
    result: list[list[str]] = page.evaluate(_FIRST, ["search/", language, LANGUAGES, list(queries)])
    return result


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_are_long_enough_and_name_topics(playbook: Playbook, language: str) -> None:
    synonyms = playbook.synonyms[language]
    assert sum(map(len, synonyms.topics.values())) >= LEAST_ROWS
    assert sum(map(len, synonyms.danger.values())) >= LEAST_DANGER
    assert {*synonyms.topics, *synonyms.danger} <= {topic.id for topic in playbook.taxonomy.topics()}


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_fear_lead_to_safety_first(playbook: Playbook, page: Page, language: str) -> None:
    written = {one.topic for one in playbook.in_language(language)}
    rows = [(row, topic) for topic, rows in playbook.synonyms[language].danger.items() for row in rows]
    answers = found(page, language, *(row for row, _ in rows))
    wrong = [
        (row, topic, answer[:1])
        for (row, topic), answer in zip(rows, answers, strict=True)
        if answer[:1] != [topic if topic in written else SAFETY]
    ]
    assert not wrong


@pytest.mark.browser
def test_words_of_fear_are_known_in_their_forms_and_beside_others(page: Page) -> None:
    queries = ["HE HAS A KNIFE!!", "help theres a man with a gun in the shop", "custommer is bleding", "knifes"]
    assert [answer[0] for answer in found(page, "en", *queries)] == [SAFETY, SAFETY, "ill-hurt-or-lost", SAFETY]
    assert found(page, "fi", "asiakas heilutti puukkoa")[0][0] == SAFETY


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_fear_is_answered_whatever_stands_beside_it(playbook: Playbook, page: Page, language: str) -> None:
    written = {one.topic for one in playbook.in_language(language)}
    rows = [(row, topic) for topic, rows in playbook.synonyms[language].danger.items() for row in rows]
    answers = found(page, language, *(f"xqzvw {row} qvwzx" for row, _ in rows))
    missed = [
        (row, topic)
        for (row, topic), answer in zip(rows, answers, strict=True)
        if not {topic if topic in written else SAFETY, SAFETY} & set(answer)
    ]
    assert not missed


@pytest.mark.browser
def test_fear_at_work_is_answered_and_a_thing_that_is_named_after_it_is_not(page: Page) -> None:
    for language, query in (
        ("nb", "det brenner på lageret"),
        ("el", "μεθυσμενος στο λεωφορειο και δεν κατεβαινει"),
        ("el", "πηραμε φωτια στην κουζινα"),
        ("th", "เค้าปาแก้วใส่"),
        ("th", "ญาติคนไข้บีบคอพยาบาล"),
        ("fi", "joku osottaa pyssyllä"),
    ):
        assert found(page, language, query)[0][:1] == [SAFETY], query
    assert found(page, "nb", "passasjer har krampe")[0][:1] == ["ill-hurt-or-lost"]
    assert found(page, "en", "knife sharpener", "fire stick remote", "blood orange cake") == [[], [], []]


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_query_that_no_topic_answers_finds_no_more_than_safety(playbook: Playbook, page: Page, language: str) -> None:
    synonyms = playbook.synonyms[language]
    assert len(synonyms.unanswered) >= LEAST_ROWS
    answers = found(page, language, *synonyms.unanswered)
    pairs = zip(synonyms.unanswered, answers, strict=True)
    assert not [(row, answer[0]) for row, answer in pairs if answer and answer[0] not in synonyms.danger]


@pytest.mark.browser
def test_what_is_like_an_unanswered_query_finds_nothing(playbook: Playbook, page: Page) -> None:
    for language, query in (
        ("en", "have we got any oat milk left"),
        ("en", "how many days holiday am i owed"),
        ("tr", "müşteri sadakat kartı puanı nasıl yüklenir"),
        ("fi", "matti virtanen puhelinnumero"),
        ("nb", "passord til kassasystemet"),
        ("th", "เปลี่ยนกะกับเพื่อนในแอปยังไง"),
        ("el", "σεναριο για ψυχρες πωλησεις"),
    ):
        assert query not in playbook.synonyms[language].unanswered
        assert found(page, language, query) == [[]], query


@pytest.mark.browser
def test_a_longer_phrase_of_another_topic_is_no_alarm(page: Page) -> None:
    assert found(page, "en", "too drunk to serve")[0][0] == "refusing-service"
    assert SAFETY not in [answer[0] for answer in found(page, "en", "refund", "locked account", "burned out") if answer]


@pytest.mark.browser
def test_foreign_words_layouts_and_letters_of_other_scripts(page: Page) -> None:
    assert found(page, "th", "refund ลูกค้า")[0][0] == "returns-and-exchanges"
    assert found(page, "th", "FdiT")[0][0] == "angry-customer"
    assert found(page, "el", "ρεφθνδ")[0][0] == "returns-and-exchanges"
    greek = found(page, "el", "signomi", "energitiki akroasi", "8ymwmenos pelaths", "parapono")
    assert [answer[0] for answer in greek[:3]] == ["apologising", "active-listening", "angry-customer"]
    assert greek[3]
    assert found(page, "nb", "phone call hvordan svare")[0][0] == "phone-calls"


@pytest.mark.browser
def test_letters_typed_without_their_marks_are_forgiven(page: Page) -> None:
    for language, topic, typed in (
        ("tr", "angry-customer", ["kızgın müşteri", "KIZGIN MÜŞTERİ", "kizgin musteri", "Kizgin müsteri"]),
        ("nb", "dissatisfied-customer", ["misfornøyd kunde", "misfornoyd kunde", "misfornoeyd kunde"]),
        ("fi", "angry-customer", ["huutaa päälle", "huutaa paalle", "huutaa paälle"]),
    ):
        first, *others = found(page, language, *typed)
        assert topic in first[:5]
        assert all(other[:1] == first[:1] for other in others), typed


@pytest.mark.browser
def test_thai_is_steady_from_key_to_key(page: Page) -> None:
    for whole, topic in (("ขอโทษ", "apologising"), ("โกรธ", "angry-customer")):
        typed = [whole[:size] for size in range(3, len(whole) + 1)]
        assert all(topic in answer[:5] for answer in found(page, "th", *typed)), whole


def test_a_file_that_does_not_fit_is_told_and_left_out(project: Path) -> None:
    (project / "taxonomy/synonyms/tr.yml").write_text("danger: [silah]\n", "utf-8")
    read = load_playbook(project)
    assert "tr" not in read.synonyms
    assert any(problem.path == "taxonomy/synonyms/tr.yml" for problem in read.problems)


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "th"])
def test_the_box_opens_with_situations_and_remembers(browser: Browser, site_url: str, language: str) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(site_url if language == "en" else f"{site_url}{language}/")
    page.keyboard.press("/")
    start = page.locator(".pb-search__start")
    expect(start.locator("a.pb-search__way").first).to_be_visible()
    assert SAFETY in (start.locator("a.pb-search__way").first.get_attribute("href") or "")
    page.locator(".pb-search__input").fill("email")
    expect(start).to_be_hidden()
    result = page.locator("a.pb-search__link").first
    title = result.locator(".pb-search__title").inner_text()
    result.click()
    page.wait_for_load_state()
    page.keyboard.press("/")
    expect(start.locator("a.pb-search__way").first).to_have_text(title)
    start.locator(".pb-search__forget").click()
    assert SAFETY in (start.locator("a.pb-search__way").first.get_attribute("href") or "")
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "el"])
def test_thin_results_carry_the_way_to_safety(browser: Browser, site_url: str, language: str) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(site_url if language == "en" else f"{site_url}{language}/")
    page.keyboard.press("/")
    safety = page.locator(".pb-search__safety a")
    page.locator(".pb-search__input").fill("xqzvw")
    expect(safety.first).to_be_visible()
    addresses = [link.get_attribute("href") or "" for link in safety.all()]
    assert SAFETY in addresses[0]
    assert addresses[1].endswith("/triage/")
    context.close()


@pytest.mark.browser
def test_what_found_nothing_is_noted_only_where_it_was_switched_on(browser: Browser, site_url: str) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    for on in (False, True):
        page.goto(site_url + "search-report/")
        if on:
            page.locator("#report-note").check()
        page.goto(site_url)
        page.keyboard.press("/")
        page.locator(".pb-search__input").fill("xqzvw")
        expect(page.locator(".pb-search__safety a").first).to_be_visible()
        page.wait_for_timeout(2500)
        page.goto(site_url + "search-report/")
        expect(page.locator("#report-nothing li")).to_have_count(int(on))
    context.close()
