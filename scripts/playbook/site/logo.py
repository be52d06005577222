"""The organisation's logo on the site."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from playbook.files import write_whole
from playbook.model import Playbook, Problem
from playbook.packs.organisation import read_organisation
from playbook.packs.request import UnusablePack


def logo_address(playbook: Playbook) -> str:
    """Where the logo stands, from the site's root; empty where there is none."""
    name = playbook.taxonomy.logo
    return f"assets/organisation{PurePosixPath(name).suffix.lower()}" if name else ""


def logo_problems(playbook: Playbook) -> tuple[Problem, ...]:
    """What keeps the organisation's file and its logo from being used."""
    try:
        read_organisation(playbook, None, {})
    except UnusablePack as error:
        return error.problems
    return ()


def write_logo(playbook: Playbook, folder: Path) -> None:
    """Put the logo on the site in `folder`. Raises UnusablePack where it is no picture."""
    logo = read_organisation(playbook, None, {}).logo if playbook.taxonomy.logo else None
    if logo:
        write_whole(folder / logo_address(playbook), logo.data)
