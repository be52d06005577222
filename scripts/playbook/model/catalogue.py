"""A gettext catalogue: its messages, each with its line, and what keeps it from being used.

Babel writes catalogues and knows languages. Reading is done here, by the gettext manual ("The Format of PO Files"), so
that an editor hears of every line that is broken. Of eight broken files (a quote missing, a msgstr without a msgid and
the like) polib reads three and Babel five as if nothing were wrong; both take `msgid "a` without its last quote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from gettext import c2py

from msgspec import Struct

from playbook.model.problem import MOST_TOLD, Problem
from playbook.model.source_file import SourceFile
from playbook.said import said

MessageKey = tuple[str, str | None]
"""A message's id (its singular, if it counts) and its context."""


class Message(Struct, frozen=True):
    """A message: its id, its plural if it counts, its translations (one, or one for each form), and the id's line.

    `note` is what the catalogue says to translators about it.
    """

    id: str
    plural: str | None
    context: str | None
    strings: tuple[str, ...]
    fuzzy: bool
    line: int
    note: str = ""

    @property
    def key(self) -> MessageKey:
        """Its key in a catalogue."""
        return self.id, self.context

    @property
    def originals(self) -> tuple[str, ...]:
        """The English message, or its singular and plural."""
        return (self.id,) if self.plural is None else (self.id, self.plural)


class Catalogue(Struct, frozen=True):
    """The messages of a catalogue in its order, without the header; of a doubled one the first counts.

    `plural_expression` is the header's, in C, for the form that a number takes; `forms` is how many there are by it, 0
    where it does not say, and `forms_line` where it does. `doubled` are the messages that stand there again.
    """

    messages: Mapping[MessageKey, Message]
    plural_expression: str
    forms: int = 0
    forms_line: int = 1
    doubled: tuple[Message, ...] = ()
    header: str = ""


_NO_PLURALS = "(n != 1)"
"""The expression of English, for a header that has none."""
_LINE = re.compile(
    r"[ \t]*(?:(?P<part>msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)[ \t]*)?"
    r'"(?P<text>[^"\\]*+(?:\\.[^"\\]*+)*+)"[ \t]*'
)
_ESCAPE = re.compile(r'\\([\\trn"])')
_ESCAPED = {"\\": "\\", "t": "\t", "r": "\r", "n": "\n", '"': '"'}
_PLURALS = re.compile(
    r"^plural-forms:\s*nplurals\s*=\s*(\d{1,2})\s*;\s*plural\s*=\s*([^;\n]*)", re.MULTILINE | re.IGNORECASE
)
_COUNTED = 1001
"""Numbers from 0 for which plural forms are tried: no language looks at more than the last three figures."""
_HINT = said("every msgid has a msgstr; Poedit shows where it breaks")


class _Comments(Struct):
    """What the comments say that stand above a message."""

    fuzzy: bool = False
    notes: list[str] = []

    def add(self, comment: str) -> None:
        """Take in one comment more."""
        if comment.startswith("#."):
            self.notes.append(comment[2:].strip())
        elif comment.startswith("#,"):
            self.fuzzy = "fuzzy" in map(str.strip, comment[2:].split(","))
        elif comment.startswith("#~"):  # a message that is kept though nobody needs it
            self.fuzzy = False
            self.notes.clear()


class _Entry(Struct):
    """What has been read of a message: what each of its parts (msgid, msgstr[0] …) says, and where it begins."""

    fuzzy: bool
    note: str = ""
    texts: dict[str, list[str]] = {}
    lines: dict[str, int] = {}

    def text(self, part: str) -> str | None:
        pieces = self.texts.get(part)
        return None if pieces is None else "".join(pieces)


def read_catalogue(file: SourceFile) -> tuple[Catalogue | None, list[Problem]]:
    """The catalogue in a file that can be read, or None and what is wrong, each with its line."""
    entries, odd, problems = _entries(file)
    if odd:  # what else is wrong may follow from them
        return None, odd
    head = next((entry for entry in entries if entry.text("msgid") == "" and entry.text("msgctxt") is None), None)
    header = (head.text("msgstr") or "") if head else ""
    plurals = _PLURALS.search(header)
    line = _header_line(file.text, head, "plural-forms:")
    forms, expression = (int(plurals[1]), plurals[2].strip()) if plurals else (0, _NO_PLURALS)
    try:
        _require_forms(expression, forms)
    except (ValueError, ZeroDivisionError) as error:
        told = said("the plural forms of the header cannot be used: {why}", why=error)
        problems.append(_broken(file, line, told, said("let Poedit write the line Plural-Forms")))
    messages: dict[MessageKey, Message] = {}
    doubled = []
    for entry in entries:
        if len(problems) >= MOST_TOLD:
            break
        message = _message(file, entry, forms, problems)
        if message is not None and message.id and messages.setdefault(message.key, message) is not message:
            doubled.append(message)
    if problems:
        return None, sorted(problems)
    return Catalogue(messages, expression, forms, line, tuple(doubled), header), []


