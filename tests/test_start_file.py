"""The file that opens the studio with a double-click, and what is in the way, in plain words."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

START = "studio.command"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a start file, and a program in it that only says how it was called."""
    place = tmp_path / "my playbook"
    (place / "taxonomy").mkdir(parents=True)
    (place / "taxonomy/topics.yml").touch()
    (place / "requirements").mkdir()
    for name in ("requirements/run.txt", "pyproject.toml"):
        (place / name).touch()
    for name in (START, "studio.desktop"):
        shutil.copy(ROOT / name, place)
    program(place / ".venv/bin/playbook", 'echo "opened: $*"')
    return place


def program(file: Path, line: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/usr/bin/env bash\n{line}\n")
    file.chmod(0o755)


def started(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Start it from elsewhere, as a double-click does."""
    return subprocess.run(
        [str(part) for part in command], cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


def test_it_opens_the_studio_and_sets_up_first_where_that_is_to_be_done(folder: Path) -> None:
    program(folder / "scripts/setup.sh", 'echo "set up: $*"; touch .venv/.run')
    first, second = started(folder / START), started(folder / START)
    assert "set up: run" in first.stdout
    assert "opened: edit" in first.stdout
    assert "set up" not in second.stdout
    os.utime(folder / "requirements/run.txt", (2**31 - 1, 2**31 - 1))
    assert "set up: run" in started(folder / START).stdout, "a newer version wants newer packages"


def test_what_is_in_the_way_is_told_in_plain_words(folder: Path, tmp_path: Path) -> None:
    program(folder / "scripts/setup.sh", "echo 'setup: Python 3.11 or newer is needed' >&2; exit 1")
    done = started(folder / START)
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr
    assert "When you have it, double-click again." in done.stdout
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(ROOT / START, alone)
    done = started(alone / START)
    assert done.returncode == 1
    assert "has to stay in the folder of the playbook" in done.stdout


@pytest.mark.parametrize("given", ["{file}", "file://{file}"])
def test_the_entry_for_linux_desktops_runs_it(folder: Path, given: str) -> None:
    (folder / ".venv/.run").touch()
    entry = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(folder / "studio.desktop", "utf-8")
    line = entry["Desktop Entry"]["Exec"].replace("\\\\", "\\")  # Desktop Entry Specification 1.5, "Exec" and strings
    words = [re.sub(r"\\([$`])", r"\1", word).replace("%%", "%") for word in shlex.split(line)]
    place = given.format(file=folder / "studio.desktop")
    done = started(*(place if word == "%k" else word for word in words))
    assert "opened: edit" in done.stdout, done.stderr
    assert entry["Desktop Entry"]["Terminal"] == "true"


def test_the_file_for_windows_names_only_what_is_there() -> None:
    raw = (ROOT / "studio.bat").read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n"), "its lines end as Windows wants them"
    text = raw.decode("ascii")
    for path in re.findall(r"(?:taxonomy|requirements)\\[\w.]+", text):
        assert (ROOT / path.replace("\\", "/")).exists(), path
    goals = set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    assert set(re.findall(r"goto (\w+)", text)) <= goals
    assert text.count("(") == text.count(")")


def test_the_file_for_windows_is_read_by_cmd_as_it_is_meant() -> None:
    lines = (ROOT / "studio.bat").read_text("ascii").split("\n")
    block = False
    for line in lines:
        outside = re.sub(r'"[^"]*"', "", line)
        if block and line != ")":
            assert not re.search(r"[()&|<>^]", outside), f"this would end the block, or begin another command: {line}"
        block = line.endswith("(") or (block and line != ")")
        assert "%~" not in outside, f"a folder with a space in its name would be two words: {line}"
        if line.startswith("set WHY="):
            assert not re.search(r"[&|<>^%!]", line), "it is said with echo, which would do something with these"
    tried = re.findall(r"^set PYTHON=(.*)", "\n".join(lines), re.MULTILINE)
    assert tried == ["py -3.11", "py -3", "python"]
    asked = [place for place, line in enumerate(lines) if line.startswith("%PYTHON% -c %CHECK%")]
    assert [lines[place - 1] for place in asked] == [f"set PYTHON={name}" for name in tried]
    assert [lines[place + 1] for place in asked] == ["if not errorlevel 1 goto found"] * 3
    kept = [line.split("copy /y /b ")[1].split(" .venv")[0] for line in lines if line.startswith("copy ")]
    assert len(kept) == 2
    assert len(set(kept)) == 1, "what an update is held against is what was set up"


def test_start_files_can_be_started() -> None:
    for name in (START, "studio.desktop"):
        assert os.access(ROOT / name, os.X_OK), name
    assert subprocess.run(["bash", "-n", str(ROOT / START)], check=False).returncode == 0
