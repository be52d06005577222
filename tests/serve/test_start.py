"""`playbook serve`: how it starts, what it says where it cannot, and how it ends."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from playbook.model import Playbook
from tests.conftest import run_playbook
from tests.serving import Served, serving, wait_for


@pytest.mark.parametrize("command", ["serve", "edit"])
def test_a_taken_port_is_named_with_what_to_do(command: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        outcome = run_playbook(command, "--port", str(port))
    assert outcome.returncode == 2
    assert f"port {port} of 127.0.0.1 is taken" in outcome.stderr
    assert f"playbook {command} --port {port + 1}" in outcome.stderr
    assert len(outcome.stderr.splitlines()) == 1


@pytest.mark.parametrize("port", ["-1", "0", "65536", "eighty"])
def test_a_port_that_there_is_not_is_refused(port: str) -> None:
    outcome = run_playbook("serve", "--port", port)
    assert outcome.returncode == 2
    assert "Traceback" not in outcome.stderr


def test_a_folder_that_is_no_playbook_is_told(tmp_path: Path) -> None:
    outcome = run_playbook("--root", tmp_path, "serve")
    assert outcome.returncode == 2
    assert "this folder is not a playbook" in outcome.stderr


def test_a_taxonomy_that_cannot_be_read_is_told_with_its_line(project: Path) -> None:
    (project / "taxonomy/topics.yml").write_text("- [", "utf-8")
    outcome = run_playbook("serve", cwd=project)
    assert outcome.returncode == 2
    assert "taxonomy/topics.yml:" in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_it_ends_at_once_with_pages_open(project: Path, site_dir: Path) -> None:
    with serving(project, site_dir) as server, socket.create_connection(("127.0.0.1", server.port)) as page:
        page.sendall(f"GET /serve/events HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        assert b"text/event-stream" in page.recv(2000)


def test_what_was_built_before_is_shown_at_once(served: Served, playbook: Playbook) -> None:
    page = playbook.page("th", "angry-customer")
    assert page
    assert page.title in served.text("th/customers/angry-customer/")


def test_edit_opens_the_studio_in_the_browser(project: Path, site_dir: Path) -> None:
    opened = project / "opened.txt"
    browser = project / "browser.sh"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n', "utf-8")
    browser.chmod(0o755)
    with serving(project, site_dir, command="edit", environment={"BROWSER": f"{browser} %s"}) as server:
        assert wait_for(lambda: opened.exists() and opened.read_text("utf-8").strip() == server.studio)
        assert server.ask(f"/studio/?key={server.key}").status == 303


def test_where_no_browser_can_be_opened_the_address_is_there_to_copy(project: Path, site_dir: Path) -> None:
    with serving(project, site_dir, command="edit", environment={"BROWSER": "/nowhere/browser %s"}) as server:
        assert wait_for(lambda: "No browser could be opened" in server.said)
        assert server.studio in server.said


def test_started_once_more_it_opens_the_studio_that_is_there(project: Path, site_dir: Path) -> None:
    opened = project / "opened.txt"
    browser = project / "browser.sh"
    browser.write_text(f'#!/bin/sh\necho "$1" >> {opened}\n', "utf-8")
    browser.chmod(0o755)
    note = project / ".studio/open"
    with serving(project, site_dir, command="edit", environment={"BROWSER": f"{browser} %s"}) as server:
        assert wait_for(opened.exists)
        assert note.stat().st_mode & 0o77 == 0, "nobody else may read the key"
        outcome = run_playbook("edit", "--port", str(server.port), cwd=project)
        assert outcome.returncode == 0, outcome.stderr
        assert outcome.stdout == f"The studio is open already, at {server.studio}\n"
        note.write_text(f"http://127.0.0.1:{server.port}/studio/?key=wrong", "utf-8")
        assert run_playbook("edit", "--port", str(server.port), cwd=project).returncode == 2
    note.unlink()
