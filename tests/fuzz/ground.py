"""The ground that everything is tried on: a small playbook of this process, and what holds of every report."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

from playbook import report
from playbook.model import Playbook, Problem, load_playbook

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests" / "fixtures" / "checks" / "base"
PAGE = "docs/fi/skills/patience.md"
LANGUAGES = ("en", "el", "fi", "nb", "th", "tr")
CONTROLS = frozenset("\x00\x07\x1b\x7f\x9b\u202e")
"""Signs that never reach a terminal or a page."""


def shorten_lists(folder: Path) -> None:
    """Leave a few entries of each list in the YAML files of a folder: as many kinds, and a hundredth of the labour."""
    for file in folder.glob("*.yml"):
        text = file.read_text("utf-8")
        file.write_text(re.sub(r"((?:^ *- .*\n){4})(?:^ *- .*\n)+", r"\1", text, flags=re.MULTILINE), "utf-8")


@cache
def place() -> Path:
    """A folder of this process alone, in which the small playbook has a file of every kind."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    shutil.copytree(BASE, folder / "playbook")
    shutil.copy(ROOT / "mkdocs.yml", folder / "playbook")
    taxonomy = folder / "playbook" / "taxonomy"
    for name in ("article-cues.yml", "triage.yml", "countries", "synonyms"):
        copy = shutil.copytree if (ROOT / "taxonomy" / name).is_dir() else shutil.copy
        copy(ROOT / "taxonomy" / name, taxonomy / name)
    shorten_lists(taxonomy / "synonyms")
    (taxonomy / "redirects.yml").write_text("- {from: skills/calm, topic: patience}\n", "utf-8")
    shutil.copytree(folder / "playbook", folder / "sound")
    return folder


@cache
def small() -> Playbook:
    """The small playbook, unspoilt."""
    return load_playbook(place() / "sound")


def reported(problems: tuple[Problem, ...] | list[Problem]) -> None:
    """Every report of the problems is whole, and nothing in one commands a terminal."""
    json.loads(report.as_json(problems))
    json.loads(report.as_sarif(problems, {}, "1"))
    for text in (report.as_text(problems), report.as_github(problems)):
        text.encode("utf-8")
        assert not set(text) & CONTROLS
