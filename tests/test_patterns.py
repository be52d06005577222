"""Every pattern takes time that grows with the text, not with its square: timed on what each one dislikes most."""

from __future__ import annotations

import ast
import importlib
import itertools
import json
import os
import pkgutil
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import playbook
from tests.conftest import ROOT

SIZES = (25, 50, 100, 400, 1_000, 3_000)
NOTICEABLE = 0.003
"""Seconds for the longest text: its square takes more, and what is done once for each character much less."""
SQUARE = 3.0
"""How much longer twice the text may take; a time that grows with the square takes four times as long."""
SIGNS = 9
OURS = {
    "playbook.packs.copying._STRING": "reads what Typst writes, in which every bracket is closed",
    "playbook.packs.copying._PRIMER": "reads what Typst writes, in which every text ends",
    "playbook.site.slim._BLOCK": "reads scripts of ours",
}
"""Patterns that see nothing but what the program itself or Typst has written."""


@cache
def patterns() -> dict[str, re.Pattern[Any]]:
    """Every pattern that stands in a module of the program, or that is written where it is used."""
    found: dict[str, re.Pattern[Any]] = {}
    for module in pkgutil.walk_packages(playbook.__path__, "playbook."):
        if not module.name.endswith("__main__"):
            loaded = importlib.import_module(module.name)
            for name, value in vars(loaded).items():
                for number, pattern in enumerate(inside(value)):
                    found.setdefault(f"{module.name}.{name}" + (f".{number}" if number else ""), pattern)
    by_text = {pattern: name for name, pattern in reversed(found.items())}
    return {name: pattern for pattern, name in by_text.items()} | written_in_place()


def inside(value: Any, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict | list | tuple | set | frozenset) and depth < 3:
        for item in value.values() if isinstance(value, dict) else value:
            yield from inside(item, depth + 1)


