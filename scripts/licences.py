"""Lists the licence of everything that is locked here, in requirements/licences.tsv: `python scripts/licences.py`.

Run where requirements/test.txt is installed. What is not installed keeps the row that it has.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
LIST = ROOT / "requirements" / "licences.tsv"
LOCKS = ("run", "test")
_CLASSIFIER = "License :: OSI Approved :: "


def locked() -> dict[str, str]:
    """What is locked: the name with its kind (`pypi:click`, `npm:typescript`) to the files that lock it."""
    found: dict[str, str] = {}
    for lock in LOCKS:
        text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
        for name in re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==", text, re.MULTILINE):
            found.setdefault(f"pypi:{name.lower()}", lock)
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    for path in packages:
        if path:
            found[f"npm:{path.rpartition('node_modules/')[2]}"] = "package-lock"
    return found


def listed() -> dict[str, str]:
    """What the list says: name to licence."""
    rows = LIST.read_text("utf-8").splitlines()[1:] if LIST.is_file() else []
    return {name: licence for name, _, licence in (row.split("\t") for row in rows)}


def licence_of(name: str) -> str:
    """The licence that a package states of itself; empty where it is not installed."""
    kind, _, package = name.partition(":")
    if kind == "npm":
        packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
        return str(packages[f"node_modules/{package}"].get("license", ""))
    try:
        said: Any = importlib.metadata.metadata(package)
    except importlib.metadata.PackageNotFoundError:
        return ""
    classified = [text.removeprefix(_CLASSIFIER) for text in said.get_all("Classifier") or () if _CLASSIFIER in text]
    stated = (said.get("License-Expression") or said.get("License") or "").strip().removeprefix("UNKNOWN")
    if stated and "\n" not in stated and len(stated) < 80:
        return stated
    parts = importlib.metadata.files(package) or ()
    files = [Path(str(part.locate())) for part in parts if "LICENSE" in part.name.upper()]
    first = (file.read_text("utf-8").split("\n", 1)[0].strip() for file in files if file.is_file())
    return " / ".join(classified) or next(first, "")


def main() -> None:
    """Write the list."""
    known = listed()
    rows = [f"{name}\t{lock}\t{licence_of(name) or known.get(name, '')}" for name, lock in sorted(locked().items())]
    LIST.write_text("\n".join(["package\tlocked in\tlicence", *rows, ""]), "utf-8")


if __name__ == "__main__":
    main()
