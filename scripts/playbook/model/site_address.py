"""The site's few settings, such as where it is published: read here, for checks, packs and the site."""

from __future__ import annotations

import os
from pathlib import Path

from playbook.files import UnreadableFile, read_text
from playbook.model.yaml_source import parse_yaml

SETTINGS, KEY, VARIABLE = "site.yml", "site_url", "PLAYBOOK_URL"
EXAMPLE = "https://playbook.example/"
"""Stands for the address where none is set."""


def read_site_address(root: Path) -> str:
    """The address, with a slash at its end: $PLAYBOOK_URL, else `site_url` of site.yml, else an example."""
    return (os.environ.get(VARIABLE) or read_setting(root, KEY) or EXAMPLE).rstrip("/") + "/"


def read_setting(root: Path, name: str) -> str:
    """A setting as text; empty where it is not there or the file cannot be read."""
    try:
        source, _ = parse_yaml(read_text(root / SETTINGS), SETTINGS)
    except UnreadableFile:
        return ""
    value = source.data.get(name) if source and isinstance(source.data, dict) else None
    return str(value) if isinstance(value, str | int | float) else ""