def calls() -> Iterator[tuple[Path, ast.Call, ast.Attribute]]:
    for file in sorted((ROOT / "scripts").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                yield file, node, node.func


def written_in_place() -> dict[str, re.Pattern[Any]]:
    found = {}
    for file, node, function in calls():
        first = node.args[0] if node.args else None
        is_re = isinstance(function.value, ast.Name) and function.value.id == "re" and function.attr != "compile"
        if is_re and isinstance(first, ast.Constant) and isinstance(first.value, str):
            flags = re.MULTILINE if "MULTILINE" in ast.dump(node) else 0
            found[f"{file.stem}:{node.lineno}.{function.attr}"] = re.compile(first.value, flags)
    return found


@cache
def ways() -> dict[str, set[str]]:
    """Name of a pattern, with that of its file where it is private, to the methods by which it is asked."""
    found: dict[str, set[str]] = {}
    for file, _, function in calls():
        if isinstance(function.value, ast.Name):
            name = function.value.id
            found.setdefault(f"{file.stem}.{name}" if name.startswith("_") else name, set()).add(function.attr)
    return found


def asked(name: str) -> set[str]:
    """The ways in which a pattern is asked: only where it is never searched for does it begin at one place."""
    if ":" in name:
        own = {name.rpartition(".")[2]}
    else:
        parts = name.rstrip(".0123456789").split(".")
        own = ways().get(".".join(parts[-2:]) if parts[-1].startswith("_") else parts[-1], set())
    return own if own and own <= {"match", "fullmatch"} else {"finditer"}


def signs(tree: Iterable[Any]) -> Iterator[str]:
    """Characters and words that a pattern looks for."""
    word = ""
    for kind, value in tree:
        if kind is code.LITERAL:
            word += chr(value)
            yield chr(value)
            continue
        if len(word) > 1:
            yield word
        word = ""
        if kind is code.NOT_LITERAL or kind is code.ANY:
            yield "a"
        elif kind is code.IN:
            yield from members(value)
        elif kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            yield from signs(value[2])
        elif kind is code.SUBPATTERN:
            yield from signs(value[3])
        elif kind is code.ATOMIC_GROUP:
            yield from signs(value)
        elif kind is code.BRANCH:
            yield from itertools.chain.from_iterable(map(signs, value[1]))
        elif kind in (code.ASSERT, code.ASSERT_NOT):
            yield from signs(value[1])
    if len(word) > 1:
        yield word


def members(values: Any) -> Iterator[str]:
    kinds = {code.CATEGORY_DIGIT: "1", code.CATEGORY_WORD: "a", code.CATEGORY_SPACE: " "}
    for kind, value in values:
        if kind is code.LITERAL:
            yield chr(value)
        elif kind is code.RANGE:
            yield chr(value[0])
        elif kind is code.CATEGORY:
            yield kinds.get(value, "-")
        elif kind is code.NEGATE:
            yield "a"


def worst_texts(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str]]:
    """(what stands once, what is repeated): the signs that a pattern looks for, alone and in pairs."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = _parser.parse(source, pattern.flags & re.VERBOSE)
    found = list(dict.fromkeys([*signs(tree), " ", "a", "!"]))
    words = sorted((sign for sign in found if len(sign) > 1), key=len)[-3:]
    some = [*words, *(sign for sign in found if len(sign) == 1)][:SIGNS]
    for start in ["", *words]:
        yield from ((start, sign) for sign in found)
        yield from ((start, f"{one}{other}") for one, other in itertools.permutations(some, 2))


def seconds(pattern: re.Pattern[Any], method: str, text: str) -> float:
    given: Any = text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")
    start = time.process_time()
    if method == "finditer":
        for _ in pattern.finditer(given):
            pass
    else:
        getattr(pattern, method)(given)
    return time.process_time() - start


def grows_with_the_square(pattern: re.Pattern[Any], method: str) -> str:
    """What makes a pattern take four times as long for twice the text; empty where nothing does."""
    for start, unit in worst_texts(pattern):
        for size in SIZES:
            text = start + unit * (size // len(unit))
            if seconds(pattern, method, text + "\0") > NOTICEABLE:
                if all(ratio(pattern, method, text, unit) > SQUARE for _ in range(3)):
                    return f"{start!r} and then {unit!r} again and again"
                break
    return ""


def ratio(pattern: re.Pattern[Any], method: str, text: str, unit: str) -> float:
    """How much longer twice the text takes."""
    twice = text + unit * (len(text) // len(unit))
    once = seconds(pattern, method, text + "\0")
    return seconds(pattern, method, twice + "\0") / once


@pytest.mark.parametrize("name", sorted(patterns().keys() - OURS.keys()))
def test_a_pattern_takes_time_that_grows_with_the_text(name: str) -> None:
    for method in asked(name):
        assert not grows_with_the_square(patterns()[name], method)


def test_a_pattern_that_is_made_of_words_in_files_does_so_too() -> None:
    """In a process of its own, in which nothing is made yet."""
    asked_of = [sys.executable, "-m", "tests.at_work"]
    path = os.pathsep.join([str(ROOT / "scripts"), str(ROOT)])
    said = subprocess.run(
        asked_of, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=True
    )
    made = json.loads(said.stdout)
    assert {"playbook.checks.words._forms._pattern", "playbook.studio.page_form.<listcomp>"} <= {row[2] for row in made}
    for pattern, flags, name in made:
        assert not grows_with_the_square(re.compile(pattern, flags), "finditer"), f"{name}: {pattern}"


def test_there_are_as_many_patterns_as_are_written() -> None:
    assert len(patterns()) > 120
    assert set(OURS) <= set(patterns())


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"\{\{\s*([^{}]*?)\s*\}\}", "finditer"),
        (r"<!--.*?-->", "finditer"),
        (r"\]\([^)\n]*\)", "finditer"),
        (r"[ \t]*(?P<part>msgid)?[ \t]*\"x", "fullmatch"),
        (r"(\d+)(?:st|nd)\b", "finditer"),
    ],
)
def test_a_slow_pattern_is_found(pattern: str, method: str) -> None:
    assert grows_with_the_square(re.compile(pattern), method)


STEPS_BACK = {code.ASSERT, code.ASSERT_NOT, code.MAX_REPEAT, code.MIN_REPEAT, code.GROUPREF_EXISTS}


def misread(parsed: Any, is_inside: bool = False) -> bool:
    """Whether a pattern may step back within a possessive repetition, or look round there."""
    for operation, argument in parsed:
        if is_inside and operation in STEPS_BACK:
            return True
        kept = is_inside or operation is code.POSSESSIVE_REPEAT
        parts = argument if isinstance(argument, tuple | list) else [argument]
        inner = itertools.chain.from_iterable(part if isinstance(part, list) else [part] for part in parts)
        if any(misread(part, kept) for part in inner if isinstance(part, _parser.SubPattern)):
            return True
    return False


@pytest.mark.parametrize("pattern", [r"(?:ab?c)*+", r"(?:a|b(?!c))*+", r"x(?:y(?:z+w)?)++"])
def test_a_possessive_that_steps_back_is_found(pattern: str) -> None:
    assert misread(_parser.parse(pattern))


def test_no_possessive_steps_back() -> None:
    """Python up to 3.11.4 takes too much there. Source: github.com/python/cpython, issues 100061 and 106052."""
    assert not misread(_parser.parse(r"(?:[^\"]++|\\.)*+(?>(?:ab?c)*)"))
    assert not [name for name, it in patterns().items() if misread(_parser.parse(it.pattern, it.flags))]