def _header_line(text: str, head: _Entry | None, name: str) -> int:
    """The line of the header on which a field of it stands; 1 where it has none."""
    start = head.lines.get("msgstr", 1) if head else 1
    lines = text.lower().split("\n")[start - 1 :]
    return next((number for number, line in enumerate(lines, start) if line.lstrip(' "').startswith(name)), 1)


@cache
def plural_form(expression: str) -> Callable[[int], int]:
    """A function from a number to the index of the plural form it takes. Raises ValueError for a broken expression."""
    return c2py(expression)


def _require_forms(expression: str, forms: int) -> None:
    """Raises ValueError or ZeroDivisionError for an expression that is broken, or names a form there is not."""
    form = plural_form(expression)
    for number in (*range(_COUNTED), 10**6):
        if not 0 <= form(number) < max(forms, 2):
            raise ValueError(f"for {number} they name the form {form(number)}, which there is not")


def _entries(file: SourceFile) -> tuple[list[_Entry], list[Problem], list[Problem]]:
    """The entries of a file; the lines that are none of the format; the lines that belong to no message."""
    entries: list[_Entry] = []
    odd: list[Problem] = []
    problems: list[Problem] = []
    comments, last = _Comments(), None
    for number, line in enumerate(file.text.split("\n"), 1):
        if not line or line.isspace():
            continue
        if len(odd) + len(problems) >= MOST_TOLD:
            break
        comment = line.lstrip() if "#" in line else ""
        if comment.startswith("#"):
            comments.add(comment)
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            odd.append(_odd(file, number))
            continue
        part, text = match.groups()
        if "\\" in text:
            text = _ESCAPE.sub(lambda escape: _ESCAPED[escape[1]], text)
        if part is None and last is not None:
            last.append(text)
            continue
        if part == "msgctxt" or (part == "msgid" and (not entries or part in entries[-1].texts)):
            entries.append(_Entry(comments.fuzzy, " ".join(comments.notes)))
            comments = _Comments()
        if part is None or not entries:
            problems.append(_broken(file, number, said("this text belongs to no message"), _HINT))
            continue
        if part in entries[-1].texts:
            problems.append(_broken(file, number, said("this message has a second {part}", part=part), _HINT))
            continue
        last = entries[-1].texts[part] = [text]
        entries[-1].lines[part] = number
    return entries, odd, problems


def _message(file: SourceFile, entry: _Entry, forms: int, problems: list[Problem]) -> Message | None:
    """The message of an entry; None where it is broken, which is put with the problems."""
    name = entry.text("msgid")
    if name is None:
        problems.append(_broken(file, entry.lines["msgctxt"], "this msgctxt has no msgid", _HINT))
        return None
    line = entry.lines["msgid"]
    single = entry.text("msgstr")
    strings = (single,) if single is not None else _forms(file, entry, forms, problems)
    plural, context = entry.text("msgid_plural"), entry.text("msgctxt")
    return Message(name, plural, context, strings, entry.fuzzy, line, entry.note)


def _forms(file: SourceFile, entry: _Entry, forms: int, problems: list[Problem]) -> tuple[str, ...]:
    """The translations of a message that counts, one for each plural form."""
    numbered = {int(part[7:-1]): part for part in entry.texts if part.startswith("msgstr[")}
    if not numbered:
        problems.append(_broken(file, entry.lines["msgid"], "this msgid has no msgstr", _HINT))
    for number, part in numbered.items():
        if forms and number >= forms:
            message = said(
                "{part} is one form too many: by the header there are {forms}, which are counted from 0",
                part=part,
                forms=forms,
            )
            problems.append(
                _broken(file, entry.lines[part], message, said("take it out, or let Poedit write Plural-Forms"))
            )
    return tuple(entry.text(numbered.get(number, "")) or "" for number in range(max(numbered, default=-1) + 1))


def _odd(file: SourceFile, line: int) -> Problem:
    message = said("this line is not a message: its text must stand between two double quotes")
    return _broken(
        file, line, message, said('a double quote inside the text is written \\" ; Poedit does that for you')
    )


def _broken(file: SourceFile, line: int, message: str, hint: str) -> Problem:
    return Problem(file.path, line, 1, "catalogue", message, hint)
