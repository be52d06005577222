from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Problem, SourceFile

_PATH = "taxonomy/topics.yml"


def check(shared: Shared) -> Iterator[Problem]:
    """A relation cannot be shown from its other side, or is written on one side where both are written.

    Each relation says what it is called from the other side. If that is a relation of its own in the list, both sides
    are written out and must agree; if not, one side is enough, and the catalogue must have a word for the other.

    Bad:
        relations: [{id: next, inverse: previous}, {id: previous, inverse: next}]
        honesty: {next: [keeping-promises]}     keeping-promises: {}
    Good:
        honesty: {next: [keeping-promises]}     keeping-promises: {previous: [honesty]}
    """
    taxonomy = shared.taxonomy
    for relation, inverse in taxonomy.inverses.items():
        back = taxonomy.inverses.get(inverse)
        if back is not None and back != relation:
            line = _line_of(shared, relation)
            message = f'"{relation}" is "{inverse}" from the other side, but "{inverse}" is "{back}"'
            yield problem(_PATH, line, message, f"write inverse: {relation} beside {inverse}")
    for topic, inverse, target in _one_sided(shared):
        message = f'"{topic}" is related to "{target}", but "{target}" has no "{inverse}: [{topic}]"'
        found = taxonomy.topic(topic)
        yield problem(_PATH, found.line if found else 0, message, f'add it to {target}, or run "playbook check --fix"')


def fix(text: str, file: SourceFile, shared: Shared) -> str:
    """Write the missing side into the other topic's row, where rows stand on one line as `- {id: …, …}`."""
    if file.path != _PATH:
        return text
    for topic, inverse, target in _one_sided(shared):
        row = re.compile(rf"^([ \t]*- \{{id: {re.escape(target)},[^\n]*)\}}([ \t]*(?:#[^\n]*)?)$", re.MULTILINE)
        found = row.search(text)
        if found:
            text = text[: found.start()] + _added(found, inverse, topic) + text[found.end() :]
    return text


def _added(match: re.Match[str], relation: str, topic: str) -> str:
    row = match[1]
    if re.search(rf"\b{relation}: \[[^\]]*\b{re.escape(topic)}\b", row):
        return match[0]
    if re.search(rf"\b{relation}: \[", row):
        row = re.sub(rf"(\b{relation}: \[[^\]]*)\]", rf"\1, {topic}]", row, count=1)
    elif "relations: {" in row:
        row = re.sub(r"(relations: \{[^}]*)\}", rf"\1, {relation}: [{topic}]}}", row, count=1)
    else:
        row = f"{row}, relations: {{{relation}: [{topic}]}}"
    return f"{row}}}{match[2]}"


def _one_sided(shared: Shared) -> Iterator[tuple[str, str, str]]:
    taxonomy = shared.taxonomy
    for topic in taxonomy.topics():
        for relation, targets in topic.relations.items():
            inverse = taxonomy.inverses.get(relation)
            if inverse is None or inverse == relation or inverse not in taxonomy.inverses:
                continue
            for target in targets:
                other = taxonomy.topic(target)
                if other and topic.id not in other.relations.get(inverse, ()):
                    yield topic.id, inverse, target


def _line_of(shared: Shared, relation: str) -> int:
    text = shared.text(_PATH)
    match = re.search(rf"\bid: {re.escape(relation)}\b", text)
    return text.count("\n", 0, match.start()) + 1 if match else 0
