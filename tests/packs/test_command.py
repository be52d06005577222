"""`playbook pack` and `playbook packs` as a manager runs them: what they write, what they say, and how they fail."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PIL import Image

from playbook.packs.shelf import read_list, whole_files
from tests.conftest import ROOT, run_playbook
from tests.packs.helpers import pages_of

SLOT = "slots:\n  - {name: organisation_name, label: Name of the organisation, value: Fjord & Sons}\n"


def test_a_pack_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "monday.pdf"
    settings = ["--set", "organisation_name=Fjord & Sons", "--for", "Somchai", "--url", "https://help.example.org/book"]
    outcome = run_playbook("pack", "new-starter", "--language", "th", *settings, "-o", target)
    assert outcome.returncode == 0, outcome.stderr
    assert str(target) in outcome.stdout
    cover = pages_of(target.read_bytes())[0]
    assert "Fjord & Sons" in cover
    assert "Somchai" in cover
    assert "help.example.org/book/th/version/" in cover


def test_without_an_address_of_the_site_it_prints_no_code_and_says_so(tmp_path: Path) -> None:
    outcome = run_playbook("pack", "poster", "-l", "en", "-o", tmp_path)
    assert (tmp_path / "poster-en.pdf").is_file()
    assert "no QR code" in outcome.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "say which pack"),
        (("new-starter",), "in which language"),
        (("new-startr", "-l", "en"), 'did you mean "new-starter"?'),
        (("new-starter", "-l", "xx"), 'no language "xx"'),
        (("custom", "-l", "en", "--topics", "angry-custmer"), 'did you mean "angry-customer"?'),
        (("poster", "-l", "en", "--set", "duty_manger=Ann"), 'did you mean "duty_manager"?'),
        (("poster", "-l", "en", "--set", "Ann"), "SLOT=VALUE"),
        (("poster", "-l", "en", "--url", "nowhere"), "begins with https://"),
    ],
)
def test_a_wrong_request_could_not_run(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    outcome = run_playbook("pack", *arguments, "-o", tmp_path / "out.pdf")
    assert outcome.returncode == 2
    assert words in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("slots: [", 2, "not valid YAML"),
        ("slots:\n  - {name: duty_manger, label: Duty manager, value: Ann}\n", 2, 'did you mean "duty_manager"?'),
        ("slots:\n  - {name: duty_manager, value: Ann}\n", 2, "is missing"),
        ("logo: [a]\n" + SLOT, 1, "must be text"),
        ("logo: gone.png\n" + SLOT, 1, "cannot be read"),
        ("logo: text.png\n" + SLOT, 1, "not a picture"),
        ("logo: outside.svg\n" + SLOT, 1, "not a picture"),
        (SLOT.replace("Fjord", "F" * 300), 2, "at most 200"),
    ],
)
def test_mistakes_in_an_organisation_file_are_named_and_nothing_is_written(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    (tmp_path / "text.png").write_text("this is no picture", "utf-8")
    outside = '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://elsewhere.example/a.png"/></svg>'
    (tmp_path / "outside.svg").write_text(outside, "utf-8")
    file = tmp_path / "ours.yml"
    file.write_text(text, "utf-8")
    outcome = run_playbook("pack", "poster", "-l", "en", "--organisation", file, "-o", tmp_path / "out.pdf")
    assert outcome.returncode == 1
    assert f"ours.yml:{line}:" in outcome.stderr
    assert words in outcome.stderr
    assert "nothing was written" in outcome.stderr
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("kind", ["png", "jpg", "svg"])
def test_a_logo_is_printed_with_its_alternative_text(tmp_path: Path, kind: str) -> None:
    if kind == "svg":
        drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
        (tmp_path / "logo.svg").write_text(drawing, "utf-8")
    else:
        Image.new("RGB", (90, 30), "#14514b").save(tmp_path / f"logo.{kind}")
    (tmp_path / "ours.yml").write_text(f"logo: logo.{kind}\n" + SLOT, "utf-8")
    target = tmp_path / "out.pdf"
    outcome = run_playbook("pack", "poster", "-l", "en", "--organisation", tmp_path / "ours.yml", "-o", target)
    assert outcome.returncode == 0, outcome.stderr
    assert "Fjord & Sons" in " ".join(pages_of(target.read_bytes()))


def test_an_output_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    outcome = run_playbook("pack", "poster", "-l", "en", "-o", tmp_path / "file" / "out.pdf")
    assert outcome.returncode == 2
    assert "cannot be written" in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_all_packs_of_a_language_stand_on_the_shelf_with_their_list(tmp_path: Path) -> None:
    outcome = run_playbook("packs", "--language", "nb", "-o", tmp_path)
    assert outcome.returncode == 0, outcome.stderr
    packs = read_list(tmp_path)
    written = re.findall(r"(?m)^  - id: (\S+)", (ROOT / "taxonomy/packs.yml").read_text("utf-8"))
    assert sorted(pack.pack for pack in packs) == sorted(set(written) - {"custom"})  # which has no topics of its own
    assert f"{len(packs)} of {len(packs)} packs" in outcome.stdout
    assert {pack.file for pack in packs} == {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.pdf")}
    assert all(pack.size == (tmp_path / pack.file).stat().st_size for pack in packs)
    (tmp_path / packs[0].file).write_bytes(b"torn")
    assert {pack.file for pack in whole_files(tmp_path)} == {pack.file for pack in packs[1:]}
    (tmp_path / "packs.json").write_text(json.dumps({"packs": [{"file": 1}]}), "utf-8")
    assert read_list(tmp_path) == ()


def test_the_other_packs_are_made_when_one_cannot_be(project: Path) -> None:
    page = project / "docs/fi/mindset/why-service-matters.md"
    page.write_text(page.read_text("utf-8").rstrip("\n") + " \U00012f90\n", "utf-8")  # no font has this one
    outcome = run_playbook("--root", project, "packs", "--language", "fi")
    assert outcome.returncode == 1
    assert "docs/fi/mindset/why-service-matters.md" in outcome.stderr
    assert (project / "build/packs/fi/poster-fi.pdf").is_file()
    assert not (project / "build/packs/fi/complete-fi.pdf").exists()


def test_the_list_of_packs_names_their_topics() -> None:
    outcome = run_playbook("pack", "--list")
    assert outcome.returncode == 0
    assert "new-starter – New starter" in outcome.stdout
    assert "angry-customer" in outcome.stdout


@pytest.mark.parametrize("file", ["../secret.pdf", "/etc/hostname"])
def test_a_list_of_packs_names_files_of_its_folder_alone(tmp_path: Path, file: str) -> None:
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(b"%PDF")
    shelf = tmp_path / "packs"
    shelf.mkdir()
    row = {"pack": "starter", "language": "en", "paper": "a4", "large_print": False, "file": file, "version": "1"}
    row |= {"day": "2026-01-01", "size": 4}
    (shelf / "packs.json").write_text(json.dumps({"packs": [row]}), "utf-8")
    assert read_list(shelf) == ()
    for text in ("[" * 100_000, '{"packs": [1]}', '{"packs": [{"file": 1}]}', "{}"):
        (shelf / "packs.json").write_text(text, "utf-8")
        assert list(whole_files(shelf)) == []


def test_exercises_without_an_answer_are_printed(project: Path, tmp_path: Path) -> None:
    page = project / "docs/en/customers/angry-customer.md"
    before = page.read_text("utf-8")
    head, practice = before[: before.index("### ")], before[before.index("### ") :]
    page.write_text(head + re.sub(r"(?m)^>.*\n", "", practice), "utf-8")
    made = tmp_path / "a.pdf"
    arguments = ("pack", "custom", "--topics", "angry-customer", "--language", "en", "-o", made)
    outcome = run_playbook(*arguments, cwd=project)
    assert outcome.returncode == 0, outcome.stderr
    assert made.exists()
