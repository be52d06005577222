"""`playbook check` as people and programs meet it: output, choices, exit codes, exceptions, bad input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from playbook.checks import all_rules
from playbook.cli import playbook
from tests.checks.cases import BASE, build

FINNISH = "docs/fi/skills/patience.md"
FAULTS = {
    "edit": [
        {"in": FINNISH, "find": "Kiire näkyy.", "put": "Kiire  näkyy."},
        {"in": "docs/nb/skills/patience.md", "find": "Hastverk synes.", "put": "Hastverk synes. "},
        {"in": "locales/th/playbook.po", "find": 'msgctxt "slot"', "put": '#, fuzzy\nmsgctxt "slot"'},
    ]
}


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(playbook, ["--root", str(root), "check", *arguments])


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    return build(FAULTS, tmp_path)


def _json(result: Result) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(result.output)["problems"]
    return rows


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return build({"edit": []}, tmp_path)


def test_clean_exits_with_0(clean: Path) -> None:
    result = run(clean)
    assert result.exit_code == 0
    assert result.output == "No problems in 18 pages.\n"


def test_text_is_grouped_by_file_with_place_rule_hint_and_a_summary(faulty: Path) -> None:
    result = run(faulty)
    assert result.exit_code == 1
    assert f"{FINNISH}\n  {FINNISH}:19:6: a space too many or too few here (spaces)\n      hint: " in result.output
    assert "2 problems in 2 files. 1 still to do." in result.output
    table = [line.split() for line in result.output.splitlines() if line.startswith("total")]
    assert table == [["total", "1", "1", "2"], ["total", "1", "1"]]
    assert "\x1b" not in result.output


def test_colours_only_where_they_are_asked_for(faulty: Path) -> None:
    result = CliRunner().invoke(playbook, ["--root", str(faulty), "check"], color=True)
    assert "\x1b[" in result.output


def test_json_has_every_field(faulty: Path) -> None:
    rows = _json(run(faulty, "--format", "json"))
    assert [row["rule"] for row in rows] == ["spaces", "trailing-blank", "catalogue-fuzzy"]
    assert rows[0] == {
        "path": FINNISH,
        "line": 19,
        "column": 6,
        "rule": "spaces",
        "message": "a space too many or too few here",
        "hint": "one space between words, and none before , . ; : ! ?",
        "to_do": False,
    }


def test_github_annotations(faulty: Path) -> None:
    result = CliRunner().invoke(playbook, ["--root", str(faulty), "check", "--format", "github"])
    assert result.exit_code == 1
    assert (
        f"::error file={FINNISH},line=19,col=6,title=spaces::a space too many or too few here%0Ahint: " in result.stdout
    )
    assert result.stdout.count("::error ") == 2
    assert result.stdout.count("::notice ") == 1


def test_sarif_names_rules_and_places(faulty: Path) -> None:
    log = json.loads(run(faulty, "--format", "sarif").output)
    assert log["version"] == "2.1.0"
    driver = log["runs"][0]["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == ["catalogue-fuzzy", "spaces", "trailing-blank"]
    for result in log["runs"][0]["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == FINNISH
    assert place["region"] == {"startLine": 19, "startColumn": 6}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--select", "spaces"], ["spaces"]),
        (["--select", "words"], ["spaces", "catalogue-fuzzy"]),
        (["--ignore", "text", "--ignore", "spaces"], ["catalogue-fuzzy"]),
        (["--language", "nb"], ["trailing-blank"]),
        (["--language", "fi", "--language", "th"], ["spaces", "catalogue-fuzzy"]),
        (["docs/fi"], ["spaces"]),
        (["docs"], ["spaces", "trailing-blank"]),
        (["locales", FINNISH], ["spaces", "catalogue-fuzzy"]),
        (["docs/tr"], []),
    ],
)
def test_choices_limit_what_is_shown(faulty: Path, arguments: list[str], expected: list[str]) -> None:
    result = run(faulty, "--format", "json", *arguments)
    assert [row["rule"] for row in _json(result)] == expected
    assert result.exit_code == bool(set(expected) - {"catalogue-fuzzy"})


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--select", "space"], 'there is no rule "space"; did you mean "spaces"?'),
        (["--explain", "nothing-at-all"], 'there is no rule "nothing-at-all"'),
        (["--language", "de"], 'there is no language "de"; there are: en, el, fi, nb, th, tr'),
        (["no/such/file.md"], "there is no file or folder no/such/file.md"),
        (["/"], "is not in the project's folder"),
        (["--select", "spaces", "--site", "."], '"spaces" is a rule on the source'),
    ],
)
def test_wrong_arguments_exit_with_2_and_say_what_to_do(clean: Path, arguments: list[str], said: str) -> None:
    result = run(clean, *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


def test_a_folder_that_is_no_playbook_exits_with_2(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "taxonomy/topics.yml" in result.output


def test_list_names_every_rule_under_its_group() -> None:
    output = run(BASE, "--list").output
    for rule in all_rules():
        assert f"  {rule.id} " in output
        assert f"{rule.group}\n" in output


def test_explain_prints_the_manual() -> None:
    output = run(BASE, "--explain", "mixed-script").output
    assert output.startswith("mixed-script (Text hygiene)\n\nA word mixes letters")
    assert "Bad:\n    πρ<Latin o>σοχή" in output


def test_the_editors_page_lists_every_rule_once() -> None:
    page = run(BASE, "--manual").output
    for rule in all_rules():
        assert page.count(f"\n### {rule.id}\n") == 1
    assert page.count("```") % 2 == 0
    written = Path(__file__).parent.parent.parent / "docs" / "en" / "guides" / "checks.md"
    assert written.read_text("utf-8") == page, "renew it: playbook check --manual > docs/en/guides/checks.md"


def test_external_links_are_asked_only_on_request(clean: Path) -> None:
    assert "external-link" not in run(clean, "--format", "json").output


def test_a_folder_that_is_no_playbook_is_told_in_one_line(tmp_path: Path) -> None:
    outcome = run(tmp_path)
    assert outcome.exit_code == 2
    assert outcome.output.count("(load)") == 1
    assert "this folder is not a playbook" in outcome.output
    assert not list(tmp_path.iterdir())
