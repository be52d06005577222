"""Problems as text for people, JSON for programs, annotations for GitHub, and SARIF for code-scanning tools."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import quote

from playbook.model import Problem, source_file

Style = Callable[[str, str], str]
"""Gives a text (first argument) the look of a role (second): path, place, rule, hint or good."""

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def plain(text: str, role: str) -> str:  # noqa: ARG001
    """The text without colours."""
    return text


def as_text(problems: Sequence[Problem], style: Style = plain) -> str:
    """Problems grouped by file, each with its place, rule and hint; a blank line between files."""
    files = []
    for path, found in groupby(problems, key=lambda problem: problem.path):
        lines = [style(path, "path")]
        for problem in found:
            place = f"{path}:{problem.line}:{problem.column}" if problem.line else path
            lines.append(f"  {style(place, 'place')}: {problem.message} {style(f'({problem.rule})', 'rule')}")
            if problem.hint:
                lines.append(style(f"      hint: {problem.hint}", "hint"))
        files.append("\n".join(lines))
    return "\n\n".join(files)


def shown_language(path: str) -> str:
    """The language a file belongs to by its folder; "all" for what all languages share."""
    return source_file.language_of(path) or "all"


def summary(problems: Sequence[Problem]) -> str:
    """How many problems there are, as a table of rules by languages."""
    counts = Counter((problem.rule, shown_language(problem.path)) for problem in problems)
    rules = sorted({rule for rule, _ in counts})
    languages = sorted({language for _, language in counts})
    width = max([len(rule) for rule in rules] + [len("total")])
    head = " " * width + "".join(f"{name:>7}" for name in (*languages, "total"))
    rows = [_row(rule, [counts[rule, language] for language in languages], width) for rule in rules]
    totals = [sum(counts[rule, language] for rule in rules) for language in languages]
    return "\n".join([head, *rows, _row("total", totals, width)])


def _row(name: str, numbers: list[int], width: int) -> str:
    cells = "".join(f"{number or '·':>7}" for number in numbers)
    return f"{name:<{width}}{cells}{sum(numbers):>7}"


def as_json(problems: Sequence[Problem]) -> str:
    """Problems as a JSON object: `problems` (path, line, column, rule, message, hint, to_do), `count` and `to_do`.

    `count` is how many things are wrong, `to_do` how many are still to do.
    """
    rows = [
        {
            "path": problem.path,
            "line": problem.line,
            "column": problem.column,
            "rule": problem.rule,
            "message": problem.message,
            "hint": problem.hint,
            "to_do": problem.to_do,
        }
        for problem in problems
    ]
    to_do = sum(problem.to_do for problem in problems)
    return _json({"count": len(rows) - to_do, "to_do": to_do, "problems": rows})


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem], level: str = "error") -> str:
    """Problems as workflow commands, which GitHub shows beside the lines of a pull request.

    `level` is "error", or "note" for what is offered; what is still to do is always a note, and stands last.
    """
    commands = {"error": "error", "note": "notice"}
    ordered = sorted(problems, key=lambda problem: problem.to_do)
    return "\n".join(_annotation(problem, commands["note" if problem.to_do else level]) for problem in ordered)


def _annotation(problem: Problem, command: str) -> str:
    place = f"file={_property(problem.path)}"
    if problem.line:
        place += f",line={problem.line},col={problem.column}"
    text = problem.message + (f"\nhint: {problem.hint}" if problem.hint else "")
    return f"::{command} {place},title={_property(problem.rule)}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(problems: Sequence[Problem], manuals: Mapping[str, str], version: str, level: str = "error") -> str:
    """Problems as a SARIF 2.1.0 log; `manuals` maps rule ids to their manuals, `level` is "error" or "note"."""
    used = sorted({problem.rule for problem in problems})
    numbers = {rule: number for number, rule in enumerate(used)}
    rules = [
        {
            "id": rule,
            "shortDescription": {"text": manuals.get(rule, rule).split("\n", 1)[0] or rule},
            "fullDescription": {"text": manuals.get(rule, rule) or rule},
        }
        for rule in used
    ]
    results = [
        {
            "ruleId": problem.rule,
            "ruleIndex": numbers[problem.rule],
            "level": "note" if problem.to_do else level,
            "message": {"text": problem.message + (f" – {problem.hint}" if problem.hint else "")},
            "locations": [{"physicalLocation": _sarif_place(problem)}],
        }
        for problem in problems
    ]
    driver = {"name": "playbook check", "version": version, "rules": rules}
    run = {"tool": {"driver": driver}, "results": results, "columnKind": "unicodeCodePoints"}
    return _json({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _sarif_place(problem: Problem) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": quote(problem.path), "uriBaseId": "%SRCROOT%"}}
    if problem.line:
        place["region"] = {"startLine": problem.line, "startColumn": max(1, problem.column)}
    return place
