"""The desk: what is read anew when files are saved, and what stays where they cannot be read."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from playbook.editing import Change, Plan
from playbook.model import NotAPlaybook
from playbook.serve import Desk
from playbook.serve.pages import page_at
from playbook.shown.addresses import page_address, split_source
from playbook.site import show_page

PAGE = "docs/fi/skills/empathy.md"


@pytest.fixture
def desk(project: Path) -> Desk:
    return Desk(project, "http://127.0.0.1:8000/")


def shown(desk: Desk, path: str = PAGE) -> str:
    source = path.removeprefix("docs/")
    return show_page(desk.site, desk.site.view(source, split_source(source)[0]), preview=True).html


def test_a_page_read_alone_is_as_if_everything_had_been_read(desk: Desk) -> None:
    chance = random.Random(24)
    for path in chance.sample(sorted(desk.playbook.reader.places.values()), 12):
        file = desk.root / path
        text = file.read_text("utf-8").replace("\n## ", "\nA line.\n\n## ", 1)
        file.write_text(text.replace("title: ", "title: New ", 1), "utf-8")
        desk.read([path])
    desk.find_faults()
    everything = Desk(desk.root, desk.address)
    assert desk.faults == everything.faults
    for language in desk.playbook.languages:
        for source in desk.site.sources(language):
            mine, theirs = (site.view(source, language) for site in (desk.site, everything.site))
            assert show_page(desk.site, mine).html == show_page(everything.site, theirs).html


def test_what_is_served_at_an_address_is_what_a_build_has_there(desk: Desk) -> None:
    found = {
        page_address(language, split_source(source)[1]): (source, language)
        for language in desk.playbook.languages
        for source in desk.site.sources(language)
    }
    assert len(found) > 400
    assert {address: page_at(desk.site, address) for address in found} == found
    for address in ("index/", "th/index/", "th/guides/", "th/status/", "skills", "th", "xx/", "skills/index/", "//"):
        assert page_at(desk.site, address) is None


def test_nothing_is_read_where_nothing_changed(desk: Desk) -> None:
    before = desk.site
    desk.read([PAGE])
    assert desk.site is before
    assert desk.number == 0
    assert desk.unseen() == frozenset()


@pytest.mark.parametrize("fault", [b"\xff", b"\0", b"---\ntitle: [\n---\n", b""])
def test_of_a_page_that_cannot_be_read_the_last_text_stays_until_it_is_mended(desk: Desk, fault: bytes) -> None:
    file, before = desk.root / PAGE, shown(desk)
    whole = file.read_bytes()
    for _ in range(2):
        file.write_bytes(fault)
        desk.read([PAGE])
        desk.find_faults()
        assert {problem.path for problem in desk.faults} == {PAGE}
        assert shown(desk) == before
        (desk.root / "taxonomy/glossary.yml").touch()
        desk.read(["taxonomy/glossary.yml"])  # everything is read anew
        assert shown(desk) == before
        file.write_bytes(whole)
        desk.read([PAGE])
        desk.find_faults()
        assert desk.faults == ()
        assert shown(desk) == before


@pytest.mark.parametrize(
    "path", ["taxonomy/topics.yml", "taxonomy/sections.yml", "taxonomy/glossary.yml", "taxonomy/packs.yml"]
)
def test_where_taxonomy_cannot_be_read_all_stays_and_pages_go_on(desk: Desk, path: str) -> None:
    file = desk.root / path
    whole = file.read_bytes()
    file.write_bytes(b"- [")
    desk.read([path])
    desk.find_faults()
    assert desk.held
    assert path in {problem.path for problem in desk.faults}
    assert desk.number == 0
    page = desk.root / PAGE
    page.write_text(page.read_text("utf-8").replace("\n## ", "\nWritten meanwhile.\n\n## ", 1), "utf-8")
    desk.read([PAGE])
    assert "Written meanwhile." in shown(desk)
    file.write_bytes(whole)
    desk.read([path])
    desk.find_faults()
    assert not desk.held
    assert desk.faults == ()
    assert "Written meanwhile." in shown(desk)


def test_a_catalogue_that_is_removed_or_broken_takes_no_language_away(desk: Desk) -> None:
    file = desk.root / "locales/th/playbook.po"
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b'msgid "', b"msgid ", 2))
    desk.read(["locales/th/playbook.po"])
    assert "th" in desk.playbook.languages
    assert desk.held
    file.write_bytes(whole)
    desk.read(["locales/th/playbook.po"])
    assert not desk.held


def test_what_was_wrong_at_the_start_does_not_hold_what_comes_after(project: Path) -> None:
    catalogue = project / "locales/th/playbook.po"
    catalogue.write_bytes(catalogue.read_bytes().replace(b'msgid "', b"msgid ", 2))
    desk = Desk(project, "http://127.0.0.1:8000/")
    assert "th" not in desk.playbook.languages
    glossary = project / "taxonomy/glossary.yml"
    glossary.write_text(glossary.read_text("utf-8") + "\n# a word\n", "utf-8")
    desk.read(["taxonomy/glossary.yml"])
    assert not desk.held
    assert desk.playbook.files["taxonomy/glossary.yml"].text.endswith("# a word\n")


def test_a_page_that_is_removed_is_gone_and_a_new_one_is_there(desk: Desk) -> None:
    file = desk.root / PAGE
    whole = file.read_bytes()
    file.unlink()
    desk.read([PAGE])
    assert desk.playbook.at(PAGE) is None
    file.write_bytes(whole)
    desk.read([PAGE])
    assert desk.playbook.at(PAGE) is not None


def test_what_is_written_through_it_is_seen_at_once(desk: Desk) -> None:
    text = desk.playbook.files[PAGE].text.replace("\n## ", "\nThrough the desk.\n\n## ", 1)
    desk.apply(Plan((Change(PAGE, text),)))
    assert "Through the desk." in shown(desk)
    assert desk.number == 1
    assert (desk.root / PAGE).read_text("utf-8") == text


def test_what_was_saved_unseen_is_found(desk: Desk) -> None:
    (desk.root / PAGE).unlink()
    (desk.root / "taxonomy/new.yml").write_text("a: b\n", "utf-8")
    assert desk.unseen() == {PAGE, "taxonomy/new.yml"}


def test_at_the_start_there_must_be_a_playbook(project: Path) -> None:
    (project / "taxonomy/topics.yml").write_text("- [", "utf-8")
    with pytest.raises(NotAPlaybook):
        Desk(project, "http://127.0.0.1:8000/")


def test_a_comment_is_read_without_reading_anything_else(desk: Desk) -> None:
    """What was parsed stays; a comment comes, and goes with its file."""
    file = desk.root / "taxonomy/comments/fi.yml"
    file.parent.mkdir()
    row = "{topic: honesty, row: front/title, by: Aino, day: 2026-11-27, text: Hyvä}"
    before = desk.playbook.page("fi", "honesty")
    for text, count in ((f"comments:\n  - {row}\n", 1), ("comments: []\n", 0), ("comments: [", 0)):
        file.write_text(text, "utf-8")
        desk.read(["taxonomy/comments/fi.yml"])
        desk.find_faults()
        comments = desk.playbook.comments.get("fi")
        assert len(comments.rows if comments else ()) == count
        assert desk.playbook.page("fi", "honesty") is before
        assert bool(desk.faults) == text.endswith("[")
    file.unlink()
    desk.read(["taxonomy/comments/fi.yml"])
    desk.find_faults()
    assert not desk.playbook.comments
    assert not desk.faults
    assert "taxonomy/comments/fi.yml" not in desk.playbook.files
