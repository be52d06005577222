"""`playbook serve`: the site while you write, and what it says where it cannot go on."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import run_playbook


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], bool], seconds: float = 240) -> bool:
    """Whether the condition came true; asked a few times a second for at most so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.3)
    return False


def shown(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return str(answer.read().decode("utf-8"))
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""


def test_a_taken_port_is_named_with_what_to_do() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        outcome = run_playbook("serve", "--port", str(port))
    assert outcome.returncode == 2
    assert f"port {port} of 127.0.0.1 is taken" in outcome.stderr
    assert f"playbook serve --port {port + 1}" in outcome.stderr


def test_an_unknown_language_is_named_with_those_there_are() -> None:
    outcome = run_playbook("serve", "--language", "xx", "--port", str(free_port()))
    assert outcome.returncode == 2
    assert 'no language "xx"; there are: en, el, fi, nb, th, tr' in outcome.stderr


@pytest.mark.timeout(900)
def test_a_saved_page_is_shown_and_ctrl_c_ends_it_quietly(project: Path) -> None:
    port = free_port()
    command = [
        sys.executable,
        "-c",
        "from playbook.cli import main; main()",
        "serve",
        "--language",
        "fi",
        "--port",
        str(port),
    ]
    page = project / "docs/fi/skills/empathy.md"
    address = f"http://127.0.0.1:{port}/fi/skills/empathy/"
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert wait_for(lambda: "Empatia" in shown(address))
            page.write_text(page.read_text("utf-8").replace("title: Empatia", "title: Empatia tänään"), "utf-8")
            assert wait_for(lambda: "Empatia tänään" in shown(address))
        finally:
            server.send_signal(signal.SIGINT)
            _, errors = server.communicate(timeout=120)
    assert "Traceback" not in errors


@pytest.mark.parametrize("port", ["-1", "0", "65536"])
def test_a_port_that_there_is_not_is_refused(port: str) -> None:
    outcome = run_playbook("serve", "--port", port)
    assert outcome.returncode == 2
    assert "Traceback" not in outcome.stderr


@pytest.mark.timeout(600)
def test_what_breaks_while_it_is_served_leaves_the_site_as_it_was(project: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "playbook", "serve", "--language", "fi", "--port", str(port)]
    address = f"http://127.0.0.1:{port}/fi/skills/empathy/"
    topics = project / "taxonomy/topics.yml"
    whole = topics.read_text("utf-8")
    page = project / "docs/fi/skills/empathy.md"
    errors = project / "errors.txt"
    with (
        errors.open("w") as told,
        subprocess.Popen(command, cwd=project, stdout=subprocess.DEVNULL, stderr=told, text=True) as server,
    ):
        try:
            assert wait_for(lambda: "Empatia" in shown(address))
            with pytest.raises(urllib.error.HTTPError, match="404"):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/%00", timeout=30)
            topics.write_text("- [", "utf-8")
            assert wait_for(lambda: "the site stays as it was" in errors.read_text("utf-8"))
            assert "Empatia" in shown(address)
            topics.write_text(whole, "utf-8")
            page.write_bytes(page.read_bytes() + b"\xff")
            assert wait_for(lambda: "not yet available" in shown(address) or 'lang="en"' in shown(address))
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=120)
    assert "Traceback" not in errors.read_text("utf-8")
