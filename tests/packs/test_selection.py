"""Which packs there are, what goes into them, and what is said when something is not there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from playbook.model import Playbook, load_playbook
from playbook.packs.making import make_pack
from playbook.packs.request import PackRequest, UnusablePack, WrongRequest
from playbook.packs.selection import select
from playbook.packs.version import pack_version, page_hash, review_words, reviewed, topic_key
from playbook.shown.collation import sort_key


def test_every_pack_can_be_chosen_in_every_language(playbook: Playbook) -> None:
    packs = playbook.packs
    assert not playbook.problems_in("packs.yml")
    wanted = {"new-starter", "shop-floor", "hospitality", "phone-support", "client-accounts", "team-lead", "complete"}
    assert wanted | {"pocket-cards", "poster", "phrase-sheet"} <= set(packs)
    for pack in packs.values():
        for language in playbook.languages if pack.topics else ():
            assert [topic.id for topic in select(playbook, PackRequest(pack.id, (language,))).topics] == list(
                pack.topics
            )


def test_the_complete_playbook_is_complete(playbook: Playbook) -> None:
    assert playbook.packs["complete"].topics == tuple(topic.id for topic in playbook.taxonomy.topics())


def test_asked_topics_replace_those_of_the_pack_and_come_in_order(playbook: Playbook) -> None:
    request = PackRequest("custom", ("fi",), topics=("staying-calm", "angry-customer", "empathy"))
    chosen = select(playbook, request)
    assert [topic.id for topic in chosen.topics] == ["empathy", "staying-calm", "angry-customer"]


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (PackRequest("new-startr", ("en",)), 'did you mean "new-starter"?'),
        (PackRequest("new-starter", ("xx",)), "there are: en, "),
        (PackRequest("new-starter", ("en", "en")), "two different"),
        (PackRequest("new-starter", ("en",), topics=("angry-custmer",)), 'did you mean "angry-customer"?'),
        (PackRequest("new-starter", ("en",), paper="a2"), "a4, letter, a3"),
        (PackRequest("new-starter", ("en",), paper="a3"), "no poster"),
        (PackRequest("pocket-cards", ("en",), trainer=True), "no exercises"),
        (PackRequest("custom", ("en",)), "--topics angry-customer"),
    ],
)
def test_what_is_not_there_is_named_with_what_there_is(playbook: Playbook, request_: PackRequest, words: str) -> None:
    with pytest.raises(WrongRequest, match=words.replace("?", r"\?")):
        select(playbook, request_)


def test_a_page_that_is_not_written_is_left_out_unless_it_was_asked_for(project: Path) -> None:
    (project / "docs/th/customers/angry-customer.md").unlink()
    draft = project / "docs/th/skills/apologising.md"
    draft.write_text(draft.read_text("utf-8") + "\n<!-- English: more -->\n", "utf-8")
    playbook = load_playbook(project)
    chosen = select(playbook, PackRequest("new-starter", ("th",)))
    assert chosen.left_out == ("apologising", "angry-customer")
    assert not {"apologising", "angry-customer"} & {topic.id for topic in chosen.topics}
    assert len(chosen.topics) == len(chosen.pages) > 5
    with pytest.raises(UnusablePack) as caught:
        select(playbook, PackRequest("new-starter", ("th",), topics=("apologising", "honesty", "angry-customer")))
    assert [problem.path for problem in caught.value.problems] == [
        "docs/th/skills/apologising.md",
        "docs/th/customers/angry-customer.md",
    ]


def test_a_pack_of_which_nothing_is_written_is_refused(project: Path) -> None:
    shutil.rmtree(project / "docs/th")
    with pytest.raises(UnusablePack):
        select(load_playbook(project), PackRequest("new-starter", ("th",)))


def test_a_pack_that_nobody_reviewed_says_so_and_has_no_date(project: Path) -> None:
    for page in (project / "docs/fi").rglob("*.md"):
        page.write_text(re.sub("^reviewed.*\n", "", page.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    playbook = load_playbook(project)
    chosen = select(playbook, PackRequest("new-starter", ("fi",), topics=("honesty",)))
    assert re.fullmatch("[0-9a-f]{6}", pack_version(chosen, ()))
    assert review_words(str(reviewed(chosen) or ""), chosen.locales[0]) == "ei vielä tarkistettu"
    pdf = make_pack(playbook, PackRequest("poster", ("fi",), topics=("angry-customer",))).pdf
    assert b"2000" not in pdf.partition(b"/CreationDate")[2][:20]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("layout: cards", "layout: card", '"layout" of'),
        ("id: shop-floor", "id: new-starter", "stands here twice"),
        ("audience: Staff in shops", "audiense: Staff in shops", "is not a known key"),
    ],
)
def test_a_mistake_in_packs_yml_is_named_with_its_line(project: Path, old: str, new: str, words: str) -> None:
    file = project / "taxonomy/packs.yml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    problems = load_playbook(project).problems_in("packs.yml")
    assert any(words in problem.message and problem.line > 1 for problem in problems)


def test_a_version_changes_with_the_pages_of_the_pack_and_with_nothing_else(project: Path) -> None:
    def version(topic: str, words: str) -> str:
        page = project / f"docs/fi/{topic}.md"
        page.write_text(page.read_text("utf-8") + words, "utf-8")
        playbook = load_playbook(project)
        return pack_version(select(playbook, PackRequest("new-starter", ("fi",))), ())

    before = version("customers/angry-customer", "")
    assert version("team/training-new-staff", "\nLisää.\n") == before
    assert version("customers/angry-customer", "\nLisää.\n") != before


def test_topics_have_keys_of_their_own_and_hashes_that_follow_the_text(playbook: Playbook) -> None:
    topics = [topic.id for topic in playbook.taxonomy.topics()]
    assert len({topic_key(topic) for topic in topics}) == len(topics)
    page = playbook.pages["el", "empathy"]
    assert page_hash(page) != page_hash(replace(page, text=page.text + "Ακόμη.\n"))


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("tr", "24 3 cam çam gaz ılık iyi Jale ofis öfke sabır şikâyet uzun üye zor"),
        ("fi", "asiakas valitus zombi åke äiti öljy"),
        ("nb", "avtale klage zoom ære ønske åpen"),
        ("el", "άγχος αίτημα έλεγχος ήρεμα θυμός λάθος όριο ώρα"),
        ("th", "กาแฟ เก็บ ขอโทษ โทร ผู้จัดการ ลูกค้า แลกเปลี่ยน หยุด"),
        ("en", "angry Bill call Zoe"),
    ],
)
def test_the_index_is_in_the_alphabetical_order_of_its_language(language: str, ordered: str) -> None:
    words = ordered.split()
    assert sorted(sorted(words, key=len), key=lambda word: sort_key(word, language)) == words
