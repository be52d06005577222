"""Typography of languages beside the six: by CLDR where it knows them, and left alone where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.checks import check_playbook, choose_rules
from playbook.checks.mending import mend_all
from playbook.model import load_playbook
from playbook.model.locale import is_known_language
from playbook.shown.typography import quotes_of
from tests.checks.cases import build

RULES = choose_rules(["quotes", "open-quote", "dashes", "spaces", "sentence-line", "punctuation"])
BODY = """---
title: T
summary: S
---

# T

{}
"""
RIGHT = {
    "pl": "Powiedz: „Dzień dobry. Już pomagam.” A potem „on powiedział «tak». Dobrze”, np. Ewie.",
    "cs": "Řekněte: „Dobrý den. Hned to bude.“",
    "hu": "Mondja: „Jó napot. Segítek.”",
    "ro": "Spuneți: „Bună ziua. Vă ajut.”",
    "ru": "Скажите: «Добрый день. Сейчас помогу». Терпение — это главное.",
    "uk": "Скажіть: «Добрий день». Терпіння — головне.",
    "de": "Sagen Sie: „Guten Tag. Ich helfe.“ Oder: »Guten Tag.«",
    "de-CH": "Sagen Sie: „Guten Tag. Ich helfe.“",
    "fr": "Dites : « Bonjour. Je vous aide. » Puis : ça va ?",
    "fr-CA": "Dites : « Bonjour. »",
    "es": "Diga: «Buenos días. Le ayudo.» O “Buenos días.” La calma —que se contagia— ayuda.",
    "da": "Sig: »Goddag. Jeg hjælper.« Eller “Goddag.”",
    "sr": "Реците: „Добар дан. Ево ме.“",
    "nl": "Zeg: ‘Goedendag. Ik help u.’ Of: “Goedendag.” Foto's.",
    "ja": "「こんにちは。お手伝いします。」と言います。",
    "zh-Hant": "說：「您好。我來幫忙。」",
    "ar": "قل: ”مرحبا. أنا أساعدك.“",
    "he": 'אמרו: ”שלום. אני עוזר.” מנכ"ל ודו"ח.',
    "cop": 'Nothing is known of this one — say "this" - or „that“ , or «this» -- it is all left.',
}


def _page(tmp_path: Path, language: str, body: str) -> Path:
    text = BODY.format(body)
    catalogue = f'msgid ""\nmsgstr "Language: {language}\\n"\n'
    return build(
        {
            "edit": [
                {"in": f"locales/{language}/playbook.po", "text": catalogue},
                {"in": f"docs/{language}/skills/patience.md", "text": text},
            ]
        },
        tmp_path,
    )


@pytest.mark.parametrize("language", RIGHT)
def test_what_is_right_in_a_language_is_neither_reported_nor_mended(tmp_path: Path, language: str) -> None:
    playbook = load_playbook(_page(tmp_path, language, RIGHT[language]))
    assert playbook.page(language, "patience"), playbook.problems
    lines = [problem for problem in check_playbook(playbook, RULES) if problem.rule != "sentence-line"]
    assert not lines
    changes = [change for change in mend_all(playbook, RULES) if change.path.startswith(f"docs/{language}/")]
    for change in changes:  # a sentence may get a line of its own; every sign stays
        assert change.text.split() == playbook.files[change.path].text.split()
    quoted = [line for change in changes for line in change.text.split("\n") if line.endswith((".", "”", "“", "»"))]
    assert all(line.count("„") <= line.count("”") + line.count("“") for line in quoted)


@pytest.mark.parametrize(
    ("language", "wrong", "right"),
    [
        ("pl", 'Powiedz "tak" teraz.', "Powiedz „tak” teraz."),
        ("pl", "Powiedz “tak” teraz.", "Powiedz „tak” teraz."),
        ("de", 'Sagen Sie "ja" jetzt.', "Sagen Sie „ja“ jetzt."),
        ("hu", 'Mondja: "igen".', "Mondja: „igen”."),
        ("ru", 'Скажите "да".', "Скажите «да»."),
        ("ja", 'これは"はい"です。', "これは「はい」です。"),
    ],
)
def test_what_is_wrong_is_put_right_as_the_language_writes_it(
    tmp_path: Path, language: str, wrong: str, right: str
) -> None:
    playbook = load_playbook(_page(tmp_path, language, wrong))
    assert {problem.rule for problem in check_playbook(playbook, choose_rules(["quotes"]))} == {"quotes"}
    (change,) = mend_all(playbook, choose_rules(["quotes"]))
    assert right in change.text


def test_the_marks_are_those_of_cldr() -> None:
    known = {"en": "“”", "pl": "„”", "cs": "„“", "ru": "«»", "pt-PT": "«»", "pt": "“”", "de-CH": "„“", "sr-Latn": "„”"}
    known |= {"no": "«»", "nn": "«»", "se": "””", "zh": "“”", "zh-Hant": "「」", "tr": "“”", "fi": "””", "el": "«»"}
    for language, marks in known.items():
        quotes = quotes_of(language)
        assert quotes
        assert quotes.opening + quotes.closing == marks, language
        assert is_known_language(language)
    assert quotes_of("cop") is None
