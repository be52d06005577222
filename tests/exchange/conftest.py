"""A small playbook, files made of it, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from playbook.editing import apply_plan
from playbook.exchange.export import make_work
from playbook.exchange.merge import Merged, plan_import
from playbook.exchange.opening import read_work
from playbook.exchange.po import write_po
from playbook.exchange.word import write_docx
from playbook.exchange.work import Unit, Work
from playbook.exchange.xliff import write_xliff
from playbook.model import load_playbook
from tests.editing.conftest import committed, edit, git, run, small, tree

__all__ = ["committed", "edit", "git", "run", "small", "tree"]

FORMATS = ("xliff", "xliff-1.2", "po", "docx")
FI = "docs/fi/customers/angry-customer.md"
EN = "docs/en/customers/angry-customer.md"


def written(work: Work, form: str) -> bytes:
    """The work as a file of a format."""
    writers: Mapping[str, Callable[[], bytes]] = {
        "xliff": lambda: write_xliff(work, "2.1"),
        "xliff-1.2": lambda: write_xliff(work, "1.2"),
        "po": lambda: write_po(work),
        "docx": lambda: write_docx(work),
    }
    return writers[form]()


def through_file(work: Work, form: str, folder: Path) -> Work:
    """The work once it was written and read again."""
    file = folder / f"through.{ {'xliff': 'xlf', 'xliff-1.2': 'xlf'}.get(form, form) }"
    file.write_bytes(written(work, form))
    return read_work(file)


def with_targets(work: Work, targets: Mapping[str, str], state: str = "done") -> Work:
    """The work with these translations, by the id of the text, of its first page."""

    def changed(unit: Unit) -> Unit:
        return replace(unit, target=targets[unit.id], state=state) if unit.id in targets else unit

    first, *others = work.pages
    assert set(targets) <= {unit.id for unit in first.units}
    return Work(work.language, (replace(first, units=tuple(map(changed, first.units))), *others))


def exported(root: Path, *topics: str, language: str = "fi", outdated: bool = False) -> Work:
    """What would go out."""
    return make_work(load_playbook(root), language, topics or ("angry-customer",), outdated=outdated)


def brought_back(root: Path, work: Work, *, overwrite: bool = False, partial: bool = False) -> Merged:
    """Bring the work into the pages of a folder."""
    merged = plan_import(load_playbook(root), work, "file.xlf", overwrite=overwrite, partial=partial)
    apply_plan(root, merged.plan)
    return merged


@pytest.fixture
def finnish(committed: Path) -> Path:
    """The small playbook in git, its Finnish pages recorded as up to date."""
    run(committed, "translated", "--all", "--yes", "fi")
    git(committed, "add", "-A")
    git(committed, "commit", "-m", "recorded")
    return committed
