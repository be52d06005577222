"""What the tests share: the project, a copy of it to change, the built site, a browser that looks at it."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from playbook.model import Playbook, load_playbook
from playbook.site.security import HEADERS
from tests.server import SiteServer

ROOT = Path(__file__).parent.parent
BUILT_FOR = "https://playbook.example/handbook/"
"""The address that the site of the tests is built for."""
CONTENT = ("docs", "locales", "taxonomy", "scripts", "mkdocs.yml")

# A busy computer is no fault of what is tested: how long an example takes fails nothing.
settings.register_profile("playbook", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("playbook")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def playbook() -> Playbook:
    """The real playbook, read once."""
    return load_playbook(ROOT)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project's content that a test may change."""
    target = tmp_path / "project"
    copy_project(target)
    return target


def copy_project(target: Path) -> None:
    """Copy the project's content into a folder, which is made where it is not there."""
    target.mkdir(exist_ok=True)
    for name in CONTENT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(source, target / name)


def run_playbook(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the `playbook` command as a user does and return what it printed and its exit code."""
    command = [sys.executable, "-c", "from playbook.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture(scope="session")
def site_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once for the whole run, however many workers share it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    target = shared / "site"
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "site.built").exists():
            outcome = run_playbook("build", "--site-dir", target, "--url", BUILT_FOR)
            assert outcome.returncode == 0, outcome.stdout + outcome.stderr
            (shared / "site.built").touch()
    return target


@pytest.fixture(scope="session")
def site_url(site_dir: Path) -> Iterator[str]:
    """The address at which the built site is served, under a sub-path, with its own security headers."""
    with SiteServer(site_dir, "/handbook", HEADERS) as server:
        yield server.url


def find_chromium() -> str:
    """Debian's Chromium, or the one that PLAYBOOK_CHROMIUM names."""
    return os.environ.get("PLAYBOOK_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser that shows nothing on a screen."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def articles() -> Path:
    """The folder of the raw articles, which are not part of the project."""
    candidates = [os.environ.get("PLAYBOOK_ARTICLES", ""), str(ROOT.parent / "shared" / "sources")]
    for candidate in candidates:
        if candidate and Path(candidate).is_dir():
            return Path(candidate)
    pytest.skip("the raw articles are not here: set PLAYBOOK_ARTICLES to their folder")
