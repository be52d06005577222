"""Work is spread over processes, and an error in one of them, or of what is done meanwhile, comes up here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

# A process of its own: the one that tests run in has threads, and is not forked.
SPREAD = """
import os
from playbook import processes
processes._cores = lambda: 2
there = list(processes.spread(lambda number: (number * 2, os.getpid()), [1, 2, 3], 2))
assert sorted(number for number, _ in there) == [2, 4, 6], there
assert os.getpid() not in {process for _, process in there}
"""
PARTS = """
import os, sys
from pathlib import Path
from playbook import processes
from playbook.model import load_playbook
from playbook.site import Site, build_parts
from playbook.site.part import PartMaker
processes._cores = lambda: 2
root, folder = Path(sys.argv[1]), Path(sys.argv[2])
whole = PartMaker.search
def noted(self, language):
    (folder / f"{language} {os.getpid()}").touch()
    return whole(self, language)
PartMaker.search = noted
build_parts(Site(load_playbook(root), "https://care.example/"), ["fi", "nb"], folder)
makers = [name.split()[1] for name in os.listdir(folder) if name[:3] in {"fi ", "nb "}]
assert len(makers) == 2 and str(os.getpid()) not in makers, makers
"""
FAILING = """
import time
from playbook import processes
processes._cores = lambda: 2
def work(number):
    time.sleep(number / 10)
    return number
def stop():
    raise ValueError("not so")
try:
    list(processes.spread(work, range(100), 2, meanwhile=stop))
except ValueError as error:
    assert str(error) == "not so"
else:
    raise AssertionError("it went on")
try:
    list(processes.spread(lambda number: 1 // number, [1, 0, 2], 2))
except ZeroDivisionError:
    pass
else:
    raise AssertionError("it was not told")
"""


@pytest.mark.parametrize("script", [SPREAD, PARTS, FAILING], ids=["spread", "parts of a site", "errors"])
def test_it_is_done_in_other_processes(script: str, root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", script, str(root), str(tmp_path)]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert outcome.returncode == 0, outcome.stderr
