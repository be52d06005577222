"""Catalogues are read as Babel reads them, and what Babel would read past is told with its line."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from hypothesis import given
from hypothesis import strategies as st

from playbook.model import SourceFile
from playbook.model.catalogue import Catalogue, read_catalogue

HEADER = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
NO_MESSAGE = "this line is not a message: its text must stand between two double quotes"
ROOT = Path(__file__).parents[2]
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]) | st.sampled_from('\n\t"\\')
WORDS = st.text(LETTERS, min_size=1)


def _read(text: str) -> tuple[Catalogue | None, list[str]]:
    catalogue, problems = read_catalogue(SourceFile("po", text.encode(), text))
    return catalogue, [f"{found.line}: {found.message}" for found in problems]


def _as_babel(text: str) -> dict[Any, Any]:
    found = {}
    for message in read_po(io.BytesIO(text.encode())):
        if message.id:
            singular, plural = (message.id, None) if isinstance(message.id, str) else message.id
            strings = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
            found[singular, message.context] = (plural, strings, message.fuzzy, message.lineno)
    return found


def _as_ours(text: str) -> dict[Any, Any]:
    catalogue, problems = _read(text)
    assert catalogue is not None, problems
    return {key: (one.plural, one.strings, one.fuzzy, one.line) for key, one in catalogue.messages.items()}


@pytest.mark.parametrize("path", sorted((ROOT / "locales").glob("*/playbook.po")), ids=lambda path: path.parent.name)
def test_our_catalogues_are_read_as_babel_reads_them(path: Path) -> None:
    text = path.read_text("utf-8")
    assert _as_ours(text) == _as_babel(text)
    catalogue, _ = _read(text)
    assert catalogue is not None
    assert catalogue.plural_expression == read_po(io.BytesIO(text.encode())).plural_expr


@given(
    st.lists(
        st.tuples(WORDS, st.none() | WORDS, st.none() | WORDS, WORDS | st.just(""), st.booleans()),
        unique_by=lambda row: (row[0], row[1]),
        max_size=8,
    )
)
def test_what_babel_writes_is_read_as_babel_reads_it(rows: list[tuple[str, str | None, str | None, str, bool]]) -> None:
    written = Catalog(locale="fi", charset="utf-8", fuzzy=False)
    for singular, context, plural, string, fuzzy in rows:
        name, text = (singular, string) if plural is None else ((singular, plural), (string, string + "s"))
        written.add(name, text, context=context, flags=["fuzzy"] if fuzzy else [])
    out = io.BytesIO()
    write_po(out, written, width=60)
    text = out.getvalue().decode()
    assert _as_ours(text) == _as_babel(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('msgid "a"\nmsgstr b\n', [f"6: {NO_MESSAGE}"]),
        ('msgid "a\nmsgstr "b"\n', [f"5: {NO_MESSAGE}"]),
        ('msgid "a" "b"\nmsgstr "c"\n', [f"5: {NO_MESSAGE}"]),
        ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', ["5: this msgid has no msgstr"]),
        ('msgctxt "x"\n\nmsgctxt "y"\nmsgid "b"\nmsgstr "c"\n', ["5: this msgctxt has no msgid"]),
        ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', ["7: this message has a second msgstr"]),
        (
            'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] "c"\nmsgstr[2] "d"\n',
            ["9: msgstr[2] is one form too many: by the header there are 2, which are counted from 0"],
        ),
    ],
)
def test_what_is_broken_is_told_with_its_line(text: str, said: list[str]) -> None:
    assert _read(HEADER + text) == (None, said)


def test_plural_forms_that_are_none_are_told_with_all_else() -> None:
    catalogue, said = _read(HEADER.replace("n != 1", "n ! 1") + 'msgid "a"\n')
    assert catalogue is None
    assert [line.split(":")[0] for line in said] == ["3", "5"]
    assert said[0].startswith("3: the plural forms of the header cannot be used: ")


def test_text_before_any_message_belongs_to_none() -> None:
    assert _read('"a"\nmsgid "b"\nmsgstr "c"\n') == (None, ["1: this text belongs to no message"])
    assert _read('msgstr "c"\n') == (None, ["1: this text belongs to no message"])


def test_uncertain_and_unused_messages() -> None:
    text = '#, python-format, fuzzy\nmsgid "a"\nmsgstr "b"\n\n'
    text += '#, fuzzy\n#~ msgid "old"\n#~ msgstr "alt"\n\nmsgid "c"\nmsgstr "d"\n'
    assert {key[0]: value[2] for key, value in _as_ours(HEADER + text).items()} == {"a": True, "c": False}


@given(st.text(st.sampled_from('msgidstrctx_plural[01] "\\\n#~,fuzzy'), max_size=200))
def test_anything_is_read_or_told(text: str) -> None:
    catalogue, said = _read(text)
    assert (catalogue is None) == bool(said)
