"""Adding a language, a topic and an article in a real browser, from nothing to what readers see, without a terminal."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import BrowserContext, Page, expect

from playbook.editing.language_steps import language_steps
from playbook.model import load_playbook
from tests.conftest import ROOT, run_playbook
from tests.serving import Served
from tests.site.pages import DESK, PHONE, picture

expect.set_options(timeout=20_000)
HEADINGS = {
    "Right now": "Teraz",
    "Step by step": "Krok po kroku",
    "Say / Don't say": "Mów / nie mów",
    "Common mistakes": "Częste błędy",
    "Why it works": "Dlaczego to działa",
    "Practise": "Ćwicz",
    "Say": "Mów",
    "Don't say": "Nie mów",
    "Danger": "Niebezpieczeństwo",
    "Note": "Uwaga",
}
PATIENCE = {
    "front/title": "Cierpliwość",
    "front/summary": "Daj ludziom czas, którego potrzebują.",
    "front/keywords": "cierpliwość, czekać, spokój, powoli, bez pośpiechu, wolny klient, czas, poczekać",
    "intro/text-1/text": "Niektórzy potrzebują więcej czasu.",
    "steps/item-1/text": "Poczekaj, aż podniosą wzrok.",
    "steps/item-2/text": "Pytaj o jedną rzecz naraz.",
    "mistakes/item-1/text": "Spoglądanie na zegarek.",
    "why/text-1/text": "Ludzie myślą lepiej, gdy nikt ich nie popędza.",
    "practice/scene-1/title": "Przy biurku",
    "practice/scene-1/situation": "Kobieta szuka swojej karty.\nCo robisz?",
    "practice/scene-1/answer": "Poczekaj z uśmiechem i uporządkuj biurko.",
}
HONESTY = {
    "front/title": "Szczerość",
    "front/summary": "Mów, co wiesz i czego nie wiesz, i trzymaj się tego.",
    "front/keywords": "szczerość, prawda, kłamstwo, obietnica, przyznać się, uczciwość, nie wiem, dotrzymać słowa",
    "intro/text-1/text": "Ludzie szybciej wybaczają błąd niż kłamstwo.",
    "steps/item-1/text": "Powiedz, co wiesz.",
    "steps/item-2/text": "Powiedz, czego nie wiesz i kiedy się dowiesz.",
    "why/text-1/text": "Sklep stracił 5400 dolarów w rok po jednym kłamstwie.\n"
    "Prawda kosztuje mniej, zobacz [cierpliwość](patience.md).",
    "practice/scene-1/title": "Przez telefon",
    "practice/scene-1/situation": "Klient pyta o datę, której nie znasz.\nCo mówisz?",
    "practice/scene-1/answer": "Powiedz, kiedy będziesz wiedzieć, i oddzwoń do tego czasu.",
}
ARTICLE = """Πώς να κρατάτε την υπομονή σας

Αρχική | Καριέρα | Επικοινωνία

Όποιος περιμένει λίγο παραπάνω, ακούει και το πραγματικό πρόβλημα του πελάτη που στέκεται μπροστά του.

1. Περιμένετε μέχρι να σηκώσει το βλέμμα του ο πελάτης.

