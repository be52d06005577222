"""Everything runs where mkdocs, its plugins and Python-Markdown are not installed; of the theme only files are read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BLOCKED = """
import sys

class Uninstalled:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"mkdocs", "mkdocs_static_i18n", "markdown", "pymdownx"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Uninstalled())
from pathlib import Path
root, folder = Path(sys.argv[1]), Path(sys.argv[2])
from playbook.model import load_playbook
content = load_playbook(root)
"""
CONTENT = "assert len(content.pages) > 300 and content.taxonomy.groups and content.glossary and content.ledgers"
CHECKS = """
from playbook.checks import check_playbook
assert len(list(check_playbook(content))) < 1000
"""
SEARCH = """
from playbook.search import search_files
from playbook.shown.addresses import page_address
assert search_files(content, "th", page_address)["th/words.json"]
"""
PACKS = """
from playbook.packs.making import make_pack
from playbook.packs.request import PackRequest
assert make_pack(content, PackRequest("poster", ("nb",))).pdf.startswith(b"%PDF")
"""
SITE = """
from playbook.site import Site, build_site
built = build_site(Site(content, "https://care.example/"), folder)
assert built.pages > 400 and (folder / "th/index.html").is_file()
"""
STUDIO = """
import importlib, pkgutil
import playbook
for module in pkgutil.walk_packages(playbook.__path__, "playbook."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from playbook.studio import studio_routes
assert len(list(studio_routes())) > 1
"""


@pytest.mark.parametrize(
    "script",
    [CONTENT, CHECKS, SEARCH, PACKS, SITE, STUDIO],
    ids=["content and taxonomy", "checks", "search", "packs", "site", "studio"],
)
def test_it_runs_without_mkdocs(root: Path, tmp_path: Path, script: str) -> None:
    command = [sys.executable, "-c", BLOCKED + script, str(root), str(tmp_path)]
    outcome = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=300)
    assert outcome.returncode == 0, outcome.stderr[-2000:]


def test_the_blocker_blocks(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", BLOCKED + "import mkdocs.config", str(root), str(tmp_path)]
    outcome = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=300)
    assert "No module named 'mkdocs'" in outcome.stderr
