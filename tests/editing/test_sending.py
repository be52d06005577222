"""Handing in where others work too: what they changed is put together with one's own, whatever state git is in."""

from __future__ import annotations

import datetime
import io
import json
import random
import shutil
import zipfile
from pathlib import Path

import pytest

from playbook.checks import check_playbook
from playbook.editing import Refusal, apply_plan
from playbook.editing.comments import plan_comment
from playbook.editing.editor import NO_MAIL, NO_NAME, ODD_NAME, Editor, remember, who_works
from playbook.editing.git import Git
from playbook.editing.handing_in import CannotHandIn, NotSent, NotSettled, hand_in_work, unsent
from playbook.editing.merging import clash_id, merge_files
from playbook.editing.work import keep_start, kept_by, news, own_changes, pages_of, work_start
from playbook.editing.work_file import plan_receive, read_work, received, work_file
from playbook.files import read_text
from playbook.model import load_playbook, standing
from tests.editing.conftest import edit, git, run, tree
from tests.editing.test_handing_in import FINNISH, cloned, out, take_in

__all__ = ["cloned"]
WHO = ("Malee Srisai", "malee@localhost")
TURKISH = "docs/tr/skills/honesty.md"
LINE = "Kerro, mitä tiedät."
LEDGER = f"""article: one
language: en
facts: {{title: "One"}}
segments:
  - id: p1
    place: paragraph 1
    sha256: "{"0" * 64}"
    gist: ""
    to: []
    left_out: ""
"""


@pytest.fixture
def other(cloned: Path) -> Path:
    """Somebody else's copy of the same project."""
    folder = cloned.parent / "other"
    git(cloned.parent, "clone", str(cloned.parent / "server.git"), str(folder))
    return folder


def others_change(other: Path, path: str, old: str, new: str) -> None:
    """Somebody else changes a file, and it is taken in."""
    edit(other / path, old, new)
    git(other, "commit", "-am", "Niran: one sentence")
    assert git(other, "push", "origin", "HEAD:main").returncode == 0


def test_what_others_changed_comes_in_and_is_told(cloned: Path, other: Path) -> None:
    others_change(other, TURKISH, "1. ", "1. Önce: ")
    edit(cloned / FINNISH, LINE, "Sano, mitä tiedät.")
    done = hand_in_work(cloned, "Mine", *WHO)
    assert done.files == (FINNISH,)
    assert TURKISH in done.brought
    assert "1. Önce: " in read_text(cloned / TURKISH)
    assert not out(cloned, "status", "--porcelain")
    assert out(cloned, "log", "-1", "--format=%s") == "Mine"
    assert out(cloned, "diff", "--name-only", "origin/main", "HEAD") == FINNISH
    assert out(cloned, "rev-parse", "HEAD") == out(cloned.parent / "server.git", "rev-parse", done.branch)


def test_news_is_told_before_anything_is_sent(cloned: Path, other: Path) -> None:
    others_change(other, TURKISH, "1. ", "1. Önce: ")
    git(cloned, "fetch")
    (told,) = news(cloned)
    assert (told.by, told.note, told.paths) == ("Editor", "Niran: one sentence", (TURKISH,))


def test_both_changed_one_page_in_different_sentences(cloned: Path, other: Path) -> None:
    others_change(other, FINNISH, "Mitä sanot?", "Mitä vastaat?")
    edit(cloned / FINNISH, LINE, "Sano, mitä tiedät.")
    hand_in_work(cloned, "Mine", *WHO)
    text = read_text(cloned / FINNISH)
    assert "Sano, mitä tiedät." in text
    assert "Mitä vastaat?" in text
    assert not out(cloned, "status", "--porcelain")


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_both_changed_one_sentence_and_one_text_is_chosen(cloned: Path, other: Path, choice: str) -> None:
    others_change(other, FINNISH, LINE, "Puhu totta.")
    edit(cloned / FINNISH, LINE, "Sano, mitä tiedät.")
    before = tree(cloned), out(cloned, "rev-parse", "HEAD")
    with pytest.raises(NotSettled) as stop:
        hand_in_work(cloned, "Mine", *WHO)
    assert (tree(cloned), out(cloned, "rev-parse", "HEAD")) == before
    (clash,) = stop.value.clashes[FINNISH]
    assert "Sano, mitä tiedät." in clash.mine
    assert "Puhu totta." in clash.theirs
    hand_in_work(cloned, "Mine", *WHO, choices={clash_id(FINNISH, clash): choice})
    kept = {"mine": "Sano, mitä tiedät.", "theirs": "Puhu totta."}
    assert kept[choice] in read_text(cloned / FINNISH)
    assert kept["mine" if choice == "theirs" else "theirs"] not in read_text(cloned / FINNISH)
    assert not out(cloned, "status", "--porcelain")


