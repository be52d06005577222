"""`--external` asks each address once, politely, and keeps good answers."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from playbook.checks.links import _addresses
from tests.checks.cases import build
from tests.checks.test_command import run

ASKED: Counter[str] = Counter()


class _Answers(BaseHTTPRequestHandler):
    def _answer(self) -> None:
        ASKED[f"{self.command} {self.path}"] += 1
        status = {"/fine": 200, "/gone": 404, "/head-forbidden": 405 if self.command == "HEAD" else 200}
        wanted = status.get(self.path, 503 if ASKED[f"{self.command} {self.path}"] == 1 else 200)
        self.send_response(wanted)
        self.end_headers()

    do_HEAD = do_GET = _answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    ASKED.clear()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr(_addresses, "PAUSE", 0)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _page(address: str, *paths: str) -> dict[str, list[dict[str, str]]]:
    links = "\n\n".join(f"[a page]({address}{path})" for path in paths)
    return {"edit": [{"in": "docs/en/guides/links.md", "text": f"# Links\n\n{links}\n"}]}


def test_only_what_does_not_work_is_a_problem(address: str, tmp_path: Path) -> None:
    root = build(_page(address, "/fine", "/gone", "/head-forbidden", "/busy-at-first", "/fine#part"), tmp_path)
    result = run(root, "--external")
    assert result.exit_code == 1
    assert f'docs/en/guides/links.md:5:1: the link to "{address}/gone" does not work: the other site answers 404' in (
        result.output
    )
    assert result.output.count("(external-link)") == 1
    assert ASKED["HEAD /fine"] == 1
    assert ASKED["HEAD /gone"] == 1
    assert ASKED["HEAD /busy-at-first"] == 2
    assert ASKED["GET /head-forbidden"] == 1


def test_good_answers_are_kept_and_bad_ones_asked_again(address: str, tmp_path: Path) -> None:
    root = build(_page(address, "/fine", "/gone"), tmp_path)
    run(root, "--external")
    run(root, "--external")
    assert ASKED["HEAD /fine"] == 1
    assert ASKED["HEAD /gone"] == 2


def test_nothing_is_asked_without_the_option(address: str, tmp_path: Path) -> None:
    root = build(_page(address, "/gone"), tmp_path)
    assert run(root).exit_code == 0
    assert not ASKED


def test_a_server_that_is_not_there_is_a_problem(tmp_path: Path, address: str) -> None:  # noqa: ARG001
    root = build(_page("http://127.0.0.1:1", "/"), tmp_path)
    assert "it cannot be reached" in run(root, "--external").output


def test_a_broken_cache_is_no_obstacle(address: str, tmp_path: Path) -> None:
    _addresses.cache_file().parent.mkdir(parents=True)
    _addresses.cache_file().write_text('{"x": [', "utf-8")
    root = build(_page(address, "/fine"), tmp_path)
    assert run(root, "--external").exit_code == 0
