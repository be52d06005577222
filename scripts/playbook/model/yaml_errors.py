"""What a YAML parser says, in words of somebody who never heard of YAML, and where the fault begins."""

from __future__ import annotations

import yaml

from playbook.model.problem import Problem
from playbook.said import Said, said

_WORDS: dict[str, tuple[str, Said]] = {
    "mapping values are not allowed in this context": (
        said('there is a ": " in this text'),
        said('put the whole text in double quotes: "Angry: what to do"; or begin the line where those before it begin'),
    ),
    "found character that cannot start any token": (
        said("no text may begin with this sign"),
        said("put the text in double quotes; indent with spaces, never with the tab key"),
    ),
    "found a tab character that violates indentation": (
        said("this line is indented with the tab key"),
        said("indent with spaces"),
    ),
    "could not find expected ':'": (
        said("this line is neither a key nor a part of one"),
        said("a line is key: value; a text that goes on is put in double quotes"),
    ),
    "found unknown escape character": (
        said("a backslash has a meaning of its own within double quotes"),
        said("write it twice, or put the text in single quotes"),
    ),
    "block sequence entries are not allowed in this context": (
        said("a list with hyphens begins on a line of its own"),
        said("put the - on the next line, or write the list in square brackets: [a, b]"),
    ),
    "did not find expected key": (
        said("this does not go on as it began"),
        said(
            "begin it where those before it begin; "
            "behind a quoted text nothing more stands, a quote inside one is doubled"
        ),
    ),
    "did not find expected '-' indicator": (
        said("this line begins elsewhere than those before it"),
        said("begin it under the first letter of the line that it belongs to"),
    ),
}
_OPEN = {
    "while parsing a flow sequence": (
        said("the list that is opened here with [ is not closed, or lacks a comma"),
        "[a, b, c]",
    ),
    "while parsing a flow mapping": (
        said("what is opened here with { is not closed, or lacks a comma or quotes"),
        '{en: "a: b", fi: c}',
    ),
}
_USUAL = said('check indentation and quotes; text with ": " or "#" in it goes in double quotes')


def told(error: yaml.YAMLError, text: str, path: str, first_line: int) -> Problem:
    """The problem of YAML text that cannot be read; `text` begins on line `first_line` of the file."""
    mark, begun = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    context, fault = str(getattr(error, "context", "")), getattr(error, "problem", None) or str(error).splitlines()[0]
    open_line = _unclosed_quote(text, mark.line if mark else 0)
    if open_line is None and begun and context == "while scanning a quoted scalar":
        open_line = begun.line, begun.column
    if open_line is not None:
        line, column = open_line
        what, hint = (
            said("the quotation mark that is opened here is never closed"),
            said('a text in double quotes ends with one: "…"'),
        )
        return _not_valid(path, line + first_line, column + 1, what, hint)
    if context in _OPEN and begun:
        what, form = _OPEN[context]
        hint = said("it is written {form}", form=form)
        if " #" in _line_at(text, begun.index):
            hint = said('what stands behind " #" is not read; put a word that begins with # in double quotes: "#1"')
        return _not_valid(path, begun.line + first_line, begun.column + 1, what, hint)
    if context == "while scanning a simple key" and begun:
        mark = begun
    what, hint = _WORDS.get(fault, (fault, _USUAL))
    return _not_valid(path, (mark.line if mark else 0) + first_line, (mark.column if mark else 0) + 1, what, hint)


def _not_valid(path: str, line: int, column: int, what: str, hint: str) -> Problem:
    return Problem(path, line, column, "yaml", said("this is not valid YAML: {what}", what=what), hint)


def _line_at(text: str, place: int) -> str:
    """The line in which a character stands; YAML counts more line ends than we do."""
    return text[text.rfind("\n", 0, place) + 1 :].partition("\n")[0]


def _unclosed_quote(text: str, last: int) -> tuple[int, int] | None:
    """Where, at or before the line `last`, a line has an opened double quote that it does not close: (line, column).

    No text of ours goes over several lines, so that the fault is there, however far the parser got.
    """
    for number, line in enumerate(text.split("\n")[: last + 1]):
        place = _odd_quote(line)
        if place >= 0:
            return number, place
    return None


def _odd_quote(line: str) -> int:
    """Where the last double quote of a line stands, if it is opened and not closed; -1 else."""
    opened = -1
    skip = False
    before = ""  # the last sign that is no space
    for place, sign in enumerate(line):
        last, before = before, sign if not sign.isspace() else before
        if skip:
            skip = False
        elif sign == "\\" and opened >= 0:
            skip = True
        elif sign == '"' and opened >= 0:
            opened = -1
        elif sign == '"' and last in {"", ":", "[", "{", ",", "-"}:
            opened = place
        elif sign == "#" and opened < 0 and line[max(place - 1, 0) : place] in {" ", "\t"}:
            break
    return opened
