"""A file that comes back late: both sides' job stays, conflicts are named, and what is done is written down."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from playbook.editing import Refusal
from playbook.exchange.job import Job
from playbook.model import load_playbook, stale_parts
from tests.exchange.conftest import EN, FI, brought_back, edit, exported, git, run, through_file, tree, with_targets


def stale(root: Path, language: str = "fi") -> list[tuple[str, tuple[int, ...]]]:
    playbook = load_playbook(root)
    page, reference = playbook.page(language, "angry-customer"), playbook.reference("angry-customer")
    assert page
    assert reference
    return [(part.section, part.rows) for part in stale_parts(page, reference)]


def finnish_page(root: Path) -> str:
    return (root / FI).read_text("utf-8")


def test_two_who_changed_different_texts_both_keep_their_work(finnish: Path) -> None:
    job = with_targets(exported(finnish), {"steps.1": "Kuuntele loppuun."})
    edit(finnish / FI, "”Rauhoittukaa.”", "”Rauhoittukaa nyt.”")
    assert brought_back(finnish, job).problems == ()
    assert "1. Kuuntele loppuun.\n2. Toista" in finnish_page(finnish)
    assert "”Rauhoittukaa nyt.”" in finnish_page(finnish)


def test_two_who_changed_the_same_text_are_told_both_and_nothing_is_lost(finnish: Path) -> None:
    job = with_targets(exported(finnish), {"steps.1": "Kuuntele loppuun.", "now.1": "Ota kaksi askelta taakse."})
    edit(finnish / FI, "Kuuntele, kunnes", "Kuuntele niin kauan, kunnes")
    before = finnish_page(finnish)
    merged = brought_back(finnish, job)
    assert [(problem.path, problem.line > 0) for problem in merged.problems] == [(FI, True)]
    assert "angry-customer, steps.1: the page says now: Kuuntele niin kauan" in merged.problems[0].message
    assert "and the file: Kuuntele loppuun." in merged.problems[0].message
    assert finnish_page(finnish) == before.replace("Ota askel taakse ja hengitä ulos.", "Ota kaksi askelta taakse.")


def test_the_file_wins_where_it_is_told_to(finnish: Path) -> None:
    job = with_targets(exported(finnish), {"steps.1": "Kuuntele loppuun."})
    edit(finnish / FI, "Kuuntele, kunnes", "Kuuntele niin kauan, kunnes")
    assert brought_back(finnish, job, overwrite=True).problems == ()
    assert "1. Kuuntele loppuun.\n2." in finnish_page(finnish)


def test_the_same_change_on_both_sides_is_no_conflict(finnish: Path) -> None:
    job = with_targets(exported(finnish), {"phrases.1.avoid": "”Älkää nyt.”"})
    edit(finnish / FI, "”Rauhoittukaa.”", "”Älkää nyt.”")
    assert brought_back(finnish, job).problems == ()


def test_a_file_from_an_older_english_merges_and_what_changed_stays_out_of_date(finnish: Path) -> None:
    job = with_targets(exported(finnish), {"steps.1": "Kuuntele loppuun.", "steps.3": "Soita {{ duty_manager }}: 10."})
    edit(finnish / EN, "after 10 minutes", "after 5 minutes")
    git(finnish, "commit", "-am", "five minutes")
    assert brought_back(finnish, job).problems == ()
    assert "3. Soita {{ duty_manager }}: 10." in finnish_page(finnish)
    assert stale(finnish) == [("steps", (3,))]


def test_a_row_that_came_or_went_in_english_moves_the_others_along(finnish: Path) -> None:
    job = with_targets(exported(finnish), {"steps.3": "Soita {{ duty_manager }} heti.", "steps.1": "Kuuntele."})
    edit(
        finnish / EN,
        "1. Listen until they have finished.\n   Do not argue with what they say.\n2.",
        "1. Smile.\n2. Breathe.\n3.",
    )
    edit(finnish / EN, "3. Call the duty", "4. Call the duty")
    git(finnish, "commit", "-am", "other steps")
    assert brought_back(finnish, job).problems == ()
    assert "3. Soita {{ duty_manager }} heti." in finnish_page(finnish)
    assert "1. Kuuntele.\n2. Toista" in finnish_page(finnish)
    assert [section for section, _ in stale(finnish)] == ["steps"]


def test_a_text_whose_english_is_gone_is_told_and_not_lost(finnish: Path) -> None:
    job = with_targets(exported(finnish), {"phrases.2.say": "”Teen näin.”"})
    edit(finnish / EN, "| “Here is what I can do.” | “That is not my job.” |\n", "")
    git(finnish, "commit", "-am", "one row less")
    before = finnish_page(finnish)
    merged = brought_back(finnish, job)
    assert ["phrases.2.say" in problem.message for problem in merged.problems] == [True]
    assert "the file says: ”Teen näin.”" in merged.problems[0].message
    assert finnish_page(finnish) == before


def test_new_steps_are_written_with_the_whole_section_and_recorded(finnish: Path) -> None:
    edit(finnish / EN, "1. Listen until", "1. Smile at [them](../skills/patience.md).\n2. Listen until")
    edit(finnish / EN, "2. Say back", "3. Say back")
    edit(finnish / EN, "3. Call", "4. Call")
    git(finnish, "commit", "-am", "a new step")
    job = exported(finnish, outdated=True)
    assert {unit.id for unit in job.pages[0].units} == {f"steps.{number}" for number in range(1, 5)}
    texts = {unit.id: unit.target for unit in job.pages[0].units}
    assert texts["steps.1"] == ""
    assert texts["steps.2"].startswith("Kuuntele")
    job = with_targets(
        job, {"steps.1": "Hymyile <a1>heille</a1>.", **{f"steps.{n}": texts[f"steps.{n}"] for n in (2, 3, 4)}}
    )
    before = finnish_page(finnish)
    assert brought_back(finnish, job).problems == ()
    after = finnish_page(finnish)
    old = before[before.index("## Vaihe") : before.index("## Sano")]
    new = after[after.index("## Vaihe") : after.index("## Sano")]
    renumbered = (
        old.replace("3. Soita", "4. Soita").replace("2. Toista", "3. Toista").replace("1. Kuuntele", "2. Kuuntele")
    )
    assert new == renumbered.replace("2. Kuu", "1. Hymyile [heille](../skills/patience.md).\n2. Kuu")
    body = slice(after.index("\n# "), None)
    assert after[body].replace(new, "") == before[before.index("\n# ") :].replace(old, "")
    assert stale(finnish) == []


def test_new_steps_without_a_translation_leave_the_section_as_it_is(finnish: Path) -> None:
    edit(finnish / EN, "1. Listen until", "1. Smile.\n2. Frown.\n3. Listen until")
    git(finnish, "commit", "-am", "new steps")
    before = finnish_page(finnish)
    merged = brought_back(finnish, with_targets(exported(finnish), {"steps.1": "Hymyile."}))
    assert ["steps.2 has no translation" in problem.message for problem in merged.problems] == [True]
    assert "the file says: Hymyile." in merged.problems[0].message
    assert finnish_page(finnish) == before


def test_a_section_that_english_got_is_put_in_its_place(finnish: Path) -> None:
    edit(finnish / EN, "## Practise", "## Common mistakes\n\n- Staying when it goes on.\n\n## Practise")
    git(finnish, "commit", "-am", "a section")
    job = with_targets(exported(finnish, outdated=True), {"mistakes.1": "Jäät, vaikka se jatkuu."})
    before = finnish_page(finnish)
    assert brought_back(finnish, job).problems == ()
    wanted = before.replace("## Harjoittele", "## Yleiset virheet\n\n- Jäät, vaikka se jatkuu.\n\n## Harjoittele")
    assert finnish_page(finnish)[finnish_page(finnish).index("\n# ") :] == wanted[wanted.index("\n# ") :]
    assert stale(finnish) == []


def test_a_new_page_is_made_and_is_a_draft_until_all_is_translated(finnish: Path) -> None:
    (finnish / FI).unlink()
    git(finnish, "commit", "-am", "not yet")
    job = exported(finnish, outdated=True)
    assert {unit.state for unit in job.pages[0].units} == {"new"}
    half = with_targets(job, {"title": "Vihainen", "now.1": "Väisty.", "phrases.1.say": "”Näen sen.”"})
    brought_back(finnish, half)
    assert "title: Vihainen\n" in finnish_page(finnish)
    assert "# English: The angry customer" not in finnish_page(finnish)
    assert "- Väisty.\n- <!-- English:" in finnish_page(finnish)
    assert "| ”Näen sen.” | <!-- English:" in finnish_page(finnish)
    whole = {unit.id: f"Suomea {unit.source}" for unit in exported(finnish).pages[0].units}
    merged = brought_back(finnish, with_targets(exported(finnish), whole))
    assert merged.problems == ()
    assert "<!--" not in finnish_page(finnish)
    assert "# English" not in finnish_page(finnish)
    assert stale(finnish) == []
    assert [unit.target for unit in exported(finnish).pages[0].units] == list(whole.values())


def test_what_came_back_out_of_date_and_untouched_is_not_called_done(finnish: Path) -> None:
    edit(finnish / EN, "after 10 minutes", "after 5 minutes")
    git(finnish, "commit", "-am", "five")
    job = exported(finnish, outdated=True)
    assert [(unit.id, unit.state) for unit in job.pages[0].units] == [("steps.3", "check")]
    merged = brought_back(finnish, job)
    assert merged.plan.changes == ()
    assert any("came back as it went out: angry-customer steps" in line for line in merged.plan.next)
    assert stale(finnish) == [("steps", (3,))]


@pytest.mark.parametrize("form", ["xliff", "xliff-1.2", "po", "docx"])
def test_what_was_out_of_date_and_is_translated_is_recorded(finnish: Path, form: str, tmp_path: Path) -> None:
    edit(finnish / EN, "after 10 minutes", "after 5 minutes")
    git(finnish, "commit", "-am", "five")
    job = with_targets(exported(finnish, outdated=True), {"steps.3": "Soita {{ duty_manager }} 5 minuutin jälkeen."})
    assert brought_back(finnish, through_file(job, form, tmp_path)).problems == ()
    assert stale(finnish) == []


def test_what_a_translator_calls_right_as_it_is_is_recorded(finnish: Path, tmp_path: Path) -> None:
    edit(finnish / EN, "after 10 minutes", "after 5 minutes")
    git(finnish, "commit", "-am", "five")
    job = exported(finnish, outdated=True)
    same = {unit.id: unit.target for unit in job.pages[0].units}
    brought_back(finnish, through_file(with_targets(job, same, "done"), "xliff", tmp_path))
    assert stale(finnish) == []


def test_a_review_ends_with_the_text_that_was_read(finnish: Path) -> None:
    edit(finnish / FI, "channel:", "reviewed: 2026-01-02\nchannel:")
    git(finnish, "commit", "-am", "read")
    brought_back(finnish, with_targets(exported(finnish), {"practice.1.title": "Kassalla"}))
    assert "reviewed: 2026-01-02" in finnish_page(finnish)
    edit(finnish / EN, "after 10 minutes", "after 5 minutes")
    git(finnish, "commit", "-am", "five")
    job = with_targets(exported(finnish), {"steps.3": "Soita {{ duty_manager }} 5 minuutin jälkeen."})
    merged = brought_back(finnish, job)
    assert "reviewed" not in finnish_page(finnish)
    assert any(f"are taken out: {FI}" in line for line in merged.plan.next)


def test_a_new_page_waits_for_the_words_that_every_page_has(finnish: Path) -> None:
    (finnish / FI).unlink()
    job = with_targets(exported(finnish), {"title": "Vihainen"})
    catalogue = finnish / "locales/fi/playbook.po"
    catalogue.write_text(catalogue.read_text("utf-8").replace('msgstr "Toimi heti"', 'msgstr ""'), "utf-8")
    with pytest.raises(Refusal, match="Right now"):
        brought_back(finnish, job)
    assert not (finnish / FI).exists()


def test_what_a_translator_calls_unfinished_is_left(finnish: Path, tmp_path: Path) -> None:
    job = with_targets(exported(finnish), {"steps.1": "Kuuntele ehkä."}, "check")
    before = finnish_page(finnish)
    merged = brought_back(finnish, through_file(job, "po", tmp_path))
    assert any("fuzzy" in line and "angry-customer steps.1" in line for line in merged.plan.next)
    assert finnish_page(finnish) == before


def test_an_english_page_that_was_never_committed_merges_what_is_the_same(finnish: Path) -> None:
    edit(finnish / EN, "Step back", "Step far back")
    job = with_targets(exported(finnish), {"now.1": "Mene kauas.", "steps.1": "Kuuntele."})
    edit(finnish / EN, "Step far back", "Step away")
    merged = brought_back(finnish, job)
    assert ["angry-customer, now.1: the English changed since" in problem.message for problem in merged.problems] == [
        True
    ]
    assert "1. Kuuntele.\n2." in finnish_page(finnish)


def test_a_translation_that_was_never_committed_is_not_written_over(finnish: Path) -> None:
    edit(finnish / FI, "Ota askel", "Ota iso askel")
    job = with_targets(exported(finnish), {"now.1": "Mene kauas."})
    edit(finnish / FI, "Ota iso askel", "Ota pieni askel")
    before = finnish_page(finnish)
    merged = brought_back(finnish, job)
    assert "Ota pieni askel" in merged.problems[0].message
    assert finnish_page(finnish) == before


def test_only_what_is_to_do_goes_out(finnish: Path) -> None:
    assert exported(finnish, outdated=True).pages == ()
    (finnish / "docs/fi/skills/honesty.md").unlink()
    edit(finnish / EN, "Anger is about", "Anger is all about")
    job = exported(finnish, "angry-customer", "honesty", "patience", outdated=True)
    assert [page.topic for page in job.pages] == ["angry-customer", "honesty"]
    assert [unit.id for unit in job.pages[0].units] == ["intro"]
    assert run(finnish, "export", "-l", "fi", "--outdated", "patience").text.startswith("There is nothing to translate")


def test_a_translator_sees_what_the_english_was_and_which_texts_it_left_alone(finnish: Path) -> None:
    edit(finnish / EN, "What do you say first?", "What do you do first?")
    edit(finnish / EN, "3. Call the duty", "3. Smile.\n4. Call the duty")
    edit(finnish / EN, "Say back what", "Say again what")
    git(finnish, "commit", "-am", "changes")
    units = {unit.id: unit for unit in exported(finnish, outdated=True).pages[0].units}
    states = {name: unit.state for name, unit in units.items()}
    assert states == {
        "steps.1": "done",
        "steps.2": "check",
        "steps.3": "new",
        "steps.4": "done",
        "practice.1.title": "done",
        "practice.1.situation": "check",
        "practice.1.answer": "done",
    }
    assert "It was: A man shouts about a wrong bill. What do you say first?" in units["practice.1.situation"].note
    assert "It was: Say back what went wrong, as in <a1>honesty</a1>." in units["steps.2"].note


@pytest.mark.parametrize(("code", "found"), [("fi-FI", "fi"), ("fi_FI", "fi"), ("nb-NO", "nb")])
def test_a_program_may_name_the_language_in_full(finnish: Path, code: str, found: str) -> None:
    job = with_targets(exported(finnish, language=found), {"title": "Otsikko"})
    brought_back(finnish, Job(code, job.pages))
    assert "title: Otsikko\n" in (finnish / f"docs/{found}/customers/angry-customer.md").read_text("utf-8")


@pytest.mark.parametrize("code", ["sv", "en", "", "xx-YY"])
def test_a_file_of_another_language_is_refused(finnish: Path, code: str) -> None:
    before = tree(finnish)
    with pytest.raises(Refusal):
        brought_back(finnish, Job(code, exported(finnish).pages))
    assert tree(finnish) == before


def test_a_page_that_a_program_cut_in_two_is_one(finnish: Path) -> None:
    job = with_targets(exported(finnish), {"title": "Yksi", "practice.1.title": "Kaksi"})
    page = job.pages[0]
    halves = replace(page, units=page.units[:5]), replace(page, units=page.units[5:])
    assert brought_back(finnish, Job("fi", halves)).problems == ()
    assert "title: Yksi\n" in finnish_page(finnish)
    assert "### Kaksi\n" in finnish_page(finnish)
