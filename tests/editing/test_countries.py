"""add-country and organisation: where a playbook is used, from the terminal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from playbook.model import load_playbook
from playbook.model.country import FACTS
from tests.conftest import ROOT
from tests.editing.conftest import run


@pytest.fixture
def place(project: Path) -> Path:
    """The project with its countries."""
    if not (project / "taxonomy/countries").is_dir():
        shutil.copytree(ROOT / "taxonomy/countries", project / "taxonomy/countries")
    return project


def test_a_new_country_is_there_with_everything_missing(place: Path) -> None:
    outcome = run(place, "add-country", "se")
    assert outcome.code == 0, outcome.text
    assert "Sweden (SE) is there" in outcome.text
    playbook = load_playbook(place)
    assert not [found for found in playbook.problems if "SE" in found.path]
    assert playbook.countries["SE"].missing == FACTS
    assert "SE" in run(place, "status", "--countries").text


@pytest.mark.parametrize(
    ("code", "said"), [("UK", "GB"), ("XX", "not the code"), ("../A", "not the code"), ("NO", "there already")]
)
def test_what_cannot_be_added_is_refused_and_changes_nothing(place: Path, code: str, said: str) -> None:
    before = sorted(path.name for path in (place / "taxonomy/countries").iterdir())
    outcome = run(place, "add-country", code)
    assert outcome.code
    assert said in outcome.text
    assert sorted(path.name for path in (place / "taxonomy/countries").iterdir()) == before


def test_the_organisation_is_filled_in_and_its_comments_stay(place: Path) -> None:
    file = place / "taxonomy/organisation.yml"
    comments = [line for line in file.read_text("utf-8").splitlines() if line.startswith("#")]
    name = 'Café "Ø": 1 # 2'
    outcome = run(
        place, "organisation", "--country", "no", "--set", f"organisation_name={name}", "--set", "refund_days=45"
    )
    assert outcome.code == 0, outcome.text
    slots = load_playbook(place).taxonomy.slots
    assert slots["organisation_name"].value == name
    assert (slots["refund_days"].value, slots["ambulance_number"].value) == ("45", "113")
    assert [line for line in file.read_text("utf-8").splitlines() if line.startswith("#")] == comments
    assert run(place, "organisation", "--set", "organisation_name=").code == 0
    assert load_playbook(place).taxonomy.slots["organisation_name"].value is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--country", "SE"), 'there is no country "SE"'),
        (("--set", "security_phone=ask Kim"), "is not a telephone number"),
        (("--set", "refund_days=soon"), "is not a number"),
        (("--set", "duty_manger=Kim"), "duty_manager"),
        (("--set", "duty_manager"), "NAME=VALUE"),
        (("--set", "duty_manager=" + "x" * 201), "too many"),
        (("--logo", "no-such.png"), "no-such.png"),
    ],
)
def test_what_cannot_be_used_is_refused_and_changes_nothing(place: Path, arguments: tuple[str, ...], said: str) -> None:
    file = place / "taxonomy/organisation.yml"
    before = file.read_bytes()
    outcome = run(place, "organisation", *arguments)
    assert outcome.code
    assert said in outcome.text
    assert file.read_bytes() == before
