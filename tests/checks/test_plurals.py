"""Plural forms: as CLDR and translators' tools count them, and as the page shows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel import Locale

from playbook.checks import check_playbook, choose_rules
from playbook.model import load_playbook
from tests.checks.cases import build

CROWDIN = {
    "pl": (4, "(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : n!=1 && n%10<=1 ? 2 : 2)"),
    "ru": (4, "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)"),
    "cs": (4, "(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 3"),
    "lt": (4, "(n%10==1 && (n%100>19 || n%100<11) ? 0 : (n%10>=2 && n%10<=9) && (n%100>19 || n%100<11) ? 1 : 3)"),
    "he": (4, "(n == 1 && n % 1 == 0) ? 0 : (n == 2 && n % 1 == 0) ? 1 : 3"),
    "es": (3, "n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2"),
    "fr": (3, "(n == 0 || n == 1) ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2"),
    "it": (3, "n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2"),
    "pt-BR": (3, "(n == 0 || n == 1) ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2"),
    "ar": (6, "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5"),
}
"""What Crowdin and Transifex write into headers."""


def _root(tmp_path: Path, language: str, header: str, forms: int) -> Path:
    text = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Plural-Forms: {header}\\n"\n\n'
    text += 'msgid "{count} result"\nmsgid_plural "{count} results"\n'
    text += "".join(f'msgstr[{number}] "{{count}} F{number}"\n' for number in range(forms))
    return build({"edit": [{"in": f"locales/{language}/playbook.po", "text": text}]}, tmp_path)


@pytest.mark.parametrize("language", CROWDIN)
def test_headers_of_translators_tools_are_right(tmp_path: Path, language: str) -> None:
    forms, expression = CROWDIN[language]
    playbook = load_playbook(_root(tmp_path, language, f"nplurals={forms}; plural={expression};", forms))
    assert language in playbook.locales, playbook.problems
    assert not check_playbook(playbook, choose_rules(["catalogue-plural"]))


@pytest.mark.parametrize(("language", "forms"), [("pl", 2), ("pl", 5), ("fi", 3), ("th", 3), ("ar", 3)])
def test_a_number_that_no_tool_writes_is_wrong(tmp_path: Path, language: str, forms: int) -> None:
    root = _root(tmp_path, language, f"nplurals={forms}; plural=(n != 1);", forms)
    problems = check_playbook(load_playbook(root), choose_rules(["catalogue-plural"]))
    assert "plural forms, the language has" in problems[0].message


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("pl", {1: "F0", 2: "F1", 5: "F2", 22: "F1", 12: "F2"}),
        ("ar", {0: "F0", 1: "F1", 2: "F2", 3: "F3", 11: "F4", 100: "F5"}),
        ("ru", {1: "F0", 2: "F1", 5: "F2", 21: "F0"}),
        ("cs", {1: "F0", 2: "F1", 5: "F3"}),
        ("fr", {0: "F0", 1: "F0", 2: "F2", 10**6: "F1"}),
    ],
)
def test_every_form_reaches_the_page_by_the_category_that_browsers_ask_for(
    tmp_path: Path, language: str, shown: dict[int, str]
) -> None:

    forms, expression = CROWDIN[language]
    playbook = load_playbook(_root(tmp_path, language, f"nplurals={forms}; plural={expression};", forms))
    words = playbook.locales[language].plural_words("{count} result", "{count} results")
    rule = Locale.parse(language).plural_form
    for number, form in shown.items():
        assert words[rule(number)] == f"{{count}} {form}", number
    assert "other" in words


def test_a_language_of_two_forms_has_two_words(tmp_path: Path) -> None:
    words = load_playbook(build({"edit": []}, tmp_path)).locales["fi"].plural_words("{count} result", "{count} results")
    assert words == {"one": "{count} tulos", "other": "{count} tulosta"}


def test_the_packs_page_asks_for_the_category() -> None:
    theme = Path(__file__).parent.parent.parent / "scripts/playbook/site/theme/assets"
    scripts = [file.read_text("utf-8") for file in theme.rglob("*.mjs")]
    assert not [text for text in scripts if '=== "one"' in text]
    assert any("words[kind + plural] ?? words[`${kind}other`]" in text for text in scripts)
