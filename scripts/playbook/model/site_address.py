"""The site's few settings, such as where it is published: read here, for checks, packs and the site."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from playbook.files import UnreadableFile, read_text
from playbook.model.problem import Problem
from playbook.model.yaml_source import parse_yaml
from playbook.said import said

SETTINGS, KEY, VARIABLE = "mkdocs.yml", "site_url", "PLAYBOOK_URL"
_STRANGE = re.compile(r"[\x00-\x20\x7f\"'<>\\^`{|}?#]")
EXAMPLE = "https://playbook.example/"
"""Stands for the address where none is set."""


def read_site_address(root: Path) -> str:
    """The address, with a slash at its end: $PLAYBOOK_URL, else `site_url` of mkdocs.yml, else an example."""
    given = os.environ.get(VARIABLE) or read_setting(root, KEY)
    return (given if is_address(given) else EXAMPLE).rstrip("/") + "/"


def address_problems(root: Path) -> tuple[Problem, ...]:
    """That the address in mkdocs.yml is none, if it is not."""
    given = read_setting(root, KEY)
    if not given or is_address(given):
        return ()
    message, hint = (
        said('{key} "{given}" is not the address of a site', key=KEY, given=given),
        said("write it as a browser shows it: https://care.example/"),
    )
    return (Problem(SETTINGS, 0, 0, "load", message, hint),)


def is_address(text: str) -> bool:
    """Whether a text is the address of a site: http or https, a host, and no sign that has to be written otherwise."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not _STRANGE.search(text)


def is_example(address: str) -> bool:
    """Whether an address only stands for one that is not set."""
    return address.rstrip("/") == EXAMPLE.rstrip("/")


def read_setting(root: Path, name: str) -> str:
    """A setting as text; empty where it is not there or the file cannot be read."""
    try:
        source, _ = parse_yaml(read_text(root / SETTINGS), SETTINGS)
    except UnreadableFile:
        return ""
    value = source.data.get(name) if source and isinstance(source.data, dict) else None
    return str(value) if isinstance(value, str | int | float) else ""
