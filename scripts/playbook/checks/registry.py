"""The registry: every rule, found by where its file stands. `links/missing_target.py` is rule missing-target of links.

A rule's file has a function `check` that yields problems; its docstring is the rule's manual, with `Bad:` and `Good:`
examples. It is given what its parameters name, and can see nothing else. The first one says what it is asked of:

    check(page, reference, shared)         each topic page; `reference` is None for an English page, or without one
    check(translation, reference, shared)  each translated page whose English page exists
    check(document, shared)                each topic page and each guide
    check(file, shared)                    each file that can be read: pages, taxonomy, catalogues
    check(edition)                         once, of the outlines of all pages (`edition.py`)
    check(shared)                          once, of what all pages share (`shared.py`)
    check(site)                            once, of a built site

What it does not need, it leaves out: `check(page)`. The file may also have `fix(text, file, shared)`, which returns the
text of one page or file with what is mechanical put right; it too names only what it needs.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from types import ModuleType

from msgspec import Struct

from playbook.model import Problem

RULE_GROUPS = {
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

Check = Callable[..., Iterable[Problem]]
Fixer = Callable[..., str]


class Rule(Struct, frozen=True):
    """A rule: its id, its group's name, the functions that check and mend, and the names of what each is given."""

    id: str
    group: str
    check: Check
    given: tuple[str, ...]
    fix: Fixer | None = None
    fix_given: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """What the rule is asked of: page, translation, document, file, edition, shared or site."""
        return self.given[0]

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
    files = (file for folder in RULE_GROUPS for file in sorted((here / folder).glob("*.py")))
    return tuple((file.parent.name, file.stem.replace("_", "-")) for file in files if not file.name.startswith("_"))


@cache
def load_rule(folder: str, identifier: str) -> Rule:
    """The rule with that id, imported."""
    module: ModuleType = importlib.import_module(f"playbook.checks.{folder}.{identifier.replace('-', '_')}")
    fix = getattr(module, "fix", None)
    return Rule(identifier, RULE_GROUPS[folder], module.check, _names(module.check), fix, _names(fix) if fix else ())


def _names(function: Callable[..., object]) -> tuple[str, ...]:
    return tuple(inspect.signature(function).parameters)


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
