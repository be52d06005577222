"""Nothing that others wrote commands a terminal, or a workflow that reads what commands print."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.editing.conftest import PROJECT, run, small
from tests.fuzz.ground import CONTROLS

__all__ = ["small"]

RAW = "\x1b[31m\x9b\u202e\x07"
WRITTEN = r"\e[31m\x9b\u202e\n::error::x"
"""The same as YAML writes it in double quotes, and a line that GitHub would take for a command of the workflow."""
ARTICLE = str(PROJECT / "tests/articles/fixtures/fi-parcels.txt")
COMMANDS = (
    "check", "check --to-do", "check --offers", "check --fix --dry-run", "status", "status --all", "status --countries",
    "check --format json", "check --format sarif", "check --format github", "status --format json", "diff honesty fi",
    "diff patience fi", "translate patience th", "translated honesty fi", "export --language fi --output {}/out.xlf",
    "export --language fi --format docx --output {}/out.docx", "export --language fi --format po --output {}/out.po",
    "packs --list", "pack starter --language en --output {}/x.pdf", "build --preview --site-dir {}/site",
    "articles status", f"articles read {ARTICLE} --language fi", "rename honesty truth --dry-run", "add-language pl",
    "retire honesty --to patience --yes", "add-country DE", "new late --group skills", "begin \x1b]0;x\x07",
    "hand-in \x1b]0;x\x07", "organisation --set duty_manager=\x9b\u202e", "import {}/out.xlf", "translate \x1b[31m th",
)  # fmt: skip


def written(found: re.Match[str]) -> str:
    return 'title: "' + found[1].replace('"', "'") + WRITTEN + '"'


TEXTS: dict[str, tuple[str, Callable[[str], str]]] = {
    "titles": (".md", lambda text: re.sub("(?m)^title: ", f"title: {RAW}", text)),
    "titles that YAML writes": (".md", lambda text: re.sub("(?m)^title: (.*)$", written, text, count=1)),
    "pages": (".md", lambda text: re.sub("(?m)^(- |[0-9]. )", rf"\g<1>{RAW}", text)),
    "taxonomy": (".yml", lambda text: re.sub("(: )(?=[A-Z])", rf"\g<1>{RAW}", text)),
    "messages": (".po", lambda text: re.sub('(?m)^msgstr "(?=.)', f'msgstr "{RAW}', text)),
    "plural forms": (".po", lambda text: text.replace("plural=(n", f"plural=({RAW}n")),
    "ids of messages": (".po", lambda text: re.sub('(?m)^msgid "(?=.)', f'msgid "{RAW}', text)),
    "taxonomy that YAML writes": (
        ".yml",
        lambda text: re.sub(r'(?m)(?<=: )([A-Z][^"\n:{}\[\],]*)$', lambda found: f'"{found[1]}{WRITTEN}"', text),
    ),
}


def said(root: Path) -> None:
    """Ask every command, and look at what it says."""
    for command in COMMANDS:
        outcome = run(root, *(word.replace("{}", str(root)) for word in command.split(" ")))
        assert outcome.code in {0, 1, 2}, command
        assert not set(outcome.text) & CONTROLS, command
        assert "a fault of this program" not in outcome.text, outcome.text
        if "github" not in command:
            assert not re.search("(?m)^::", outcome.text), command
        if command.startswith("check --format") and not command.endswith("github"):
            json.loads(outcome.text)


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_of_a_file_commands_a_terminal(small: Path, name: str) -> None:
    ending, planted = TEXTS[name]
    changed = 0
    for file in small.rglob(f"*{ending}"):
        before = file.read_text("utf-8")
        file.write_text(planted(before), "utf-8")
        changed += file.read_text("utf-8") != before
    assert changed
    said(small)


def test_no_name_of_a_file_commands_a_terminal(small: Path) -> None:
    shutil.copytree(PROJECT / "taxonomy/countries", small / "taxonomy/countries", dirs_exist_ok=True)
    for name in (
        "docs/fi/skills/a\x1b[31mb.md", "docs/fi/skills/x\n::error::hi.md", "docs/fi/skills/y\u202e.md",
        "docs/fi/skills/-rf.md", "docs/fi/skills/z\x9b.png", "docs/e\x1b[31m/skills/patience.md",
        "locales/q\x1b/playbook.po", "taxonomy/sources/a\x1b.yml", "taxonomy/countries/a\x1b.yml",
        "taxonomy/synonyms/\x9b.yml", "taxonomy/glossary/\x9b.yml",
    ):  # fmt: skip
        file = small / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("---\ntitle: x\nsummary: y\n---\n", "utf-8")
    said(small)
