"""Whatever is in a file, the tools end in words: no traceback, in bounded time and memory, and a report is whole."""

from __future__ import annotations

import os
import random
import re
from functools import partial
from pathlib import Path

import pytest

from tests.fuzz import readers
from tests.fuzz.__main__ import bounded
from tests.fuzz.spoiling import grown, spoilt

TRIES = int(os.environ.get("PLAYBOOK_FUZZ", "100"))
"""Files that are spoilt for each reader; PLAYBOOK_FUZZ=100000, or better `python -m tests.fuzz`, for an hour."""
SLOW = {"page": 4, "taxonomy": 4, "command": 4, "handed-in": 50}
"""Readers that read a whole playbook for each try, and the part of the tries that they get."""
FINDS: dict[str, tuple[str, bytes]] = {
    "a draft that is no text": ("draft", b"\x81"),
    "a draft of brackets": ("draft", b'{"x":' + b"[" * 5_000),
    "deep keys": ("organisation", b"{" * 205 + b"}" * 205),
    "a list as the name of a key": ("yaml", b"\x00? [a, b]\n: c\n"),
    "lines that only YAML counts": ("yaml", "\x00\u2028\u2028\u2028[".encode()),
    "a row with fewer cells than its table has": (
        "text",
        b"---\ntitle: a\nsummary: b\n---\n## c\n\n|a|b|\n|-|-|\n|\n|d\n",
    ),
    "half an address of a site map": ("site", b"<p>\n%%%\n\n%%%\nSitemap: http://[x\n"),
    "half an address in a site map": ("site", b"<p>\n%%%\n<loc>http://[x.xml</loc>"),
    "a value that is turned round": (
        "organisation",
        "slots:\n- {name: duty_manager, label: Duty manager, value: Ann\u202e}\n".encode(),
    ),
    "a name that nobody can see all of": (
        "article",
        '\x01<html><meta property="og:site_name" content="Example \x8f"><h1>Late</h1><p>Ring them.'.encode(),
    ),
    "a text behind the notes of a message": (
        "translated",
        b'\x02msgid ""\nmsgstr "Language: fi\\n"\n\nmsgctxt "patience title"\nmsgid "a"\nmsgstr "c"\n\n#. steps\n"d"\n',
    ),
    "brackets in a request": ("request", b"\x04\n%%%\n" + b'{"fields":' + b"[" * 5_000),
    "what is sent in no encoding": ("request", b'\x0f\n%%%\n{"name": "\x85"}'),
    "a query in no encoding": ("request", b"\x00key=\x85\n%%%\n"),
    "half an address of a page": ("site", b"<link rel=canonical href='http://[x'>"),
    "plural forms that a library quotes": (
        "catalogue",
        b'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != \x1b[31m)\\n"\n',
    ),
}
"""What fuzzing found, and was mended."""
LARGE: dict[str, tuple[str, bytes]] = {
    "quotation marks on one line": ("yaml", b'\x00a: "' + b'"' * 1_500_000 + b"\n["),
    "thousands of lines that are alike": ("text", b"---\ntitle: a\nsummary: b\n---\n" + b"a\n" * 14_000),
    "thousands of keys that are alike": ("text", b"---\ntitle: a\nsummary: b\n" + b"om:\n" * 20_000 + b"---\n"),
    "thousands of headings that are alike": ("text", b"---\ntitle: a\nsummary: b\n---\n" + b"## a\n" * 25_000),
    "thousands of headings": (
        "text",
        b"---\ntitle: a\nsummary: b\n---\n" + b"".join(b"## %d\n" % number for number in range(12_000)),
    ),
    "an article of thousands of lines": (
        "article",
        b"\x04" + b"".join(b"Ring %d.\n\n" % number for number in range(4_900)),
    ),
    "elements in each other": ("guide", b"<div>" * 100_000),
    "notes to translators": ("translated", b'\x02msgid ""\nmsgstr ""\n' + b"#. a\n" * 200_000),
    "a catalogue of lines that are none": ("catalogue", b"x\n" * 250_000),
    "a catalogue of text without messages": ("catalogue", b'"x"\n' * 130_000),
    "a list of other things than are wanted": ("yaml", b"\x00" + b"- 1\n" * 125_000),
    "keys that nobody knows": ("yaml", b"\x00" + b"".join(b"k%d: 1\n" % number for number in range(40_000))),
    "a page of five million elements": ("site", b"<loc>\n" * 5_000_000),
    "blanks in a site map": ("site", b"<p>\n%%%\n<loc>" + b" " * 20_000 + b"\n%%%\n"),
    "a site map of many addresses": ("site", b"<p>\n%%%\n" + b"\n<loc>a</loc>" * 20_000),
}
"""What took too long."""


@pytest.mark.timeout(36_000)
@pytest.mark.parametrize("name", readers.READERS)
def test_any_spoilt_file_ends_in_words(name: str, tmp_path: Path) -> None:
    chance = random.Random(os.environ.get("PLAYBOOK_SEED", name))
    sound = list(readers.seeds(name))
    for number in range(TRIES // SLOW.get(name, 1)):
        raw = spoilt(chance.choice(sound), chance)
        try:
            readers.tried(name, raw)
        except Exception as error:
            kept = tmp_path / "found"
            kept.write_bytes(raw)
            raise AssertionError(f"try {number}: {error!r}; the file is kept in {kept}") from error


@pytest.mark.parametrize("name", FINDS)
def test_what_was_found_ends_in_words(name: str) -> None:
    readers.tried(*FINDS[name])


@pytest.mark.parametrize("name", LARGE)
def test_what_took_too_long_or_too_much_is_bounded(name: str) -> None:
    assert bounded(partial(readers.tried, *LARGE[name])) == ""


@pytest.mark.parametrize("name", readers.READERS)
def test_files_of_any_size_are_read_within_bounds(name: str) -> None:
    chance = random.Random(name)
    sound = list(readers.seeds(name))
    for _ in range(2):
        raw = grown(chance.choice(sound), chance, 5_000_000)
        assert bounded(partial(readers.tried, name, raw)) == "", re.sub(rb"(.{1,40}?)\1{9,}", rb"\1\1\1", raw)[:500]


def test_every_seed_is_read_without_a_word_of_a_fault() -> None:
    for name in readers.READERS:
        sound = list(readers.seeds(name))
        assert sound
        for raw in sound[: 1 if name in SLOW else 3]:
            readers.tried(name, raw)
