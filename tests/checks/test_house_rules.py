"""The lists of the house rules: there for every language, finding what they are for and nothing that is right."""

from __future__ import annotations

import pytest

from playbook.checks.words._forms import finder_for, finder_of
from playbook.checks.words._speech import told_to_say
from playbook.model import load_playbook
from playbook.model.page import heading_ids, read_page
from playbook.model.rules import Form
from tests.conftest import ROOT

PLAYBOOK = load_playbook(ROOT)
FOUND = [
    ("hedge", "en", "We’ll sort it out as soon as possible.", "I’ll be with you as soon as I’ve finished here."),
    ("hedge", "en", "It Should be there on Friday.", "I’m sorry, you should have had this on Friday."),
    ("hedge", "en", "I’ll do my best.", "I’ll ring you by five, news or not."),
    ("hedge", "tr", "İnşallah bugün gelir.", "Saat beşe kadar sizi arayacağım."),
    ("hedge", "tr", "En kısa sürede döneriz.", "Kısa bir soru sorabilir miyim?"),
    ("hedge", "fi", "Hoidan sen mahdollisimman pian.", "Toivottavasti nämä maistuvat."),
    ("hedge", "fi", "Sen pitäisi toimia huomenna.", "Noin ei pitäisi käydä."),
    ("hedge", "nb", "Jeg ringer deg så fort jeg kan.", "Jeg ringer deg før klokken to."),
    ("hedge", "th", "ดิฉันจะโทรกลับโดยเร็วที่สุดค่ะ", "เราน่าจะเข้าใจกันคลาดเคลื่อนค่ะ"),
    ("hedge", "el", "Θα σας καλέσω το συντομότερο.", "Θα σας καλέσω στις δύο."),
    ("sample-name", "en", "Good morning, I’m Priya.", "We’re sorry, that’s our mistake."),
    ("sample-name", "tr", "Hata bizden Şule Hanım.", "Hata bizden hanımefendi."),
    ("sample-name", "fi", "Täällä Jonna, hei.", "Pieni hetki, niin tarkistan."),
    ("sample-name", "nb", "Hei, det er Ida.", "Et øyeblikk, så sjekker jeg."),
    ("sample-name", "th", "สวัสดีค่ะ ดิฉันแนนค่ะ", "สวัสดีค่ะ ดิฉัน{{ my_name }}ค่ะ"),
    ("sample-name", "el", "Ευχαριστώ, κυρία Ράπτη.", "Ευχαριστώ, {{ customer_name }}."),
    ("source-talk", "en", "Our sources disagree.", "The source of the trouble is the valve."),
    ("source-talk", "tr", "Kaynaklarımız bu konuda ayrışıyor.", "Sorunun kaynağı vanadır."),
    ("source-talk", "fi", "Yksi artikkeli neuvoo toisin.", "Pyydä neuvoa esihenkilöltä."),
    ("source-talk", "nb", "Rådene er ulike her.", "Følg rådene om sikkerhet."),
    ("source-talk", "th", "บทความหนึ่งแนะนำอย่างอื่น", "ขอคำแนะนำจากผู้จัดการ"),
    ("source-talk", "el", "Ένα άρθρο λέει άλλα.", "Μιλήστε αργά και με καθαρή άρθρωση."),
]
TURNED_DOWN = [
    ("en", "Never say “It should be fine by then”."),
    ("en", "A feature that is months away is not “coming soon to everyone”."),
    ("tr", "“En kısa sürede döneriz” demeyin."),
    ("fi", "Älä sano ”Hoidan sen mahdollisimman pian”."),
    ("nb", "Si aldri «Jeg ringer deg så fort jeg kan»."),
    ("th", "อย่าพูดว่า “จะโทรกลับโดยเร็วที่สุดค่ะ”"),
    ("el", "Μην πείτε «Θα σας καλέσω το συντομότερο»."),
]
TOLD = [
    ("en", "Do not argue: say “I’ll ring you by five”.", "I’ll ring you by five"),
    ("en", "Say “I’ll ring you by five”, never “soon”.", "I’ll ring you by five"),
    ("tr", "Tartışmayın. “Beşe kadar ararım” deyin.", "Beşe kadar ararım"),
    ("fi", "Älä väitä vastaan, vaan sano: ”Soitan viideltä”.", "Soitan viideltä"),
    ("nb", "Ikke argumenter, men si: «Jeg ringer klokken fem».", "Jeg ringer klokken fem"),
]


@pytest.mark.parametrize("language", PLAYBOOK.languages)
def test_every_list_is_there_in_every_language(language: str) -> None:
    rules = PLAYBOOK.rules
    lists = [rule.words for rule in rules.rules if rule.words]
    lists += [forms for rule in rules.rules for row in rule.thresholds for forms in (row.words, row.contrary) if forms]
    assert len(lists) >= 4
    assert all(forms.get(language) for forms in lists)
    assert rules.denials.get(language)
    assert rules.turned_down.before.get(language) or rules.turned_down.after.get(language)


@pytest.mark.parametrize(("check", "language", "wrong", "right"), FOUND)
def test_a_list_finds_what_it_is_for(check: str, language: str, wrong: str, right: str) -> None:
    finder = finder_for(PLAYBOOK.rules, check, language)
    assert finder.may_be_in(wrong)
    assert any(finder.find(wrong))
    assert not any(finder.find(right))


def said(language: str, step: str) -> list[str]:
    """What a page with this one step tells staff to say."""
    locale = PLAYBOOK.locales[language]
    headings = heading_ids(PLAYBOOK.taxonomy, locale)
    steps = next(heading for heading, identifier in headings.items() if identifier == "steps")
    text = f"---\ntitle: x\nsummary: x\n---\n\n# x\n\n## {steps}\n\n1. {step}\n"
    page, _ = read_page(f"docs/{language}/skills/x.md", language, "skills", "x", text, headings)
    assert page is not None
    return [line.text for line in told_to_say(page, PLAYBOOK.rules)]


@pytest.mark.parametrize(("language", "step"), TURNED_DOWN)
def test_what_is_turned_down_is_not_told_to_be_said(language: str, step: str) -> None:
    assert said(language, step) == []


@pytest.mark.parametrize(("language", "step", "line"), TOLD)
def test_another_no_in_the_sentence_turns_nothing_down(language: str, step: str, line: str) -> None:
    assert said(language, step) == [line]


def test_forms_are_whole_words_with_either_apostrophe_and_any_ending_at_a_star() -> None:
    finder = finder_of(("don't know", "warn*", Form("try", ("try on",))), "en")
    text = "We don’t\nknow. They warned us; forewarned is no warning. Try it, and try on the next. Country."
    assert [match[0] for match in finder.find(text)] == ["don’t\nknow", "warned", "warning", "Try"]
