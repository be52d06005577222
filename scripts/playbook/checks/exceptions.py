"""Exceptions: an editor's word that a problem is meant, for a line or for a page. A reason is compulsory.

On the line or the one above it:  `<!-- check: ignore sentence-length: quoted from the contract -->`
(`# check: ignore …` in YAML and catalogues). For a whole page, in the front matter: `exceptions: {rule: reason}`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct

from playbook.checks.registry import rule_ids
from playbook.model import Page, Problem, SourceFile
from playbook.model.problem import did_you_mean
from playbook.said import said

RULE = "exception"
"""The rule that reports exceptions which are themselves wrong; it cannot be excepted."""

_COMMENT = re.compile(r"(?:<!--|#)[ \t]*check:[ \t]*(?P<rest>[^\n]*?)[ \t]*(?:-->|$)", re.MULTILINE)
_CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.DOTALL | re.MULTILINE)
_FORM = re.compile(r"ignore[ \t]+(?P<rule>[\w-]+)[ \t]*(?::[ \t]*(?P<reason>.*))?$")


class Exemption(Struct, frozen=True):
    """An exception as written. `line` is where it stands; `whole_file` says that it holds for all lines."""

    path: str
    line: int
    rule: str
    reason: str
    whole_file: bool
    alone: bool = False

    def covers(self, problem: Problem) -> bool:
        """Whether the exception is meant for this problem."""
        if problem.rule != self.rule or problem.path != self.path:
            return False
        return self.whole_file or problem.line == self.line or (self.alone and problem.line == self.line + 1)


def set_aside(written: Sequence[Exemption], running: Collection[str], problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems without those excepted, and a problem for each exception that is wrong or no longer needed.

    `running` are the ids of the rules that looked for problems.
    """
    known = {identifier for _, identifier in rule_ids()}
    used: set[Exemption] = set()
    for problem in problems:
        covering = [item for item in written if item.reason and item.covers(problem)]
        used.update(covering)
        if not covering or problem.rule == RULE:
            yield problem
    if RULE in running:
        for item in written:
            yield from _wrong(item, known, running, used)


def _wrong(item: Exemption, known: set[str], running: Collection[str], used: set[Exemption]) -> Iterator[Problem]:
    if item.rule not in known:
        hint = did_you_mean(item.rule, sorted(known), said("write: check: ignore rule-name: reason"))
        yield Problem(
            item.path,
            item.line,
            1,
            RULE,
            said('there is no rule "{rule}" to make an exception from', rule=item.rule),
            hint,
        )
    elif not item.reason.strip():
        message = said('the exception from "{rule}" gives no reason', rule=item.rule)
        yield Problem(item.path, item.line, 1, RULE, message, said("write after a colon why this is right as it is"))
    elif item.rule in running and item not in used:
        message = said('the exception from "{rule}" is no longer needed', rule=item.rule)
        yield Problem(item.path, item.line, 1, RULE, message, said("take it out, so that a later fault here is seen"))


def page_exemptions(page: Page) -> Iterator[Exemption]:
    """The exceptions in a page's front matter."""
    for rule, reason in page.front.exceptions.items():
        line = page.front_source.line("exceptions", rule)
        yield Exemption(page.path, line, rule, reason.strip(), whole_file=True)


def comment_exemptions(file: SourceFile) -> Iterator[Exemption]:
    """The exceptions that stand in a file as comments."""
    path, text = file.path, file.text
    if "check:" not in text:
        return
    if path.endswith(".md"):
        text = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)  # a guide may show how it is written
    for match in _COMMENT.finditer(text):
        form = _FORM.match(match["rest"])
        rule, reason = (form["rule"], form["reason"] or "") if form else (match["rest"], "")
        line = text.count("\n", 0, match.start()) + 1
        start = text.rfind("\n", 0, match.start()) + 1
        alone = not text[start : match.start()].strip()
        yield Exemption(path, line, rule, reason.strip(), whole_file=False, alone=alone)
