"""`playbook check --offers`: words of the glossary that a page could link; nothing of it is a fault."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.checks.cases import build
from tests.checks.test_command import run

PATIENCE = "docs/{}/skills/patience.md"


def offers(tmp_path: Path, language: str, *edits: tuple[str, str]) -> list[str]:
    """The words offered on the page on patience in a language after these edits, each with the text of its line."""
    path = PATIENCE.format(language)
    case = {"edit": [{"in": path, "find": find, "put": put} for find, put in edits]}
    root = build(case, tmp_path)
    result = run(root, "--offers", "--format", "json", path)
    assert result.exit_code == 0
    lines = (root / path).read_text("utf-8").split("\n")
    rows: list[dict[str, Any]] = json.loads(result.output)["problems"]
    assert {row["rule"] for row in rows} <= {"unlinked-term"}
    return [f"{row['message'].split(chr(34))[1]}: {lines[row['line'] - 1]}" for row in rows]


@pytest.mark.parametrize(
    ("language", "find", "put", "offered"),
    [
        ("en", "2. Ask one thing at a time.", "2. Ask the customers.", ["customers: 2. Ask the customers."]),
        (
            "en",
            "2. Ask one",
            "2. Ask the customer. A customer. One",
            ["customer: 2. Ask the customer. A customer. One thing at a time."],
        ),
        ("nb", "1. Vent", "1. Bare vent", ["kunden: 1. Bare vent til kunden ser opp."]),
        ("fi", "2. Kysy", "2. Kysy", []),
    ],
)
def test_the_first_use_of_a_term_in_any_form_is_offered(
    tmp_path: Path, language: str, find: str, put: str, offered: list[str]
) -> None:
    assert offers(tmp_path, language, (find, put)) == offered


@pytest.mark.parametrize(
    "put",
    [
        "2. Ask the [customers](../glossary.md#customer) one thing. The customer waits.",
        "2. Ask the `customers` one thing.",
        "2. Ask the customary thing.",
        "2. Ask the customer one thing. <!-- check: ignore unlinked-term: it means something else here -->",
    ],
)
def test_what_is_linked_code_another_word_or_excepted_is_not_offered(tmp_path: Path, put: str) -> None:
    assert offers(tmp_path, "en", ("2. Ask one thing at a time.", put)) == []


def test_words_of_the_introduction_and_of_practice_are_not_offered(tmp_path: Path) -> None:
    assert offers(tmp_path, "en", ("A guest looks", "A customer looks"), ("Hurry shows.", "Customers, hurry.")) == []


def test_offers_are_no_problems_and_are_not_written_by_fix(tmp_path: Path) -> None:
    edit = {"in": PATIENCE.format("en"), "find": "2. Ask one thing", "put": "2. Ask the customer one thing"}
    root = build({"edit": [edit]}, tmp_path)
    assert "unlinked-term" not in run(root, "--format", "json").output
    before = (root / edit["in"]).read_bytes()
    run(root, "--fix", "--offers")
    assert (root / edit["in"]).read_bytes() == before
    notices = run(root, "--offers", "--format", "github").output
    assert f"::notice file={edit['in']}" in notices
    sarif = json.loads(run(root, "--offers", "--format", "sarif").output)
    assert {row["level"] for row in sarif["runs"][0]["results"]} == {"note"}


def test_a_link_to_a_concept_that_there_is_not_is_a_problem(tmp_path: Path) -> None:
    edits = [
        {"in": PATIENCE.format("en"), "find": "2. Ask one", "put": "2. Ask [a customer](../glossary.md#costumer) one"}
    ]
    rows = json.loads(run(build({"edit": edits}, tmp_path), "--select", "links", "--format", "json").output)["problems"]
    assert [(row["rule"], row["hint"]) for row in rows] == [("missing-anchor", 'did you mean "#customer"?')]


def test_offers_go_without_chosen_rules(tmp_path: Path) -> None:
    result = run(build({"edit": []}, tmp_path), "--offers", "--select", "nope")
    assert result.exit_code == 2
    assert "leave --select and --ignore out" in result.output
