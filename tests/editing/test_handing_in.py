"""begin and hand-in: from the first day to the second, with a server that deletes what it took in."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.editing.conftest import edit, git, run

FINNISH = "docs/fi/skills/honesty.md"
WHO = ("--name", "Malee Srisai", "--email", "malee@localhost")


@pytest.fixture
def cloned(committed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh clone of a server's project, on a computer on which git knows nobody."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "no-config"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("HOME", str(tmp_path))
    server, clone = tmp_path / "server.git", tmp_path / "clone"
    git(tmp_path, "clone", "--bare", str(committed), str(server))
    git(tmp_path, "clone", str(server), str(clone))
    return clone


def out(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout.strip()


def take_in(cloned: Path, branch: str) -> None:
    """Do what a server does when somebody presses the button: merge the branch and delete it."""
    server = cloned.parent / "server.git"
    out(server, "update-ref", "refs/heads/main", out(server, "rev-parse", f"refs/heads/{branch}"))
    out(server, "branch", "-D", branch)


def test_two_days_of_work(cloned: Path) -> None:
    assert "who you are" in run(cloned, "begin", "Finnish: honesty").text
    outcome = run(cloned, "begin", "Finnish: honesty", *WHO)
    assert outcome.code == 0, outcome.text
    edit(cloned / FINNISH, "Kerro, mitä tiedät.", "Sano, mitä tiedät.")
    outcome = run(cloned, "hand-in", "Finnish: honesty")
    assert outcome.code == 0, outcome.text
    assert "Sent to the server (branch finnish-honesty)" in outcome.text
    take_in(cloned, "finnish-honesty")
    outcome = run(cloned, "begin", "Finnish: honesty")
    assert outcome.code == 0, outcome.text
    assert "Sano, mitä tiedät." in (cloned / FINNISH).read_text("utf-8")
    assert out(cloned, "rev-parse", "HEAD") == out(cloned, "rev-parse", "origin/main")
    edit(cloned / FINNISH, "Sano, mitä tiedät.", "Sano se, minkä tiedät.")
    assert run(cloned, "hand-in", "Once more").code == 0
    assert "Nothing changed since" in run(cloned, "hand-in", "Once more").text
    assert out(cloned, "log", "-1", "--format=%an %s") == "Malee Srisai Once more"


def test_what_is_wrong_is_not_sent_and_what_is_to_do_is(cloned: Path) -> None:
    run(cloned, "begin", "English", *WHO)
    edit(cloned / "docs/en/skills/honesty.md", "one lie", "two lies")
    edit(cloned / FINNISH, "Kerro, mitä tiedät.", "Kerro , mitä tiedät.")
    before = out(cloned, "rev-parse", "HEAD")
    outcome = run(cloned, "hand-in", "English")
    assert outcome.code == 2
    assert f"{FINNISH}:" in outcome.text
    assert out(cloned, "rev-parse", "HEAD") == before
    edit(cloned / FINNISH, "Kerro , mitä", "Kerro, mitä")
    outcome = run(cloned, "hand-in", "English")
    assert outcome.code == 0, outcome.text


def test_work_that_is_not_handed_in_comes_along(cloned: Path) -> None:
    edit(cloned / FINNISH, "Kerro, mitä tiedät.", "Sano, mitä tiedät.")
    outcome = run(cloned, "begin", "ภาษาไทย", *WHO)
    assert outcome.code == 0, outcome.text
    assert FINNISH in outcome.text
    assert "Sano, mitä tiedät." in (cloned / FINNISH).read_text("utf-8")


def test_handing_in_from_main_makes_a_branch(cloned: Path) -> None:
    edit(cloned / FINNISH, "Kerro, mitä tiedät.", "Sano, mitä tiedät.")
    outcome = run(cloned, "hand-in", "Straight away", *WHO)
    assert outcome.code == 0, outcome.text
    assert "branch straight-away" in outcome.text


def test_without_a_server_or_a_repository(committed: Path, tmp_path: Path) -> None:
    assert run(committed, "begin", "Here", *WHO).code == 0
    edit(committed / FINNISH, "Kerro, mitä tiedät.", "Sano, mitä tiedät.")
    assert "no server" in run(committed, "hand-in", "Here").text
    bare = tmp_path / "bare"
    bare.mkdir()
    assert "not fetched with git" in run(bare, "begin", "Here").text


def test_a_server_that_cannot_be_reached_is_told(cloned: Path) -> None:
    run(cloned, "begin", "Away", *WHO)
    (cloned.parent / "server.git").rename(cloned.parent / "gone.git")
    edit(cloned / FINNISH, "Kerro, mitä tiedät.", "Sano, mitä tiedät.")
    outcome = run(cloned, "hand-in", "Away")
    assert outcome.code == 2
    assert "kept on this computer" in outcome.text
    assert "could not be fetched" in run(cloned, "begin", "Again").text


@pytest.mark.parametrize("code", [0, 1])
def test_what_a_server_says_commands_no_terminal(cloned: Path, code: int) -> None:
    run(cloned, "begin", "Away", *WHO)
    edit(cloned / FINNISH, "Kerro, mitä tiedät.", "Sano, mitä tiedät.")
    hook = cloned.parent / "server.git/hooks/pre-receive"
    hook.write_text(f"#!/bin/sh\nprintf 'http://localhost/\\033]0;x\\007\\233\\033[31m\\n' >&2; exit {code}\n", "utf-8")
    hook.chmod(0o755)
    outcome = run(cloned, "hand-in", "Away")
    assert outcome.code == (2 if code else 0)
    assert "http://localhost/" in outcome.text
    assert not set(outcome.text) & set("\x1b\x07\x9b")
