"""Countries: facts with source and date, and the slots that they fill."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.model import Playbook, load_playbook
from playbook.model.country import FACTS, SLOTS, is_country
from playbook.shown.country import LABELS, shown_country

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return load_playbook(ROOT)


def test_every_country_has_every_fact_or_says_that_it_is_missing(playbook: Playbook) -> None:
    assert {"GB", "TR", "FI", "NO", "TH", "GR"} <= set(playbook.countries)
    for country in playbook.countries.values():
        assert {*country.facts, *country.missing} == set(FACTS)
        assert not set(country.facts) & set(country.missing)


def test_numbers_to_call_for_help_are_known_in_every_country(playbook: Playbook) -> None:
    for country in playbook.countries.values():
        assert {"emergency_number", "police_number", "ambulance_number", "fire_number"} <= set(country.numbers), (
            country.code
        )


@pytest.mark.parametrize("code", ["en", "tr", "fi", "nb", "th", "el"])
def test_every_fact_is_said_in_every_language_without_gaps(playbook: Playbook, code: str) -> None:
    for country in playbook.countries.values():
        shown = shown_country(country, playbook.locales[code])
        facts = [fact for group in shown.groups for fact in group.facts]
        assert facts
        for fact in facts:
            text = " ".join(part.text for line in fact.lines for part in line)
            assert text, fact.id
            assert "{" not in text, (country.code, fact.id)
        for group in shown.groups:
            assert len(group.missing) == sum(name.startswith(f"{group.id}.") for name in country.missing)


def test_a_name_of_the_country_is_marked_with_its_language(playbook: Playbook) -> None:
    shown = shown_country(playbook.countries["NO"], playbook.locales["th"], ["people"])
    parts = [part for fact in shown.groups[0].facts for line in fact.lines for part in line]
    assert any(part.text == "verneombud" and part.lang == "nb" for part in parts)
    own = shown_country(playbook.countries["NO"], playbook.locales["nb"], ["people"])
    assert all(not part.lang for fact in own.groups[0].facts for line in fact.lines for part in line)


def test_services_with_the_same_number_share_a_button(playbook: Playbook) -> None:
    finland = shown_country(playbook.countries["FI"], playbook.locales["en"], ["emergency"]).groups[0]
    assert [(call.labels, call.number) for call in finland.calls] == [(("Police", "Ambulance", "Fire brigade"), "112")]
    norway = shown_country(playbook.countries["NO"], playbook.locales["en"], ["emergency"]).groups[0]
    assert [call.number for call in norway.calls] == ["112", "113", "110", "02800"]


def test_labels_and_slots_name_facts_that_there_are() -> None:
    assert set(LABELS) == set(FACTS)
    assert set(SLOTS.values()) <= set(FACTS)


def test_codes_of_countries() -> None:
    assert is_country("NO")
    assert is_country("SE")
    assert not any(map(is_country, ("UK", "EU", "no", "NOR", "N", "../NO", "")))


def _with_country(folder: Path, code: str, number: str = "") -> Playbook:
    import shutil  # noqa: PLC0415

    for name in ("taxonomy", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    file = folder / "taxonomy" / "organisation.yml"
    text = file.read_text("utf-8").replace("country: null", f"country: {code}")
    if number:
        text = text.replace(
            "label: Police emergency number, value: null", f'label: Police emergency number, value: "{number}"'
        )
    file.write_text(text, "utf-8")
    return load_playbook(folder)


def test_slots_fill_themselves_from_the_country_unless_the_organisation_does(tmp_path: Path) -> None:
    slots = _with_country(tmp_path, "NO", "2222").taxonomy.slots
    assert (slots["ambulance_number"].value, slots["ambulance_number"].origin) == ("113", "country")
    assert (slots["fire_number"].value, slots["fire_number"].origin) == ("110", "country")
    assert (slots["police_number"].value, slots["police_number"].origin) == ("2222", "organisation")
    assert slots["security_phone"].value is None


def test_a_country_that_there_is_not_is_a_problem_and_fills_nothing(tmp_path: Path) -> None:
    playbook = _with_country(tmp_path, "SE")
    assert [(found.path, found.rule) for found in playbook.problems if "SE" in found.message] == [
        ("taxonomy/organisation.yml", "schema")
    ]
    assert playbook.taxonomy.slots["police_number"].value is None
