"""rename and retire: every mention in one go, comments and layout kept, old addresses lead on."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from playbook.editing.yaml_text import rewrite
from playbook.model import load_playbook
from playbook.site.old_addresses import redirect_pages
from tests.editing.conftest import LANGUAGES, PROJECT, edit, run, tree

TRIAGE = """\
start: what   # the first question
questions:
  - id: what
    text: What is it?
    answers:
      - {text: They shout, topic: angry-customer, section: now}
      # they lied to us
      - {text: They lie, topic: honesty, section: why}
      - {text: They wait, topic: patience}
situations:
  - {text: One, topic: honesty}
  - {text: Two, topic: patience}
  - {text: Three, topic: patience}
  - {text: Four, topic: patience}
  - {text: Five, topic: angry-customer}
  - {text: Six, topic: angry-customer}
  - {text: Seven, topic: angry-customer}
"""


@pytest.fixture
def linked(small: Path) -> Path:
    """The small playbook with more that names topics: a decision guide, a guide, search queries, a self-link."""
    (small / "taxonomy/triage.yml").write_text(TRIAGE, "utf-8")
    (small / "docs/en/guides").mkdir()
    guide = "# Guide\n\nSee [honesty](../skills/honesty.md#why) and [two][2].\n\n[2]: ../skills/honesty.md\n"
    (small / "docs/en/guides/guide.md").write_text(guide, "utf-8")
    (small / "tests/search").mkdir(parents=True)
    queries = "# query\ttopics\tkind\nlying\thonesty,patience\tplain\n"
    (small / "tests/search/en.tsv").write_text(queries, "utf-8")
    edit(small / "taxonomy/topics.yml", "id: patience, kind: skill", "id: patience,  kind: skill")
    return small


def mentions(root: Path, topic: str) -> list[str]:
    """The files that still name a topic as an id, a link or a file."""
    linked, named = re.compile(rf"\b{topic}\.md"), re.compile(rf"(?:[\[ ,/\t]|^){topic}(?:[#\],}}\t]|$)", re.MULTILINE)
    found = [path for path in tree(root) if f"/{topic}." in path]
    for path, content in tree(root).items():
        pattern = linked if path.endswith(".md") else named
        if path.startswith(("docs", "taxonomy", "tests")) and pattern.search(content.decode("utf-8")):
            found.append(path)
    return found


def test_renaming_reaches_every_language_link_pack_ledger_and_query(linked: Path) -> None:
    before = tree(linked)
    assert len(mentions(linked, "honesty")) > 12
    outcome = run(linked, "rename", "honesty", "being-honest")
    assert outcome.code == 0, outcome.text
    assert mentions(linked, "honesty") == ["taxonomy/redirects.yml"]
    after = {path: content.replace(b"being-honest", b"honesty") for path, content in tree(linked).items()}
    after = {path.replace("being-honest", "honesty"): content for path, content in after.items()}
    assert after.keys() - before.keys() == {"taxonomy/redirects.yml"}
    assert {path: after[path] for path in before} == before


def test_after_renaming_the_checks_find_nothing_and_translations_stay_up_to_date(small: Path) -> None:
    assert run(small, "check").code == 0
    run(small, "rename", "honesty", "being-honest")
    outcome = run(small, "check")
    assert outcome.code == 0, outcome.text


def test_old_addresses_lead_on_in_every_language(small: Path) -> None:
    run(small, "rename", "honesty", "being-honest")
    run(small, "rename", "being-honest", "truth")
    pages = dict(redirect_pages(load_playbook(small), "https://x.example/a/"))
    assert len(pages) == 2 * len(LANGUAGES)
    html = pages["th/skills/honesty/index.html"]
    assert '<html lang="th" dir="ltr">' in html
    assert 'content="0; url=../truth/"' in html
    assert '<link rel="canonical" href="https://x.example/a/th/skills/truth/">' in html
    assert "<script" not in html
    assert 'url=../truth/"' in pages["skills/being-honest/index.html"]


def test_renaming_back_leaves_no_circle(small: Path) -> None:
    before = tree(small)
    run(small, "rename", "honesty", "truth")
    assert run(small, "rename", "truth", "honesty").code == 0
    rows = yaml.safe_load((small / "taxonomy/redirects.yml").read_text("utf-8"))
    assert rows == [{"from": "skills/truth", "topic": "honesty"}]
    after = tree(small)
    del after["taxonomy/redirects.yml"]
    assert after == before


def test_renaming_is_refused_where_something_would_be_lost(small: Path) -> None:
    (small / "docs/fi/skills/truth.md").write_text("mine", "utf-8")
    before = tree(small)
    assert "truth.md is there already" in run(small, "rename", "honesty", "truth").text
    assert "already" in run(small, "rename", "honesty", "patience").text
    assert 'did you mean "honesty"' in run(small, "rename", "honestly", "truth2").text
    assert "small letters" in run(small, "rename", "honesty", "Truth!").text
    assert "the same" in run(small, "rename", "honesty", "honesty").text
    assert tree(small) == before


def test_a_retired_topic_leaves_nothing_behind_but_its_redirect(linked: Path) -> None:
    outcome = run(linked, "retire", "honesty", "--to", "patience", "--yes")
    assert outcome.code == 0, outcome.text
    assert mentions(linked, "honesty") == ["taxonomy/redirects.yml"]
    playbook = load_playbook(linked)
    assert not playbook.problems
    assert playbook.taxonomy.topic("honesty") is None
    patience = playbook.taxonomy.topic("patience")
    assert patience
    assert "patience" not in [target for targets in patience.relations.values() for target in targets]
    triage = (linked / "taxonomy/triage.yml").read_text("utf-8")
    assert "# they lied to us" in triage
    assert "{text: They lie, topic: patience, section: why}" in triage
    assert "[honesty](../skills/patience.md#why)" in (linked / "docs/en/guides/guide.md").read_text("utf-8")
    assert "(patience.md)" not in (linked / "docs/en/skills/patience.md").read_text("utf-8")
    assert (linked / "tests/search/en.tsv").read_text("utf-8").endswith("lying\tpatience\tplain\n")
    assert yaml.safe_load((linked / "taxonomy/redirects.yml").read_text("utf-8")) == [
        {"from": "skills/honesty", "topic": "patience"}
    ]


def test_a_link_to_a_section_that_the_new_topic_lacks_leads_to_its_top(linked: Path) -> None:
    edit(linked / "docs/en/guides/guide.md", "honesty.md#why", "honesty.md#phrases")
    run(linked, "retire", "honesty", "--to", "patience", "--yes")
    assert "[honesty](../skills/patience.md) and" in (linked / "docs/en/guides/guide.md").read_text("utf-8")


def test_without_a_successor_links_become_words_and_answers_go(linked: Path) -> None:
    outcome = run(linked, "retire", "honesty", "--yes")
    assert outcome.code == 0, outcome.text
    assert "1 lines of the source articles" in outcome.text
    assert "See honesty and" in (linked / "docs/en/guides/guide.md").read_text("utf-8")
    triage = yaml.safe_load((linked / "taxonomy/triage.yml").read_text("utf-8"))
    assert [row["topic"] for row in triage["questions"][0]["answers"]] == ["angry-customer", "patience"]
    assert {row["topic"] for row in triage["situations"]} == {"patience", "angry-customer"}
    topics = (linked / "taxonomy/topics.yml").read_text("utf-8")
    assert "- {id: angry-customer, kind: customer, relations: {}}" in topics
    ledger = next(iter(load_playbook(linked).ledgers.values()))
    row = ledger.row("p2")
    assert row
    assert row.to == ()
    pages = dict(redirect_pages(load_playbook(linked), "https://x.example/"))
    assert 'content="0; url=../"' in pages["fi/skills/honesty/index.html"]


def test_retiring_asks_first(small: Path) -> None:
    before = tree(small)
    outcome = run(small, "retire", "honesty")
    assert outcome.code == 2
    assert "remove  docs/fi/skills/honesty.md" in outcome.text
    assert "no topic" in run(small, "retire", "honesty", "--to", "nothing", "--yes").text
    assert "its own place" in run(small, "retire", "honesty", "--to", "honesty", "--yes").text
    assert tree(small) == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("topics: [a, b]  # both\n", "topics: [b]  # both\n"),
        ("topics:\n  - a   # gone\n  # stays\n  - b\n", "topics:\n  # stays\n  - b\n"),
        ("x:\n- {topic: a, text: '{'}\n- {topic: b}\n", "x:\n- {topic: b}\n"),
        ("x:\n- topic: a\n  text: |\n    two\n    lines\n- topic: b\n", "x:\n- topic: b\n"),
        ("text: a\ntopics: [b]\n", "text: a\ntopics: [b]\n"),
        ("ก: [ข]\ntopics: ['a', \"b\"]\n", 'ก: [ข]\ntopics: ["b"]\n'),
    ],
)
def test_what_is_taken_out_of_yaml_takes_only_its_own_row(text: str, expected: str) -> None:
    assert rewrite(text, "taxonomy/packs.yml", lambda _, value: None if value == "a" else value) == expected


def test_what_people_type_follows_a_topic(project: Path) -> None:
    words = load_playbook(project).synonyms["fi"].topics["talkative-customer"]
    places = load_playbook(project).places
    assert run(project, "rename", "talkative-customer", "chatty-customer").code == 0
    after = load_playbook(project)
    assert after.synonyms["fi"].topics["chatty-customer"] == words
    assert "talkative-customer" not in after.synonyms["fi"].topics
    assert not [
        row for row in json.loads(run(project, "check", "--format", "json").text)["problems"] if not row["to_do"]
    ]
    assert run(project, "rename", "setting-limits", "limits").code == 0
    assert places
    text = (project / "taxonomy/where-you-work.yml").read_text("utf-8")
    assert "  limits: {" in text
    assert "setting-limits" not in text


def test_what_people_type_goes_to_what_takes_a_topics_place(project: Path) -> None:
    before = load_playbook(project).synonyms["fi"].topics
    outcome = run(project, "retire", "talkative-customer", "--to", "waiting-and-interruptions", "--yes")
    assert outcome.code == 0, outcome.text
    assert "What goes with it" not in outcome.text
    after = load_playbook(project).synonyms["fi"].topics
    words = {*before["talkative-customer"], *before.get("waiting-and-interruptions", ())}
    assert set(after["waiting-and-interruptions"]) == words


def test_retire_shows_what_goes_with_the_topic(project: Path) -> None:
    shutil.copytree(PROJECT / "tests/search", project / "tests/search")
    before = tree(project)
    outcome = run(project, "retire", "talkative-customer", "--dry-run")
    assert tree(project) == before
    assert "“They won't stop talking”" in outcome.text
    assert re.search(r"\d+ test searches: ", outcome.text)
    assert "what people type for it in fi: " in outcome.text
    assert run(project, "retire", "talkative-customer", "--yes").code == 0
    for file in (project / "tests/search").glob("*.tsv"):
        rows = [line.split("\t") for line in file.read_text("utf-8").split("\n") if "\t" in line and line[0] != "#"]
        wanted = [row.split("\t") for row in before[f"tests/search/{file.name}"].decode().split("\n") if "\t" in row]
        assert not [row for row in rows if not row[1] and row not in wanted]
    outcome = run(project, "check", "--ignore", "unplaced-source")
    assert outcome.code == 0, outcome.text
