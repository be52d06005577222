"""Faults in what all languages share: every catalogue, the taxonomy, the glossary, the packs, the ledgers."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from playbook.checks import check_playbook
from playbook.model import NotAPlaybook, load_playbook

ROOT = Path(__file__).parent.parent.parent
SEED = 20261122
ROUNDS = 12


class Fault(NamedTuple):
    """A file's new text, and the line and rule by which the fault must be reported."""

    text: str
    line: int
    rule: str


Kind = Callable[[str, random.Random], Fault | None]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("shared") / "project"
    for name in ("docs", "locales", "taxonomy"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _entries(text: str) -> list[re.Match[str]]:
    """The messages of a catalogue with a context that no page depends on."""
    return list(re.finditer(r'^msgctxt "(?!section)[^"]+"\nmsgid "[^"\n]+"\nmsgstr "[^"\n]+"\n', text, re.MULTILINE))


def _in_entry(old: str, new: str, rule: str, *, fits: str = "", at: str = "msgid", whole_file: bool = False) -> Kind:
    """A fault in one message: `old`, a pattern, becomes `new`; only in messages that hold the pattern `fits`."""

    def change(text: str, chance: random.Random) -> Fault | None:
        entries = [match for match in _entries(text) if re.search(fits, match[0])]
        if not entries:
            return None
        match = chance.choice(entries)
        changed = re.sub(old, new, match[0], count=1, flags=re.DOTALL | re.MULTILINE)
        assert changed != match[0]
        line = _line(text, match.start()) + changed.count("\n", 0, changed.find(at))
        return Fault(text[: match.start()] + changed + text[match.end() :], 0 if whole_file else line, rule)

    return change


def _plural_added(text: str, chance: random.Random) -> Fault | None:  # noqa: ARG001
    match = re.search(r'^msgid "[^"]+"\nmsgid_plural .+\n(?:msgstr\[\d\] .+\n)+', text, re.MULTILINE)
    if match is None:
        return None
    changed = f'{match[0]}msgstr[{match[0].count("msgstr[")}] "{{count}} x"\n'
    return Fault(text.replace(match[0], changed), _line(text, match.end()), "catalogue")


def _in_row(pattern: str, put: str) -> Kind:
    """A fault in a row of a ledger; it is reported where the row begins."""

    def change(text: str, chance: random.Random) -> Fault | None:
        match = chance.choice(list(re.finditer(pattern, text, re.MULTILINE)))
        changed = text[: match.start()] + match.expand(put) + text[match.end() :]
        return Fault(changed, _line(text, text.rfind("  - id:", 0, match.start())), "unplaced-source")

    return change


def _swap(pattern: str, put: str, rule: str, *, lines: int = 0) -> Kind:
    """A fault in a taxonomy file: one match of the pattern, at random, is replaced; reported so many lines below."""

    def change(text: str, chance: random.Random) -> Fault | None:
        found = list(re.finditer(pattern, text, re.MULTILINE))
        if not found:
            return None
        match = chance.choice(found)
        changed = text[: match.start()] + match.expand(put) + text[match.end() :]
        return Fault(changed, _line(text, match.start()) + lines, rule)

    return change


TWICE = r"- {id: \1, terms: {en: a}, definition: {en: b}, topics: [empathy]}\n- id: \1"
FAX = r"slots:\n  - {name: fax, kind: text, label: Fax}"
CATALOGUE: dict[str, Kind] = {
    "message gone": _in_entry(r".*", "", "catalogue-missing", whole_file=True),
    "not translated": _in_entry(r'^msgstr ".*"$', 'msgstr ""', "catalogue-missing"),
    "marked as uncertain": _in_entry(r"\Amsgctxt", "#, fuzzy\nmsgctxt", "catalogue-fuzzy"),
    "misspelt": _in_entry(r'^msgid "', 'msgid "x', "catalogue-extra"),
    "placeholder renamed": _in_entry(r'(^msgstr ".*)\{(\w+)\}', r"\1{x\2}", "catalogue-placeholder", fits=r"\{\w+\}"),
    "placeholder added": _in_entry(r'^msgstr "', 'msgstr "{x} ', "catalogue-placeholder"),
    "plural form too many": _plural_added,
    "quotation mark lost": _in_entry(r'"$(?=\n\Z)', "", "catalogue", at="msgstr"),
    "quotation mark inside": _in_entry(r'^msgstr "', 'msgstr "a "b" ', "catalogue", at="msgstr"),
}
UNREADABLE = {"plural form too many", "quotation mark lost", "quotation mark inside"}
TAXONOMY: dict[str, dict[str, Kind]] = {
    "taxonomy/topics.yml": {
        "unknown topic": _swap(r"(next: \[[a-z-]+)", r"\1-x", "unknown-topic"),
        "unknown relation": _swap(r"see-also: \[", r"see-alo: [", "unknown-relation"),
        "unknown kind": _swap(r"kind: (skill|team|customer)", r"kind: \1x", "unknown-topic"),
        "topic twice": _swap(r"^( +- \{id: [a-z-]+, kind: .*)$", r"\1\n\1", "schema", lines=1),
        "facet nobody uses": _swap(r"(^ +channel: \[)", r"\1pigeon, ", "unused-entry"),
    },
    "taxonomy/packs.yml": {
        "unknown topic": _swap(r"^( +- [a-z-]+)$", r"\1-x", "pack-topic"),
        "unknown key": _swap(r"^    audience:", "    audiance:", "schema"),
    },
    "taxonomy/glossary.yml": {
        "term lost": _swap(r"terms: \{en: [^,}]+\}", "terms: {}", "glossary-row"),
        "unknown topic": _swap(r"^(  topics: \[[a-z-]+)", r"\1-x", "pack-topic"),
        "row twice": _swap(r"^- id: (complaint)$", TWICE, "schema", lines=1),
    },
    "taxonomy/glossary/th.yml": {
        "term lost": _swap(r"^  term: .+$", '  term: ""', "glossary-row", lines=-1),
        "unknown concept": _swap(r"^complaint:$", "complain:", "schema"),
    },
    "taxonomy/triage.yml": {
        "unknown topic": _swap(r"(text: They are shouting, topic: [a-z-]+)", r"\1-x", "pack-topic"),
        "unknown question": _swap(r"question: behaviour", "question: behavior", "schema"),
    },
    "taxonomy/sections.yml": {
        "section nobody uses": _swap(r"(^sections:)$", r"\1\n  - {id: never, heading: Never}", "unused-entry", lines=1),
    },
    "taxonomy/organisation.yml": {
        "slot nobody uses": _swap(r"^slots:$", FAX, "unused-entry", lines=1),
    },
    "taxonomy/sources/fi-angry-caller.yml": {
        "line not placed": _in_row(r"^    to: \[[a-z].*\]$", "    to: []"),
        "unknown section": _in_row(r"^    to: \[([a-z-]+)#[a-z]+", r"    to: [\1#nowhere"),
    },
}  # fmt: skip
"""Each fault stands alone in its file; rules that name the row above the changed line are counted from it."""


def _broken(root: Path, number: int, chance: random.Random) -> Iterator[tuple[str, str, Fault]]:
    """One fault in each file of a round: (path, kind, fault)."""
    for file in sorted((root / "locales").glob("*/playbook.po")):
        kinds = list(CATALOGUE.items())
        name, kind = kinds[number % len(kinds)]
        fault = kind(file.read_text("utf-8"), chance)
        if fault and (file.parent.name != "en" or name in {"placeholder added", "marked as uncertain"}):
            yield file.relative_to(root).as_posix(), name, fault
    for path, kinds_ in TAXONOMY.items():
        if path == "taxonomy/glossary/th.yml" and list(CATALOGUE)[number % len(CATALOGUE)] in UNREADABLE:
            continue  # of a language whose catalogue cannot be read nothing else is told
        name, kind = list(kinds_.items())[number % len(kinds_)]
        fault = kind((root / path).read_text("utf-8"), chance)
        assert fault, f"{path} has no place for: {name}"
        yield path, name, fault


@pytest.mark.parametrize("number", range(ROUNDS))
def test_every_shared_fault_is_reported(content: Path, number: int) -> None:
    chance = random.Random(SEED + number)
    before = {path: (content / path).read_text("utf-8") for path in _files(content)}
    faults = list(_broken(content, number, chance))
    try:
        for path, _, fault in faults:
            (content / path).write_text(fault.text, "utf-8")
        found = {(problem.path, problem.line, problem.rule) for problem in check_playbook(load_playbook(content))}
    finally:
        for path, text in before.items():
            (content / path).write_text(text, "utf-8")
    missed = [
        f"{name}: {path}:{fault.line} {fault.rule} not among {sorted(row[1:] for row in found if row[0] == path)}"
        for path, name, fault in faults
        if (path, fault.line, fault.rule) not in found
    ]
    assert not missed, "\n".join(missed)


def _files(root: Path) -> list[str]:
    return [
        file.relative_to(root).as_posix() for folder in ("locales", "taxonomy") for file in (root / folder).rglob("*.*")
    ]


BROKEN = ("locales/th/playbook.po", "taxonomy/glossary.yml", "taxonomy/packs.yml", "taxonomy/triage.yml")


@pytest.mark.parametrize("path", BROKEN)
def test_a_shared_file_that_cannot_be_read_is_one_problem(content: Path, path: str) -> None:
    file = content / path
    text = file.read_text("utf-8")
    try:
        for wrong in (f'{text}\nmsgid "open\n' if path.endswith(".po") else f"{text}\n  - [open\n", b"\xff\xfe\x00"):
            file.write_bytes(wrong if isinstance(wrong, bytes) else wrong.encode())
            assert {found.path for found in check_playbook(load_playbook(content))} >= {path}
    finally:
        file.write_text(text, "utf-8")


@pytest.mark.parametrize("path", ["taxonomy/topics.yml", "taxonomy/sections.yml", "locales/en/playbook.po"])
def test_what_nothing_works_without_is_named(content: Path, path: str) -> None:
    file = content / path
    text = file.read_text("utf-8")
    try:
        file.write_bytes(b"\xff\xfe\x00")
        with pytest.raises(NotAPlaybook) as caught:
            load_playbook(content)
        assert {found.path for found in caught.value.problems} == {path}
    finally:
        file.write_text(text, "utf-8")
