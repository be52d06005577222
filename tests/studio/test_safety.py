"""The studio as a whole against whoever should not write: other sites, strange addresses, texts with marks, no room."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.routing import Route

from playbook.studio import studio_routes
from tests.conftest import copy_project
from tests.serving import Served, serving

PAGE = "docs/fi/skills/honesty.md"
VALUES = {"language": "fi", "topic": "honesty"}
PLANTED = '</textarea></script><script>alert(1)</script><img src=x onerror="alert(2)">'
OUTSIDE = (
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/mkdocs.yml",
    "....//mkdocs.yml",
    "..\\..\\mkdocs.yml",
    "/etc/passwd",
    "C:%5cwindows",
    "fi%2f..%2fen",
    "%00",
    "%ff",
    "%0d%0aX:%20y",
    "~root",
    "-",
    "x" * 4000,
)


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory, site_dir: Path) -> Iterator[Served]:
    """The server of a copy of the project in which somebody has planted marks, and of whom git knows nothing."""
    project = tmp_path_factory.mktemp("safety")
    copy_project(project)
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    with serving(project, site_dir, environment=alone) as server:
        yield server


def writing() -> list[str]:
    """Every address of the studio at which something is written."""
    found = []
    for route in studio_routes():
        if isinstance(route, Route) and "POST" in (route.methods or ()):
            found.append("/studio" + re.sub(r"\{(\w+)[^}]*\}", lambda name: VALUES.get(name[1], "x"), route.path))
    return found


def reading() -> list[str]:
    """Every pattern of an address at which something is shown."""
    routes = (route for route in studio_routes() if isinstance(route, Route) and "GET" in (route.methods or ()))
    return [f"/studio{route.path}" for route in routes]


def post(studio: Served, address: str, data: dict[str, str], **headers: str) -> tuple[int, str]:
    own = {"Origin": studio.url.rstrip("/"), "Content-Type": "application/json", **studio.cookie, **headers}
    answer = studio.ask(address, own, "POST", json.dumps(data))
    return answer.status, answer.text


def state(project: Path) -> dict[str, bytes]:
    """Every file that editors write."""
    folders = ("docs", "taxonomy", "locales")
    return {str(file): file.read_bytes() for name in folders for file in (project / name).rglob("*") if file.is_file()}


@pytest.mark.parametrize("address", writing())
def test_no_other_site_can_write_anywhere(studio: Served, address: str) -> None:
    before = state(studio.project)
    evil = {"Origin": "https://evil.example"}
    for headers in ({**studio.cookie, **evil}, {**studio.cookie, "Origin": "null"}, dict(studio.cookie)):
        assert studio.ask(address, headers, "POST", "a=b").status == 403
    own = {"Origin": studio.url.rstrip("/")}
    assert studio.ask(address, own, "POST", "a=b").status == 403, "without the key"
    rebound = {**studio.cookie, "Host": f"evil.example:{studio.port}", "Origin": f"http://evil.example:{studio.port}"}
    assert studio.ask(address, rebound, "POST", "a=b").status == 421, "by a name that leads here (DNS rebinding)"
    assert studio.ask(address, studio.cookie).status in {200, 303, 404, 405, 409}, "asking changes nothing"
    assert state(studio.project) == before


@pytest.mark.parametrize("pattern", [pattern for pattern in reading() if "{" in pattern])
def test_no_address_leads_out_of_the_playbook(studio: Served, pattern: str) -> None:
    for part in OUTSIDE:
        address = re.sub(r"\{\w+[^}]*\}", lambda _, part=part: part, pattern)  # type: ignore[misc]
        answer = studio.ask(address, studio.cookie)
        assert answer.status in {400, 404, 405}, (address, answer.status)
        assert "root:" not in answer.text
        assert "site_name" not in answer.text
    assert studio.ask("/studio/hand-in", studio.cookie).status == 200


def test_whatever_is_written_is_text_on_every_screen(studio: Served) -> None:
    name, row = f"Malee {PLANTED[:60]}".replace("<", "‹").replace(">", "›"), {"row": "steps/item-1"}
    status, html = post(studio, "/studio/read/fi/honesty/comment", {**row, "name": name, "text": PLANTED})
    assert status == 200
    file = studio.project / PAGE
    text = file.read_text("utf-8")
    marked = PLANTED.replace("<", "\\<")
    file.write_text(re.sub(r"(?m)^1\. .*", lambda _: f"1. {marked}", text, count=1), "utf-8")
    screens = ["read/fi/honesty", "pages/fi/honesty", "history/fi/honesty", "hand-in", "?language=fi"]
    found = [studio.ask(f"/studio/{screen}", studio.cookie) for screen in screens]
    for screen, answer in zip(screens, found, strict=True):
        assert answer.status == 200, screen
        assert "<script>alert" not in answer.text, screen
        assert 'onerror="alert' not in answer.text, screen
    assert "&lt;script&gt;" in json.loads(html)["html"]
    assert "&lt;script&gt;" in found[0].text
    file.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/studio/read/fi/honesty/comment", {"row": "steps/item-1", "text": "Hei", "name": "Aino"}),
        ("/studio/hand-in/send", {"note": "Hei", "name": "Aino"}),
    ],
)
def test_without_room_it_is_told_and_nothing_is_half_written(
    studio: Served, address: str, data: dict[str, str]
) -> None:
    kept = studio.project / ".studio"
    moved = kept.rename(studio.project / ".studio-moved") if kept.exists() else None
    kept.write_text("no room")
    before = state(studio.project)
    try:
        answer = studio.ask(
            address,
            {"Origin": studio.url.rstrip("/"), "Content-Type": "application/json", **studio.cookie},
            "POST",
            json.dumps(data),
        )
        assert answer.status == 507
        assert "cannot be written" in answer.text
        assert state(studio.project) == before
    finally:
        kept.unlink()
        if moved:
            moved.rename(kept)


@pytest.mark.parametrize("body", ["", "[]", "{", "null", '{"text": 1}', "\x00", '{"choice-x": "mine"}', "[" * 5000])
def test_whatever_is_sent_is_answered(studio: Served, body: str) -> None:
    before = state(studio.project)
    headers = {"Origin": studio.url.rstrip("/"), "Content-Type": "application/json", **studio.cookie}
    for address in ("/studio/read/fi/honesty/comment", "/studio/read/fi/honesty/sign", "/studio/read/fi/honesty/answer",
                    "/studio/read/fi/honesty/take-away", "/studio/receive/abc/in"):  # fmt: skip
        assert studio.ask(address, headers, "POST", body).status in {400, 404, 409}, (address, body[:20])
    assert state(studio.project) == before


def test_a_file_that_somebody_sent_is_looked_at_before_anything_is_taken(studio: Served) -> None:
    before = state(studio.project)
    mark = "b0undary"
    told = 'Content-Disposition: form-data; name="file"; filename="../../x.zip"'
    part = f"--{mark}\r\n{told}\r\n\r\nPK nothing\r\n--{mark}--\r\n"
    headers = {
        "Origin": studio.url.rstrip("/"),
        "Content-Type": f"multipart/form-data; boundary={mark}",
        **studio.cookie,
    }
    answer = studio.ask("/studio/receive", headers, "POST", part)
    assert answer.status == 409
    assert "no file of work that the studio made" in answer.text
    assert state(studio.project) == before
    assert not list(studio.project.parent.glob("x.zip"))
