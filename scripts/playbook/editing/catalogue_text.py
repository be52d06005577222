"""Messages written into a catalogue by their position: all else in the file stays as it was, to the byte."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from babel.messages.pofile import normalize

from playbook.editing.plan import Refusal
from playbook.model import SourceFile
from playbook.model.catalogue import Catalogue, Message, MessageKey, plural_form, read_catalogue
from playbook.said import said

_WIDTH = 110
"""Characters of a line, as the tools have written catalogues from the start."""
_STRING = re.compile(r"[ \t]*msgstr")
_TEXT = re.compile(r'[ \t]*(?:(?:msgid_plural|msgid)[ \t]*)?"')
_GOES_ON = re.compile(r'[ \t]*"')
_FUZZY = re.compile(r",[ \t]*fuzzy\b")
_COUNTED = 1001
"""Numbers for which a language's forms are tried."""
_SHOWN = 3
"""Runs of numbers that are named for a form."""


def with_messages(
    file: SourceFile, texts: Mapping[MessageKey, Sequence[str]], reference: Catalogue | None = None
) -> str:
    """The text of a catalogue with these translations, one for each plural form of a message that counts.

    A message that it lacks is taken over from the `reference`. Raises Refusal where the file cannot be used, or would
    not be afterwards.
    """
    catalogue = _read(file)
    lines = file.text.split("\n")
    there = {key: catalogue.messages[key] for key in texts if key in catalogue.messages}
    for key, message in sorted(there.items(), key=lambda item: -item[1].line):
        if tuple(texts[key]) != message.strings:
            _put(lines, message, texts[key])
    for key, strings in texts.items():
        if key not in there and any(strings) and reference and key in reference.messages:
            lines = [*_without_end(lines), "", *_entry(reference.messages[key], strings), ""]
    text = "\n".join(lines)
    now = _read(SourceFile(file.path, text.encode(), text))
    wrong = [key for key, strings in texts.items() if any(strings) and now.messages[key].strings != tuple(strings)]
    if wrong:
        raise Refusal(said("this text has characters that cannot be kept"))
    return text


def _read(file: SourceFile) -> Catalogue:
    catalogue, problems = read_catalogue(file)
    if catalogue is None:
        raise Refusal("\n".join(str(problem) for problem in problems))
    return catalogue


def _put(lines: list[str], message: Message, strings: Sequence[str]) -> None:
    """Write a message's translations in place of those that stand behind its id; who writes them is sure of them."""
    start = message.line - 1
    while _TEXT.match(lines[start]):
        start += 1
    end = start
    while end < len(lines) and (_STRING.match(lines[end]) or (end > start and _GOES_ON.match(lines[end]))):
        end += 1
    lines[start:end] = _strings(message, strings)
    place = message.line - 2
    while place >= 0 and lines[place].strip():
        if lines[place].startswith("#,"):
            lines[place] = _FUZZY.sub("", lines[place])
            if lines[place].strip() == "#":
                del lines[place]
        place -= 1


def _strings(message: Message, strings: Sequence[str]) -> list[str]:
    if message.plural is None:
        return f"msgstr {normalize(strings[0], width=_WIDTH)}".split("\n")
    rows = (f"msgstr[{number}] {normalize(text, width=_WIDTH)}" for number, text in enumerate(strings))
    return [line for row in rows for line in row.split("\n")]


def _entry(message: Message, strings: Sequence[str]) -> list[str]:
    """A message of the reference with its translations, as lines."""
    lines = [f"#. {message.note}"] if message.note else []
    if message.context is not None:
        lines.append(f"msgctxt {normalize(message.context, width=_WIDTH)}")
    lines += f"msgid {normalize(message.id, width=_WIDTH)}".split("\n")
    if message.plural is not None:
        lines += f"msgid_plural {normalize(message.plural, width=_WIDTH)}".split("\n")
    return lines + _strings(message, strings)


def _without_end(lines: Sequence[str]) -> list[str]:
    kept = list(lines)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def plural_numbers(catalogue: Catalogue) -> tuple[str, ...]:
    """The numbers that take each plural form of a language, as people read them: "1, 21, 31 …", "2–4, 22–24 …".

    Empty for a form that takes every number, and for one that no whole number takes.
    """
    form = plural_form(catalogue.plural_expression)
    count = max(catalogue.forms, 1)
    numbers: list[list[int]] = [[] for _ in range(count)]
    for number in range(_COUNTED):
        numbers[form(number)].append(number)
    return tuple("" if len(found) in {0, _COUNTED} else _in_words(found) for found in numbers)


def _in_words(numbers: Sequence[int]) -> str:
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), lambda item: item[1] - item[0])]
    named = [_run(run) for run in runs]
    first = named[:_SHOWN]
    return ", ".join(first) + (" …" if len(named) > _SHOWN else "")


def _run(run: Sequence[int]) -> str:
    if run[-1] == _COUNTED - 1 and len(run) > 2:
        return f"{run[0]}, {run[0] + 1} …"
    return str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" if len(run) > 2 else f"{run[0]}, {run[-1]}"
