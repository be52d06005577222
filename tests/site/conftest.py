"""What the tests of the site share beside the real site."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.conftest import copy_project, run_playbook

HOSTILE = '<i class=zz>Rehellisyys</i> & "lainaus"'
MESSAGE = 'Puuttuu "tästä" <b class=zz>kielestä</b> & muualta'


@pytest.fixture(scope="session")
def gap_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with a gap, where readers of Finnish see the English page on empathy, and with hostile words in Finnish.

    The title of another page, HOSTILE, and three interface words, MESSAGE, hold what would be markup if it were let.
    """
    project, site = tmp_path_factory.mktemp("gap"), tmp_path_factory.mktemp("gap-site")
    copy_project(project)
    (project / "docs/fi/skills/empathy.md").unlink()
    page = project / "docs/fi/skills/honesty.md"
    title = f"title: {json.dumps(HOSTILE, ensure_ascii=False)}"
    page.write_text(re.sub(r"(?m)^title: .*$", title, page.read_text("utf-8"), count=1), "utf-8")
    catalogue = project / "locales/fi/playbook.po"
    words = catalogue.read_text("utf-8")
    for message in ("Missing in this language", "Copied", "Tools for this page"):
        start = words.index("msgstr", words.index(f'msgid "{message}"'))
        end = words.index("\n", start)
        words = f"{words[:start]}msgstr {json.dumps(MESSAGE, ensure_ascii=False)}{words[end:]}"
    catalogue.write_text(words, "utf-8")
    outcome = run_playbook("build", "--site-dir", site, cwd=project)
    assert outcome.returncode == 0, outcome.stderr
    return site
