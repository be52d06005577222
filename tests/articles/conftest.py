"""A small playbook to read articles into, and the `playbook` command as a user sees it."""

from __future__ import annotations

import contextlib
import io
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from playbook.cli import main
from tests.conftest import ROOT

FIXTURES = Path(__file__).parent / "fixtures"

_PAGES = {
    "en/situations/delayed-order.md": ("The delayed order", "late, parcel, missing parcel", "Right now"),
    "tr/situations/delayed-order.md": ("Geciken sipariş", "kayıp paket, kargo, paket gelmedi", "Hemen şimdi"),
    "tr/skills/honesty.md": ("Dürüstlük", "doğruyu söylemek, yalan", "Neden işe yarar"),
}


@dataclass(frozen=True)
class Outcome:
    """What a command left behind: its exit code, and all it printed."""

    code: int
    text: str


def run(*arguments: str | Path) -> Outcome:
    """Run the command line in this process, as `playbook` on a terminal would."""
    printed = io.StringIO()
    before = sys.argv
    sys.argv = ["playbook", *map(str, arguments)]
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            main()
        code = 0
    except SystemExit as stop:
        code = int(stop.code or 0)
    finally:
        sys.argv = before
    return Outcome(code, printed.getvalue())


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A playbook with the real taxonomy, three pages and no ledger."""
    root = tmp_path / "project"
    shutil.copytree(ROOT / "taxonomy", root / "taxonomy", ignore=shutil.ignore_patterns("sources"))
    for code in ("en", "tr"):
        shutil.copytree(ROOT / "locales" / code, root / "locales" / code)
    for name, (title, keywords, heading) in _PAGES.items():
        page = root / "docs" / name
        page.parent.mkdir(parents=True, exist_ok=True)
        front = f"---\ntitle: {title}\nsummary: {title}.\nkeywords: [{keywords}]\n---\n"
        page.write_text(f"{front}\n# {title}\n\n## {heading}\n\n- {title}.\n", "utf-8")
    return root


Reader = Callable[..., Outcome]


@pytest.fixture
def read(small: Path) -> Reader:
    """Read a file into the small playbook: `read(file, language)`."""

    def reader(file: Path, language: str, *more: str) -> Outcome:
        return run("--root", small, "articles", "read", file, "--language", language, *more)

    return reader


def ledger(root: Path, article: str) -> dict[str, Any]:
    """The data of a ledger."""
    data: dict[str, Any] = yaml.safe_load((root / "taxonomy" / "sources" / f"{article}.yml").read_text("utf-8"))
    return data


def rows(root: Path, article: str) -> dict[str, dict[str, Any]]:
    """The rows of a ledger by id."""
    return {row["id"]: row for row in ledger(root, article)["segments"]}
