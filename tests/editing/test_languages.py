"""add-language: Polish, Arabic and Chinese from nothing to a site that builds."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from babel import Locale as CldrLocale
from babel.localedata import locale_identifiers
from bs4 import BeautifulSoup

from playbook.editing import Refusal, apply_plan
from playbook.editing.languages import is_just_begun, plan_add_language, plan_take_out_language, take_out_folders
from playbook.model import load_playbook
from playbook.model.locale import build_locale
from playbook.model.source_file import SourceFile
from tests.editing.conftest import edit, git, run, tree

NEW = {"pl": ("Polski", "ltr", 3), "ar": ("العربية", "rtl", 6), "zh": ("中文", "ltr", 1), "sw": ("Kiswahili", "ltr", 2)}
"""One of them, Swahili, is a language that the site's theme has no words in."""


@pytest.mark.parametrize("code", list(NEW))
def test_names_direction_and_plurals_come_from_cldr(small: Path, code: str) -> None:
    name, direction, plurals = NEW[code]
    outcome = run(small, "add-language", code)
    assert outcome.code == 0, outcome.text
    playbook = load_playbook(small)
    assert not playbook.problems
    locale = playbook.locales[code]
    assert (locale.name, locale.direction) == (name, direction)
    assert f"nplurals={plurals};" in playbook.files[locale.catalogue_path].text
    assert locale.catalogue.messages.keys() == playbook.locales["en"].catalogue.messages.keys()
    assert not [message for message in locale.catalogue.messages.values() if any(message.strings)]
    assert "What comes next" in outcome.text
    assert ("right to left" in outcome.text) == (direction == "rtl")


@pytest.mark.parametrize("code", ["polish", "xx", "PL", "../pl", "pl_PL", ""])
def test_what_is_no_language_code_is_refused(small: Path, code: str) -> None:
    before = tree(small)
    outcome = run(small, "add-language", code)
    assert outcome.code == 2
    assert "code" in outcome.text
    assert tree(small) == before


def test_what_somebody_has_written_is_kept(small: Path) -> None:
    run(small, "add-language", "pl")
    edit(small / "locales/pl/playbook.po", 'msgid "Right now"\nmsgstr ""', 'msgid "Right now"\nmsgstr "Teraz"')
    for message in ("Step by step", "Say / Don't say", "Practise", "Say", "Don't say", "Danger"):
        edit(small / "locales/pl/playbook.po", f'msgid "{message}"\nmsgstr ""', f'msgid "{message}"\nmsgstr "PL"')
    before = tree(small)
    assert "already" in run(small, "add-language", "pl").text
    assert tree(small) == before
    assert run(small, "translate", "angry-customer", "pl").code == 0
    assert "## Teraz" in (small / "docs/pl/customers/angry-customer.md").read_text("utf-8")


def test_two_languages_added_at_once_merge(committed: Path) -> None:
    for code in ("pl", "de"):
        git(committed, "switch", "-c", code, "main")
        assert run(committed, "add-language", code).code == 0
        edit(committed / f"taxonomy/glossary/{code}.yml", 'term: ""', f'term: "{code} word"')
        git(committed, "add", "-A")
        assert git(committed, "commit", "-m", code).returncode == 0
    git(committed, "switch", "main")
    for code in ("pl", "de"):
        merged = git(committed, "merge", "--no-edit", code)
        assert merged.returncode == 0, merged.stdout
    playbook = load_playbook(committed)
    assert not playbook.problems
    assert {"pl", "de"} <= set(playbook.languages)
    concept = next(iter(playbook.glossary.values()))
    assert (concept.terms["pl"], concept.terms["de"]) == ("pl word", "de word")


def test_missing_words_of_the_glossary_count_under_their_language(small: Path) -> None:
    run(small, "add-language", "pl")
    outcome = run(small, "check", "--language", "pl", "--select", "glossary-row", "--format", "json")
    rows = json.loads(outcome.text)["problems"]
    assert {row["path"] for row in rows} == {"taxonomy/glossary/pl.yml"}
    assert all(row["line"] > 1 and row["to_do"] for row in rows)
    edit(small / "taxonomy/glossary/pl.yml", "\ncustomer:", "\ncustmer:")
    assert 'did you mean "customer"?' in run(small, "check").text


