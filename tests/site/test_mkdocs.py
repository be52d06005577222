"""mkdocs, with Material and static-i18n, builds the site that `playbook build` makes."""

from __future__ import annotations

import filecmp
import os
import subprocess
import sys
from pathlib import Path


def files_of(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def mkdocs_build(root: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(root / "mkdocs.yml"), "-d", str(folder)]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=300)


def test_mkdocs_builds_the_same_site(root: Path, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    command = [sys.executable, "-m", "playbook", "build", "--site-dir", str(ours)]
    subprocess.run(command, cwd=root, capture_output=True, check=True, timeout=300, env={**os.environ})
    outcome = mkdocs_build(root, theirs)
    assert outcome.returncode == 0, outcome.stderr
    found = files_of(ours)
    assert len(found) > 800
    assert files_of(theirs) == found
    assert [name for name in sorted(found) if not filecmp.cmp(ours / name, theirs / name, shallow=False)] == []


def test_mkdocs_stops_at_what_cannot_be_used(project: Path, tmp_path: Path) -> None:
    (project / "taxonomy/topics.yml").write_text("groups: [", "utf-8")
    outcome = mkdocs_build(project, tmp_path / "site")
    assert outcome.returncode == 1
    assert "taxonomy/topics.yml:" in outcome.stderr
    assert "Traceback" not in outcome.stderr
