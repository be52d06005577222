"""A site joined from parts that were built one language a process, is the site built at once."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import run_playbook
from tests.site.test_publishing import digest

LANGUAGES = ("en", "el", "fi", "nb", "th", "tr")


@pytest.fixture(scope="module")
def parts(root: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The part of each language, built in a process of its own, all at the same time, in the order of their names."""
    folder = tmp_path_factory.mktemp("parts")
    places = [folder / f"part-{code}" for code in LANGUAGES]
    command = [sys.executable, "-m", "playbook", "build", "--language"]
    builds = [
        subprocess.Popen([*command, code, "--site-dir", str(place)], cwd=root, stderr=subprocess.PIPE, text=True)
        for code, place in zip(LANGUAGES, places, strict=True)
    ]
    for build in builds:
        _, errors = build.communicate(timeout=300)
        assert build.returncode == 0, errors
    return sorted(places)


@pytest.mark.timeout(900)
def test_the_joined_site_is_the_one_built_at_once(root: Path, parts: list[Path], tmp_path: Path) -> None:
    whole = run_playbook("build", "--site-dir", tmp_path / "whole", cwd=root)
    assert whole.returncode == 0, whole.stderr
    joined = run_playbook("join", *parts, "--site-dir", tmp_path / "joined", cwd=root)
    assert joined.returncode == 0, joined.stderr
    assert digest(tmp_path / "joined") == digest(tmp_path / "whole")
    assert joined.stdout.split(", in ")[0] == whole.stdout.split(", in ")[0]
    again = run_playbook("build", "--language", "fi", "--site-dir", parts[2], cwd=root)
    assert again.returncode == 0, "a part can be built anew where it is"


@pytest.mark.timeout(900)
def test_parts_that_make_no_site_are_refused(root: Path, parts: list[Path], tmp_path: Path) -> None:
    def refusal(*given: Path, url: str = "") -> str:
        options = ["--url", url] if url else []
        outcome = run_playbook("join", *given, "--site-dir", tmp_path / "site", *options, cwd=root)
        assert outcome.returncode == 2, outcome.stdout
        assert "Traceback" not in outcome.stderr
        return outcome.stderr

    assert "the parts of these languages are missing: tr" in refusal(*parts[:-1])
    shutil.copytree(parts[-2], tmp_path / "twin")
    assert 'there are 2 parts of the language "th"' in refusal(*parts, tmp_path / "twin")
    assert "was made of something else" in refusal(*parts, url="https://elsewhere.example/")
    assert "is no part of a site" in refusal(*parts[:-1], tmp_path)
    damaged = tmp_path / "damaged"
    shutil.copytree(parts[-1], damaged)
    page = damaged / "tr/skills/empathy/index.html"
    page.write_text(page.read_text("utf-8") + " ", "utf-8")
    assert "is not as it was made" in refusal(*parts[:-1], damaged)
    page.unlink()
    assert "index.html" in refusal(*parts[:-1], damaged)
    led_out = json.loads((damaged / "part.json").read_text("utf-8"))
    led_out["hashes"] = {"../../out.html": "0" * 64}
    (damaged / "part.json").write_text(json.dumps(led_out), "utf-8")
    refusal(*parts[:-1], damaged)
    assert not (tmp_path / "site").exists()


def test_a_part_wants_a_language_that_there_is_and_a_place(root: Path, tmp_path: Path) -> None:
    unknown = run_playbook("build", "--language", "xx", "--site-dir", tmp_path / "part", cwd=root)
    assert (unknown.returncode, 'no language "xx"' in unknown.stderr) == (2, True)
    nowhere = run_playbook("build", "--language", "fi", cwd=root)
    assert (nowhere.returncode, "--site-dir" in nowhere.stderr) == (2, True)
