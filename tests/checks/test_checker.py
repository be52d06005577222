"""One page judged by itself, and after an edit, is judged as it is among all others."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

import tests.checks.structure_faults  # noqa: F401 - adds its kinds
from playbook.checks import Checker, all_rules
from playbook.model import REFERENCE, load_playbook
from tests.checks.cases import BASE
from tests.checks.faults import KINDS

SUBJECTS = {
    "page": {"reference", "shared"},
    "translation": {"reference", "shared"},
    "document": {"shared"},
    "file": {"shared"},
    "edition": set[str](),
    "shared": set[str](),
    "site": set[str](),
}


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_a_rule_names_what_it_may_see(rule: object) -> None:
    given = rule.given  # type: ignore[attr-defined]
    assert set(given[1:]) <= SUBJECTS[given[0]]
    assert set(rule.fix_given) <= {"text", "file", "shared"}  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", sorted(KINDS))
def test_an_edited_page_has_the_problems_that_a_check_of_everything_finds(name: str, tmp_path: Path) -> None:
    root = tmp_path / "playbook"
    shutil.copytree(BASE, root)
    checker = Checker(load_playbook(root))
    chance = random.Random(name)
    tried = 0
    for page in checker.playbook.pages.values():
        reference = checker.playbook.reference(page.topic)
        fault = KINDS[name](page, page if page.language == REFERENCE else reference, chance) if reference else None
        if fault is None or fault.path or fault.content is None or fault.rule in {"not-utf8", "load"}:
            continue
        tried += 1
        text = fault.content.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")
        (root / page.path).write_text(text, "utf-8")
        everything = [problem for problem in Checker(load_playbook(root)).problems() if problem.path == page.path]
        assert list(checker.edited(page.path, text).of_page(page.path)) == everything
        (root / page.path).write_text(page.text, "utf-8")
        if tried == 3:
            break


def test_files_judged_by_themselves_have_the_problems_that_a_check_of_everything_finds(tmp_path: Path) -> None:
    root = tmp_path / "playbook"
    shutil.copytree(BASE, root)
    for page in load_playbook(root).pages.values():
        first = next(link.href for link in page.links) if page.links else "nowhere.md"
        text = page.text.replace(first, f"{first.partition('#')[0]}#nowhere")
        (root / page.path).write_text(text.replace("\n## ", "\nSee [it](nowhere.md).\n\n## ", 1), "utf-8")
    for ledger in (root / "taxonomy/sources").glob("*.yml"):
        ledger.write_text(ledger.read_text("utf-8").replace("to: [", "to: [nowhere#at-all, ", 1), "utf-8")
    checker = Checker(load_playbook(root))
    everything = checker.problems()
    assert {"missing-target", "missing-anchor"} <= {problem.rule for problem in everything}
    for path in checker.playbook.files:
        assert list(checker.of_files([path])) == [problem for problem in everything if problem.path == path], path


def test_what_no_page_changes_is_made_once_for_all_edits() -> None:
    playbook = load_playbook(BASE)
    page = next(iter(playbook.pages.values()))
    edits = [playbook.with_text(page.path, page.text + letter) for letter in "ab"]
    for name in ("glossary", "rules", "triage", "places"):
        assert getattr(edits[0], name) is getattr(edits[1], name), name
