"""The fixtures of the checks: small changes to a clean playbook of three topics in six languages.

`fixtures/checks/<rule>.yml` has cases under `bad:`, each with the problems it must raise and no others, and under
`good:`, which must raise none. A case is a list of `edit` rows:

    {in: path, find: text, put: text}   replace the first occurrence
    {in: path, text: text}              write the whole file
    {in: path, hex: bytes}              write bytes, or with find: replace by them
    {in: path, delete: true}            remove it
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

FIXTURES = Path(__file__).parent.parent / "fixtures" / "checks"
BASE = FIXTURES / "base"


def cases(kind: str) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """(rule, number, case) of every fixture of the kind "bad" or "good"."""
    for file in sorted(FIXTURES.glob("*.yml")):
        data = yaml.safe_load(file.read_text("utf-8"))
        for number, case in enumerate(data.get(kind, ()), 1):
            yield file.stem, number, case


def build(case: dict[str, Any], folder: Path) -> Path:
    """The clean playbook with a case's changes, in a new folder."""
    root = folder / "playbook"
    shutil.copytree(BASE, root)
    for edit in case["edit"]:
        _apply(root / edit["in"], edit)
    return root


def _apply(file: Path, edit: dict[str, Any]) -> None:
    if edit.get("delete"):
        file.unlink()
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    new = bytes.fromhex(edit["hex"]) if "hex" in edit else str(edit.get("put", edit.get("text", ""))).encode()
    if "find" not in edit:
        file.write_bytes(new)
        return
    old = str(edit["find"]).encode()
    content = file.read_bytes()
    assert old in content, f"{file} does not have {edit['find']!r}"
    file.write_bytes(content.replace(old, new, 1))
