"""The program's start and end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "playbook"]


def test_it_runs_as_a_module_and_its_exit_code_is_the_command_s(tmp_path: Path) -> None:
    done = subprocess.run([*COMMAND, "--root", str(tmp_path), "check"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "this folder is not a playbook" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_before_the_command_line_is_there_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(5)\n")
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT / 'scripts'}"}
    done = subprocess.run([*COMMAND, "check"], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == -signal.SIGINT
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is tried with /dev/full")
def test_output_that_cannot_be_written_is_told() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, "--root", str(ROOT), "check"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr == "playbook: No space left on device; what to do: make room on the disk\n"
