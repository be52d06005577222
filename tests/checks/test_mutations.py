"""The real content is clean, and every fault put into it is reported with the right file, line and rule."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import tests.checks.structure_faults  # noqa: F401 - adds its kinds
from playbook.checks import check_playbook
from playbook.model import REFERENCE, Page, Playbook, load_playbook
from tests.checks.faults import KINDS, Fault

ROOT = Path(__file__).parent.parent.parent
SEED = 20261122
ROUNDS = 7
UNREADABLE = {"yaml", "schema", "front-matter", "load", "not-utf8", "missing-translation"}
"""Rules on pages of which nothing can be known then, not even by those that link to them: they get a round apart."""
LEAST_FAULTS, LEAST_KINDS = 1000, 40


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("mutations") / "project"
    for name in ("docs", "locales", "taxonomy"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    text = (root / "mkdocs.yml").read_text("utf-8")
    assert "https://playbook.example" in text
    return root


def test_the_real_content_is_clean() -> None:
    assert [str(problem) for problem in check_playbook(load_playbook(ROOT)) if not problem.to_do] == []


def _places(playbook: Playbook, chance: random.Random) -> Iterator[Page]:
    """Pages to break in one round: of each topic either the English page, or all its translations."""
    for topic in playbook.taxonomy.topics():
        english = chance.random() < 0.1
        for code in playbook.languages:
            page = playbook.page(code, topic.id)
            if page and (code == REFERENCE) == english:
                yield page


def _break(
    playbook: Playbook, chance: random.Random, tried: Counter[str], *, unreadable: bool
) -> list[tuple[Page, str, Fault]]:
    faults = []
    for page in _places(playbook, chance):
        reference = playbook.reference(page.topic)
        if reference is None or not page.intro:
            continue
        fewest = sorted(KINDS, key=lambda name: (tried[name], chance.random()))
        for name in fewest:
            fault = KINDS[name](page, page if page.language == REFERENCE else reference, chance)
            if fault and (fault.rule in UNREADABLE) == unreadable:
                tried[name] += 1
                faults.append((page, name, fault))
                break
    return faults


def _write(root: Path, page: Page, fault: Fault) -> Path:
    file = root / (fault.path or page.path)
    if fault.content is None:
        file.unlink()
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(fault.content)
    return file


def test_every_fault_is_reported(content: Path) -> None:
    playbook = load_playbook(content)
    before = set(check_playbook(playbook))
    chance = random.Random(SEED)
    tried: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    missed = []
    for number in range(ROUNDS):
        faults = _break(playbook, chance, tried, unreadable=number == 0)
        for page, _, fault in faults:
            _write(content, page, fault)
            languages[page.language] += 1
        found = {
            (problem.path, problem.line, problem.rule)
            for problem in set(check_playbook(load_playbook(content))) - before
        }
        for page, name, fault in faults:
            expected = (fault.path or page.path, fault.line, fault.rule)
            if expected not in found:
                near = sorted(row[1:] for row in found if row[0] == expected[0])
                missed.append(f"{name}: {expected} not among {near}")
        touched = {page.topic for page, _, _ in faults}
        strange = [
            row for row in found if row[0].startswith("docs/") and Path(row[0]).stem.removesuffix("-2") not in touched
        ]
        missed += [
            f"nobody put this in: {row}" for row in strange if row[2] not in {"missing-target", "missing-anchor"}
        ]
        _restore(content, faults)
    assert not missed, "\n".join(missed)
    assert len(tried) >= LEAST_KINDS
    assert sum(tried.values()) >= LEAST_FAULTS
    assert set(languages) == set(playbook.languages)


def _restore(root: Path, faults: list[tuple[Page, str, Fault]]) -> None:
    for page, _, fault in faults:
        if fault.path:
            (root / fault.path).unlink()
        else:
            (root / page.path).write_text(page.text, "utf-8")
