"""A project that somebody hands over may have symbolic links in it: nothing is written, removed or read out of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from playbook.editing.page_drafts import PageDraft, drop_draft, write_draft
from playbook.files import UnwritableFile
from tests.editing.conftest import PROJECT, run, tree

ARTICLE = str(PROJECT / "tests/articles/fixtures/fi-parcels.txt")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder that is none of the project's."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


def moved(path: str) -> Callable[[Path, Path], None]:
    """Put a link in the place of a file or a folder of the project, which lies elsewhere."""

    def lay(root: Path, elsewhere: Path) -> None:
        shutil.move(root / path, elsewhere / "moved")
        (root / path).symlink_to(elsewhere / "moved")

    return lay


def led(path: str) -> Callable[[Path, Path], None]:
    """Put a link to where there is nothing yet in the project."""

    def lay(root: Path, elsewhere: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).unlink(missing_ok=True)
        (root / path).symlink_to(elsewhere / "led")

    return lay


LINKS: dict[str, tuple[Callable[[Path, Path], None], tuple[str, ...]]] = {
    "a folder of pages": (moved("docs/th/skills"), ("translate", "patience", "th")),
    "a folder in which pages are renamed": (moved("docs/th/skills"), ("rename", "patience", "calm")),
    "a folder from which pages are taken": (
        moved("docs/th/skills"),
        ("retire", "patience", "--to", "honesty", "--yes"),
    ),
    "a page": (moved("docs/fi/skills/patience.md"), ("rename", "patience", "calm")),
    "a page that is not there": (led("docs/th/skills/patience.md"), ("translate", "patience", "th")),
    "a folder of messages": (led("locales/pl"), ("add-language", "pl")),
    "a ledger": (led("taxonomy/sources/fi-parcels.yml"), ("articles", "read", ARTICLE, "--language", "fi")),
    "a folder of ledgers": (moved("taxonomy/sources"), ("articles", "read", ARTICLE, "--language", "fi")),
    "a country": (led("taxonomy/countries/DE.yml"), ("add-country", "DE")),
    "the values of the workplace": (
        moved("taxonomy/organisation.yml"),
        ("organisation", "--set", "duty_manager=Ann"),
    ),
}


@pytest.mark.parametrize("name", LINKS)
def test_a_link_is_not_followed_out_of_the_project(small: Path, elsewhere: Path, name: str) -> None:
    lay, command = LINKS[name]
    (small / "taxonomy/sources").mkdir(exist_ok=True)
    (small / "docs/th/skills/patience.md").unlink() if "translate" in command else None
    lay(small, elsewhere)
    before, texts = tree(elsewhere), set(tree(small).values())
    outcome = run(small, *command)
    assert outcome.code in {1, 2}, outcome.text
    assert "symbolic link" in outcome.text
    assert "a fault of this program" not in outcome.text
    assert tree(elsewhere) == before
    assert set(tree(small).values()) <= texts


def test_drafts_are_kept_in_the_project_alone(small: Path, elsewhere: Path) -> None:
    page = "docs/fi/skills/patience.md"
    kept = elsewhere / "drafts" / f"{page}.json"
    kept.parent.mkdir(parents=True)
    kept.write_text("theirs", "utf-8")
    (small / ".studio").symlink_to(elsewhere)
    with pytest.raises(UnwritableFile, match="symbolic link"):
        write_draft(small, page, PageDraft("a", "b"))
    with pytest.raises(UnwritableFile, match="symbolic link"):
        drop_draft(small, page)
    assert kept.read_text("utf-8") == "theirs"


@pytest.mark.parametrize("place", ["pipe", "/dev/zero"])
def test_what_is_tried_on_a_copy_is_read_within_bounds(small: Path, place: str) -> None:
    page = small / "docs/fi/skills/patience.md"
    page.unlink()
    if place == "pipe":
        os.mkfifo(page)
    else:
        page.symlink_to(place)
    for command in (
        ("rename", "patience", "calm"),
        ("translate", "honesty", "fi"),
        ("new", "late", "--group", "skills"),
    ):
        assert "a fault of this program" not in run(small, *command).text