def test_work_that_waits_gets_more_and_begins_anew_once_it_is_taken_in(cloned: Path, other: Path) -> None:
    edit(cloned / FINNISH, LINE, "Sano, mitä tiedät.")
    first = hand_in_work(cloned, "One", *WHO)
    edit(cloned / FINNISH, "Mitä sanot?", "Mitä vastaat?")
    assert hand_in_work(cloned, "Two", *WHO).branch == first.branch
    others_change(other, TURKISH, "1. ", "1. Önce: ")
    edit(cloned / FINNISH, "Mitä vastaat?", "Mitä kerrot?")
    assert hand_in_work(cloned, "Three", *WHO).branch == first.branch, "what others did is merged into what waits"
    take_in(cloned, first.branch)
    edit(cloned / FINNISH, "Mitä kerrot?", "Mitä sanot?")
    assert hand_in_work(cloned, "Four", *WHO).branch == "four"
    assert out(cloned, "diff", "--name-only", "origin/main", "HEAD") == FINNISH


def test_a_comment_and_lines_of_an_article_that_have_no_place_yet_keep_nobody_from_handing_in(cloned: Path) -> None:
    greek = load_playbook(cloned).page("el", "honesty")
    assert greek
    said = "πρώτη γραμμή\nδεύτερη, με λaτινικό γράμμα"
    apply_plan(cloned, plan_comment(load_playbook(cloned), greek, "steps/item-1", "Malee", said, datetime.date.today()))
    told = [problem.message for problem in check_playbook(load_playbook(cloned)) if problem.rule == "mixed-script"]
    assert told == ['"λaτινικό" mixes alphabets'], "the break of the line is no letter"
    ledger = cloned / "taxonomy/sources/one.yml"
    ledger.parent.mkdir(exist_ok=True)
    ledger.write_text(LEDGER, "utf-8")
    assert "unplaced-source" in {problem.rule for problem in check_playbook(load_playbook(cloned))}
    done = hand_in_work(cloned, "Mine", *WHO)
    assert done.files == ("taxonomy/comments/el.yml", "taxonomy/sources/one.yml")


def test_sentences_of_a_pasted_paragraph_are_set_apart(cloned: Path) -> None:
    edit(cloned / FINNISH, LINE, f"{LINE} Sano sitten, mitä et tiedä.")
    done = hand_in_work(cloned, "Mine", *WHO)
    assert (done.files, done.brought) == ((FINNISH,), ())
    assert f"{LINE}\n   Sano sitten, mitä et tiedä." in read_text(cloned / FINNISH)
    assert not out(cloned, "status", "--porcelain")


def test_files_of_others_in_the_folder_are_left_alone(cloned: Path, other: Path) -> None:
    (other / "tool.py").write_text("one\n")
    git(other, "add", "tool.py")
    others_change(other, TURKISH, "1. ", "1. Önce: ")
    (cloned / "notes.txt").write_text("mine alone\n")
    git(cloned, "add", "notes.txt")
    edit(cloned / FINNISH, LINE, "Sano, mitä tiedät.")
    hand_in_work(cloned, "Mine", *WHO)
    assert out(cloned, "status", "--porcelain") == "A  notes.txt", "still staged, and in nobody's way"
    assert (cloned / "tool.py").read_text() == "one\n"
    assert out(cloned, "diff", "--name-only", "origin/main", "HEAD") == FINNISH


def test_pages_of_somebody_are_those_they_wrote_signed_or_changed(cloned: Path, other: Path) -> None:
    others_change(other, TURKISH, "1. ", "1. Önce: ")
    edit(cloned / FINNISH, LINE, "Sano, mitä tiedät.")
    hand_in_work(cloned, "Mine", *WHO)
    signed = [("docs/th/skills/honesty.md", ("Niran", WHO[0])), ("docs/nb/skills/honesty.md", ("Niran",))]
    assert pages_of(cloned, {WHO[0]}, signed) == {FINNISH, "docs/th/skills/honesty.md"}
    assert TURKISH in pages_of(cloned, {"Editor"}, ())


def test_what_somebody_else_kept_in_this_folder_is_no_work_of_mine(committed: Path) -> None:
    git(committed, "switch", "-c", "theirs")
    edit(committed / TURKISH, "1. ", "1. Önce: ")
    git(committed, "commit", "-am", "by another")
    edit(committed / FINNISH, LINE, "Sano, mitä tiedät.")
    hand_in_work(committed, "Mine", *WHO)
    assert kept_by(Git(committed), WHO[0]) == {FINNISH}
    assert pages_of(committed, {WHO[0]}, ()) == {FINNISH}