2. Ρωτήστε ένα πράγμα τη φορά και αφήστε χρόνο για την απάντηση.
"""


def wrong_by_axe(page: Page, name: str, screen: str) -> list[tuple[str, str, str]]:
    found = Axe().run(page).response["violations"]
    picture(page, f"studio-{name}", screen)
    return [(name, rule["id"], node["html"][:120]) for rule in found for node in rule["nodes"]]


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#state")).to_have_text("All of it is saved.")


def write_page(page: Page, title: str, texts: Mapping[str, str]) -> None:
    """From the steps of the language, write a page, and come back."""
    back = page.url
    page.locator("#step-others summary").click()
    page.get_by_role("link", name=title, exact=True).first.click()
    page.get_by_role("button", name="Begin this page").click()
    for key, text in texts.items():
        page.locator(f'[data-key="{key}"]').fill(text)
    expect(page.locator("#state")).to_have_text("Kept. Not on the page yet.")
    assert sorted(texts) == sorted(page.locator("[data-key]").evaluate_all("all => all.map(one => one.dataset.key)"))
    page.reload()
    page.get_by_role("button", name="The whole page says what English says now").click()
    expect(page.locator(".done")).to_be_visible()
    page.get_by_role("button", name="Save the page").click()
    expect(page.locator("#state")).to_have_text("All of it is on the page.")
    page.goto(back)


@pytest.mark.browser
def test_a_polish_edition_goes_from_nothing_to_two_published_pages(
    desk: BrowserContext, little: Served, tmp_path: Path
) -> None:
    page = desk.new_page()
    page.goto(f"{little.url}studio/")
    page.get_by_role("link", name="Add", exact=True).click()
    page.get_by_role("link", name="Add a language").click()
    page.get_by_label("Language", exact=True).select_option("pl")
    assert not wrong_by_axe(page, "add-language", "desk")
    page.get_by_role("button", name="Add this language").click()
    expect(page.locator("h1")).to_have_text("Polski")
    expect(page.locator("[data-next] h3")).to_have_text("Translate the section headings")
    steps = page.url

    page.locator("[data-next]").get_by_role("link", name="Open").click()
    for row in page.locator("[data-row]").all():
        row.locator("textarea").fill(HEADINGS[row.locator("strong").inner_text()])
    save(page)
    page.goto(steps)
    expect(page.locator("#step-headings")).to_contain_text("done")
    write_page(page, "Patience", PATIENCE)
    write_page(page, "Honesty", HONESTY)
    expect(page.locator("#published")).to_contain_text("2 of 3")
    expect(page.locator("main")).to_contain_text("left before you tell readers of it")
    page.locator("#step-titles").get_by_role("link", name="Open").click()
    page.locator('[data-key="angry-customer/title"]').fill("Rozgniewany klient")
    save(page)
    page.goto(steps)
    assert not wrong_by_axe(page, "language", "desk")
    page.set_viewport_size(PHONE)
    assert not wrong_by_axe(page, "language", "phone")

    page.goto(f"{little.url}pl/skills/patience/")
    expect(page.locator("h1")).to_have_text("Cierpliwość")
    outcome = run_playbook("--root", little.project, "build", "--site-dir", tmp_path)
    assert outcome.returncode == 0, outcome.stderr
    for name, texts in (("patience", PATIENCE), ("honesty", HONESTY)):
        html = (tmp_path / f"pl/skills/{name}/index.html").read_text("utf-8")
        heading = BeautifulSoup(html, "html.parser").h1
        assert heading is not None
        assert heading.get_text() == texts["front/title"]
        assert texts["steps/item-2/text"] in html
        assert HEADINGS["Step by step"] in html
    group = (tmp_path / "pl/customers/index.html").read_text("utf-8")
    assert ">Rozgniewany klient<" in group, "lists have the title of a page that is not translated yet"
    fallback = (tmp_path / "pl/customers/angry-customer/index.html").read_text("utf-8")
    assert "The angry customer</h1>" in fallback
    playbook = load_playbook(little.project)
    done = {step.id: (step.done, step.all) for step in language_steps(playbook, "pl")}
    assert done["headings"] == (10, 10)
    assert done["titles"] == (1, 1)
    assert done["others"] == (2, 3)
    found = run_playbook("--root", little.project, "check", "docs/pl")
    assert "No problems" in found.stdout, found.stdout


@pytest.mark.browser
def test_a_language_added_by_mistake_is_taken_out_again(desk: BrowserContext, little: Served) -> None:
    page = desk.new_page()
    page.goto(f"{little.url}studio/add/language")
    expect(page.get_by_label("Language", exact=True)).to_have_value("")
    page.get_by_label("Language", exact=True).select_option("cs")
    page.get_by_role("button", name="Add this language").click()
    page.get_by_role("button", name="Take this language out again").click()
    expect(page.locator("main")).not_to_contain_text("cannot be done")
    expect(page.locator("h1")).to_have_text("Add")
    expect(page.locator("main")).not_to_contain_text("Čeština")
    assert not (little.project / "locales/cs/playbook.po").exists()


@pytest.mark.browser
def test_a_language_that_there_is_not_is_refused_in_words(desk: BrowserContext, little: Served) -> None:
    page = desk.new_page()
    page.goto(f"{little.url}studio/add/language")
    page.locator("summary", has_text="not in the list").click()
    page.get_by_label("Its short code").fill("PL")
    page.get_by_role("button", name="Add this language").click()
    expect(page.locator(".reason")).to_contain_text("did you mean pl?")


def test_a_short_name_that_would_lose_letters_is_refused(little: Served) -> None:
    own = {"Origin": little.url.rstrip("/"), **little.cookie}
    given = urlencode({"language": "el", "name": "complaints α", "text": "Μία γραμμή."})
    answer = little.ask("/studio/add/article", own, "POST", given)
    assert answer.status == HTTPStatus.CONFLICT
    assert "small letters a to z" in answer.text
    assert not (little.project / "taxonomy/sources/el-complaints.yml").exists()


@pytest.mark.browser
def test_a_topic_is_made_by_picking(desk: BrowserContext, little: Served) -> None:
    page = desk.new_page()
    page.goto(f"{little.url}studio/add/topic")
    page.get_by_label("Title, in English").fill("The hurried customer")
    expect(page.locator("#state")).to_contain_text("Kept. Not made yet.")
    expect(page.locator(".problems li").first).to_contain_text("nothing leads to this topic yet")
    page.get_by_label("Customers").check()
    page.get_by_role("radio", name=re.compile(r"Customer\b")).check()
    page.get_by_label("Daily trouble").check()
    box = page.get_by_role("group", name="See also")
    box.get_by_role("button", name="Pick a page …").click()
    page.locator("#picks").get_by_label("Search").fill("pati")
    page.locator("#picks-list button").click()
    expect(box.locator(".chips li")).to_have_text("Patience×")
    expect(box.get_by_role("button", name="Pick a page …")).to_be_focused()
    expect(page.locator("#state")).to_have_text("Kept. Not made yet.")
    page.reload()
    expect(page.get_by_label("Title, in English")).to_have_value("The hurried customer")
    expect(page.get_by_label("Daily trouble")).to_be_checked()
    expect(box.locator(".chips li")).to_have_text("Patience×")
    assert not wrong_by_axe(page, "add-topic", "desk")
    page.set_viewport_size(PHONE)
    assert not wrong_by_axe(page, "add-topic", "phone")
    page.set_viewport_size(DESK)
    before = (little.project / "taxonomy/topics.yml").read_text("utf-8")
    page.get_by_role("button", name="Make the topic").click()
    page.wait_for_url("**/studio/pages/en/hurried-customer")
    expect(page.locator('[data-key="front/title"]')).to_have_value("The hurried customer")
    row = "      - {id: hurried-customer, kind: customer, priority: 2, relations: {see-also: [patience]}}\n"
    text = (little.project / "taxonomy/topics.yml").read_text("utf-8")
    assert text.replace(row, "") == before
    assert text != before
    page.goto(f"{little.url}studio/add/topic")
    expect(page.get_by_label("Title, in English")).to_have_value("")
    (little.project / "docs/en/customers/hurried-customer.md").unlink()
    (little.project / "taxonomy/topics.yml").write_text(before, "utf-8")


def see_what_has_no_place(page: Page, little: Served) -> int:
    """Where work is handed in, the lines of an article without a place are named, and lead back to it; how many."""
    count = page.locator("[data-row]").count()
    assert count >= 5
    page.goto(f"{little.url}studio/hand-in")
    left = page.locator("section[aria-labelledby=unplaced] details")
    expect(left.locator(".mark")).to_have_text(f"lines without a place: {count}")
    left.locator("summary").click()
    picture(page, "studio-unplaced", "desk")
    left.get_by_role("link", name="Step 1").click()
    page.wait_for_url("**/studio/add/articles/el-patience-2026#line-*")
    return count


@pytest.mark.browser
def test_a_greek_article_is_placed_line_by_line(desk: BrowserContext, little: Served, tmp_path: Path) -> None:
    shutil.copy(ROOT / "taxonomy/article-cues.yml", little.project / "taxonomy/article-cues.yml")
    file = tmp_path / "any name.txt"
    file.write_bytes(ARTICLE.encode("cp1253"))
    page = desk.new_page()
    page.goto(f"{little.url}studio/add/article")
    assert not wrong_by_axe(page, "add-article", "desk")
    page.get_by_role("button", name="Read the article").click()
    expect(page.locator(".reason")).to_have_text("Choose the file of the article, or paste its text.")
    page.get_by_label("Language of the article").select_option("el")
    page.get_by_label("A short name for it").fill("Patience 2026")
    page.get_by_label("Its file").set_input_files(file)
    page.get_by_role("button", name="Read the article").click()
    page.wait_for_url("**/studio/add/articles/el-patience-2026")
    progress = page.locator("#sheet-progress-text")
    rows = page.locator("[data-row]")
    count = see_what_has_no_place(page, little)
    expect(progress).to_contain_text(f"0/{count}")
    step = page.locator("[data-row]", has_text="Περιμένετε μέχρι")
    assert step.locator(".line").get_attribute("lang") == "el"

    step.get_by_label("What it says").fill("Περιμένετε μέχρι να σηκώσει το βλέμμα του ο πελάτης.")
    expect(step.locator(".problems li").first).to_contain_text("the article's words")
    step.get_by_label("What it says").fill("Give people the time to look up.")
    expect(step.locator(".problems li")).to_have_count(0)
    step.get_by_role("button", name="Another place …").click()
    page.locator("#picks").get_by_label("Search").fill("Υπομονή")
    page.locator("#picks-list button", has_text="Βήμα").first.click()
    expect(step.locator(".chips li")).to_have_count(1)
    expect(progress).to_contain_text(f"1/{count}")
    for row in rows.all():
        if row.locator(".chips li").count() == 0:
            row.get_by_label("Or why it is left out").fill("It says nothing that a page needs.")
    expect(progress).to_contain_text(f"{count}/{count}")
    page.get_by_label("Only lines without a place").check()
    expect(page.locator("#sheet-none")).to_be_visible()
    page.get_by_label("Only lines without a place").uncheck()
    expect(page.locator("#state")).to_have_text("Kept. Not saved yet.")
    page.reload()
    expect(progress).to_contain_text(f"{count}/{count}")
    assert not wrong_by_axe(page, "article", "desk")
    page.set_viewport_size(PHONE)
    assert not wrong_by_axe(page, "article", "phone")
    save(page)

    ledger = load_playbook(little.project).ledgers["el-patience-2026"]
    placed = [row for row in ledger.rows if row.to]
    assert [(row.gist, row.to) for row in placed] == [("Give people the time to look up.", ("patience#steps",))]
    text = (little.project / ledger.path).read_text("utf-8")
    assert "Περιμένετε" not in text.replace(ledger.facts.title, "")
    status = run_playbook(
        "--root", little.project, "articles", "verify", "--articles", little.project / ".studio/articles"
    )
    assert "el-patience-2026" not in status.stdout, status.stdout
    (little.project / ledger.path).unlink()


@pytest.mark.browser
def test_what_is_added_is_listed(desk: BrowserContext, little: Served) -> None:
    page = desk.new_page()
    page.goto(f"{little.url}studio/add/")
    assert page.get_by_role("link", name="Suomi").count() == 1
    assert page.get_by_role("link", name="an-article").count() == 1
    assert not wrong_by_axe(page, "add", "desk")
    page.set_viewport_size(PHONE)
    assert not wrong_by_axe(page, "add", "phone")
    page.goto(f"{little.url}studio/add/articles/an-article")
    expect(page.locator(".card.warn")).to_contain_text("not on this machine")
