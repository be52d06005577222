"""Every rule finds what its bad fixtures say, there and nowhere else, and is silent on its good ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from playbook.checks import all_rules, check_playbook
from playbook.model import load_playbook
from tests.checks.cases import BASE, FIXTURES, build, cases

LATER = "stale-translation"
"""Any change to an English page makes its translations stale; only this rule's own cases are about that."""


def _found(root: Path, rule: str) -> list[str]:
    problems = check_playbook(load_playbook(root))
    return [f"{found.path}:{found.line} {found.rule}" for found in problems if found.rule != LATER or rule == LATER]


def test_the_clean_playbook_has_no_problems() -> None:
    assert not check_playbook(load_playbook(BASE))


@pytest.mark.parametrize(("rule", "number", "case"), list(cases("bad")), ids=lambda value: str(value)[:24])
def test_bad_fixture_raises_its_problems_and_no_others(
    rule: str, number: int, case: dict[str, Any], tmp_path: Path
) -> None:
    assert any(line.endswith(f" {rule}") for line in case["expect"]), f"case {number} of {rule} is not about {rule}"
    assert _found(build(case, tmp_path), rule) == case["expect"]


@pytest.mark.parametrize(("rule", "number", "case"), list(cases("good")), ids=lambda value: str(value)[:24])
def test_good_fixture_is_silent(rule: str, number: int, case: dict[str, Any], tmp_path: Path) -> None:
    assert not _found(build(case, tmp_path), rule), f"case {number} of {rule}"


SHOWN_ELSEWHERE = {"external-link", "unlinked-term"}
"""Run on request: test_external.py, test_offers.py."""


def test_every_rule_on_the_source_has_good_and_bad_fixtures() -> None:
    ids = {rule.id for rule in all_rules() if rule.group != "The built site"} - SHOWN_ELSEWHERE
    for kind in ("bad", "good"):
        assert ids == {rule for rule, _, _ in cases(kind)}
    assert {file.stem for file in FIXTURES.glob("*.yml")} == ids


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_every_rule_explains_itself(rule: Any) -> None:
    summary = rule.summary
    assert summary.endswith(".")
    assert len(summary) < 120
    assert "\nBad:\n    " in rule.manual
    assert "\nGood:\n    " in rule.manual
