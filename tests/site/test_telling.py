"""What a build says: what it built, how many problems there are, how long it took; and how far it is, on a terminal."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import run_playbook

BUILD = [sys.executable, "-m", "playbook", "build", "--site-dir"]


@pytest.mark.timeout(300)
def test_in_a_pipe_it_says_what_it_built_and_nothing_else(root: Path, tmp_path: Path) -> None:
    outcome = run_playbook("build", "--site-dir", tmp_path / "site", cwd=root)
    said = re.fullmatch(
        r"(\d+) pages in 6 languages, (\d+) files, 0 problems, in [\d.]+ s\. The site is in .*\n", outcome.stdout
    )
    assert said, outcome.stdout
    files = [file for file in (tmp_path / "site").rglob("*") if file.is_file()]
    pages = [file for file in files if file.name == "index.html" and 'http-equiv="refresh"' not in file.read_text()]
    assert (len(pages), len(files)) == (int(said[1]), int(said[2]))
    assert outcome.stderr == ""


@pytest.mark.timeout(300)
def test_on_a_terminal_it_shows_how_far_it_is(root: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen([*BUILD, str(tmp_path / "site")], cwd=root, stdout=subprocess.PIPE, stderr=theirs) as build:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:
            pass  # the program has ended, and with it its terminal
        os.close(ours)
    text = shown.decode()
    assert build.returncode == 0
    assert "Building" in text
    assert "100%" in text
    assert len(set(re.findall(r"(\d+)%", text))) > 3, "it grows"


@pytest.mark.timeout(300)
def test_problems_are_counted_and_stand_with_file_and_line(project: Path) -> None:
    page = project / "docs/th/skills/empathy.md"
    page.write_text(page.read_text("utf-8") + "\n[a](no-page.md) [b](honesty.md#no-section)\n", "utf-8")
    outcome = run_playbook("build", cwd=project)
    line = page.read_text("utf-8").count("\n")
    assert outcome.returncode == 2
    assert f"docs/th/skills/empathy.md:{line}:" in outcome.stderr
    assert '"no-page.md" leads to a page that there is not' in outcome.stderr
    assert '"honesty.md#no-section" leads to a section "no-section" that its page has not' in outcome.stderr
    assert "2 problems on the pages; mend them and try again" in outcome.stderr
    assert not (project / "site").exists()