def test_the_site_builds_at_once_and_says_what_is_english(small: Path, tmp_path: Path) -> None:
    for code in NEW:
        assert run(small, "add-language", code).code == 0
    run(small, "rename", "honesty", "truth")
    (small / "docs/fi/skills/patience.md").unlink()
    run(small, "translate", "patience", "fi")
    site = tmp_path / "site"
    outcome = run(small, "build", "--site-dir", str(site))
    assert outcome.code == 0, outcome.text
    for code, (name, direction, _) in NEW.items():
        page = BeautifulSoup((site / code / "skills/truth/index.html").read_text("utf-8"), "lxml")
        assert page.html
        assert page.html["lang"] == code
        assert f'dir="{direction}"' in str(page)
        assert page.select_one('div[lang="en"] h1')
        assert name in page.get_text()
        assert not (site / code / "status").exists()
        assert not (site / code / "guides").exists()
        assert (site / code / "skills/honesty/index.html").is_file()
    draft = BeautifulSoup((site / "fi/skills/patience/index.html").read_text("utf-8"), "lxml")
    assert draft.select_one('div[lang="en"] h1')
    assert "English:" not in draft.get_text()
    check_status_page(site)
    (small / "docs/pl/skills").mkdir(parents=True, exist_ok=True)
    rows = json.loads(run(small, "status", "--format", "json").text)["languages"]
    assert {row["language"]: row["fallback"] for row in rows if row["language"] in NEW} == dict.fromkeys(NEW, 3)


def check_status_page(site: Path) -> None:
    page = BeautifulSoup((site / "status/index.html").read_text("utf-8"), "lxml")
    cells = page.select(".pb-glance a")
    assert len(cells) == 3 * (6 + len(NEW))
    states = {" ".join((cell.get_text(" ", strip=True)[0], cell.get_text(" ").rpartition(": ")[2])) for cell in cells}
    assert {"✓ up to date", "– English shown", "… unfinished"} <= states
    for cell in cells:
        assert (site / "status" / str(cell["href"]) / "index.html").resolve().is_file()
    assert "docs/pl/skills/truth.md" in page.get_text()
    assert "playbook translate truth pl" in page.get_text()


TRICKY = {
    "no": "Norsk",
    "pt-BR": "Português (Brasil)",
    "se": "Davvisámegiella",
    "de-CH": "Deutsch (Schweiz)",
    "sr-Latn": "Srpski (latinica)",
    "zh-Hant": "中文 (繁體)",
    "es-419": "Español (Latinoamérica)",
    "zu": "isiZulu",
    "fil": "Filipino",
    "ka": "ქართული",
}
"""Codes that YAML, a tool or a habit takes for something else, and the languages' own names."""


def _check_site(site: Path, codes: list[str]) -> None:
    """Each language has its own pages, offline copy, search and manifest, and says which it is."""
    home = BeautifulSoup((site / "index.html").read_text("utf-8"), "lxml")
    assert {link["hreflang"] for link in home.select("link[hreflang]")} >= set(codes)
    for code in codes:
        page = BeautifulSoup((site / code / "skills/honesty/index.html").read_text("utf-8"), "lxml")
        assert page.html
        assert page.html["lang"] == code
        kept = json.loads((site / f"offline/{code}.json").read_text("utf-8"))["files"]
        assert f"{code}/skills/honesty/" in kept
        assert not [file for file in kept for other in codes if other != code and file.startswith(f"{other}/skills/")]
        assert list((site / "search" / code).iterdir())
        manifest = json.loads((site / f"{code}.webmanifest").read_text("utf-8"))
        assert manifest["lang"] == code
        assert manifest["start_url"] == f"./{code}/"
        assert TRICKY[code] in page.get_text()


def test_tricky_codes_together_in_any_order(small: Path, tmp_path: Path) -> None:
    order = list(TRICKY)
    random.Random(20261127).shuffle(order)
    for code in order:
        assert run(small, "add-language", code).code == 0
    outcome = run(small, "build", "--site-dir", str(tmp_path / "site"))
    assert outcome.code == 0, outcome.text
    _check_site(tmp_path / "site", order)
    assert run(small, "check").code == 0


