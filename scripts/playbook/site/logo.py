"""The organisation's logo on the site."""

from __future__ import annotations

from pathlib import PurePosixPath

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


def logo_file(playbook: Playbook) -> dict[str, bytes]:
    """The logo, by its path on the site; nothing where there is none. Raises UnusablePack where it is no picture."""
    logo = read_organisation(playbook, None, {}).logo if playbook.taxonomy.logo else None
    return {logo_address(playbook): logo.data} if logo else {}
