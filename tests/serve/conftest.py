"""One server for the tests of a module that change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import copy_project
from tests.serving import Served, serving


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, site_dir: Path) -> Iterator[Served]:
    """The server of a copy of the project."""
    project = tmp_path_factory.mktemp("served")
    copy_project(project)
    with serving(project, site_dir) as server:
        yield server
