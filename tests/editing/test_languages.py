"""add-language: Polish, Arabic and Chinese from nothing to a site that builds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from playbook.model import load_playbook
from tests.editing.conftest import edit, run, tree

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
    cells = page.select("table td.pb-state a")
    assert len([cell for cell in cells if cell.find_parent("table") == page.select("table")[1]]) == 3 * (6 + len(NEW))
    states = {cell.get_text(" ", strip=True) for cell in cells}
    assert {"✓ up to date", "– English shown", "… unfinished"} <= states
    for cell in cells:
        assert (site / "status" / str(cell["href"]) / "index.html").resolve().is_file()
    assert "docs/pl/skills/truth.md" in page.get_text()
    assert "playbook translate truth pl" in page.get_text()
