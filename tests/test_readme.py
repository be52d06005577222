"""The README says what the command line says, and names only what is there."""

from __future__ import annotations

import re

import click

from playbook.cli import COMMANDS, playbook
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def test_the_readme_lists_every_command_as_help_does() -> None:
    context = click.Context(playbook)
    expected = []
    for name in COMMANDS:
        command = playbook.get_command(context, name)
        assert command is not None
        summary = " ".join((command.help or "").split("\n\n")[0].split())
        expected.append(f"| `playbook {name}` | {summary} |")
    listed = README.split("<!-- commands -->")[1].split("<!-- /commands -->")[0].strip().splitlines()[2:]
    assert listed == expected


def test_every_link_and_make_target_in_the_readme_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"\bmake ([a-z]+)", README):
        assert re.search(rf"^{target}:", makefile, re.M), target
