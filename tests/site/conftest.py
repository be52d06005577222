"""What the tests of the site share beside the real site."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import CONTENT, ROOT, run_playbook


@pytest.fixture(scope="session")
def gap_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site built without the Finnish page on empathy, which readers of Finnish then see in English."""
    project, site = tmp_path_factory.mktemp("gap"), tmp_path_factory.mktemp("gap-site")
    for name in CONTENT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, project / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(source, project / name)
    (project / "docs/fi/skills/empathy.md").unlink()
    outcome = run_playbook("build", "--site-dir", site, cwd=project)
    assert outcome.returncode == 0, outcome.stderr
    return site