def test_a_folder_that_is_on_no_branch(cloned: Path) -> None:
    git(cloned, "checkout", "--detach")
    edit(cloned / FINNISH, LINE, "Sano, mitä tiedät.")
    assert hand_in_work(cloned, "Mine", *WHO).branch == "mine"
    assert out(cloned, "branch", "--show-current") == "mine"


@pytest.mark.parametrize("command", ["rebase", "merge", "cherry-pick"])
def test_nothing_is_done_while_somebody_is_in_the_middle_of_something(cloned: Path, other: Path, command: str) -> None:
    edit(cloned / FINNISH, LINE, "Sano, mitä tiedät.")
    git(cloned, "commit", "-am", "mine")
    others_change(other, FINNISH, LINE, "Puhu totta.")
    git(cloned, "fetch")
    assert git(cloned, command, "origin/main").returncode != 0
    before = tree(cloned), out(cloned, "rev-parse", "HEAD")
    with pytest.raises(CannotHandIn, match="has not finished"):
        hand_in_work(cloned, "Mine", *WHO)
    assert (tree(cloned), out(cloned, "rev-parse", "HEAD")) == before


def test_a_server_that_takes_nothing_or_is_away(cloned: Path) -> None:
    hook = cloned.parent / "server.git" / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho you may not write here >&2\nexit 1\n")
    hook.chmod(0o755)
    edit(cloned / FINNISH, LINE, "Sano, mitä tiedät.")
    with pytest.raises(NotSent, match="you may not write here"):
        hand_in_work(cloned, "Mine", *WHO)
    hook.unlink()
    (cloned.parent / "server.git").rename(cloned.parent / "gone.git")
    with pytest.raises(NotSent):
        hand_in_work(cloned, "Mine", *WHO)
    assert unsent(Git(cloned), [FINNISH]) == (FINNISH,), "it is kept here, and still to be sent"
    (cloned.parent / "gone.git").rename(cloned.parent / "server.git")
    done = hand_in_work(cloned, "", *WHO)
    assert (done.files, done.title) == ((FINNISH,), "Mine"), "what was sent now is told, by its first note"
    assert unsent(Git(cloned), [FINNISH]) == ()
    assert hand_in_work(cloned, "", *WHO).files == ()
    assert out(cloned, "rev-parse", "HEAD") == out(cloned.parent / "server.git", "rev-parse", done.branch)


def test_the_same_work_sent_from_two_computers_is_put_together(cloned: Path, other: Path) -> None:
    edit(cloned / FINNISH, LINE, "Sano, mitä tiedät.")
    branch = hand_in_work(cloned, "Mine", *WHO).branch
    git(other, "fetch")
    git(other, "switch", branch)
    edit(other / FINNISH, "Mitä sanot?", "Mitä vastaat?")
    hand_in_work(other, "At home", *WHO)
    edit(cloned / FINNISH, "Soittaja kysyy päivää", "Soittaja tivaa päivää")
    done = hand_in_work(cloned, "At work", *WHO)
    assert done.branch == branch
    text = out(cloned.parent / "server.git", "show", f"{branch}:{FINNISH}")
    assert all(words in text for words in ("Sano, mitä tiedät.", "Mitä vastaat?", "Soittaja tivaa"))


def test_a_project_that_was_begun_anew_on_the_server(cloned: Path) -> None:
    server = cloned.parent / "server.git"
    tree_of = out(server, "rev-parse", "main^{tree}")
    identity = ("-c", "user.name=X", "-c", "user.email=x@localhost")
    out(server, "update-ref", "refs/heads/main", out(server, *identity, "commit-tree", tree_of, "-m", "anew"))
    edit(cloned / FINNISH, LINE, "Sano, mitä tiedät.")
    with pytest.raises(CannotHandIn, match="same beginning"):
        hand_in_work(cloned, "Mine", *WHO)


# Work as one file.


