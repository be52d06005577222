"""The folder of a build: what stays the same is the file that was there, and the old site is never written to."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from playbook.site.output import Output

PATH = "fi/skills/patience/index.html"
TEXT = b"<p>Odota hetki.</p>"


def folders(tmp_path: Path) -> tuple[Path, Path, Path]:
    """An old site with a page, a new folder, and the old page."""
    old, new = tmp_path / "old", tmp_path / "new"
    Output(old).write(PATH, TEXT)
    new.mkdir()
    return old, new, old / PATH


def is_same_file(one: Path, other: Path) -> bool:
    return one.stat().st_ino == other.stat().st_ino


def test_a_file_that_stays_the_same_is_the_one_that_was_there(tmp_path: Path) -> None:
    old, new, page = folders(tmp_path)
    output = Output(new, before=old)
    output.write(PATH, TEXT)
    output.write("fi/index.html", TEXT)
    assert is_same_file(new / PATH, page)
    assert (new / "fi/index.html").read_bytes() == TEXT
    assert output.hashes == dict.fromkeys((PATH, "fi/index.html"), hashlib.sha256(TEXT).hexdigest())


@pytest.mark.parametrize("text", [b"<p>Odota!</p>", TEXT.replace(b"O", b"o"), b""])
def test_what_changes_is_a_file_of_its_own(tmp_path: Path, text: bytes) -> None:
    old, new, page = folders(tmp_path)
    Output(new, before=old).write(PATH, text)
    assert (new / PATH).read_bytes() == text
    assert page.read_bytes() == TEXT


def test_a_file_that_is_written_twice_leaves_the_old_site_alone(tmp_path: Path) -> None:
    old, new, page = folders(tmp_path)
    output = Output(new, before=old)
    for text in (TEXT, b"other", TEXT, b"other"):
        output.write(PATH, text)
        assert (new / PATH).read_bytes() == text
        assert page.read_bytes() == TEXT


def linked(page: Path) -> None:
    elsewhere = page.with_name("elsewhere")
    page.rename(elsewhere)
    page.symlink_to(elsewhere)


def made_a_folder(page: Path) -> None:
    page.unlink()
    page.mkdir()


ALTERED: dict[str, Callable[[Path], object]] = {
    "a link": linked,
    "named twice": lambda page: page.with_name("backup").hardlink_to(page),
    "closed to others": lambda page: page.chmod(0o600),
    "open to all": lambda page: page.chmod(0o666),
    "changed": lambda page: page.write_bytes(TEXT.replace(b"O", b"0")),
    "gone": lambda page: page.unlink(),
    "a folder": made_a_folder,
}


@pytest.mark.parametrize("how", ALTERED)
def test_what_somebody_did_to_the_old_site_does_not_go_along(tmp_path: Path, how: str) -> None:
    old, new, page = folders(tmp_path)
    ALTERED[how](page)
    Output(new, before=old).write(PATH, TEXT)
    made = new / PATH
    Output(tmp_path / "fresh").write(PATH, TEXT)
    assert (made.read_bytes(), made.lstat().st_mode) == (TEXT, (tmp_path / "fresh" / PATH).lstat().st_mode)
    assert made.lstat().st_nlink == 1


@pytest.mark.parametrize("number", [errno.EPERM, errno.EMLINK, errno.EXDEV, errno.EOPNOTSUPP])
def test_where_files_can_have_no_second_name_they_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    old, new, page = folders(tmp_path)
    monkeypatch.setattr(os, "link", refuse)
    Output(new, before=old).write(PATH, TEXT)
    assert (new / PATH).read_bytes() == TEXT
    assert not is_same_file(new / PATH, page)
