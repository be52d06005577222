"""Packs made at once are those made one by one, whatever becomes of the processes."""

from __future__ import annotations

import hashlib
import multiprocessing
import subprocess
import sys
from pathlib import Path

import pytest

from playbook.model import Playbook
from playbook.packs.making import make_pack
from playbook.packs.request import PackRequest
from playbook.packs.several import shelve_all
from playbook.packs.shelf import read_list, whole_files
from tests.conftest import ROOT

TOPICS = ("empathy", "angry-customer")
WANTED = [PackRequest("custom", (code,), paper, topics=TOPICS) for paper in ("a4", "letter") for code in ("nb", "th")]
# A process of its own, as a process in which Typst has been at work cannot be forked; `before` runs ahead of the packs.
SCRIPT = """
import os, sys
from pathlib import Path
from playbook.model import load_playbook
from playbook import processes
from playbook.packs import several
from playbook.packs.shelf import write_list
from tests.packs.test_several import WANTED
root, folder, parent, whole = Path(sys.argv[1]), Path(sys.argv[2]), os.getpid(), several.shelve
{before}
outcomes = list(several.shelve_all(load_playbook(root), WANTED, folder))
write_list(folder, [pack for pack, _ in outcomes if pack])
print(*sorted(problem.path for _, problems in outcomes for problem in problems))
"""
TWO_CORES = "processes._cores = lambda: 2"
DYING = "several.shelve = lambda *given: whole(*given) if os.getpid() == parent else os._exit(9)"

REFUSING = """
from concurrent.futures.process import BrokenProcessPool
send, sent = processes.ProcessPoolExecutor.submit, []
def submit(pool, *work):
    sent.append(work)
    if len(sent) > 1:
        raise BrokenProcessPool
    return send(pool, *work)
processes.ProcessPoolExecutor.submit = submit
"""


def _run(root: Path, folder: Path, *before: str) -> list[str]:
    script = SCRIPT.format(before="\n".join(before))
    command = [sys.executable, "-c", script, str(root), str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True, timeout=300).stdout.split()


@pytest.mark.parametrize(
    "before", [(TWO_CORES,), (TWO_CORES, DYING), (TWO_CORES, REFUSING)], ids=["whole", "lost", "lost early"]
)
def test_several_at_once_are_the_same_as_one_by_one(
    playbook: Playbook, tmp_path: Path, before: tuple[str, ...]
) -> None:
    assert _run(ROOT, tmp_path, *before) == []
    made = {
        pack.file: hashlib.sha256((tmp_path / pack.file).read_bytes()).hexdigest() for pack in whole_files(tmp_path)
    }
    singly = {
        f"{one.languages[0]}/{one.file_name}": hashlib.sha256(make_pack(playbook, one).pdf).hexdigest()
        for one in WANTED
    }
    assert made == singly


def test_a_pack_that_cannot_be_made_comes_with_its_problems(project: Path, tmp_path: Path) -> None:
    (project / "docs/th/customers/angry-customer.md").unlink()
    assert set(_run(project, tmp_path)) == {"docs/th/customers/angry-customer.md"}
    assert {pack.language for pack in read_list(tmp_path)} == {"nb"}


def test_where_typst_has_worked_already_no_process_is_forked(playbook: Playbook, tmp_path: Path) -> None:
    make_pack(playbook, WANTED[0])
    outcomes = shelve_all(playbook, WANTED[:2], tmp_path)
    assert not multiprocessing.active_children()
    assert all(pack for pack, _ in outcomes)
