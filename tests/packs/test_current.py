"""A finished pack is current until anything that is printed in it changes; then it is not offered, and made anew."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from playbook.keys import own_key
from playbook.model import Playbook, load_playbook
from playbook.packs.current import is_current
from playbook.packs.making import shelve
from playbook.packs.request import PackRequest
from playbook.packs.shelf import BUILT_PACKS, ShelvedPack, whole_files, write_list
from playbook.site.printed_packs import PrintedPacks
from tests.conftest import ROOT, run_playbook

POSTER = PackRequest("poster", ("fi",))


@pytest.fixture(scope="module")
def poster(playbook: Playbook, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ShelvedPack]:
    """A finished poster, and the folder that it is in."""
    folder = tmp_path_factory.mktemp("shelf")
    pack = shelve(playbook, POSTER, folder)
    write_list(folder, [pack])
    return folder, pack


def reworded(page: Path) -> None:
    page.write_text(page.read_text("utf-8") + "\nZzq.\n", "utf-8")


def guided(project: Path) -> None:
    page = project / "docs/en/escalation/setting-limits.md"
    text = page.read_text("utf-8")
    row = "guidance:\n  - {title: Zzq, publisher: Zzq, year: 2026}\n"
    page.write_text(text.replace("---\n", "---\n" + row, 1), "utf-8")


def retitled(project: Path) -> None:
    page = project / "docs/fi/skills/empathy.md"
    page.write_text(page.read_text("utf-8").replace("title: ", "title: Zzq ", 1), "utf-8")


def appended(path: str) -> Callable[[Path], None]:
    def edit(project: Path) -> None:
        file = project / path
        file.write_text(file.read_text("utf-8") + "\n# zzq\n", "utf-8")

    return edit


def renamed_article(project: Path) -> None:
    file = project / "taxonomy/sources/el-complaints.yml"
    file.write_text(file.read_text("utf-8").replace('title: ""', "title: Zzq", 1), "utf-8")


def commented(project: Path) -> None:
    file = project / "taxonomy/comments/fi.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text("# zzq\n", "utf-8")


@pytest.mark.parametrize(
    ("edit", "stays"),
    [
        (lambda _: None, True),
        (lambda project: reworded(project / "docs/th/skills/empathy.md"), True),
        (lambda project: reworded(project / "docs/fi/escalation/setting-limits.md"), False),
        (lambda project: reworded(project / "docs/en/escalation/setting-limits.md"), True),
        (guided, False),
        (retitled, False),
        (appended("taxonomy/glossary.yml"), False),
        (appended("taxonomy/glossary/fi.yml"), False),
        (appended("taxonomy/glossary/th.yml"), True),
        (appended("taxonomy/sources/el-complaints.yml"), True),
        (renamed_article, False),
        (commented, True),
        (appended("locales/fi/playbook.po"), False),
        (appended("locales/th/playbook.po"), True),
    ],
    ids=[
        "nothing",
        "another page",
        "its page",
        "the English page",
        "its guidance",
        "the title of another page",
        "the glossary",
        "its terms",
        "terms of another language",
        "where the line of an article went",
        "the title of an article",
        "a comment",
        "its words",
        "words of another language",
    ],
)
def test_it_is_current_until_what_it_is_made_of_changes(
    project: Path, poster: tuple[Path, ShelvedPack], edit: Callable[[Path], None], stays: bool
) -> None:
    assert "setting-limits" in load_playbook(project).packs["poster"].topics
    edit(project)
    assert is_current(load_playbook(project), poster[1]) == stays


def test_one_for_another_organisation_or_address_is_not_offered(
    project: Path, poster: tuple[Path, ShelvedPack], monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = project / BUILT_PACKS
    shelf.mkdir(parents=True)
    for file in poster[0].rglob("*"):
        if file.is_file():
            (shelf / file.relative_to(poster[0])).parent.mkdir(exist_ok=True)
            (shelf / file.relative_to(poster[0])).write_bytes(file.read_bytes())

    def offered() -> int:
        playbook = load_playbook(project)
        return len(PrintedPacks(playbook, playbook.locales["fi"]).finished)

    assert offered() == 1
    monkeypatch.setenv("PLAYBOOK_URL", "https://elsewhere.example/")
    assert offered() == 0
    monkeypatch.delenv("PLAYBOOK_URL")
    organisation = project / "taxonomy/organisation.yml"
    organisation.write_text(organisation.read_text("utf-8").replace("value: null", "value: '12345'"), "utf-8")
    assert offered() == 0


def another_pdf(shelf: Path) -> None:
    next(shelf.rglob("*.pdf")).write_bytes(b"%PDF-1.7 zzq")


def another_cover(shelf: Path) -> None:
    next(shelf.rglob("*.webp")).write_bytes(b"RIFF zzq")


def another_row(shelf: Path) -> None:
    (shelf / "packs.json").write_text((shelf / "packs.json").read_text("utf-8").replace('"a4"', '"letter"'), "utf-8")


@pytest.mark.parametrize("change", [another_pdf, another_cover, another_row])
def test_what_is_not_as_it_was_made_is_not_taken(
    poster: tuple[Path, ShelvedPack], tmp_path: Path, change: Callable[[Path], None]
) -> None:
    shelf = tmp_path / "shelf"
    shutil.copytree(poster[0], shelf)
    assert list(whole_files(shelf)) == [poster[1]]
    change(shelf)
    assert not list(whole_files(shelf))


def test_what_somebody_else_made_is_not_taken(
    poster: tuple[Path, ShelvedPack], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes along with a project that is handed over, and nobody here knows what is printed in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    own_key.cache_clear()
    assert not list(whole_files(poster[0]))
    monkeypatch.undo()
    own_key.cache_clear()
    assert list(whole_files(poster[0])) == [poster[1]]


def test_what_is_current_is_not_made_again(project: Path, tmp_path: Path) -> None:
    packs = project / "taxonomy/packs.yml"
    head, *rows = packs.read_text("utf-8").split("  - id: ")
    packs.write_text(head + "".join("  - id: " + row for row in rows if row.startswith("poster\n")), "utf-8")
    first = run_playbook("packs", "--language", "fi", "-o", tmp_path, cwd=project)
    assert first.stdout.startswith("1 of 1 packs"), first.stdout + first.stderr
    (file,) = tmp_path.rglob("*.pdf")
    made = file.stat().st_mtime_ns
    again = run_playbook("packs", "--language", "fi", "-o", tmp_path, cwd=project)
    assert "0 of 0 packs" in again.stdout
    assert "1 are as they were" in again.stdout
    assert file.stat().st_mtime_ns == made
    forced = run_playbook("packs", "--language", "fi", "--again", "-o", tmp_path, cwd=project)
    assert forced.stdout.startswith("1 of 1 packs")
    file.write_bytes(b"damaged")
    assert run_playbook("packs", "--language", "fi", "-o", tmp_path, cwd=project).stdout.startswith("1 of 1 packs")


def test_interrupted_it_keeps_the_packs_that_are_made(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "playbook", "packs", "--language", "fi", "-o", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while len(list(tmp_path.rglob("*.webp"))) < 2 and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        told = process.communicate()[1]
    assert process.returncode == 130, told
    kept = list(whole_files(tmp_path))
    assert 0 < len(kept) < len(load_playbook(ROOT).packs)
    assert f"Interrupted: {len(kept)} of " in told
