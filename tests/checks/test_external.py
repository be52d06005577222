"""`--external` asks each address once, politely, and keeps good answers."""

from __future__ import annotations

import threading
import time
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
        times = ASKED[f"{self.command} {self.path}"]
        status = {"/fine": 200, "/gone": 404, "/always-busy": 429, "/k%C3%A4ytt%C3%B6?q=%CE%B1": 200}
        if self.path.startswith("/head-"):
            wanted = int(self.path[6:]) if self.command == "HEAD" else 200
        elif self.path == "/asked-too-often":
            wanted = 429 if times == 1 else 200
        else:
            wanted = status.get(self.path, 503 if times == 1 else 200)
        self.send_response(wanted)
        if wanted == 429:
            self.send_header("Retry-After", "7")
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
    monkeypatch.setattr(time, "sleep", lambda _: None)
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
    root = build(_page(address, "/fine", "/gone", "/busy-at-first", "/fine#part"), tmp_path)
    result = run(root, "--external")
    assert result.exit_code == 1
    assert f'docs/en/guides/links.md:5:1: the link to "{address}/gone" does not work: the other site answers 404' in (
        result.output
    )
    assert result.output.count("(external-link)") == 1
    assert ASKED["HEAD /fine"] == 1
    assert ASKED["HEAD /gone"] == 1
    assert ASKED["HEAD /busy-at-first"] == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 406, 500, 501, 503])
def test_a_site_that_answers_only_get_is_well(address: str, tmp_path: Path, status: int) -> None:
    result = run(build(_page(address, f"/head-{status}"), tmp_path), "--external")
    assert "(external-link)" not in result.output
    assert ASKED[f"GET /head-{status}"] == 1


@pytest.mark.parametrize("path", ["/käyttö?q=α", "/k%C3%A4ytt%C3%B6?q=%CE%B1"], ids=["as written", "encoded already"])
def test_letters_of_any_script_are_sent_encoded(address: str, tmp_path: Path, path: str) -> None:
    assert "(external-link)" not in run(build(_page(address, path), tmp_path), "--external").output
    assert ASKED["HEAD /k%C3%A4ytt%C3%B6?q=%CE%B1"] == 1


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        (
            "https://παράδειγμα.δοκιμή/σελίδα",
            "https://xn--hxajbheg2az3al.xn--jxalpdlp/%CF%83%CE%B5%CE%BB%CE%AF%CE%B4%CE%B1",
        ),
        ("https://ไทย.example:8080/a b?ก=ข#ค", "https://xn--o3cw4h.example:8080/a%20b?%E0%B8%81=%E0%B8%82"),
        ("https://en.example/wiki/Å_(x)?a=1&b[]=%20", "https://en.example/wiki/%C3%85_(x)?a=1&b[]=%20"),
        ("http://[::1]:80/x", "http://[::1]:80/x"),
    ],
)
def test_an_address_is_encoded_as_browsers_do(address: str, sent: str) -> None:
    assert _addresses.encoded(address) == sent


def test_an_address_that_is_none_is_told(tmp_path: Path, address: str) -> None:  # noqa: ARG001
    label = "ä" * 70
    output = run(build(_page(f"https://{label}.example", "/"), tmp_path), "--external").output
    assert "it is not an address" in output
    assert "Traceback" not in output


def test_a_busy_site_is_waited_for_as_long_as_it_asks(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    root = build(_page(address, "/asked-too-often"), tmp_path)
    assert "(external-link)" not in run(root, "--external").output
    assert waited == [7]


def test_a_site_too_busy_to_say_is_no_problem_and_is_asked_again(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    root = build(_page(address, "/always-busy"), tmp_path)
    assert "(external-link)" not in run(root, "--external").output
    before = ASKED["HEAD /always-busy"]
    run(root, "--external")
    assert ASKED["HEAD /always-busy"] > before


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
    result = run(root, "--external")
    assert result.exit_code == 0, result.output
