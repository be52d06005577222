"""new, translate, translated, reviewed: a page from nothing to published, and nothing that somebody wrote is lost."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from playbook.editing.front_matter import set_review
from playbook.model import Page, Signature, load_playbook
from playbook.model.page import split_front_matter
from playbook.shown.drafts import published
from tests.editing.conftest import LANGUAGES, edit, run, tree

COMMENT = re.compile(r"<!-- English: (.*?) -->")


def page(root: Path, topic: str, language: str) -> Page:
    found = load_playbook(root).page(language, topic)
    assert found is not None
    return found


def fill_in(file: Path) -> None:
    """Do what a translator does: put words in place of every comment."""
    text = COMMENT.sub("Teksti", file.read_text("utf-8"))
    text = re.sub(r"^# English: .*\n", "", text, flags=re.MULTILINE)
    file.write_text(text.replace(": …\n", ": Teksti\n"), "utf-8")


def test_a_new_topic_has_its_row_and_a_page_that_says_what_to_write(small: Path) -> None:
    before = (small / "taxonomy/topics.yml").read_text("utf-8")
    outcome = run(small, "new", "late-delivery", "--group", "skills", "--title", "The late delivery")
    assert outcome.code == 0, outcome.text
    assert "playbook translate late-delivery" in outcome.text
    after = (small / "taxonomy/topics.yml").read_text("utf-8")
    added = [line for line in after.split("\n") if line not in before.split("\n")]
    assert added == ["      - {id: late-delivery, kind: skill, relations: {}}"]
    written = page(small, "late-delivery", "en")
    assert written.title == "The late delivery"
    assert list(written.by_id) == ["steps", "why", "practice"]
    assert not load_playbook(small).problems


def test_a_new_topic_is_refused_where_it_makes_no_sense(small: Path) -> None:
    before = tree(small)
    assert run(small, "new", "honesty").code == 2
    assert "skills" in run(small, "new", "late-delivery").text
    assert "no group" in run(small, "new", "late-delivery", "--group", "people").text
    assert "small letters" in run(small, "new", "Late Delivery", "--group", "skills").text
    assert tree(small) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "late-delivery", "--group", "skills"),
        ("translated", "honesty", "fi"),
        ("reviewed", "patience", "fi", "--by", "Aino"),
        ("rename", "honesty", "truth"),
        ("retire", "honesty", "--yes"),
        ("add-language", "pl"),
    ],
    ids=lambda value: value[0],
)
def test_a_dry_run_shows_the_files_and_changes_none(small: Path, arguments: tuple[str, ...]) -> None:
    edit(small / "docs/en/skills/honesty.md", "1. Say what you know.", "1. Say all that you know.")
    before = tree(small)
    outcome = run(small, *arguments, "--dry-run")
    assert outcome.code == 0, outcome.text
    assert tree(small) == before
    assert run(small, *arguments).code == 0
    after = tree(small)
    changed = {path for path in after.keys() | before.keys() if after.get(path) != before.get(path)}
    assert changed == set(re.findall(r"^  (?:write|change|remove) +(\S+)$", outcome.text, re.MULTILINE))


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("topic", ["angry-customer", "honesty", "patience"])
def test_the_file_to_fill_in_mirrors_the_english_page(small: Path, topic: str, language: str) -> None:
    there = page(small, topic, language)
    (small / there.path).unlink()
    outcome = run(small, "translate", topic, language)
    assert outcome.code == 0, outcome.text
    made, reference = page(small, topic, language), page(small, topic, "en")
    assert [section.id for section in made.sections] == [section.id for section in reference.sections]
    assert [section.heading.text for section in made.sections] == [section.heading.text for section in there.sections]
    for identifier, section in reference.by_id.items():
        own = made.by_id[identifier]
        assert [len(own.steps), len(own.phrases), len(own.scenes), len(own.points)] == [
            len(section.steps),
            len(section.phrases),
            len(section.scenes),
            len(section.points),
        ]
    assert made.front.sources == reference.front.sources
    assert f"# English: {reference.title}" in made.text


def test_what_stands_on_the_english_page_alone_is_not_copied(small: Path) -> None:
    rows = "guidance:\n  - {title: Upset people, publisher: Bureau of Work, year: 2021}\nkeywords:"
    edit(small / "docs/en/skills/honesty.md", "keywords:", rows)
    (small / "docs/fi/skills/honesty.md").unlink()
    run(small, "translate", "honesty", "fi")
    assert page(small, "honesty", "en").front.guidance
    made = page(small, "honesty", "fi").front
    assert (made.guidance, made.sources) == ((), page(small, "honesty", "en").front.sources)


def test_every_english_line_stands_beside_its_place(small: Path) -> None:
    (small / "docs/th/customers/angry-customer.md").unlink()
    run(small, "translate", "angry-customer", "th")
    lines = (small / "docs/th/customers/angry-customer.md").read_text("utf-8").split("\n")
    assert "1. <!-- English: Listen until they have finished. -->" in lines
    assert "   <!-- English: Do not argue with what they say. -->" in lines
    assert "| <!-- English: “Here is what I can do.” --> | <!-- English: “That is not my job.” --> |" in lines
    assert "> **อันตราย.** <!-- English: Never block the way. -->" in lines
    assert "{{ duty_manager }}" in "\n".join(lines)
    assert "### <!-- English: At the counter -->" in lines


def test_check_insists_that_every_comment_goes(small: Path) -> None:
    file = small / "docs/fi/skills/honesty.md"
    file.unlink()
    run(small, "translate", "honesty", "fi")
    left = [number for number, line in enumerate(file.read_text("utf-8").split("\n"), 1) if "English: " in line]
    outcome = run(small, "check", "--select", "unfinished-page", "--format", "json")
    found = {row["line"] for row in json.loads(outcome.text)["problems"]}
    assert outcome.code == 0
    assert set(left) <= found
    fill_in(file)
    assert "No problems" in run(small, "check", "--select", "unfinished-page").text
    assert "still to do" not in run(small, "check", "--select", "unfinished-page").text


def test_a_page_that_is_there_is_never_touched(small: Path) -> None:
    before = tree(small)
    outcome = run(small, "translate", "honesty", "fi")
    assert outcome.code == 2
    assert "not touched" in outcome.text
    (small / "docs/fi/skills/honesty.md").write_text("no front matter", "utf-8")
    assert "cannot be used" in run(small, "translate", "honesty", "fi").text
    (small / "docs/fi/skills/honesty.md").write_bytes(b"\xff\xfe")
    assert "cannot be read" in run(small, "translate", "honesty", "fi").text
    (small / "docs/fi/skills/honesty.md").write_bytes(before["docs/fi/skills/honesty.md"])
    assert tree(small) == before


def test_readers_get_english_until_a_page_is_finished(small: Path) -> None:
    file = small / "docs/fi/skills/honesty.md"
    file.unlink()
    run(small, "translate", "honesty", "fi")
    playbook = load_playbook(small)
    assert playbook.page("fi", "honesty")
    assert published(playbook).page("fi", "honesty") is None
    fill_in(file)
    assert published(load_playbook(small)).page("fi", "honesty")


def test_a_page_is_up_to_date_only_when_it_is_finished(small: Path) -> None:
    file = small / "docs/fi/skills/honesty.md"
    whole = file.read_text("utf-8")
    file.unlink()
    run(small, "translate", "honesty", "fi")
    outcome = run(small, "translated", "honesty", "fi")
    assert outcome.code == 2
    assert "still to be replaced" in outcome.text
    fill_in(file)
    edit(file, "2. Teksti\n", "")
    assert "1 rows here and 2 in English" in run(small, "translated", "honesty", "fi").text
    file.write_text(re.sub(r"^translated_from:\n(?:  .*\n)+", "", whole, flags=re.MULTILINE), "utf-8")
    assert run(small, "translated", "honesty", "fi").code == 0
    assert page(small, "honesty", "fi").front.translated_from
    assert run(small, "check", "--select", "translation").code == 0


def test_the_record_keeps_the_editors_own_front_matter(small: Path) -> None:
    file = small / "docs/fi/skills/honesty.md"
    body = split_front_matter(file.read_text("utf-8"))[1]
    front = "title:   'Rehellisyys'   # lyhyt\nsummary: Sano, mitä tiedät.\n\n# a note\n"
    front += "keywords: [a,  b, c, d, e, f, g, h]\nsources: [an-article/p2]\nchannel: [in-person,  phone]\n"
    file.write_text(f"---\n{front}---\n{body}", "utf-8")
    assert run(small, "translated", "honesty", "fi").code == 0
    text = file.read_text("utf-8")
    assert text.startswith(f"---\n{front}translated_from:\n")
    assert text.endswith(f"---\n{body}")
    outcome = run(small, "translated", "honesty", "fi")
    assert "already" in outcome.text
    assert file.read_text("utf-8") == text


def test_one_section_alone_can_be_brought_up_to_date(small: Path) -> None:
    edit(small / "docs/en/skills/honesty.md", "1. Say what you know.", "1. Say all that you know.")
    edit(small / "docs/en/skills/honesty.md", "one lie", "two lies")
    assert run(small, "translated", "honesty", "fi", "--section", "steps").code == 0
    rows = json.loads(run(small, "status", "--format", "json").text)["topics"]
    cell = next(c for row in rows if row["topic"] == "honesty" for c in row["pages"] if c["language"] == "fi")
    assert [part["section"] for part in cell["out_of_date"]] == ["why"]
    assert "no section" in run(small, "translated", "honesty", "fi", "--section", "stepps").text


def test_all_pages_at_once_but_never_those_that_are_out_of_date(small: Path) -> None:
    for language in LANGUAGES[1:]:
        for topic in ("skills/patience", "skills/honesty"):
            file = small / f"docs/{language}/{topic}.md"
            text = re.sub(r"^translated_from:\n(?:  .*\n)+", "", file.read_text("utf-8"), flags=re.MULTILINE)
            file.write_text(text, "utf-8")
    edit(small / "docs/en/customers/angry-customer.md", "10 minutes", "10 long minutes")
    before = tree(small)
    assert "yes" in run(small, "translated", "--all").text
    assert tree(small) == before
    outcome = run(small, "translated", "--all", "--yes")
    assert "10 pages are recorded" in outcome.text
    assert "5 pages are out of date" in outcome.text
    again = run(small, "translated", "--all", "fi", "--again", "--yes")
    assert "1 pages are recorded" in again.text


def test_topic_and_language_in_any_order_or_as_a_file(small: Path) -> None:
    edit(small / "docs/en/skills/honesty.md", "one lie", "two lies")
    for words in (["honesty", "fi"], ["nb", "honesty"], ["docs/th/skills/honesty.md"]):
        assert run(small, "translated", *words).code == 0
    assert 'did you mean "honesty"' in run(small, "translated", "honestly", "fi").text
    assert "no language" in run(small, "translated", "honesty", "sv").text
    assert "topic and a language" in run(small, "translated", "honesty").text
    assert "topic and a language" in run(small, "translated").text


@pytest.mark.parametrize("name", ["Aino Salo", 'Aino "A" Salo: editor', "สมชาย #1", "- yes"])
def test_a_review_is_written_as_it_was_said(small: Path, name: str) -> None:
    assert run(small, "reviewed", "honesty", "fi", "--by", name, "--date", "2026-11-22").code == 0
    front = page(small, "honesty", "fi").front
    assert ([row.by for row in front.read_by], str(front.reviewed)) == ([name], "2026-11-22")


def test_a_review_needs_a_name_and_a_finished_page(small: Path) -> None:
    before = tree(small)
    assert "name" in run(small, "reviewed", "honesty", "fi", "--by", "  ").text
    for name in ("<b>", "a" * 101):
        assert "a name has at most 100 letters" in run(small, "reviewed", "honesty", "fi", "--by", name).text
    assert tree(small) == before
    (small / "docs/fi/skills/honesty.md").unlink()
    assert run(small, "reviewed", "honesty", "fi", "--by", "Aino").code == 2
    run(small, "translate", "honesty", "fi")
    assert "not finished" in run(small, "reviewed", "honesty", "fi", "--by", "Aino").text
    assert set(tree(small)) == set(before)


@given(
    name=st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=40),
    front=st.lists(
        st.sampled_from(["a: 1", "# note", "reviewed: 2020-01-01", "list:\n  - x", "read_by: Z"]), max_size=6
    ),
)
def test_any_name_reads_back_and_nothing_else_changes(name: str, front: list[str]) -> None:
    lines = list(dict.fromkeys(front))
    text = "---\n" + "".join(f"{line}\n" for line in lines) + "---\n# Body\n"
    day = datetime.date(2026, 11, 22)
    new = set_review(text, [Signature(name, day, "0e100000"), Signature("A", day, "12345678")], day)
    yaml_text, body, _ = split_front_matter(new)
    assert body == "# Body\n"
    data = yaml.safe_load(yaml_text or "")
    assert [row["by"] for row in data["read_by"]] == [name, "A"]
    assert [row["text"] for row in data["read_by"]] == ["0e100000", "12345678"]
    assert [line for line in lines if not line.startswith("re")] == [
        line for line in lines if line in (yaml_text or "") and not line.startswith("re")
    ]
