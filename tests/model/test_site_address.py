"""The site's address: from the environment, else from the site's settings, for all who need it."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.model.site_address import EXAMPLE, read_site_address
from tests.editing.conftest import run
from tests.editing.conftest import small as small  # noqa: PLC0414 - a fixture


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        ("site_url: https://care.example/manual", "https://care.example/manual/"),
        (
            "theme: {name: !!python/name:x.y y}\n# site_url: https://no.example/\nsite_url: 'https://a.example/'",
            "https://a.example/",
        ),
        ("site_name: x", EXAMPLE),
        ("site_url:", EXAMPLE),
        ("site_url: [", EXAMPLE),
        ("", EXAMPLE),
        ("site_url: javascript:alert(1)//", EXAMPLE),
        ("site_url: 'http://[::1'", EXAMPLE),
        ("site_url: 'https://a.example/\"><script>'", EXAMPLE),
        ("site_url: //a.example/", EXAMPLE),
        ("site_url: " + "[" * 100_000, EXAMPLE),
    ],
)
def test_it_is_read_from_the_settings(
    settings: str, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLAYBOOK_URL", raising=False)
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")
    assert read_site_address(tmp_path) == address


def test_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_url: https://care.example/", "utf-8")
    monkeypatch.setenv("PLAYBOOK_URL", "https://other.example")
    assert read_site_address(tmp_path) == "https://other.example/"
    monkeypatch.setenv("PLAYBOOK_URL", "")
    assert read_site_address(tmp_path) == "https://care.example/"


def test_without_a_settings_file_it_is_the_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLAYBOOK_URL", raising=False)
    assert read_site_address(tmp_path) == EXAMPLE


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://[::1", "https://a.example/'x"])
def test_what_is_no_address_is_told(address: str, small: Path) -> None:
    (small / "mkdocs.yml").write_text(f'site_url: "{address}"\n', "utf-8")
    assert f'"{address}" is not the address of a site' in run(small, "check").text
    (small / "mkdocs.yml").unlink()
    for command in (("build",), ("check", "--site", str(small)), ("packs",)):
        outcome = run(small, *command, "--site-url" if command[0] == "check" else "--url", address)
        assert outcome.code == 2
        assert "is not the address of a site" in outcome.text
