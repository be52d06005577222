"""Whatever is typed, pasted or deleted, a check says what is wrong and never fails itself."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from playbook.checks import check_playbook
from playbook.model import NotAPlaybook, load_playbook
from tests.checks.cases import BASE

ROUNDS = 60
EDITS = 8
_SIGNS = [*'"“»ıİoαéяὰ1.?—#>|-*`[]{}&%!\\:', *"\u200b\xa0\u202f\u0308\u0387\t\x07\n\ud7ff\ufdd0"]
_TEXTS = ["  ", " - ", "--", " ,", "5.400", "**", "1. ", "- ", "> ", "## ", "### ", "|---|", "---", "\n---\n", "***"]
_MARKUP = ["<b>", "{{ x }}", "[a](b.md)", "[a][b]", "www.x.org", "<!-- English: x -->", 'msgid "', 'msgstr "']
_KEYS = [": ", "- id: ", "title: ", "translated_from: "]
STRANGE: list[str] = [*_SIGNS, *_TEXTS, *_MARKUP, *_KEYS]
"""What is typed by chance, or comes along with a paste."""


def edited(text: str, lines: list[str], chance: random.Random) -> str:
    place = chance.randrange(len(text) + 1)
    kind = chance.random()
    if kind < 0.4:
        return text[:place] + chance.choice(STRANGE) + text[place:]
    if kind < 0.6:
        return f"{text[:place]}\n{chance.choice(lines)}\n{text[place:]}"
    if kind < 0.8:
        return text[:place] + text[place + chance.randint(1, 40) :]
    if kind < 0.9:
        return text[:place] + text[chance.randrange(place, len(text) + 1) :]
    return text[:place] + text[: chance.randrange(len(text) + 1)]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_random_edits_are_told_and_never_end_the_check(number: int, tmp_path: Path) -> None:
    chance = random.Random(number)
    root = tmp_path / "playbook"
    shutil.copytree(BASE, root)
    files = sorted(file for ending in ("md", "yml", "po") for file in root.rglob(f"*.{ending}") if file.stat().st_size)
    lines = [line for file in files for line in file.read_text("utf-8").split("\n")]
    for file in chance.choices(files, k=EDITS):
        file.write_text(edited(file.read_text("utf-8"), lines, chance), "utf-8", newline="")
    try:
        problems = check_playbook(load_playbook(root))
    except NotAPlaybook as error:
        problems = error.problems
    assert all(problem.message and not problem.path.startswith("/") for problem in problems)


def test_a_translation_of_front_matter_alone_is_told(tmp_path: Path) -> None:
    root = tmp_path / "playbook"
    shutil.copytree(BASE, root)
    page = root / "docs/fi/skills/patience.md"
    head, front, _ = page.read_text("utf-8").split("---\n", 2)
    page.write_text(f"{head}---\n{front}---\n", "utf-8", newline="")
    told = {problem.rule: problem.message for problem in check_playbook(load_playbook(root))}
    assert told["parity-length"] == "the page is empty"
