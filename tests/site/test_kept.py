"""What is kept from one build for the next: the result is that of a fresh build, to the byte, whatever was edited."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from playbook.files import UnwritableFile
from playbook.kept import Kept, once
from playbook.keys import own_key
from playbook.model import load_playbook
from playbook.site import Site, build_site
from playbook.site.made import Made
from tests.site.test_publishing import digest

ADDRESS = "https://care.example/book/"
_HEADING = "Vaihe vaiheelta"
"""A heading of Finnish pages, which the catalogue has."""
SEED = int(os.environ.get("PLAYBOOK_SEED", "24"))


def built(project: Path, folder: Path, kept: Path | None) -> str:
    """The digest of a site of the project as it is now, in the place of the one before."""
    new = folder.with_name("new")
    new.mkdir()
    reading = Kept(kept and kept / "reading")
    build_site(Site(load_playbook(project, reading), ADDRESS), new, kept, before=folder if kept else None)
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)
    reading.write()
    return digest(folder)


def pages(project: Path, chance: random.Random, count: int = 1) -> list[Path]:
    return chance.sample(sorted((project / "docs").glob("*/*/*.md")), count)


def reworded(project: Path, chance: random.Random) -> None:
    """Another word in the text of some pages."""
    for page in pages(project, chance, 2):
        lines = page.read_text("utf-8").split("\n")
        place = chance.choice([number for number, line in enumerate(lines) if line and not line.startswith(("#", "-"))])
        lines[place] = lines[place].replace(" ", " zzq ", 1)
        page.write_text("\n".join(lines), "utf-8")


def retitled(project: Path, chance: random.Random) -> None:
    """Another title, which menus and other pages show."""
    (page,) = pages(project, chance)
    page.write_text(re.sub(r"(?m)^title: .*$", "title: Zzq", page.read_text("utf-8"), count=1), "utf-8")


def summed_up(project: Path, chance: random.Random) -> None:
    """Another summary."""
    (page,) = pages(project, chance)
    page.write_text(re.sub(r"(?m)^summary: .*$", "summary: Zzq.", page.read_text("utf-8"), count=1), "utf-8")


def removed(project: Path, chance: random.Random) -> None:
    """A page is gone, in English too perhaps."""
    chance.choice(sorted((project / "docs").glob("*/skills/*.md"))).unlink()


def drafted(project: Path, chance: random.Random) -> None:
    """A page is not finished, so that readers see the English one."""
    page = chance.choice(sorted((project / "docs/fi").rglob("*.md")))
    page.write_text(page.read_text("utf-8") + "\n<!-- Write: more. -->\n", "utf-8")


def said_otherwise(project: Path, chance: random.Random) -> None:
    """Another interface word."""
    catalogue = chance.choice(sorted((project / "locales").glob("*/playbook.po")))
    text = catalogue.read_text("utf-8")
    catalogue.write_text(re.sub(r'(msgid "Search"\nmsgstr ").*(")', r"\1Zzq\2", text), "utf-8")


def numbered(project: Path, _: random.Random) -> None:
    """The organisation's own number."""
    file = project / "taxonomy/organisation.yml"
    file.write_text(re.sub(r"(?m)^(\s+)value: .*$", r"\1value: '112'", file.read_text("utf-8"), count=1), "utf-8")


def guided(project: Path, chance: random.Random) -> None:
    """Another sentence in a guide."""
    guide = chance.choice(sorted((project / "docs/en/guides").glob("*.md")))
    guide.write_text(guide.read_text("utf-8") + "\nzzq\n", "utf-8")


def typed(project: Path, chance: random.Random) -> None:
    """Another keyword of a page, and another word that people type for a topic."""
    (page,) = pages(project, chance)
    page.write_text(page.read_text("utf-8").replace("keywords: [", "keywords: [zzq, ", 1), "utf-8")
    synonyms = chance.choice(sorted((project / "taxonomy/synonyms").glob("*.yml")))
    synonyms.write_text(re.sub(r"(?m)^(  [a-z-]+: \[)", r"\1zzqq, ", synonyms.read_text("utf-8")), "utf-8")


def named(project: Path, chance: random.Random) -> None:
    """Another term of the glossary in a language, and another order of topics."""
    words = chance.choice(sorted((project / "taxonomy/glossary").glob("*.yml")))
    words.write_text(re.sub(r"(?m)^  term: .*$", "  term: Zzq", words.read_text("utf-8"), count=1), "utf-8")
    topics = project / "taxonomy/topics.yml"
    topics.write_text(topics.read_text("utf-8").replace("priority: 2", "priority: 1", 1), "utf-8")