@pytest.mark.parametrize("code", ["no", "pt-BR", "se", "zh-Hant"])
def test_a_tricky_code_alone(small: Path, tmp_path: Path, code: str) -> None:
    assert run(small, "add-language", code).code == 0
    outcome = run(small, "build", "--site-dir", str(tmp_path / "site"))
    assert outcome.code == 0, outcome.text
    _check_site(tmp_path / "site", [code])


def test_a_glossary_may_name_norwegian_bare(small: Path) -> None:
    run(small, "add-language", "no")
    edit(small / "taxonomy/glossary.yml", "nb: ", "no: tillit, nb: ")
    playbook = load_playbook(small)
    assert not playbook.problems
    assert any("no" in concept.terms for concept in playbook.glossary.values())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("PL", "pl"), ("pl_PL", "pl-PL"), ("pt-br", "pt-BR"), ("zh-hant", "zh-Hant"), ("Polish", "pl"), ("polski", "pl")],
)
def test_the_code_that_was_meant_is_named(small: Path, typed: str, meant: str) -> None:
    assert f"did you mean {meant}?" in run(small, "add-language", typed).text


def test_every_language_of_cldr_with_a_name_can_be_added(small: Path) -> None:
    playbook = load_playbook(small)
    names = [name for name in locale_identifiers() if CldrLocale.parse(name).display_name]
    codes = [name.replace("_", "-") for name in names if all(len(part) < 5 for part in name.split("_"))]
    assert len(codes) > 900
    for code in (code for code in codes if code not in playbook.languages):
        cldr = CldrLocale.parse(code.replace("-", "_"))
        plan = plan_add_language(playbook, code)
        catalogue = next(change for change in plan.changes if change.path == f"locales/{code}/playbook.po")
        locale, problems = build_locale(
            code, SourceFile(catalogue.path, (catalogue.text or "").encode(), catalogue.text or "")
        )
        assert locale, problems
        assert locale.catalogue.forms, code
        assert locale.name.casefold() == str(cldr.display_name).casefold()
        assert locale.name[1:] == str(cldr.display_name)[1:], "CLDR writes it otherwise"
        assert locale.direction == cldr.text_direction
        assert f'"Language: {code}\\n"' in (catalogue.text or "")


def test_a_language_is_taken_out_as_long_as_nothing_is_written_in_it(small: Path) -> None:
    before = set(load_playbook(small).files)
    apply_plan(small, plan_add_language(load_playbook(small), "pl"))
    playbook = load_playbook(small)
    assert [code for code in playbook.languages if is_just_begun(playbook, code)] == ["pl"]
    edit(small / "docs/en/guides/usage-pl.md", "Notes for", "Say Pan and Pani. Notes for")
    with pytest.raises(Refusal):
        plan_take_out_language(load_playbook(small), "pl")
    edit(small / "docs/en/guides/usage-pl.md", "Say Pan and Pani. ", "")
    edit(small / "locales/pl/playbook.po", 'msgid "Right now"\nmsgstr ""', 'msgid "Right now"\nmsgstr "Teraz"')
    with pytest.raises(Refusal):
        plan_take_out_language(load_playbook(small), "pl")
    edit(small / "locales/pl/playbook.po", 'msgstr "Teraz"', 'msgstr ""')
    apply_plan(small, plan_take_out_language(load_playbook(small), "pl"))
    take_out_folders(small, "pl")
    assert set(load_playbook(small).files) == before
    assert not load_playbook(small).problems
    assert "pl" not in load_playbook(small).languages


def test_a_language_is_taken_out_however_long_ago_it_was_added(small: Path) -> None:
    english = (small / "locales/en/playbook.po").read_text("utf-8")
    assert "Date" not in english
    apply_plan(small, plan_add_language(load_playbook(small), "pl"))
    assert "Date" not in (small / "locales/pl/playbook.po").read_text("utf-8")
    more = 'msgctxt "section"\nmsgid "What to ask"\nmsgstr "What to ask"\n'
    (small / "locales/en/playbook.po").write_text(f"{english}\n{more}", "utf-8")
    assert is_just_begun(load_playbook(small), "pl")
