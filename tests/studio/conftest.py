"""The studio for tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.conftest import ROOT
from tests.editing.conftest import BASE, git
from tests.serve.conftest import served
from tests.serving import Served, serving
from tests.site.pages import DESK

__all__ = ["served"]


@pytest.fixture(scope="module")
def little(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server of a little playbook: three topics in six languages, in a git repository."""
    project = tmp_path_factory.mktemp("little")
    shutil.copytree(BASE, project, dirs_exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", project)
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "as it was")
    with serving(project, environment={"PYTHONPATH": str(ROOT / "scripts")}) as server:
        yield server


@pytest.fixture
def desk(browser: Browser, little: Served) -> Iterator[BrowserContext]:
    """A browser that has opened the studio of the little playbook."""
    with at_desk(browser, little.studio) as context:
        yield context


@contextmanager
def at_desk(browser: Browser, address: str = "", patience: int = 15_000, **options: Any) -> Iterator[BrowserContext]:
    """A browser that has opened an address, if one is given; whatever breaks in one of its pages fails the test."""
    broken: list[str] = []
    context = browser.new_context(locale="en-GB", viewport=DESK, accept_downloads=True, **options)
    context.set_default_timeout(patience)
    context.on("weberror", lambda error: broken.append(str(error.error)))
    if address:
        page = context.new_page()
        page.goto(address)
        page.close()
    yield context
    context.close()
    assert not broken
