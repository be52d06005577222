"""The glossary: in each language's own order, with the term in every language, and a schema that helps."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, expect

from playbook.model import Playbook, YamlSource, parse_yaml
from playbook.shown.addresses import page_address
from playbook.shown.collation import first_letter, sort_key
from tests.site.pages import opened, picture


@pytest.mark.parametrize(("language", "screen"), [("th", "phone"), ("tr", "desk")])
def test_the_glossary_gives_every_term_in_every_language(
    browser: Browser, site_url: str, playbook: Playbook, language: str, screen: str
) -> None:
    concepts = playbook.glossary
    assert not playbook.problems_in("glossary.yml")
    with opened(browser, site_url + page_address(language, "glossary.md"), screen) as page:
        picture(page, f"glossary-{language}", screen)
        expect(page.locator(".pb-glossary summary")).to_have_count(len(concepts))
        letters = page.locator(".pb-index a").all_inner_texts()
        assert letters == [first_letter(letter, language) for letter in letters]
        assert len(letters) == len(set(letters)) == page.locator(".pb-index-head").count()
        page.goto(f"{page.url}#complaint")
        complaint = page.locator("#complaint")
        for code, term in concepts["complaint"].terms.items():
            if code != language:
                expect(complaint.locator(f'.pb-terms [lang="{code}"]')).to_have_text(term)
        expect(complaint.locator(".pb-meaning")).to_be_visible()
        page.locator("#pb-filter").fill("klage")
        expect(complaint).to_be_visible()
        assert page.locator(".pb-glossary > details:visible").count() < len(concepts) / 2
        page.wait_for_url("**filter=klage#complaint")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("tr", ["cam", "çam", "dam", "ılık", "ilik", "şal", "tas"]),
        ("fi", ["auto", "zeppelin", "åland", "äiti", "öljy"]),
        ("nb", ["ape", "zebra", "ære", "øre", "år"]),
        ("el", ["άγχος", "αλλαγή", "όριο", "παράπονο", "ώρα"]),
        ("th", ["การ", "เกม", "ข้อ", "คน", "แถว", "โทร", "ลูก"]),
        ("en", ["apple", "Émile", "escalation", "zebra"]),
    ],
)
def test_terms_stand_in_the_order_of_the_alphabet(language: str, words: list[str]) -> None:
    mixed = list(reversed(words))
    assert sorted(mixed, key=lambda word: sort_key(word, language)) == words


@pytest.mark.parametrize(
    ("language", "text", "letter"),
    [
        ("tr", "ılık", "I"),
        ("tr", "izin", "İ"),
        ("tr", "şikâyet", "Ş"),
        ("fi", "äiti", "Ä"),
        ("nb", "ørn", "Ø"),
        ("el", "άγχος", "Α"),
        ("th", "เกม", "ก"),
        ("en", "Émile", "E"),
        ("en", "“24 hours”", "#"),
        ("en", "…", "#"),
    ],
)
def test_a_term_stands_under_the_letter_of_its_alphabet(language: str, text: str, letter: str) -> None:
    assert first_letter(text, language) == letter


def changed(playbook: Playbook, name: str, text: str) -> Playbook:
    source, problems = parse_yaml(text, f"taxonomy/{name}")
    assert isinstance(source, YamlSource)
    assert not problems
    return replace(playbook, data={**playbook.data, name: source})


TRIAGE = """\
start: first
questions:
  - id: first
    text: What?
    answers:
      - {text: One, topic: angry-customer}
      - {text: Two, question: second}
  - id: second
    text: Who?
    answers:
      - {text: Three, topic: rude-customer}
      - {text: Four, topic: rude-customer}
situations:
""" + "".join(f"  - {{text: S{number}, topic: angry-customer}}\n" for number in range(6))


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("question: second}", "question: thrid}", 7, 'there is no question "thrid"'),
        ("start: first", "start: frist", 1, 'there is no question "frist"'),
        ("{text: One, topic: angry-customer}", "{text: One}", 6, "either to a topic or to a question"),
        ("{text: Two, question: second}", "{text: Two, topic: rude-customer}", 8, "no answer leads to"),
        ("{text: Four, topic: rude-customer}", "{text: Four, question: first}", 3, "comes after"),
        ("id: second", "id: first", 8, "stands here twice"),
        ("text: Who?", "txet: Who?", 9, "not a known key"),
    ],
)
def test_a_mistake_in_the_decision_guide_is_named_with_its_line(
    playbook: Playbook, old: str, new: str, line: int, said: str
) -> None:
    assert not changed(playbook, "triage.yml", TRIAGE).problems_in("triage.yml")
    faulty = changed(playbook, "triage.yml", TRIAGE.replace(old, new))
    problems = faulty.problems_in("triage.yml")
    assert faulty.triage is None
    assert [problem for problem in problems if problem.line == line and said in problem.message], problems


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("complaint: {}", "must be a list"),
        ("- {id: a, terms: {en: a}, definition: {en: b}}", "is missing"),
        ("- {id: A b, terms: {en: a}, definition: {en: b}, topics: [empathy]}", "must be written in small letters"),
        ("- just words", "must be a mapping"),
    ],
)
def test_a_mistake_in_the_glossary_is_named(playbook: Playbook, text: str, said: str) -> None:
    faulty = changed(playbook, "glossary.yml", text)
    assert not faulty.glossary
    assert any(said in problem.message and problem.line >= 1 for problem in faulty.problems_in("glossary.yml"))
