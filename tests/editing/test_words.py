"""Words of a language written by their position: what was not typed stays the same to the byte."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from playbook.editing import Refusal, apply_plan
from playbook.editing.catalogue_text import plural_numbers, with_messages
from playbook.editing.typed_words import (
    Typed,
    now_and_clashing,
    read_typed,
    unsaved_words,
    with_typing,
    write_typed,
)
from playbook.editing.word_plans import (
    plan_glossary,
    plan_keywords,
    plan_messages,
    plan_synonyms,
    split_lines,
    touched_pages,
)
from playbook.editing.yaml_entries import with_entry, with_words
from playbook.model import Playbook, load_playbook, parse_yaml
from playbook.model.catalogue import Catalogue
from tests.editing.conftest import edit

SHOP = "{count} topics chosen"
POLISH = "(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)"
RUSSIAN = "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)"


def changes(before: str, after: str) -> list[str]:
    rows = difflib.ndiff(before.split("\n"), after.split("\n"))
    return [row for row in rows if row.startswith(("+ ", "- "))]


def test_every_message_of_every_catalogue_is_written_where_it_stands(playbook: Playbook) -> None:
    for locale in playbook.locales.values():
        file, known = playbook.files[locale.catalogue_path], locale.catalogue.messages
        assert with_messages(file, {key: message.strings for key, message in known.items()}) == file.text
        key, message = next((key, message) for key, message in known.items() if message.plural is None)
        after = with_messages(file, {key: ['it is "so" \\ and\nso {x}']})
        gone = changes(file.text, after)
        assert len([row for row in gone if row.startswith("- ")]) == 1
        assert all(row[2:].startswith(("msgstr", '"')) for row in gone), message


def test_plural_forms_uncertain_and_missing_messages(small: Path) -> None:
    edit(
        small / "locales/fi/playbook.po",
        '#, python-brace-format\nmsgid "{count} result"',
        '#, fuzzy\nmsgid "{count} result"',
    )
    edit(small / "locales/fi/playbook.po", '\n\nmsgctxt "slot"\nmsgid "Duty manager"\nmsgstr "Vuoropäällikkö"', "")
    playbook = load_playbook(small)
    file = playbook.files["locales/fi/playbook.po"]
    reference = playbook.locales["en"].catalogue
    texts = {("{count} result", None): ["yksi", "{count} kpl"], ("Duty manager", "slot"): ["Päivystäjä"]}
    after = with_messages(file, texts, reference)
    small.joinpath(file.path).write_text(after, "utf-8")
    locale = load_playbook(small).locales["fi"]
    assert locale.plural("{count} result", "{count} results", 1) == "yksi"
    assert locale.plural("{count} result", "{count} results", 5) == "{count} kpl"
    assert locale.text("Duty manager", "slot") == "Päivystäjä"


def test_plural_forms_are_named_by_their_numbers(playbook: Playbook) -> None:
    assert plural_numbers(playbook.locales["fi"].catalogue) == ("1", "0, 2, 3 …")
    assert plural_numbers(playbook.locales["th"].catalogue) == ("",)
    assert plural_numbers(Catalogue({}, POLISH, 3)) == ("1", "2–4, 22–24, 32–34 …", "0, 5–21, 25–31 …")
    assert plural_numbers(Catalogue({}, RUSSIAN, 3))[0] == "1, 21, 31 …"


def test_a_heading_is_carried_through_to_its_pages_and_may_not_be_lost(small: Path) -> None:
    playbook = load_playbook(small)
    assert touched_pages(playbook, "th")["Right now", "section"] == 1
    assert touched_pages(playbook, "th")["Step by step", "section"] == 3
    plan = plan_messages(playbook, "th", {("Step by step", "section"): ["ทำตามนี้"]})
    assert len(plan.changes) == 4
    apply_plan(small, plan)
    after = load_playbook(small)
    for key, page in playbook.pages.items():
        assert list(after.pages[key].by_id) == list(page.by_id)
    with pytest.raises(Refusal, match="stands on 3 pages"):
        plan_messages(playbook, "th", {("Step by step", "section"): [""]})
    other = playbook.locales["th"].text("Why it works", "section")
    with pytest.raises(Refusal, match="two sections"):
        plan_messages(playbook, "th", {("Step by step", "section"): [other]})


def test_words_of_the_glossary_go_where_those_of_the_language_are(small: Path) -> None:
    playbook = load_playbook(small)
    (change,) = plan_glossary(playbook, "fi", {"customer": {"term": "kävijä", "definition": "Se joka: ostaa."}}).changes
    assert change.path == "taxonomy/glossary.yml"
    assert len(changes(playbook.files[change.path].text, str(change.text))) == 4
    (own,) = plan_glossary(playbook, "pl", {"customer": {"term": "klient, klientka"}}).changes
    assert own.path == "taxonomy/glossary/pl.yml"
    assert own.text == 'customer:\n  term: "klient, klientka"\n'
    with pytest.raises(Refusal, match="cannot be left empty"):
        plan_glossary(playbook, "fi", {"customer": {"term": " "}})
    assert plan_glossary(playbook, "fi", {"customer": {"term": "asiakas"}}).changes == ()


def test_a_language_with_a_file_of_its_own_has_its_words_there(playbook: Playbook) -> None:
    for language in ("fi", "th"):
        path = f"taxonomy/glossary/{language}.yml"
        texts = {name: {"term": f"{concept.terms[language]} (x)"} for name, concept in playbook.glossary.items()}
        (change,) = plan_glossary(playbook, language, texts).changes
        assert change.path == path
        gone = changes(playbook.files[path].text, str(change.text))
        assert len(gone) == 2 * len(texts)
        assert all(row[2:].startswith("  term: ") for row in gone)
        now = playbook.with_texts({path: str(change.text)})
        assert {name: now.glossary[name].terms[language] for name in texts} == {
            name: words["term"] for name, words in texts.items()
        }
    (english,) = plan_glossary(playbook, "en", {"complaint": {"definition": "What a customer tells you."}}).changes
    assert english.path == "taxonomy/glossary.yml"
    assert len(changes(playbook.files[english.path].text, str(english.text))) == 2


@pytest.mark.parametrize("language", ["fi", "th", "el"])
def test_lists_of_words_keep_the_lines_of_what_stays(playbook: Playbook, language: str) -> None:
    synonyms = playbook.synonyms[language]
    topic, words = next(iter(synonyms.danger.items()))
    text = playbook.files[synonyms.path].text
    assert with_words(text, ("danger", topic), words) == text
    after = with_words(text, ("danger", topic), [*words[1:], "uusi: sana"])
    assert len(changes(text, after)) == 2
    source, problems = parse_yaml(with_words(after, ("topics", "staff-wellbeing"), ["x", "no"]), "")
    assert source
    assert not problems
    assert source.data["danger"][topic] == [*words[1:], "uusi: sana"]
    assert source.data["topics"]["staff-wellbeing"] == ["x", "no"]
    gone, _ = parse_yaml(with_words(text, ("danger", topic), []), "")
    assert gone
    assert topic not in gone.data["danger"]


def test_entries_of_every_shape(small: Path) -> None:
    for text in ("", "# c\n", "topics:\n", "topics:\nelsewhere:\n  - a\n", "topics: {}\n", "topics:\n  y: [b]\n"):
        source, problems = parse_yaml(with_words(text, ("topics", "x"), ["one", "two, three"]), "")
        assert source
        assert not problems
        assert source.data["topics"]["x"] == ["one", "two, three"], text
    assert with_entry('a:\n  b: ""\n', ("a", "b"), 'so "it" is') == 'a:\n  b: "so \\"it\\" is"\n'
    playbook = load_playbook(small)
    (change,) = plan_synonyms(playbook, "fi", {("topics", "honesty"): "rehti\nsuora\nsuora"}).changes
    assert str(change.text).endswith("topics:\n  honesty:\n    - rehti\n    - suora\n")
    (page,) = plan_keywords(playbook, "fi", {"honesty": "rehti, suora"}).changes
    assert "keywords: [rehti, suora]\n" in str(page.text)
    assert split_lines("a\n b  c\n\nb c\nso, then") == ("a", "b c", "so, then")


def test_what_was_typed_is_held_against_what_others_saved(tmp_path: Path) -> None:
    saved = {"a": "one", "b": "two"}
    typed = with_typing({}, saved, "a", "one", "mine")
    assert typed == {"a": Typed("one", "mine")}
    assert with_typing(typed, saved, "a", "another window's", "other") is None
    assert with_typing(typed, saved, "gone", "", "x") is None
    assert with_typing(typed, saved, "a", "mine", "one") == {}
    write_typed(tmp_path, "fi/site", typed)
    assert read_typed(tmp_path, "fi/site") == typed
    assert list(unsaved_words(tmp_path)) == ["fi/site"]
    assert now_and_clashing(typed, {**saved, "a": "theirs"}) == ({"a": "mine", "b": "two"}, {"a": "theirs"})
    chosen = with_typing(typed, {**saved, "a": "theirs"}, "a", "theirs", "mine")
    assert chosen == {"a": Typed("theirs", "mine")}
    (tmp_path / ".studio/words/fi/site.json").write_text("{", "utf-8")
    assert read_typed(tmp_path, "fi/site") == {}
    assert (tmp_path / ".studio/words/fi/site.unreadable").read_text("utf-8") == "{"
