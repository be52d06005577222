"""YAML held against a schema: every mismatch is told with its line, and only what an editor means is converted."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta

from playbook.model.article import LedgerFile
from playbook.model.page import FrontMatter
from playbook.model.taxonomy import OrganisationFile, SectionsFile, TopicsFile
from playbook.model.triage import TriageFile
from playbook.model.yaml_source import YamlSource, parse_yaml, validate

FRONT = "title: A\nsummary: B\n"
LEDGER = f"article: a\nlanguage: en\nsegments:\n- {{id: a, place: '1', sha256: {'a' * 64}, gone: false}}\n"
SECTIONS = "kinds: []\nsections: []\nwarnings: {{}}\nphrase_columns: {}\n"
TOPICS = "groups: [{{id: g, topics: [{{id: t, kind: k, priority: {}}}]}}]\nrelations: []\nfacets: {{}}\n"
ORGANISATION = "slots:\n- {{name: a, label: A, value: {}}}\n"


def checked(text: str, schema: type[Any]) -> tuple[Any, list[str]]:
    source, problems = parse_yaml(text, "file.yml")
    assert source is not None
    assert problems == []
    value, problems = validate(source, schema)
    return value, [f"{problem.line}: {problem.message}" for problem in problems]


@pytest.mark.parametrize(
    ("text", "schema", "said"),
    [
        ("[a]", FrontMatter, ["1: the file must be a mapping: key: value"]),
        (FRONT.replace("A", '"A\\nB"'), FrontMatter, ['1: "title" must be one line']),
        (FRONT.replace("A", '""'), FrontMatter, ['1: "title" must not be empty']),
        (FRONT + "reviewed: 20261122", FrontMatter, ['3: "reviewed" must be a date: 2026-11-22']),
        (FRONT + "reviewed: 2026-13-22", FrontMatter, ['3: "reviewed" must be a date: 2026-11-22']),
        (
            FRONT + "role: [a,\n  B c,\n  1,\n  [x]]",
            FrontMatter,
            [
                '4: number 2 of "role" must be written in small letters, digits and hyphens: angry-customer',
                '5: number 3 of "role" must be written in small letters, digits and hyphens: angry-customer',
                '6: number 4 of "role" must be text',
            ],
        ),
        (
            FRONT + 'role: ["a\\n"]',
            FrontMatter,
            ['3: number 1 of "role" must be written in small letters, digits and hyphens: angry-customer'],
        ),
        (
            FRONT + "exceptions:\n  a: [b]\n  2026-01-01: c",
            FrontMatter,
            ['4: "a" under "exceptions" must be text', '5: "2026-01-01" under "exceptions" is a key that must be text'],
        ),
        (
            FRONT + "translated_from:\n  now: {a: b}\n  steps: [a,\n    [b]]",
            FrontMatter,
            [
                '4: "now" under "translated_from" must be text or a list: [a, b]',
                '6: number 2 of "steps" under "translated_from" must be text',
            ],
        ),
        (SECTIONS.format("[Say]"), SectionsFile, ['4: number 2 of "phrase_columns" is missing']),
        (SECTIONS.format("[a, b, c]"), SectionsFile, ['4: "phrase_columns" must have at most 2 items, not 3']),
        (TOPICS.format("true"), TopicsFile, ['1: "priority" of "t" must be 1, 2 or 3']),
        (ORGANISATION.format("true"), OrganisationFile, ['2: "value" of "a" must be text or a whole number']),
        (LEDGER.replace("false", "perhaps"), LedgerFile, ['4: "gone" of "a" must be true or false']),
    ],
)
def test_every_mismatch_is_told_with_its_line(text: str, schema: type[Any], said: list[str]) -> None:
    assert checked(text, schema) == (None, said)


def test_a_rule_over_several_keys_is_told_beside_all_other_mismatches() -> None:
    text = "start: a\nquestions:\n- id: a\n  text: ''\n  answers:\n  - {text: b}\n  - {text: c}\nsituations: []\n"
    one_way = "an answer leads either to a topic or to a question: give one of the two"
    assert checked(text, TriageFile)[1] == [
        '4: "text" of "a" must not be empty',
        f'6: number 1 of "answers" of "a" {one_way}',
        f'7: number 2 of "answers" of "a" {one_way}',
        '8: "situations" must have at least 6 items, not 0',
    ]


def test_a_hint_names_the_words_that_may_stand_there() -> None:
    source, _ = parse_yaml("slots:\n- {name: a, label: A, kind: fax}\n", "file.yml")
    assert source is not None
    (problem,) = validate(source, OrganisationFile)[1]
    assert problem.hint == "write one of 'number', 'phone' or 'text'"


@pytest.mark.parametrize(
    ("written", "read"), [("true", True), ("yes", True), ("1", True), ('"on"', True), ("no", False), ("Off", False)]
)
def test_the_words_for_true_and_false_are_understood(written: str, read: bool) -> None:
    ledger, said = checked(LEDGER.replace("false", written), LedgerFile)
    assert said == []
    assert ledger.segments[0].gone is read


@pytest.mark.parametrize(
    ("text", "schema", "said", "hint"),
    [
        (
            "article: a\nlanguage: el\nfacts: {date: x}\n",
            LedgerFile,
            '"date" under "facts" of',
            "the keys that are known",
        ),
        ("article: a\nlanguage: el\nfacts: {publishd: x}\n", LedgerFile, '"publishd"', 'did you mean "published"?'),
        (
            "article: a\nlanguage: el\nfacts: {published: 2025-10-14}\n",
            LedgerFile,
            '"published" under "facts"',
            'put it in double quotes: published: "2025-10-14"',
        ),
        (
            FRONT + "keywords: angry, furious",
            FrontMatter,
            '"keywords"',
            "square brackets around it: keywords: [angry, furious]",
        ),
        (
            TOPICS.format("1, relations: {see also: [b]}"),
            TopicsFile,
            '"see also" under "relations" of "t" is a key that must be written in small letters',
            "",
        ),
        (
            TOPICS.format("1, relations: {see-also: [B b]}"),
            TopicsFile,
            'number 1 of "see-also" under "relations" of "t" must be written in small letters',
            "",
        ),
    ],
)
def test_people_are_told_the_name_the_number_and_how_to_write_it(
    text: str, schema: type[Any], said: str, hint: str
) -> None:
    source, _ = parse_yaml(text, "file.yml")
    assert source is not None
    (problem,) = validate(source, schema)[1]
    assert said.replace(" of", "") in problem.message.replace(" of", "")
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("lines", "place", "said"),
    [
        (['title: "T', "summary: S", 'keywords: [a, "b"]', 'steps: ["203e303a"]'], "2:8", "never closed"),
        (["title: T", "summary: S", "keywords: [a, b", 'x: ["203e303a"]'], "4:11", "not closed"),
        (["title: T", "keywords: [a, #b, c]", "sources: [x]"], "3:11", "not closed"),
        (["title: T", 'keywords: [a, "b, c]', "sources: [x]", 'y: "z"'], "3:15", "never closed"),
        (["title: Angry: what to do", "summary: S"], "2:13", '": " in this text'),
        (["title: T", "terms: {en: a, fi: b: c}"], "3:8", "not closed, or lacks a comma or quotes"),
        (["title: T", "summary: @here"], "3:10", "no text may begin with this sign"),
        (["title: T", "\tsummary: S"], "3:1", "indented with the tab key"),
        (["title: T", "summary", "keywords: [a]"], "3:1", "neither a key"),
    ],
)
def test_broken_yaml_is_told_where_it_begins_and_in_plain_words(lines: list[str], place: str, said: str) -> None:
    source, (problem,) = parse_yaml("\n".join(lines) + "\n", "page.md", first_line=2)
    assert source is None
    assert f"{problem.line}:{problem.column}" == place
    assert said in problem.message
    assert problem.hint


def test_numbers_are_text_where_text_is_expected() -> None:
    front, said = checked('title: 112\nsummary: 1.5\nkeywords: [2]\nreviewed: "2026-11-22"\n', FrontMatter)
    assert said == []
    assert (front.title, front.summary, front.keywords) == ("112", "1.5", ("2",))
    assert front.reviewed == datetime.date(2026, 11, 22)


@pytest.mark.parametrize(("schema", "data"), [(Annotated[int, Meta(le=5)], 7), (dict[str, float], {"a": None})])
def test_what_only_the_library_objects_to_is_told_too(schema: Any, data: object) -> None:
    value, problems = validate(YamlSource("file.yml", data), schema)
    assert value is None
    assert [problem.line for problem in problems] == [1]


_DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(list(FrontMatter.__struct_fields__)), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(list(FrontMatter.__struct_fields__)) | st.integers() | st.none(), _DATA))
def test_any_data_fit_or_are_refused_with_a_reason(data: dict[Any, Any]) -> None:
    front, problems = validate(YamlSource("file.yml", {"title": "A", "summary": "B", **data}), FrontMatter)
    assert (front is None) == bool(problems)


@pytest.mark.parametrize("levels", [2000, 60_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("- ", ""), ("{a: ", "}")])
def test_what_is_nested_too_deeply_is_refused(levels: int, opening: str, closing: str) -> None:
    source, problems = parse_yaml(opening * levels + "a" + closing * levels, "file.yml")
    assert source is None
    assert [problem.message for problem in problems] == ["this YAML is nested too deeply"]
