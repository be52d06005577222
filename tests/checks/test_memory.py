"""What is remembered of the last check never changes what this one finds."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import tests.checks.structure_faults  # noqa: F401 - adds its kinds
from playbook.checks import Context, all_rules, check_playbook
from playbook.checks.folder import check_folder
from playbook.checks.memory import CACHE, recall
from playbook.checks.registry import Scope
from playbook.checks.run import find
from playbook.model import REFERENCE, Page, Playbook, load_playbook
from playbook.model import page as page_module
from tests.checks.faults import KINDS
from tests.conftest import run_playbook

ROOT = Path(__file__).parent.parent.parent
SEED = 20261122
STEPS = 24
PAGE = "docs/fi/customers/angry-customer.md"


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real content with what a check of it left behind."""
    root = tmp_path_factory.mktemp("memory") / "project"
    for name in ("docs", "locales", "taxonomy"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    assert not check_folder(root).problems
    return root


@pytest.fixture
def content(clean: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    return Path(shutil.copytree(clean, tmp_path / "project"))


def _same_as_without(root: Path) -> None:
    assert check_folder(root).problems == check_playbook(load_playbook(root))


def _fault(playbook: Playbook, page: Page, chance: random.Random) -> tuple[str, bytes | None] | None:
    reference = playbook.reference(page.topic)
    if reference is None or not page.intro:
        return None
    for name in chance.sample(sorted(KINDS), len(KINDS)):
        fault = KINDS[name](page, page if page.language == REFERENCE else reference, chance)
        if fault:
            return fault.path or page.path, fault.content
    return None


def test_any_edit_after_any_other_finds_what_a_first_check_would(content: Path) -> None:
    playbook, chance = load_playbook(content), random.Random(SEED)
    pages = [page for code in playbook.languages for page in playbook.in_language(code)]
    edited: list[str] = []
    for _ in range(STEPS):
        for page in chance.sample(pages, chance.choice([1, 1, 2, 5])):
            fault = _fault(playbook, page, chance)
            if fault:
                edited.append(fault[0])
                _put(content / fault[0], fault[1])
        while edited and chance.random() < 0.6:
            path = edited.pop(chance.randrange(len(edited)))
            _put(content / path, playbook.files[path].raw if path in playbook.files else None)
        _same_as_without(content)


def _put(file: Path, content: bytes | None) -> None:
    if content is None:
        file.unlink(missing_ok=True)
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def test_a_rule_for_pages_judges_each_as_it_does_among_all(content: Path) -> None:
    playbook, chance = load_playbook(content), random.Random(SEED)
    pages = [page for code in playbook.languages for page in playbook.in_language(code)]
    for page in chance.sample(pages, 90):
        fault = _fault(playbook, page, chance)
        if fault and fault[1] is not None:
            _put(content / fault[0], fault[1])
    broken = load_playbook(content)
    rules = [rule for rule in all_rules() if rule.scope is Scope.PAGE and rule.group != "The built site"]
    rules = [rule for rule in rules if rule.id != "external-link"]
    everywhere = set(find(Context(broken), rules).problems)
    paths = sorted(path for path in broken.files if path.endswith(".md"))
    assert len({problem.rule for problem in everywhere}) > 25
    while paths:
        some = frozenset(paths[:12])
        del paths[:12]
        found = {problem for problem in find(Context(broken, only=some), rules).problems if problem.path in some}
        assert found == {problem for problem in everywhere if problem.path in some}


def test_only_what_changed_is_read_again(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    read = page_module.read_page

    def spy(path: str, *rest: Any) -> Any:
        parsed.append(path)
        return read(path, *rest)

    monkeypatch.setattr("playbook.model.playbook.read_page", spy)
    monkeypatch.setattr("playbook.checks.run.processes_for", lambda _: 1)  # what a fork reads is not seen here
    assert not check_folder(content).problems
    assert not parsed
    _append(content / PAGE, "\n<!-- a word to other translators -->\n")
    assert not check_folder(content).problems
    assert sorted(parsed) == [PAGE.replace("/fi/", "/en/"), PAGE]
    parsed.clear()
    assert not check_folder(content, fresh=True).problems
    assert len(parsed) == len(set(parsed))
    assert set(parsed) == {page.path for page in load_playbook(content).pages.values()}


def test_an_english_edit_is_seen_on_its_translations(content: Path) -> None:
    page = content / PAGE.replace("/fi/", "/en/")
    page.write_text(page.read_text("utf-8").replace("1. ", "1. Wait for 17 seconds. ", 1), "utf-8")
    found = {problem.path.split("/")[1] for problem in check_folder(content).problems if problem.path != page.name}
    assert {"tr", "fi", "nb", "th", "el"} <= found
    _same_as_without(content)


def _append(file: Path, text: str) -> None:
    file.write_text(file.read_text("utf-8") + text, "utf-8")


SHARED: dict[str, Callable[[Path], object]] = {
    "a catalogue": lambda root: _append(
        root / "locales/fi/playbook.po", '\nmsgid "Nobody asks for this"\nmsgstr "x"\n'
    ),
    "a taxonomy file": lambda root: _append(root / "taxonomy/glossary.yml", "\n- {id: x}\n"),
    "a new file": lambda root: _put(root / "docs/fi/customers/angry-costumer.md", b"# x\n"),
    "a page that is gone": lambda root: (root / PAGE).unlink(),
    "a page that cannot be read": lambda root: (root / PAGE).write_bytes(b"\xff\xfe"),
}


@pytest.mark.parametrize("what", SHARED)
def test_what_all_pages_share_is_watched(content: Path, what: str) -> None:
    SHARED[what](content)
    assert check_folder(content).problems
    _same_as_without(content)


def test_an_image_that_is_gone_is_noticed(content: Path) -> None:
    image = next((content / "docs" / "en" / "guides").rglob("*.png"))
    image.unlink()
    assert any(image.name in problem.message for problem in check_folder(content).problems)


def test_an_exception_counts_from_one_check_to_the_next(content: Path) -> None:
    page = content / PAGE
    text = page.read_text("utf-8")
    page.write_text(text + "\n<!-- check: ignore trailing-blank: wanted here -->\nLoppu. \n", "utf-8")
    assert not [problem for problem in check_folder(content).problems if problem.rule == "trailing-blank"]
    _same_as_without(content)
    page.write_text(text + "\n<!-- check: ignore trailing-blank: wanted here -->\nLoppu.\n", "utf-8")
    assert "exception" in {problem.rule for problem in check_folder(content).problems}
    other = content / PAGE.replace("/fi/", "/nb/")
    _append(other, "\nSlutt. \n")
    _same_as_without(content)


@pytest.mark.parametrize("kept", [0, 1, 40, 1000, -1])
def test_a_damaged_memory_is_none(content: Path, kept: int) -> None:
    whole = (content / CACHE).read_bytes()
    (content / CACHE).write_bytes(whole[:kept])
    assert recall(content) is None
    (content / CACHE).write_bytes(whole[:kept] + b"x" + whole[kept:])
    assert recall(content) is None
    _append(content / PAGE, "\nLoppu. \n")
    assert [problem.rule for problem in check_folder(content).problems] == ["trailing-blank"]


def test_a_folder_that_cannot_be_written_is_checked_all_the_same(content: Path) -> None:
    shutil.rmtree(content / ".cache")
    (content / ".cache").write_text("a file stands in the way", "utf-8")
    assert not check_folder(content).problems


@pytest.mark.parametrize("name", [b"\xff\xfe.md", b"new\nline.md", b"\x1b[31m.md"])
def test_a_file_whose_name_is_no_text_is_told(content: Path, name: bytes) -> None:
    (content / "docs" / "fi" / "customers" / os.fsdecode(name)).write_text("# x\n", "utf-8")
    for format_ in ("text", "json", "github", "sarif"):
        outcome = run_playbook("--root", content, "check", "--format", format_)
        assert outcome.returncode == 1
        assert "Traceback" not in outcome.stderr
        assert "give it another name" in outcome.stdout


def test_the_command_says_the_same_with_and_without_memory(content: Path) -> None:
    _append(content / PAGE, "\nLoppu. \n")
    first = run_playbook("--root", content, "check")
    assert first.returncode == 1
    for arguments in ((), ("--fresh",)):
        again = run_playbook("--root", content, "check", *arguments)
        assert (again.returncode, again.stdout, again.stderr) == (1, first.stdout, first.stderr)
    assert not run_playbook("--root", content, "check", "--language", "nb").returncode