def test_work_goes_from_a_folder_without_git_into_another_project(small: Path, committed: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    shutil.copytree(small, alone, ignore=shutil.ignore_patterns(".git"))
    keep_start(alone)
    edit(alone / FINNISH, LINE, "Sano, mitä tiedät.")
    (alone / TURKISH).unlink()
    assert [path for path, _, _ in own_changes(alone, work_start(alone))] == [FINNISH, TURKISH]
    name, content = work_file(alone, Editor("Malee Srisai"), "Finnish: honesty")
    assert name.endswith(".zip")
    edit(committed / FINNISH, "Mitä sanot?", "Mitä vastaat?")
    file = tmp_path / "work.zip"
    file.write_bytes(content)
    outcome = run(committed, "receive", str(file))
    assert outcome.code == 0, outcome.text
    assert "Malee Srisai" in outcome.text
    text = read_text(committed / FINNISH)
    assert "Sano, mitä tiedät." in text
    assert "Mitä vastaat?" in text
    assert not (committed / TURKISH).exists()
    assert [about.by for about in received(committed)] == ["Malee Srisai"]
    git(committed, "checkout", "--", TURKISH)
    hand_in_work(committed, "Taken in", "Niran", "niran@localhost")
    assert "Co-authored-by: Malee Srisai <malee-srisai@editors.invalid>" in out(committed, "log", "-1", "--format=%b")
    assert not received(committed)


def test_a_clash_in_a_file_of_work_is_settled_by_choice(small: Path, tmp_path: Path) -> None:
    keep_start(small)
    edit(small / FINNISH, LINE, "Sano, mitä tiedät.")
    file = tmp_path / "work.zip"
    file.write_bytes(work_file(small, Editor("Malee Srisai"), "Finnish")[1])
    edit(small / FINNISH, "Sano, mitä tiedät.", "Puhu totta.")
    before = read_text(small / FINNISH)
    assert "--keep" in run(small, "receive", str(file)).text
    assert read_text(small / FINNISH) == before
    work = read_work(file.read_bytes())
    (clash,) = plan_receive(small, work).clashes[FINNISH]
    for choice, kept in (("mine", "Puhu totta."), ("theirs", "Sano, mitä tiedät.")):
        found = plan_receive(small, work, {clash_id(FINNISH, clash): choice})
        assert not found.clashes
        apply_plan(small, found.plan)
        assert kept in read_text(small / FINNISH)
        (small / FINNISH).write_text(before, "utf-8")


def zipped(**files: str) -> bytes:
    packed = io.BytesIO()
    about = {"by": "A", "note": "b", "day": "2026-11-27", "format": 1}
    with zipfile.ZipFile(packed, "w") as file:
        for name, text in ({"work.json": json.dumps(about)} | files).items():
            file.writestr(name, text)
    return packed.getvalue()


@pytest.mark.parametrize(
    "path",
    ["../evil.md", "/etc/evil.md", "docs/../../evil.md", "docs/en/../../scripts/x.md", "scripts/x.py", "mkdocs.yml",
     "docs/en/x.py", "docs/.git/x.md", "docs\\en\\x.md", "docs/en/c:x.md", "Makefile", "docs/en/x.md/", "docs//x.md"],
)  # fmt: skip
def test_a_file_of_work_can_name_nothing_but_pages_and_words(small: Path, path: str) -> None:
    with pytest.raises(Refusal):
        plan_receive(small, read_work(zipped(**{f"after/{path}": "x"})))


def test_what_is_no_file_of_work_is_refused() -> None:
    sound = zipped(**{"after/docs/en/skills/x.md": "x"})
    chance = random.Random(7)
    spoilt = [b"", b"PK", b"x" * 100, sound[:-30], zipped()[:40], zipped(**{"work.json": "{}"})]
    for _ in range(60):
        place = chance.randrange(len(sound))
        spoilt.append(sound[:place] + bytes([chance.randrange(256)]) + sound[place + 1 :])
    for raw in spoilt:
        try:
            read_work(raw)
        except Refusal:
            continue
    with pytest.raises(Refusal, match="too large"):
        read_work(zipped(**{"after/docs/en/skills/x.md": "x" * 200_000}))


def test_a_link_that_leads_out_is_not_followed(small: Path, tmp_path: Path) -> None:
    (small / "docs" / "out").symlink_to(tmp_path)
    with pytest.raises(Refusal):
        plan_receive(small, read_work(zipped(**{"after/docs/out/x.md": "x"})))


def test_nothing_to_send(small: Path) -> None:
    keep_start(small)
    with pytest.raises(Refusal, match="nothing was changed"):
        work_file(small, Editor("Malee"), "x")


# What is merged.


def test_rows_that_both_put_in_at_one_place_both_stay_and_others_are_chosen() -> None:
    old = "a\nb\nc\n"
    assert merge_files("x.yml", old, "a\nb\nc\nmine\n", "a\nb\nc\ntheirs\n").text == "a\nb\nc\ntheirs\nmine\n"
    merged = merge_files("x.yml", old, "a\nM\nc\n", "a\nT\nc\n")
    (clash,) = merged.clashes
    assert (clash.mine, clash.theirs, merged.text) == ("M", "T", "a\nM\nc\n")
    assert merge_files("x.yml", old, "a\nM\nc\n", "a\nT\nc\n", {clash_id("x.yml", clash): "theirs"}).text == "a\nT\nc\n"
    assert merge_files("x.yml", old, "M\nb\nc\n", "a\nb\nT\n").text == "M\nb\nT\n"
    assert merge_files("x.yml", old, None, old).text is None
    assert merge_files("x.yml", old, old, None).text is None
    assert merge_files("x.yml", old, None, "a\n").clashes
    assert merge_files("x.md", None, "a\n", "a\n").text == "a\n"


def test_what_is_chosen_in_a_page_is_one_sentence() -> None:
    """All that only one of them changed stays, whichever text is chosen where both changed the same one."""
    head = "---\ntitle: A\n---\n\n# A\n\n## Steps\n\n"
    old = head + "1. One.\n   Two.\n2. Three.\n3. Four.\n\n## Why\n\nBecause.\n"
    mine = old.replace("One", "My one").replace("Four", "My four")
    theirs = old.replace("One", "Their one").replace("Two", "Their two").replace("Three", "Their three")
    merged = merge_files("a.md", old, mine, theirs)
    (clash,) = merged.clashes
    assert (clash.part, clash.mine, clash.theirs) == ("## Steps", "1. My one.", "1. Their one.")
    for side, first in (("mine", "My one"), ("theirs", "Their one")):
        text = merge_files("a.md", old, mine, theirs, {clash_id("a.md", clash): side}).text
        assert text == head + (f"1. {first}.\n   Their two.\n2. Their three.\n3. My four.\n\n## Why\n\nBecause.\n")
    both = [old.replace("Because.", line) for line in ("Mine.", "Theirs.")]
    one, other = (text.replace("Four.", f"{name}.") for text, name in zip(both, ("X", "Y"), strict=True))
    assert len({clash_id("a.md", found) for found in merge_files("a.md", old, one, other).clashes}) == 2


def test_two_peoples_edits_meet_without_loss() -> None:
    """Where each changed lines of their own, all of it stays; where they met, one of both is told."""
    chance = random.Random(16)
    for _ in range(200):
        old = [f"line {number}" for number in range(chance.randrange(1, 12))]
        mine, theirs = (spoilt_lines(chance, old, name) for name in ("m", "t"))
        merged = merge_files("x.po", "\n".join(old), "\n".join(mine), "\n".join(theirs))
        assert merged.text is not None
        told = "\n".join([merged.text, *(clash.theirs for clash in merged.clashes)])
        for line in (line for line in (*mine, *theirs) if line not in old):
            assert line in told.split("\n"), (old, mine, theirs)


def spoilt_lines(chance: random.Random, old: list[str], name: str) -> list[str]:
    lines = list(old)
    for number in range(chance.randrange(1, 4)):
        place = chance.randrange(len(lines) + 1)
        if chance.random() < 0.4 or place == len(lines):
            lines.insert(place, f"{name}{number}")
        elif chance.random() < 0.5:
            lines[place] = f"{name}{number}"
        else:
            del lines[place]
    return lines


def test_who_works_here(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    assert not who_works(small).is_known
    for name, mail, why in (("", "", NO_NAME), ("A <b>", "", ODD_NAME), ("Malee", "no address", NO_MAIL)):
        with pytest.raises(Refusal, match=f"^{why}$"):
            remember(small, name, mail)
    assert remember(small, "Malee: #1").name == "Malee: #1"
    assert remember(small, " Malee  Srisai ") == Editor("Malee Srisai")
    assert remember(small, "", "malee@example.org") == Editor("Malee Srisai", "malee@example.org")
    assert who_works(small) == Editor("Malee Srisai", "malee@example.org")
    assert remember(small, "Niran") == Editor("Niran"), "an address goes with its name"
    assert load_playbook(small).problems == ()


def test_two_who_sign_one_page_both_stand_on_it(cloned: Path, other: Path) -> None:
    day = ("--date", "2026-11-27")
    assert run(other, "reviewed", "honesty", "fi", "--by", "Niran", *day).code == 0
    git(other, "commit", "-am", "signed")
    git(other, "push", "origin", "HEAD:main")
    assert run(cloned, "reviewed", "honesty", "fi", "--by", "Malee", *day).code == 0
    hand_in_work(cloned, "Signed", *WHO)
    page = load_playbook(cloned).page("fi", "honesty")
    assert page
    assert {signature.by for signature in standing(page)} == {"Niran", "Malee"}
