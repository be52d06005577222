"""The editors' guides say what is true: commands exist, the walk leads to a page, the rules are the rules."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from playbook.checks import check_playbook
from playbook.checks.manual import as_page, house_rules_as_page
from playbook.cli import playbook as command_line
from playbook.model import Playbook, load_playbook
from tests.editing.conftest import PROJECT, run

GUIDES = PROJECT / "docs/en/guides"
BLOCK = re.compile(r"^(?P<indent> *)```(?P<kind>\w+)\n(?P<text>.*?)^ *```$", re.MULTILINE | re.DOTALL)
ARTICLE = "adding-an-article.md"


def blocks(guide: str, kind: str) -> list[str]:
    found = BLOCK.finditer((GUIDES / guide).read_text("utf-8"))
    return [match["text"] for match in found if match["kind"] == kind]


def commands() -> Iterator[tuple[str, list[str]]]:
    for file in sorted(GUIDES.glob("*.md")):
        text = file.read_text("utf-8")
        shown = [line.strip() for block in blocks(file.name, "console") for line in block.split("\n")]
        typed = [line.removeprefix("$ ") for line in shown if line.startswith("$ playbook")]
        typed += re.findall(r"`(playbook [^`…]+)`", text)
        for line in dict.fromkeys(typed):
            yield file.name, shlex.split(line)[1:]


@pytest.mark.parametrize(("guide", "words"), list(commands()), ids=lambda value: " ".join(value)[:50])
def test_every_command_of_the_guides_is_one(guide: str, words: list[str]) -> None:
    context = click.Context(command_line, info_name="playbook")
    command: click.Command | None = command_line
    while words and isinstance(command, click.Group) and not words[0].startswith("-"):
        command = command.get_command(context, words[0])
        assert command is not None, f"{guide}: there is no command {words[0]}"
        words = words[1:]
    assert command is not None
    options = {name for item in command.get_params(context) for name in item.opts}
    unknown = [word for word in words if word.startswith("--") and word not in options]
    assert not unknown, f"{guide}: {command.name} has no {unknown}"


def test_the_guide_to_the_checks_is_what_the_checks_say() -> None:
    written = (GUIDES / "checks.md").read_text("utf-8")
    assert as_page() in written, "run: .venv/bin/python scripts/guides.py checks"


def test_the_guide_to_the_house_rules_is_what_their_file_says() -> None:
    playbook = load_playbook(PROJECT)
    assert playbook.rules.rules
    written = (GUIDES / "house-rules.md").read_text("utf-8")
    assert house_rules_as_page(playbook) in written, "run: .venv/bin/python scripts/guides.py checks"
    for rule in playbook.rules.rules:
        assert rule.rule in written
        assert all(f"(checks.md#{name})" in written for name in rule.held_by)


def test_every_guide_is_linked_from_the_first_one() -> None:
    linked = set(re.findall(r"\(([a-z-]+\.md)\)", (GUIDES / "index.md").read_text("utf-8")))
    editorial = {file.name for file in GUIDES.glob("*.md")} - {"index.md", "publishing.md"}
    assert editorial <= linked


def test_every_picture_of_the_guides_is_there_and_used() -> None:
    files = [*GUIDES.glob("*.md"), *PROJECT.glob("*.md")]
    used = {name for file in files for name in re.findall(r"images/([^)\s\"]+)", file.read_text("utf-8"))}
    there = {file.name for file in (GUIDES / "images").iterdir()}
    assert there - {"readme.png"} == used - {"readme.png"}


def test_the_walk_from_an_article_to_a_page(project: Path) -> None:
    for ledger in (project / "taxonomy/sources").glob("*.yml"):
        ledger.unlink()  # theirs are articles that are not here
    before = problems(project)
    article = project.parent / "articles/queue-tips.txt"
    article.parent.mkdir()
    article.write_text(blocks(ARTICLE, "text")[0], "utf-8")
    read, new, verify = (line for line in typed(ARTICLE) if re.search("articles read|new|verify", line))
    assert run(project, *words(read, article.parent)).code == 0
    complete_ledger(project / "taxonomy/sources/queue-tips.yml", blocks(ARTICLE, "yaml")[0])
    assert run(project, *words(new, article.parent)).code == 0
    topics = project / "taxonomy/topics.yml"
    row = "- {id: long-queue, kind: situation, "
    text = topics.read_text("utf-8").replace(row + "relations: {}", row + blocks(ARTICLE, "yaml")[1].strip())
    topics.write_text(text, "utf-8")
    (project / "docs/en/situations/long-queue.md").write_text(blocks(ARTICLE, "markdown")[0], "utf-8")
    verified = run(project, *words(verify, article.parent))
    assert verified.code == 0, verified.text
    assert "every one accounted for" in verified.text
    found = problems(project) - before
    assert {rule for _, rule in found} <= {"missing-translation"}, found
    assert run(project, "translate", "long-queue", "fi").code == 0


def typed(guide: str) -> list[str]:
    return [line.removeprefix("$ ") for block in blocks(guide, "console") for line in block.strip().split("\n")]


def words(line: str, articles: Path) -> list[str]:
    return [word.replace("../articles", str(articles)) for word in shlex.split(line)[1:]]


def complete_ledger(file: Path, guide: str) -> None:
    """Write into each row what the guide shows for it; a row of the ledger that the guide lacks fails the test."""
    shown = {row["id"]: row for row in yaml.safe_load(guide)}
    parts = re.split(r"(?m)^(?=  - id: )", file.read_text("utf-8"))
    rows = parts[1:]
    assert [re.findall(r"id: (\S+)", row)[0] for row in rows] == list(shown)
    done = []
    for row in rows:
        own = shown[re.findall(r"id: (\S+)", row)[0]]
        new = row.replace('gist: ""', f"gist: {own.get('gist', '')!r}").replace("to: []", f"to: {own.get('to', [])}")
        done.append(new.replace('left_out: ""', f'left_out: "{own.get("left_out", "")}"'))
    file.write_text(parts[0] + "".join(done), "utf-8")


def problems(root: Path) -> set[tuple[str, str]]:
    found = ((problem.path, problem.rule) for problem in check_playbook(load_playbook(root)))
    # The pages' own sources are not there, as their ledgers were taken away.
    return {(path, rule) for path, rule in found if rule != "unplaced-source" or "long-queue" in path}


def test_guides_are_pages_of_the_playbook(playbook: Playbook) -> None:
    assert {f"docs/en/guides/{file.name}" for file in GUIDES.glob("*.md")} <= set(playbook.other_pages)