def headed_otherwise(project: Path, _: random.Random) -> None:
    """A heading that two pages have otherwise, who agree that it was its former wording; then one of them alone."""
    for page in sorted((project / "docs/fi/skills").glob("*.md")):
        text = page.read_text("utf-8")
        if "\n## Zzq\n" in text:
            page.write_text(text.replace("\n## Zzq\n", f"\n## {_HEADING}\n"), "utf-8")
            return
    having = [page for page in sorted((project / "docs/fi/skills").glob("*.md")) if _HEADING in page.read_text("utf-8")]
    for page in having[:2]:
        page.write_text(page.read_text("utf-8").replace(f"\n## {_HEADING}\n", "\n## Zzq\n"), "utf-8")


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    reworded,
    retitled,
    summed_up,
    removed,
    drafted,
    said_otherwise,
    numbered,
    guided,
    typed,
    named,
    headed_otherwise,
    headed_otherwise,
)


@pytest.mark.timeout(900)
def test_after_random_edits_it_is_as_if_built_afresh(project: Path, tmp_path: Path) -> None:
    chance, kept = random.Random(SEED), tmp_path / "kept"
    before = built(project, tmp_path / "site", kept)
    for edit in chance.sample(EDITS, len(EDITS)):
        edit(project, chance)
        after = built(project, tmp_path / "site", kept)
        assert after == built(project, tmp_path / "fresh", None), edit.__name__
        assert after != before or edit is numbered, f"{edit.__name__} changed nothing"
        before = after
    for file in (path for path in kept.rglob("*") if path.is_file()):
        file.write_bytes(file.read_bytes()[: chance.randrange(file.stat().st_size)])
    assert built(project, tmp_path / "site", kept) == before, "what is damaged was taken"


def test_what_is_kept_of_files_is_what_was_read(project: Path, tmp_path: Path) -> None:
    """What is wrong with a file is told each time all the same."""
    (project / "taxonomy/synonyms/fi.yml").write_text("topics: 1\n", "utf-8")
    seen = []
    for _ in range(2):
        reading = Kept(tmp_path / "reading")
        playbook = load_playbook(project, reading)
        seen.append(({**playbook.pages}, playbook.locales, playbook.synonyms, playbook.ledgers, playbook.problems))
        reading.write()
    assert seen[0] == seen[1]
    assert [problem.path for problem in seen[1][-1]] == ["taxonomy/synonyms/fi.yml"]
    page = next(iter(seen[1][0].values()))
    first = seen[0][0][page.language, page.topic]
    assert (page.every_block, page.sections) == (first.every_block, first.sections)
    assert page.front_source.line("keywords") == first.front_source.line("keywords")


def test_what_was_made_of_something_else_or_was_damaged_is_not_taken(tmp_path: Path) -> None:
    file, made, other = tmp_path / "kept", Made({"a": b"text"}, ("now",)), Made({})
    first = Kept(file)
    assert first.take("page", "key", Made, lambda: made) == made
    first.write()
    assert Kept(file).take("page", "key", Made, lambda: other) == made
    assert Kept(file).take("page", "another", Made, lambda: other) == other
    for damaged in (file.read_bytes().replace(b"text", b"t\0xt"), b""):
        file.write_bytes(damaged)
        assert Kept(file).take("page", "key", Made, lambda: other) == other


def test_what_somebody_else_kept_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes along with a project that is handed over, and would be published though nobody made it of the pages."""
    file, made = tmp_path / "kept", {"theirs": Made({"a": b"<script>"}), "mine": Made({"a": b"a"})}
    for whose in ("theirs", "mine"):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / whose))
        own_key.cache_clear()
        kept = Kept(file)
        assert kept.take("page", "key", Made, lambda: made[whose]) == made[whose]  # noqa: B023 - made at once
        kept.write()
        assert Kept(file).take("page", "key", Made, lambda: made["theirs"]) == made[whose]
    own_key.cache_clear()


def test_what_is_made_once_is_made_again_where_nothing_can_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, _content: bytes) -> None:
        raise UnwritableFile(f"{path} cannot be written")

    monkeypatch.setattr("playbook.kept._EVERYWHERE", tmp_path)
    monkeypatch.setattr("playbook.kept.write_whole", full)
    assert once("font", ("a",), lambda: b"made") == b"made"
    monkeypatch.undo()
    monkeypatch.setattr("playbook.kept._EVERYWHERE", tmp_path)
    assert once("font", ("a",), lambda: b"again") == b"again"
    assert once("font", ("a",), lambda: b"not asked for") == b"again"
    assert once("font", ("b",), lambda: b"another") == b"another"
