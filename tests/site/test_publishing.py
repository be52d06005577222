"""Whatever happens to a build, readers have a site, and it is whole: the old one, or the new one."""

from __future__ import annotations

import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from playbook.files import UnwritableFile
from playbook.site import publishing
from playbook.site.publishing import SITE_SIGNS, replacing
from tests.conftest import run_playbook

BUILD = [sys.executable, "-m", "playbook", "build"]
START, THAI = "index.html", "th/customers/angry-customer/index.html"


def digest(site: Path) -> str:
    """A hash over the names and the content of all files of a site."""
    found = hashlib.sha256()
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        found.update(f"{file.relative_to(site)}\0".encode() + file.read_bytes())
    return found.hexdigest()


def write_site(folder: Path, text: str) -> None:
    """A site with the two pages that the reader asks for."""
    for name in (START, THAI, SITE_SIGNS[0]):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


@contextmanager
def reader(site: Path) -> Iterator[list[str]]:
    """Somebody who asks for both pages all the time; the list is of the pages that were not there, or were cut off."""
    missing, stop, asked = [], threading.Event(), [0]

    def ask() -> None:
        while not stop.is_set():
            for name in (START, THAI):
                asked[0] += 1
                try:
                    text = (site / name).read_text("utf-8")
                except OSError as error:
                    missing.append(f"{name}: {error.strerror}")
                    continue
                if not text.rstrip().endswith(("</html>", "whole")):
                    missing.append(f"{name}: cut off")

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield missing
    finally:
        stop.set()
        thread.join()
    assert asked[0] > 100


@pytest.fixture(params=["folder", "link"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where a site is to be: a folder that is not there yet, or a link to one."""
    site = tmp_path / "site"
    if request.param == "link":
        (tmp_path / "elsewhere").mkdir()
        site.symlink_to("elsewhere/site")
    return site


def test_a_reader_finds_both_pages_through_many_switches(place: Path) -> None:
    with replacing(place) as new:
        write_site(new, "0 whole")
    was_link = place.is_symlink()
    with reader(place) as missing:
        for number in range(300):
            with replacing(place) as new:
                write_site(new, f"{number} whole")
    assert missing == []
    assert (place / START).read_text("utf-8") == "299 whole"
    assert place.is_symlink() == was_link
    assert [entry.name for entry in place.resolve().parent.iterdir() if ".building" in entry.name] == []


@pytest.mark.timeout(900)
def test_a_reader_finds_both_pages_through_real_builds(place: Path, root: Path) -> None:
    first = run_playbook("build", "--site-dir", place, cwd=root)
    assert first.returncode == 0, first.stderr
    before = digest(place)
    with reader(place) as missing:
        for _ in range(3):
            assert run_playbook("build", "--site-dir", place, cwd=root).returncode == 0
    assert missing == []
    assert digest(place) == before, "the same input makes the same bytes"


def test_without_a_call_to_exchange_folders_two_renames_do_it(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_exchanged", lambda *_: False)
    for text in ("old whole", "new whole"):
        with replacing(place) as new:
            write_site(new, text)
    assert (place / THAI).read_text("utf-8") == "new whole"


def test_a_build_that_was_killed_between_two_renames_is_mended_by_the_next(place: Path) -> None:
    target = place.resolve()
    old = target.with_name(f".{target.name}.building") / "old"
    write_site(old, "old whole")
    with replacing(place) as new:
        assert (place / START).read_text("utf-8") == "old whole"
        write_site(new, "new whole")
    assert (place / START).read_text("utf-8") == "new whole"


def fail(place: Path, error: BaseException) -> None:
    with replacing(place) as new:
        write_site(new, "half")
        raise error


def test_an_error_and_ctrl_c_leave_the_old_site(place: Path) -> None:
    with replacing(place) as new:
        write_site(new, "old whole")
    for error in (ValueError, KeyboardInterrupt):
        with pytest.raises(error):
            fail(place, error())
    assert (place / START).read_text("utf-8") == "old whole"
    assert [entry.name for entry in place.resolve().parent.iterdir()] == ["site"]


def test_what_is_no_site_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", "utf-8")
    for place in (tmp_path, tmp_path / "thesis.txt"):
        with pytest.raises(UnwritableFile), replacing(place):
            pytest.fail("nothing should be built")
    assert (tmp_path / "thesis.txt").read_text("utf-8") == "mine"


def test_what_others_put_there_under_a_name_with_a_dot_goes_along(place: Path) -> None:
    with replacing(place) as new:
        write_site(new, "old whole")
    (place / ".well-known").mkdir()
    (place / ".well-known/security.txt").write_text("Contact", "utf-8")
    (place / ".htaccess").write_text("old", "utf-8")
    place.chmod(0o750)
    with replacing(place) as new:
        write_site(new, "new whole")
        (new / ".htaccess").write_text("new", "utf-8")
    assert (place / ".well-known/security.txt").read_text("utf-8") == "Contact"
    assert (place / ".htaccess").read_text("utf-8") == "new"
    assert place.stat().st_mode & 0o777 == 0o750


@pytest.mark.timeout(900)
def test_builds_that_end_badly_leave_the_old_site_whole(project: Path) -> None:
    site = project / "site"
    assert run_playbook("build", cwd=project).returncode == 0
    before = digest(site)
    page = project / "docs/th/skills/empathy.md"
    good = page.read_text("utf-8")
    with reader(site) as missing:
        page.write_text(good + "\n[ไม่มี](no-such-page.md)\n", "utf-8")
        broken = run_playbook("build", cwd=project)
        assert broken.returncode == 2, broken.stderr
        assert "no-such-page.md" in broken.stderr
        page.write_text(good.replace("title:", "title: ใหม่", 1), "utf-8")
        full = subprocess.run(BUILD, cwd=project, capture_output=True, text=True, check=False, preexec_fn=small_files)
        assert full.returncode == 2
        assert "the site stays as it was" in full.stderr, full.stderr
        for ending in (signal.SIGINT, signal.SIGKILL, signal.SIGKILL, signal.SIGKILL):
            cut_short(project, ending)
        assert digest(site) == before
    assert missing == []
    assert run_playbook("build", cwd=project).returncode == 0
    assert digest(site) != before
    assert [entry.name for entry in project.iterdir() if ".building" in entry.name] == []


def small_files() -> None:
    """As on a disk that fills up: no file gets more than a few thousand bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))


def cut_short(project: Path, ending: signal.Signals) -> None:
    """Begin a build and end it at some moment while its folder is there."""
    with subprocess.Popen(BUILD, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as build:
        while not (project / ".site.building/new").exists():
            assert build.poll() is None
            time.sleep(0.005)
        time.sleep(random.Random(ending + os.getpid()).uniform(0, 0.6))
        build.send_signal(ending)
        _, errors = build.communicate(timeout=120)
    assert build.returncode == (130 if ending == signal.SIGINT else -ending), errors
    assert "Traceback" not in errors


@pytest.mark.timeout(900)
def test_of_two_builds_at_once_the_second_waits(project: Path) -> None:
    command = [*BUILD, "--site-dir", "public"]
    first = subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True)
    while not (project / ".public.building/new").exists():
        assert first.poll() is None
        time.sleep(0.005)
    second = run_playbook("build", "--site-dir", "public", cwd=project)
    _, errors = first.communicate(timeout=120)
    assert (first.returncode, second.returncode) == (0, 0), errors + second.stderr
    assert "Another build of public is under way; waiting." in second.stderr
    assert (project / "public" / THAI).is_file()
    assert [entry.name for entry in project.iterdir() if ".building" in entry.name] == []
