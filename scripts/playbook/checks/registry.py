"""The registry: every rule, found by where its file stands. `links/missing_target.py` is rule missing-target of links.

A rule's file has a function `check(context)` that yields problems; its docstring is the rule's manual, with `Bad:` and
`Good:` examples. It may also have `fix(text, context)`, which returns the text of one file with what is mechanical
put right. `SCOPE` says what a rule's word on a file depends on, where that is more than the file.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterable
from enum import Enum
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from msgspec import Struct

from playbook.checks.context import Context
from playbook.model import Problem, SourceFile

GROUPS = {
    "links": "Links",
    "sections": "Sections",
    "parity": "Parity with the reference",
    "translation": "Translation state",
    "words": "Words",
    "text": "Text hygiene",
    "shape": "Shape",
    "site": "The built site",
}
"""Folder to the group's name, in the order in which --list shows them."""

BYTES = frozenset({"byte-order-mark", "line-ends"})
"""Rules whose fix is to write the file anew: reading it has already put them right."""


class Scope(Enum):
    """What a rule's word on a file depends on, so that it need not be asked again while that is the same.

    PAGE: the file, the English page of the same topic, and what all languages share. EDITION: the facts of all pages
    too (`edition.py`). SHARED: only what all languages share; such a rule says nothing of pages.
    """

    PAGE = "page"
    EDITION = "edition"
    SHARED = "shared"


Fixer = Callable[[SourceFile, str, Context], str]


class Rule(Struct, frozen=True):
    """A rule: its id, its group's name, the functions that check and mend, and what it depends on."""

    id: str
    group: str
    check: Callable[[Any], Iterable[Problem]]
    fix: Fixer | None = None
    scope: Scope = Scope.PAGE

    @property
    def fixable(self) -> bool:
        """Whether `--fix` can put some of its problems right."""
        return self.fix is not None or self.id in BYTES

    @property
    def manual(self) -> str:
        """What its file says of it."""
        return inspect.cleandoc(self.check.__doc__ or "")

    @property
    def summary(self) -> str:
        """The first line of the manual."""
        return self.manual.split("\n", 1)[0]


@cache
def rule_ids() -> tuple[tuple[str, str], ...]:
    """(group folder, rule id) of every rule, without importing any; groups in order, ids by the alphabet."""
    here = Path(__file__).parent
    files = (file for folder in GROUPS for file in sorted((here / folder).glob("*.py")))
    return tuple((file.parent.name, file.stem.replace("_", "-")) for file in files if not file.name.startswith("_"))


@cache
def load_rule(folder: str, identifier: str) -> Rule:
    """The rule with that id, imported."""
    module: ModuleType = importlib.import_module(f"playbook.checks.{folder}.{identifier.replace('-', '_')}")
    scope = getattr(module, "SCOPE", Scope.PAGE)
    return Rule(identifier, GROUPS[folder], module.check, getattr(module, "fix", None), scope)


def rule_groups() -> dict[str, list[str]]:
    """Group folder to the ids of its rules."""
    found: dict[str, list[str]] = {}
    for folder, identifier in rule_ids():
        found.setdefault(folder, []).append(identifier)
    return found


def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of --list."""
    return tuple(load_rule(folder, identifier) for folder, identifier in rule_ids())


def find_rules(identifier: str) -> tuple[Rule, ...]:
    """The rule with that id, or all rules of the group with that name; empty where there is neither."""
    return tuple(load_rule(folder, name) for folder, name in rule_ids() if identifier in {name, folder})
