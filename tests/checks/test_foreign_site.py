"""`playbook check --site` on a site of another making; fixtures/checks/foreign/README.md compares html-proofer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.checks.cases import FIXTURES
from tests.checks.test_command import run

FAULTS = {
    ("extra.css", "site-file", "img/paper.png"),
    ("faq/index.html", "site-doubled-id", "twice"),
    ("faq/index.html", "site-file", "../img/film.mp4"),
    ("faq/index.html", "site-file", "../img/poster.png"),
    ("faq/index.html", "site-link", "../img/manual.pdf"),
    ("install/index.html", "site-anchor", "#macos"),
    ("install/index.html", "site-anchor", "../usage/#frist-steps"),
    ("install/index.html", "site-link", "../upgrade/"),
    ("install/index.html", "site-link", "/usage/"),
    ("install/index.html", "site-link", "removed.md"),
    ("install/index.html", "site-link", ""),
    ("usage/index.html", "site-alt", "../img/logo.png"),
    ("usage/index.html", "site-file", "../css/missing.css"),
    ("usage/index.html", "site-file", "../img/logo-2x.png"),
    ("usage/index.html", "site-file", "../img/missing.png"),
    ("usage/index.html", "site-file", "../js/missing.js"),
    ("usage/index.html", "site-foreign-host", "https://cdn.example/lib.js"),
}


def test_every_fault_of_the_site_is_found_and_nothing_else(tmp_path: Path) -> None:
    configuration = FIXTURES / "foreign" / "mkdocs.yml"
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(configuration), "-d", str(tmp_path / "site")]
    subprocess.run(command, check=True, capture_output=True)
    result = run(tmp_path, "--site", str(tmp_path / "site"), "--format", "json")
    rows = json.loads(result.output)["problems"]
    found = {(row["path"], row["rule"], _quoted(row["message"])) for row in rows}
    assert found == FAULTS
    assert len(rows) == len(FAULTS)


def _quoted(message: str) -> str:
    return message.split('"')[1] if '"' in message else ""
