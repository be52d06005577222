"""The studio for tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

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
    """A browser that has opened the studio of the little playbook; whatever breaks in a page of it fails the test."""
    broken: list[str] = []
    context = browser.new_context(locale="en-GB", viewport=DESK)
    context.set_default_timeout(15_000)
    context.on("weberror", lambda error: broken.append(str(error.error)))
    page = context.new_page()
    page.goto(little.studio)
    page.close()
    yield context
    context.close()
    assert not broken
