"""Adverts, comments and newsletters are furniture; what a page hides is not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.articles.cues import load_cues
from playbook.articles.reader import read_article
from tests.conftest import ROOT


def furniture(folder: Path, text: str, language: str, suffix: str = "txt") -> list[str]:
    """The lines of an article that are taken for furniture."""
    file = folder / f"article.{suffix}"
    file.write_text(text, "utf-8")
    article = read_article(file, load_cues(ROOT, language)[0])
    return [segment.text for segment in article.segments if segment.furniture]


TEXTS = {
    "en": ("Advertisement", "Subscribe to our newsletter and miss nothing", "Your e-mail", "3 Comments", "Nice one."),
    "el": ("ΔΙΑΦΗΜΙΣΗ", "Εγγραφείτε στο newsletter μας", "Το email σας", "Σχόλια (12)", "Πολύ χρήσιμο."),
    "tr": ("REKLAM", "Bültenimize abone olun", "E-posta adresiniz", "2 Yorum", "Çok yararlı."),
    "fi": ("Mainos", "Tilaa uutiskirjeemme", "Sähköposti", "Kommentit", "Hyvä teksti."),
    "nb": ("Annonse", "Meld deg på nyhetsbrevet vårt", "Din e-post", "Kommentarer (4)", "Så fint."),
    "th": ("โฆษณา", "สมัครรับจดหมายข่าวของเรา", "อีเมลของคุณ", "ความคิดเห็น (3)", "มีประโยชน์มาก"),
}
ADVICE = {
    "en": "People who wait want to know how long. ",
    "el": "Όποιος περιμένει θέλει να ξέρει πόση ώρα. ",
    "tr": "Bekleyen kişi ne kadar süreceğini bilmek ister. ",
    "fi": "Odottava haluaa tietää, kuinka kauan kestää. ",
    "nb": "Den som venter, vil vite hvor lenge. ",
    "th": "คนที่รอต้องการรู้ว่านานเท่าไร ",
}


@pytest.mark.parametrize("language", TEXTS)
def test_words_say_it_in_each_language(language: str, tmp_path: Path) -> None:
    advert, invitation, label, comments, comment = TEXTS[language]
    advice = (ADVICE[language] * 8).strip()
    lines = [advice, advert, advice + "!", invitation, label, advice + "?", comments, comment]
    assert furniture(tmp_path, "\n".join(lines), language) == [advert, invitation, label, comments, comment]


def test_advice_about_them_stays(tmp_path: Path) -> None:
    text = "Shops\nComments help a shop that reads them, and an advert with a wrong price is one to take down today.\n"
    text += "1. Comments: answer each.\n2. Newsletter: ask before you send it.\n3. Advertisement: check its price.\n"
    assert furniture(tmp_path, text, "en") == []


def test_a_line_that_points_elsewhere(tmp_path: Path) -> None:
    text = f"{ADVICE['el'] * 8}\nΔιαβάστε επίσης: Πώς πλένεται ένα πουλόβερ\n{ADVICE['el'] * 9}"
    assert furniture(tmp_path, text, "el") == ["Διαβάστε επίσης: Πώς πλένεται ένα πουλόβερ"]


@pytest.mark.parametrize(
    "marks",
    ['class="ad-slot top"', 'id="comments"', 'class="c-newsletter__box"', 'aria-label="Advertisement"', 'id="Disqus"'],
)
@pytest.mark.parametrize("around", ["<main>{}</main>", "<article>{}</article>", "<div>{}</div>"])
def test_marks_of_a_page_say_it(marks: str, around: str, tmp_path: Path) -> None:
    page = f"<h1>Waiting</h1><p>Tell them.</p><div {marks}><p>Soap at half price.</p></div><p>Nod.</p>"
    assert furniture(tmp_path, f"<body>{around.format(page)}</body>", "en", "html") == ["Soap at half price."]


def test_a_mark_around_the_article_counts_for_nothing(tmp_path: Path) -> None:
    page = (
        '<body class="has-ads comments-open" aria-hidden="true"><div class="ad-free" style="display: none"><h1>Waiting'
    )
    assert (
        furniture(tmp_path, f"{page}</h1><p>Tell them.</p><p class='adapted'>Nod.</p></div></body>", "en", "html") == []
    )


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>No.</p>",
        '<p hidden="">No.</p>',
        '<div style="color: red; display:none"><p>No.</p></div>',
        '<div style="VISIBILITY : hidden !important"><p>No.</p></div>',
        '<div aria-hidden="true"><p>No.</p></div>',
        "<template><p>No.</p></template>",
        "<noscript><p>No.</p></noscript>",
    ],
)
def test_what_is_hidden_is_not_read(hidden: str, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    more = '<p aria-hidden="false" hidden="until-found" style="display:nonesuch">Nod.</p>'
    file.write_text(f"<body><main><h1>Waiting</h1>{hidden}<p>Tell them.</p>{more}</main></body>", "utf-8")
    article = read_article(file, load_cues(ROOT, "en")[0])
    assert [segment.text for segment in article.segments] == ["Waiting", "Tell them.", "Nod."]
