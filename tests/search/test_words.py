"""Words are made alike by the same rules in Python, for the index, and in the browser, for the query."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from playbook.model import Playbook
from playbook.search import Analyser
from playbook.search.documents import documents
from playbook.search.vocabulary import Lexicon
from playbook.shown.addresses import page_address

LANGUAGES = ["en", "tr", "fi", "nb", "th", "el"]
HOSTILE = [
    "",
    " ",
    "constructor __proto__ hasOwnProperty",
    "İIıi ŞŞŞ  Ağğ",
    "ΟΔΥΣΣΕΥΣ οδυσσέως Άέήίόύώϊΐ",
    "a\u0301 e\u0308 \u200b\ufeffx\u00adyz",
    "ﬁnale ① ½ Ⅷ ﷺ",
    "👩‍👩‍👧 🏳️‍🌈 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    "e-mail E‑posta x-ray won't won’t `tick´",
    "เเเแ็่ ำำำ ก์ น์์ โโโโ ๆๆ ฯลฯ",
    "aaabbb ººª ßẞ ĦħŁł",
    "שלום עולם مرحبا 你好 こんにちは",
]


def analysers(playbook: Playbook) -> Iterator[tuple[str, Analyser, list[str]]]:
    for language in LANGUAGES:
        texts = list(documents(playbook, language, page_address))
        lines = [text for document in texts for text in document.texts]
        yield language, Lexicon(language, texts).analyser, lines


@pytest.fixture(scope="module")
def page(browser: Browser, site_url: str) -> Iterator[Page]:
    context = browser.new_context(service_workers="block", bypass_csp=True)
    opened = context.new_page()
    opened.goto(site_url)
    yield opened
    context.close()


@pytest.mark.browser
def test_the_browser_makes_words_alike_as_python_does(playbook: Playbook, page: Page) -> None:
    script = """async ({rules, dictionary, lines}) => {
      const {Analyser} = await import(new URL('assets/search-words.mjs', document.baseURI));
      const analyser = new Analyser(rules, dictionary);
      return lines.map((line) => [analyser.words(line), analyser.stems(line)]);
    }"""
    for language, analyser, texts in analysers(playbook):
        lines = [*texts, *HOSTILE]
        data: dict[str, Any] = {
            "rules": json.loads(json.dumps(analyser.rules.as_json())),
            "dictionary": sorted(analyser.dictionary),
            "lines": lines,
        }
        for line, (words, stems) in zip(lines, page.evaluate(script, data), strict=True):
            assert (words, stems) == (list(analyser.words(line)), list(analyser.stems(line))), (language, line)


def same(language: str, *texts: str) -> bool:
    analyser = Analyser(language)
    return len({tuple(analyser.stems(text)) for text in texts}) == 1


def test_turkish_letters_in_any_case() -> None:
    assert same("tr", "kızgın", "KIZGIN", "Kızgın")
    assert same("tr", "şikâyet", "şikayet", "ŞİKAYET")
    assert same("tr", "sınır", "sinir") is False, "a limit is no nerve"


def test_greek_accents_final_sigma_and_capitals() -> None:
    assert same("el", "θυμωμένος", "ΘΥΜΩΜΕΝΟΣ", "θυμωμενος", "θυμωμένοσ")


def test_nordic_letters_as_people_type_them() -> None:
    assert same("nb", "misfornøyd", "MISFORNØYD")
    assert same("nb", "får", "far") is False, "å is no kind of a"
    assert same("fi", "epäröivä", "EPÄRÖIVÄ")
    assert same("fi", "pälättää", "palata") is False, "ä is no kind of a"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "shout shouted shouting shouts"),
        ("en", "apologise apologize apologising apology"),
        ("tr", "bağırıyor bağırdı bağıran bağırmak bağırıyorlar"),
        ("tr", "sipariş siparişim siparişler siparişiniz"),
        ("fi", "asiakas asiakkaan asiakkaat asiakkaalle"),
        ("fi", "vihainen vihaisen vihaiset vihaista"),
        ("nb", "kunde kunden kunder kundene"),
        ("nb", "forsinket forsinkelse forsinkelser"),
        ("el", "πελάτης πελάτες πελάτη πελατών"),
        ("el", "παράπονο παράπονα παραπόνων"),
    ],
)
def test_inflected_words_meet(language: str, words: str) -> None:
    assert same(language, *words.split())


def test_thai_is_cut_by_the_dictionary_and_parts_of_longer_words_are_known() -> None:
    analyser = Analyser(
        "th", [Analyser("th").fold(word) for word in ("ความสนใจ", "ความ", "สนใจ", "เงิน", "คืน", "เมา", "มา")]
    )
    assert list(analyser.words("คืนเงิน")) == list(reversed(list(analyser.words("เงินคืน"))))
    (whole,) = analyser.words("ความสนใจ")
    assert analyser.cut(whole, whole=False) == ["ความ", analyser.fold("สนใจ")]
    assert list(analyser.words("เมา")) == ["เมา"], "มา must not be seen in เมา"
    assert analyser.cut("เมา", whole=False) == ["เมา"]


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_is_folded_once_and_for_all(text: str, language: str) -> None:
    analyser = Analyser(language)
    words = list(analyser.words(text))
    assert all(words)
    assert not any(" " in word for word in words)


@given(st.text(alphabet=st.characters(min_codepoint=0x0E01, max_codepoint=0x0E4E), max_size=30))
def test_cutting_loses_nothing(run: str) -> None:
    analyser = Analyser("th", ["คืน", "เงิน", "มา", "เมา", "ก"])
    assert "".join(analyser.cut(run)) == run


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_cut_once_and_as_the_browser_would_cut_them(playbook: Playbook, language: str) -> None:
    """With the few words that the browser gets, every text falls into the same words as with the whole word list."""
    texts = tuple(documents(playbook, language, page_address))
    lexicon = Lexicon(language, texts)
    for text in (text for document in texts for text in document.texts):
        assert lexicon.words(text) == tuple(lexicon.analyser.words(text)), text


def test_a_language_without_rules_is_folded_only() -> None:
    assert list(Analyser("sv").stems("Återköp ÅTERKÖP")) == ["aterkop", "aterkop"]


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_language_says_to_readers_of_others_follows_from_its_first_phrases(page: Page, language: str) -> None:
    """A device that keeps two languages has the phrases of both, and no list made of them."""
    made, sent = page.evaluate(
        """async (language) => {
          const base = new URL('assets/', document.baseURI);
          const {SearchEngine} = await import(new URL('search-engine.mjs', base));
          const folder = new URL('search/', document.baseURI);
          const sent = await (await fetch(new URL(`${language}/keywords.json`, folder))).json();
          return [await new SearchEngine(folder, language).keywords(), sent];
        }""",
        language,
    )
    assert made == sent


@pytest.mark.browser
def test_a_word_of_another_language_that_the_device_keeps_is_found_without_its_list(page: Page) -> None:
    script = """async ([language, query, there]) => {
      const {SearchEngine} = await import(new URL('assets/search-engine.mjs', document.baseURI));
      const read = async (url) => {
        const [, code, name] = url.pathname.match(/search\\/(\\w+)\\/(.*)$/);
        if (!there.includes(code) || name === 'keywords.json') throw new Error('no connection');
        return (await fetch(url)).json();
      };
      const engine = new SearchEngine(new URL('search/', document.baseURI), language, ['el', 'en', 'fi', 'th'], read);
      return (await engine.search(query)).map(({topic}) => topic);
    }"""
    assert page.evaluate(script, ["th", "wheelchair ramp", ["th", "en"]]) == ["disability-and-access"]
    assert page.evaluate(script, ["th", "wheelchair ramp", ["th"]]) == []
