"""`playbook check --fix`: what is mechanical is put right and shown; all else stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playbook.checks import check_playbook, choose_rules
from playbook.checks.mending import mend_all
from playbook.model import load_playbook
from tests.checks.cases import BASE, build
from tests.checks.test_command import run

FINNISH = "docs/fi/skills/patience.md"
THAI = "docs/th/skills/patience.md"
GREEK = "docs/el/skills/patience.md"
TOPICS = "taxonomy/topics.yml"


@pytest.mark.parametrize(
    ("path", "find", "put", "mended"),
    [
        (FINNISH, "Kiire näkyy.", "Kiire na\u0308kyy.", "Kiire näkyy."),
        (FINNISH, "Kiire näkyy.", "Kiire\u200b näkyy.", "Kiire näkyy."),
        (FINNISH, "Kiire näkyy.", "Kiire näkyy.  ", "Kiire näkyy."),
        (FINNISH, "Kiire näkyy.", "Kiire  näkyy .", "Kiire näkyy."),
        (FINNISH, "Kiire näkyy.", 'Kiire "näkyy" - aina.', "Kiire ”näkyy” – aina."),
        (FINNISH, "Kiire näkyy.", "Kiire — se näkyy.", "Kiire – se näkyy."),
        (FINNISH, "## Harjoittele", "## Harjoitele", "## Harjoittele"),
        (FINNISH, "## Miksi tämä toimii", "## MIKSI TÄMÄ TOIMII", "## Miksi tämä toimii"),
        (THAI, "ความรีบนั้นมองเห็นได้", "ความรีบนั้นมองเห็นได้.", "ความรีบนั้นมองเห็นได้\n"),
        (GREEK, "Τι κάνετε;", "Τι κάνετε?", "Τι κάνετε;"),
        ("docs/nb/customers/angry-customer.md", "«Ro deg ned.»", "“Ro deg ned.”", "«Ro deg ned.»"),
    ],
)
def test_fix_puts_right_and_shows_what_it_did(tmp_path: Path, path: str, find: str, put: str, mended: str) -> None:
    root = build({"edit": [{"in": path, "find": find, "put": put}]}, tmp_path)
    result = run(root, "--fix")
    assert mended in (root / path).read_text("utf-8")
    assert result.exit_code == (0 if put != "## MIKSI TÄMÄ TOIMII" else result.exit_code)
    assert f"+++ {path} (after)" in result.stderr
    assert "1 file put right" in result.stderr


def test_dry_run_changes_nothing(tmp_path: Path) -> None:
    root = build({"edit": [{"in": FINNISH, "find": "Kiire näkyy.", "put": "Kiire  näkyy."}]}, tmp_path)
    before = (root / FINNISH).read_bytes()
    result = run(root, "--fix", "--dry-run")
    assert (root / FINNISH).read_bytes() == before
    assert result.exit_code == 1
    assert "+Kiire näkyy." in result.stderr


def test_byte_order_mark_and_line_ends_are_written_anew(tmp_path: Path) -> None:
    root = build({"edit": []}, tmp_path)
    raw = (BASE / FINNISH).read_bytes()
    (root / FINNISH).write_bytes(b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"))
    assert run(root).exit_code == 1
    assert run(root, "--fix").exit_code == 0
    assert (root / FINNISH).read_bytes() == raw


def test_the_missing_side_of_a_relation_is_written(tmp_path: Path) -> None:
    both = {"in": TOPICS, "find": "  - {id: see-also", "put": "  - {id: previous, inverse: next}\n  - {id: see-also"}
    root = build({"edit": [both]}, tmp_path)
    assert "one-way-relation" in run(root).output
    result = run(root, "--fix")
    assert "relations: {previous: [angry-customer]}" in (root / TOPICS).read_text("utf-8")
    assert result.exit_code == 0


def test_only_selected_rules_and_paths_are_fixed(tmp_path: Path) -> None:
    faults = [{"in": path, "find": "\n\n#", "put": " \n\n#"} for path in (FINNISH, THAI)]
    root = build({"edit": faults}, tmp_path)
    run(root, "--fix", "docs/th")
    assert (root / THAI).read_bytes() == (BASE / THAI).read_bytes()
    assert (root / FINNISH).read_bytes() != (BASE / FINNISH).read_bytes()
    run(root, "--fix", "--select", "spaces")
    assert (root / FINNISH).read_bytes() != (BASE / FINNISH).read_bytes()


def test_a_file_that_would_read_otherwise_is_left_alone(tmp_path: Path) -> None:
    fault = {"in": FINNISH, "find": "Kiire näkyy.", "put": "    \u200bOta rauhassa.\n\nKiire näkyy."}
    broken = {"in": FINNISH, "find": "- Kellon vilkuilu.", "put": "\u200b- Kellon vilkuilu."}
    root = build({"edit": [fault, broken]}, tmp_path)
    before = (root / FINNISH).read_bytes()
    result = run(root, "--fix")
    assert (root / FINNISH).read_bytes() == before
    assert f"{FINNISH}: left alone, as it would not read back to the same structure" in result.stderr


def test_front_matter_and_code_are_not_touched(tmp_path: Path) -> None:
    quoted = {"in": FINNISH, "find": "title: Kärsivällisyys", "put": 'title: "Kärsivällisyys"'}
    root = build({"edit": [quoted, {"in": FINNISH, "find": "Kiire näkyy.", "put": "Kiire  näkyy."}]}, tmp_path)
    assert run(root, "--fix").exit_code == 0
    assert 'title: "Kärsivällisyys"' in (root / FINNISH).read_text("utf-8")


NASTY = st.text(alphabet='ab ä"“”«»-–—.,?;\u200b\u0308\t|#>*_`[](){}<!\n1', max_size=60)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=NASTY)
def test_fix_of_anything_keeps_the_structure_and_settles(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever stands on a page: nothing fails, and mending the mended text changes nothing more."""
    root = build({"edit": []}, tmp_path_factory.mktemp("fix"))
    file = root / FINNISH
    file.write_text(file.read_text("utf-8").replace("Kiire näkyy.", text), "utf-8")
    rules = choose_rules()
    changes = [change for change in mend_all(load_playbook(root), rules) if not change.refused]
    for change in changes:
        (root / change.path).write_text(change.text, "utf-8")
    playbook = load_playbook(root)
    check_playbook(playbook)
    assert not [change for change in mend_all(playbook, rules) if not change.refused]
