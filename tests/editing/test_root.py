"""`playbook --root` takes the folder as it is typed: whole, relative, or the one that one is in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import run_playbook


@pytest.mark.parametrize(
    "command",
    [
        ["status"],
        ["check"],
        ["check", "docs/fi"],
        ["diff", "honesty", "fi"],
        ["articles", "status"],
        ["new", "late-delivery", "--group", "skills", "--dry-run"],
        ["build", "--site-dir", "site"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize(("inside", "root"), [(".", "."), ("docs", ".."), ("docs/fi", "../.."), ("docs", None)])
def test_any_way_to_name_the_folder(small: Path, inside: str, root: str | None, command: list[str]) -> None:
    if inside != "." and command[1:2] == ["docs/fi"]:
        command = [command[0], str(small / "docs/fi")]
    named = ["--root", root] if root else []
    outcome = run_playbook(*named, *command, cwd=small / inside)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
