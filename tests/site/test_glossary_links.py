"""Glossary terms: the first use on a page leads to the definition, in any inflected form, and nowhere in the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from lxml import html as lxml_html

from playbook.site.glossary_links import MOST, TermFinder, link_terms

LANGUAGES = ["en", "tr", "fi", "nb", "th", "el"]


def linked(language: str, terms: dict[str, str], body: str, section: str = "steps") -> str:
    root = lxml_html.fragment_fromstring(
        f'<section class="pb-section pb-{section}">{body}</section>', create_parent="div"
    )
    link_terms(root, TermFinder(language, terms))
    return "".join(lxml_html.tostring(child, encoding="unicode") for child in root[0])


def test_the_first_use_is_linked_and_the_text_stays() -> None:
    shown = linked("en", {"refund": "refund"}, "<p>No refunds <b>here</b>. A refund there.</p>")
    assert (
        shown == '<p>No <a href="../../glossary/#refund" class="pb-term">refunds</a> <b>here</b>. A refund there.</p>'
    )


def test_a_longer_term_wins_and_two_terms_in_one_text_are_both_linked() -> None:
    shown = linked(
        "en", {"call": "call", "transfer": "call transfer", "queue": "queue"}, "<li>A call transfer, a queue.</li>"
    )
    assert 'glossary/#transfer" class="pb-term">call transfer</a>, a <a' in shown
    assert 'glossary/#queue" class="pb-term">queue</a>.</li>' in shown


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [
        ("fi", "reklamaatio", "Kirjaa reklamaation syy."),
        ("nb", "kvittering", "Be om kvitteringen."),
        ("tr", "fatura", "Faturayı gösterin."),
        ("el", "απόδειξη", "Ζητήστε τις αποδείξεις."),
        ("th", "ใบเสร็จ", "ขอดูใบเสร็จก่อน"),
    ],
)
def test_inflected_forms_are_found(language: str, term: str, text: str) -> None:
    assert 'class="pb-term"' in linked(language, {"x": term}, f"<p>{text}</p>")


def test_links_headings_and_what_is_read_in_a_hurry_are_left_alone() -> None:
    assert "pb-term" not in linked("en", {"refund": "refund"}, '<h2>Refund</h2><p><a href="x">a refund</a></p>')
    for section in ("now", "phrases", "practice"):
        assert "pb-term" not in linked("en", {"refund": "refund"}, "<p>A refund.</p>", section)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_the_site_link_terms_that_the_glossary_has(site_dir: Path, language: str) -> None:
    folder = site_dir if language == "en" else site_dir / language
    glossary = BeautifulSoup((folder / "glossary/index.html").read_text("utf-8"), "lxml")
    ids = {str(tag["id"]) for tag in glossary.select(".pb-glossary > div[id]")}
    pages = 0
    for group in ("situations", "customers", "escalation"):
        for file in (folder / group).glob("*/index.html"):
            links = BeautifulSoup(file.read_text("utf-8"), "lxml").select("a.pb-term")
            assert len(links) <= MOST
            assert {str(link["href"]).partition("#")[2] for link in links} <= ids
            pages += bool(links)
    assert pages >= 15
