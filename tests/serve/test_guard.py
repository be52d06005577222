"""Who may ask the server for what: loopback names, the key of this start, changes from its own pages alone."""

from __future__ import annotations

import pytest

from playbook.site.security import HEADERS, PRESS_WORKER, policy
from tests.serving import Served

CHANGE = "language=fi&here=/studio/"


@pytest.mark.parametrize(
    "name", ["evil.example", "127.0.0.1.evil.example", "0.0.0.0", "[::]", "127.0.0.1@evil.example", ""]
)
@pytest.mark.parametrize("path", ["/", "/studio/", "/serve/events", "/assets/playbook.css", "/nowhere"])
def test_a_foreign_host_gets_nothing(served: Served, name: str, path: str) -> None:
    for host in (name, f"{name}:{served.port}"):
        answer = served.ask(path, {"Host": host, **served.cookie})
        assert answer.status == 421
        assert "Customer" not in answer.text


def test_another_port_in_the_host_is_foreign(served: Served) -> None:
    assert served.ask("/", {"Host": f"127.0.0.1:{served.port + 1}"}).status == 421


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
def test_loopback_names_are_answered(served: Served, name: str) -> None:
    assert served.ask("/", {"Host": f"{name}:{served.port}"}).status == 200


def test_every_answer_has_the_sites_own_headers(served: Served) -> None:
    for path in ("/", "/th/", "/assets/playbook.css", "/serve/overlay.mjs", "/nowhere"):
        headers = served.ask(path).headers
        for name, value in {**HEADERS, "Content-Security-Policy": policy()}.items():
            assert headers[name.lower()] == value, (path, name)
        assert headers["cross-origin-resource-policy"] == "same-origin"


def test_only_the_worker_that_sets_packs_may_compile(served: Served) -> None:
    assert served.ask(PRESS_WORKER).headers["content-security-policy"] == policy(compiles=True)
    assert "wasm" not in served.ask("/assets/packs.mjs").headers["content-security-policy"]
    assert "wasm" not in served.ask("/packs/").headers["content-security-policy"]


@pytest.mark.parametrize(
    "path", ["/studio", "/studio/", "/studio/assets/studio.css", "/studio/nowhere", "/studio/?key="]
)
def test_without_the_key_the_studio_is_closed(served: Served, path: str) -> None:
    for headers in ({}, {"Cookie": f"playbook-{served.port}=x"}, {"Cookie": f"playbook={served.key}"}):
        answer = served.ask(path, headers)
        assert answer.status == 403
        assert "double-click" in answer.text
    greek = served.ask("/studio/", {"Accept-Language": "el-GR,el;q=0.9,en;q=0.8"})
    assert greek.status == 403
    assert '<html lang="el" dir="ltr">' in greek.text
    assert "διπλό κλικ" in greek.text
    assert "double-click" not in greek.text


def test_the_key_becomes_a_cookie_that_no_other_site_can_send_and_leaves_the_address(served: Served) -> None:
    answer = served.ask(f"/studio/?key={served.key}&page=1")
    assert answer.status == 303
    assert answer.headers["location"] == "/studio/?page=1"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"playbook-{served.port}={served.key};")
    for part in ("HttpOnly", "SameSite=strict", "Path=/studio"):
        assert part in cookie
    assert served.ask("/studio/", served.cookie).status == 200


def test_the_studio_may_show_its_own_pages_in_a_frame_and_nobody_elses(served: Served) -> None:
    headers = served.ask("/studio/", served.cookie).headers
    rules = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert rules["frame-src"] == rules["frame-ancestors"] == rules["script-src"] == "'self'"
    assert rules["default-src"] == "'none'"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://127.0.0.1",
        "http://localhost:1",
        "",
        "http://127.0.0.1:{port}.evil.example",
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_change_from_another_site_is_refused(served: Served, origin: str, method: str) -> None:
    headers = {"Origin": origin.format(port=served.port), **served.cookie}
    assert served.ask("/studio/language", headers, method, CHANGE).status == 403


def test_a_change_without_an_origin_is_refused(served: Served) -> None:
    assert served.ask("/studio/language", served.cookie, "POST", CHANGE).status == 403


def test_a_change_without_the_key_is_refused_wherever_it_is_asked_for(served: Served) -> None:
    origin = {"Origin": served.url.rstrip("/")}
    for path in ("/studio/language", "/", "/serve/events", "/nowhere"):
        assert served.ask(path, origin, "POST", CHANGE).status == 403


def test_a_change_from_its_own_page_is_taken(served: Served) -> None:
    answer = served.ask("/studio/language", {"Origin": served.url.rstrip("/"), **served.cookie}, "POST", CHANGE)
    assert answer.status == 303
    assert answer.headers["location"] == "/studio/"
    assert "studio-language=fi" in answer.headers["set-cookie"]


def test_a_change_leads_back_into_the_studio_alone(served: Served) -> None:
    headers = {"Origin": served.url.rstrip("/"), **served.cookie}
    for here in ("https://evil.example/", "//evil.example/studio/", "/elsewhere"):
        answer = served.ask("/studio/language", headers, "POST", f"language=xx&here={here}")
        assert answer.headers["location"] == "/studio/"
        assert "set-cookie" not in answer.headers


def test_what_is_too_much_is_not_taken(served: Served) -> None:
    headers = {"Origin": served.url.rstrip("/"), **served.cookie}
    assert served.ask("/studio/language", headers, "POST", "x" * (8 * 1024 * 1024 + 1)).status == 413


@pytest.mark.parametrize(
    "path",
    ["/%00", "/th/%00/", "/../mkdocs.yml", "/%2e%2e/%2e%2e/mkdocs.yml", "/..%2f..%2fsite.yml", "//etc/passwd",
     "/%2fetc/passwd", "/serve/../../desk.py", "/serve/%2e%2e/desk.py", "/" + "x" * 5000, "/%ff", "/a%0d%0aX:%20y"],
)  # fmt: skip
def test_no_address_leads_out_of_the_site_or_breaks_the_server(served: Served, path: str) -> None:
    answer = served.ask(path)
    assert answer.status == 404
    assert "site_name" not in answer.text
    assert "root:" not in answer.text
    assert served.ask("/").status == 200
