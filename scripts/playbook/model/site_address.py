"""The site's few settings, such as where it is published: read here, for checks, packs and the site."""

from __future__ import annotations

import os
from pathlib import Path

import yaml

from playbook.files import UnreadableFile, read_text

SETTINGS, KEY, VARIABLE = "site.yml", "site_url", "PLAYBOOK_URL"
EXAMPLE = "https://playbook.example/"
"""Stands for the address where none is set."""


def read_site_address(root: Path) -> str:
    """The address, with a slash at its end: $PLAYBOOK_URL, else `site_url` of site.yml, else an example."""
    return (os.environ.get(VARIABLE) or read_setting(root, KEY) or EXAMPLE).rstrip("/") + "/"


def read_setting(root: Path, name: str) -> str:
    """A setting as written, whatever tags the file has elsewhere; empty where it is not there."""
    try:
        top = yaml.compose(read_text(root / SETTINGS), Loader=yaml.CSafeLoader)
    except (UnreadableFile, yaml.YAMLError):
        return ""
    rows = top.value if isinstance(top, yaml.MappingNode) else []
    return next(
        (str(value.value) for key, value in rows if key.value == name and isinstance(value, yaml.ScalarNode)), ""
    )
