"""A small playbook, files made of it, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from playbook.editing import apply_plan
from playbook.exchange.export import make_job
from playbook.exchange.job import Job, JobText
from playbook.exchange.merge import Brought, plan_import
from playbook.exchange.opening import read_job
from playbook.exchange.po import write_po
from playbook.exchange.word import write_docx
from playbook.exchange.xliff import write_xliff
from playbook.model import load_playbook
from tests.editing.conftest import committed, edit, git, run, small, tree

__all__ = ["committed", "edit", "git", "run", "small", "tree"]

FORMATS = ("xliff", "xliff-1.2", "po", "docx")
FI = "docs/fi/customers/angry-customer.md"
EN = "docs/en/customers/angry-customer.md"


def written(job: Job, form: str) -> bytes:
    """The job as a file of a format."""
    writers: Mapping[str, Callable[[], bytes]] = {
        "xliff": lambda: write_xliff(job, "2.1"),
        "xliff-1.2": lambda: write_xliff(job, "1.2"),
        "po": lambda: write_po(job),
        "docx": lambda: write_docx(job),
    }
    return writers[form]()


def through_file(job: Job, form: str, folder: Path) -> Job:
    """The job once it was written and read again."""
    file = folder / f"through.{ {'xliff': 'xlf', 'xliff-1.2': 'xlf'}.get(form, form) }"
    file.write_bytes(written(job, form))
    return read_job(file)


def with_targets(job: Job, targets: Mapping[str, str], state: str = "done") -> Job:
    """The job with these translations, by the id of the text, of its first page."""

    def changed(unit: JobText) -> JobText:
        return replace(unit, target=targets[unit.id], state=state) if unit.id in targets else unit

    first, *others = job.pages
    assert set(targets) <= {unit.id for unit in first.units}
    return Job(job.language, (replace(first, units=tuple(map(changed, first.units))), *others))


def exported(root: Path, *topics: str, language: str = "fi", outdated: bool = False) -> Job:
    """What would go out."""
    return make_job(load_playbook(root), language, topics or ("angry-customer",), outdated=outdated)


def brought_back(root: Path, job: Job, *, overwrite: bool = False, partial: bool = False) -> Brought:
    """Bring the job into the pages of a folder."""
    merged = plan_import(load_playbook(root), job, "file.xlf", overwrite=overwrite, partial=partial)
    apply_plan(root, merged.plan)
    return merged


@pytest.fixture
def finnish(committed: Path) -> Path:
    """The small playbook in git, its Finnish pages recorded as up to date."""
    run(committed, "translated", "--all", "--yes", "fi")
    git(committed, "add", "-A")
    git(committed, "commit", "-m", "recorded")
    return committed
