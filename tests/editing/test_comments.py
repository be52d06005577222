"""Comments on rows: written, found again where a row moved, answered, taken away; the rest of the file stays."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.checks import check_playbook
from playbook.editing import Plan, Refusal, apply_plan
from playbook.editing.comments import comments_on, open_comments, plan_answer, plan_comment, plan_take_away
from playbook.model import Page, Playbook, load_playbook, parse_yaml
from playbook.model.comment import build_comments
from tests.editing.conftest import BASE, edit, run, tree

DAY = datetime.date(2026, 11, 27)
FILE = "taxonomy/comments/fi.yml"


def finnish(root: Path, topic: str = "honesty") -> tuple[Playbook, Page]:
    playbook = load_playbook(root)
    page = playbook.page("fi", topic)
    assert page
    return playbook, page


def comment(root: Path, row: str, text: str, topic: str = "honesty", by: str = "Aino") -> Plan:
    plan = plan_comment(*finnish(root, topic), row, by, text, DAY)
    apply_plan(root, plan)
    return plan


def said(root: Path, topic: str = "honesty") -> list[str]:
    return [item.text for item in comments_on(*finnish(root, topic))]


def test_a_comment_is_reported_until_it_is_answered(small: Path) -> None:
    comment(small, "steps/item-2", "Sanotaanko näin?")
    found = [problem for problem in check_playbook(load_playbook(small)) if problem.rule == "open-comment"]
    assert [(problem.path, problem.line, problem.to_do) for problem in found] == [
        ("docs/fi/skills/honesty.md", 23, True)
    ]
    assert "Aino says, and nobody has answered: Sanotaanko näin?" in run(small, "check", "--to-do").text
    assert "comments to answer: 1" in run(small, "status", "fi").text
    (waiting,) = open_comments(*finnish(small))
    apply_plan(small, plan_answer(*finnish(small), waiting.id, "Eino", "Kyllä.", DAY))
    assert not check_playbook(load_playbook(small))
    (answered,) = comments_on(*finnish(small))
    assert [(reply.by, reply.text) for reply in answered.answers] == [("Eino", "Kyllä.")]


def test_an_answer_is_answered_and_waits_again_where_whoever_began_asks_on(small: Path) -> None:
    comment(small, "steps/item-1", "Näinkö?")
    comment(small, "steps/item-1", "Muuta", "patience")
    (asked,) = open_comments(*finnish(small))
    for by, text, waits in (("Eino", "Kyllä.", 0), ("Aino", "Myös puhelimessa?", 1), ("Eino", "Sielläkin.", 0)):
        apply_plan(small, plan_answer(*finnish(small), asked.id, by, text, DAY))
        assert len(open_comments(*finnish(small))) == waits
        found = [problem.message for problem in check_playbook(load_playbook(small)) if "honesty" in problem.path]
        assert len(found) == waits
        assert all("Myös puhelimessa?" in message for message in found)
    (answered,) = comments_on(*finnish(small))
    assert [reply.text for reply in answered.answers] == ["Kyllä.", "Myös puhelimessa?", "Sielläkin."]
    before = tree(small)
    apply_plan(small, plan_answer(*finnish(small), asked.id, "Eino", "Sielläkin.", DAY))
    assert tree(small) == before, "the same answer sent twice is one"


def test_comments_on_one_page_stand_together_and_the_rest_stays_to_the_byte(small: Path) -> None:
    comment(small, "steps/item-1", "yksi")
    comment(small, "steps/item-1", "kaksi", "patience")
    edit(small / FILE, "# What", "# Our own note\n# What")
    before = (small / FILE).read_text("utf-8")
    comment(small, "intro/text-1", "kolme\nriviä")
    after = (small / FILE).read_text("utf-8")
    assert said(small) == ["yksi", "kolme\nriviä"]
    kept = after.index("  - topic: honesty\n    row: intro")
    assert after[:kept] + after[after.index("  - topic: patience") :] == before
    assert after.index("kolme") < after.index("kaksi")
    (_, third) = comments_on(*finnish(small))
    apply_plan(small, plan_take_away(*finnish(small), third.id))
    assert (small / FILE).read_text("utf-8") == before
    comment(small, "steps/item-1", "yksi")
    assert (small / FILE).read_text("utf-8") == before, "the same comment twice is one"


def test_the_last_comment_takes_its_file_along(small: Path) -> None:
    before = tree(small)
    comment(small, "front/title", "Hyvä")
    (only,) = comments_on(*finnish(small))
    apply_plan(small, plan_take_away(*finnish(small), only.id))
    assert tree(small) == before


def test_comments_follow_a_topic_that_gets_another_name_and_go_with_one_that_is_retired(small: Path) -> None:
    comment(small, "steps/item-1", "yksi")
    comment(small, "steps/item-1", "kaksi", "patience")
    assert run(small, "rename", "honesty", "truth").code == 0
    assert said(small, "truth") == ["yksi"]
    assert run(small, "retire", "truth", "--to", "patience", "--yes").code == 0
    assert {item for item in said(small, "patience") if item == "kaksi"} == {"kaksi"}
    assert not [problem for problem in check_playbook(load_playbook(small)) if problem.rule == "unknown-topic"]


@pytest.mark.parametrize(
    ("row", "by", "text"),
    [("steps/item-9", "Aino", "?"), ("steps/item-1", " ", "?"), ("steps/item-1", "Aino", " \n")],
)
def test_what_cannot_be_kept_is_refused(small: Path, row: str, by: str, text: str) -> None:
    before = tree(small)
    with pytest.raises(Refusal):
        comment(small, row, text, by=by)
    with pytest.raises(Refusal, match="not there"):
        plan_answer(*finnish(small), "0123456789", "Eino", "Kyllä.", DAY)
    assert tree(small) == before


def test_a_file_of_comments_that_cannot_be_read_is_left_alone(small: Path) -> None:
    for text, fault in (("comments: [", "cannot be read"), ("notes: []\n", "holds no comments")):
        (small / FILE).parent.mkdir(exist_ok=True)
        (small / FILE).write_text(text, "utf-8")
        with pytest.raises(Refusal, match=fault):
            comment(small, "steps/item-1", "yksi")
        assert (small / FILE).read_text("utf-8") == text


@settings(max_examples=25)
@given(texts=st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_any_text_reads_back_and_breaks_nothing(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    root = tmp_path_factory.mktemp("comments")
    playbook, page = finnish(BASE)
    for text in texts:
        try:
            plan = plan_comment(playbook, page, "steps/item-1", text, text, DAY)
        except Refusal:
            continue
        for change in plan.changes:
            (root / "file.yml").write_text(change.text or "", "utf-8")
        source, problems = parse_yaml((root / "file.yml").read_text("utf-8"), FILE)
        assert source
        assert not problems
        comments, found = build_comments(source)
        assert comments
        assert not found
