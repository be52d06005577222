"""What is said in a pack, in the form of whoever says it; gaps in it are lines to write on."""

from __future__ import annotations

from typing import Any

import pytest

from playbook.model import load_playbook
from playbook.packs.document import build_document
from playbook.packs.organisation import read_organisation
from playbook.packs.request import PackRequest
from playbook.packs.selection import select
from tests.conftest import ROOT

PLAYBOOK = load_playbook(ROOT)
TOPICS = ("everyday-courtesy", "ill-hurt-or-lost")


def units(speaker: str) -> list[dict[str, Any]]:
    request = PackRequest("custom", ("th",), topics=TOPICS, speaker=speaker)
    document = build_document(PLAYBOOK, request, select(PLAYBOOK, request), read_organisation(PLAYBOOK, None, {}))
    return [unit for topic in TOPICS for unit in document.data["topics"][topic]["units"][0]]


def text(runs: list[dict[str, Any]]) -> str:
    return "".join(run.get("t", f"[{run.get('gap')}]") for run in runs)


@pytest.mark.parametrize(
    ("speaker", "greeting"),
    [
        ("woman", "“สวัสดีค่ะ ดิฉัน[ชื่อของคุณ]ค่ะ"),
        ("man", "“สวัสดีครับ ผม[ชื่อของคุณ]ครับ"),
        ("both", "“สวัสดีค่ะ/ครับ ดิฉัน/ผม[ชื่อของคุณ]ค่ะ/ครับ"),
    ],
)
def test_phrases_are_said_by_whoever_says_them(speaker: str, greeting: str) -> None:
    said = [text(unit["say"]) for unit in units(speaker) if unit["k"] == "phrase"]
    assert said[0].startswith(greeting)
    assert len(said) > 8


def test_both_forms_stand_on_one_line_and_nothing_else_has_to() -> None:
    runs = [run for unit in units("both") if unit["k"] == "phrase" for run in unit["say"] if "t" in run]
    whole = [run["t"] for run in runs if run.get("whole")]
    assert {"ค่ะ/ครับ", "ค่ะ/ครับ”", "ดิฉัน/ผม"} <= set(whole)
    assert all(text.count("/") == 1 and " " not in text for text in whole)
    assert not [run["t"] for run in runs if "/ครับ" in run["t"] and run["t"] not in whole]


def test_stories_stay_as_they_are() -> None:
    scenes = [unit for unit in units("man") if unit["k"] == "scene"]
    told = [[text(runs) for runs in unit["paras"]] for unit in units("woman") if unit["k"] == "scene"]
    assert [[text(runs) for runs in unit["paras"]] for unit in scenes] == told
    assert not [runs for unit in scenes for runs in unit["answer"] if "ค่ะ" in text(runs)]


def test_what_staff_fill_in_themselves_is_not_on_the_contact_sheet() -> None:
    request = PackRequest("custom", ("en",), topics=TOPICS)
    document = build_document(PLAYBOOK, request, select(PLAYBOOK, request), read_organisation(PLAYBOOK, None, {}))
    names = {row["name"] for row in document.data["contacts"]}
    assert "duty_manager" in names
    assert not names & {"my_name", "customer_name", "colleague_name", "person_name", "reference_number"}
