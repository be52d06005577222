"""The steps of a language, its titles and notes, and a topic with its relations, as functions."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.editing import Refusal, apply_plan
from playbook.editing.language_steps import language_steps
from playbook.editing.languages import plan_add_language
from playbook.editing.pages import plan_new, plan_translate
from playbook.editing.word_plans import plan_messages, plan_notes, plan_titles, untranslated_titles
from playbook.model import Playbook, load_playbook
from playbook.model.catalogue import MessageKey
from playbook.shown.titles import title_in
from tests.editing.conftest import edit, run

NOTES = "docs/en/guides/usage-pl.md"


@pytest.fixture
def polish(small: Path) -> Path:
    """A small playbook with Polish, of which nothing is written, and with notes to fill in."""
    apply_plan(small, plan_add_language(load_playbook(small), "pl"))
    (small / NOTES).write_text("# Writing\n\nNotes.\n\n## Address\n\n- …\n\n## Apology\n\n- …\n", "utf-8")
    return small


def steps(root: Path) -> dict[str, tuple[int, int]]:
    return {step.id: (step.done, step.all) for step in language_steps(load_playbook(root), "pl")}


def test_a_new_language_has_everything_before_it_and_each_step_counts(polish: Path) -> None:
    before = steps(polish)
    assert list(before) == ["headings", "notes", "glossary", "site", "titles", "others", "search"]
    assert {done for done, _ in before.values()} == {0}
    playbook = load_playbook(polish)
    apply_plan(polish, plan_messages(playbook, "pl", {("Step by step", "section"): ["Krok po kroku"]}))
    apply_plan(polish, plan_notes(load_playbook(polish), NOTES, {1: "- `Przepraszam`"}))
    after = steps(polish)
    assert after["headings"] == (1, before["headings"][1])
    assert after["notes"] == (1, 2)
    text = "# Writing\n\nNotes.\n\n## Address\n\n- …\n\n## Apology\n\n- `Przepraszam`\n"
    assert (polish / NOTES).read_text("utf-8") == text
    with pytest.raises(Refusal, match="cannot begin with ##"):
        plan_notes(load_playbook(polish), NOTES, {0: "a\n\n## b"})


def test_a_whole_language_has_nothing_before_it(playbook: Playbook) -> None:
    for language in ("fi", "th"):
        found = {step.id: step for step in language_steps(playbook, language)}
        assert "titles" not in found
        assert all(step.is_done for step in found.values()), [step for step in found.values() if not step.is_done]


def test_titles_are_there_before_their_pages(polish: Path) -> None:
    playbook = load_playbook(polish)
    assert set(untranslated_titles(playbook, "pl")) == {"angry-customer", "honesty", "patience"}
    apply_plan(polish, plan_titles(playbook, "pl", {"honesty": " Szczerość ", "patience": ""}))
    playbook = load_playbook(polish)
    reference, other = playbook.reference("honesty"), playbook.reference("patience")
    assert reference
    assert other
    assert title_in(reference, playbook.locales["pl"]) == ("Szczerość", "pl")
    assert title_in(other, playbook.locales["pl"]) == ("Patience", "en")
    assert title_in(reference, playbook.locales["en"]) == ("Honesty", "en")
    assert "Szczerość" not in run(polish, "check", "--language", "pl").text
    headings = {"Step by step": "Kroki", "Why it works": "Dlaczego", "Practise": "Ćwicz"}
    words: dict[MessageKey, list[str]] = {(english, "section"): [heading] for english, heading in headings.items()}
    apply_plan(polish, plan_messages(playbook, "pl", words))
    apply_plan(polish, plan_translate(load_playbook(polish), "honesty", "pl"))
    page = load_playbook(polish).page("pl", "honesty")
    assert page
    assert page.title == "Szczerość"
    assert "\n# Szczerość\n" in page.text


def test_a_title_that_changed_in_english_is_no_longer_that_of_the_page(polish: Path) -> None:
    apply_plan(polish, plan_titles(load_playbook(polish), "pl", {"honesty": "Szczerość"}))
    edit(polish / "docs/en/skills/honesty.md", "title: Honesty", "title: Telling the truth")
    edit(polish / "docs/en/skills/honesty.md", "# Honesty", "# Telling the truth")
    playbook = load_playbook(polish)
    reference = playbook.reference("honesty")
    assert reference
    assert title_in(reference, playbook.locales["pl"]) == ("Telling the truth", "en")


def test_a_topic_is_made_with_its_relations(small: Path) -> None:
    playbook = load_playbook(small)
    plan = plan_new(playbook, "late-guest", "customers", "customer", "The late guest", 2, {"see-also": ["honesty"]})
    apply_plan(small, plan)
    topic = load_playbook(small).taxonomy.topic("late-guest")
    assert topic
    assert topic.relations == {"see-also": ("honesty",)}
    assert not any("relations" in step for step in plan.next)
    with pytest.raises(Refusal, match='no topic "nobody"'):
        plan_new(playbook, "late-guest", "customers", "customer", "The late guest", 2, {"next": ["nobody"]})
