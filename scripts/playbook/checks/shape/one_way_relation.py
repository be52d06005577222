from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Problem, SourceFile, YamlSource, parse_yaml
from playbook.model.mismatches import Key
from playbook.said import said

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
            message = said(
                '"{relation}" is "{inverse}" from the other side, but "{inverse}" is "{back}"',
                relation=relation,
                inverse=inverse,
                back=back,
            )
            yield problem(
                _PATH,
                line,
                message,
                said("write inverse: {relation} beside {inverse}", relation=relation, inverse=inverse),
            )
    for topic, inverse, target in _one_sided(shared):
        message = said(
            '"{topic}" is related to "{target}", but "{target}" has no "{inverse}: [{topic}]"',
            topic=topic,
            target=target,
            inverse=inverse,
        )
        found = taxonomy.topic(topic)
        yield problem(
            _PATH,
            found.line if found else 0,
            message,
            said('add it to {target}, or run "playbook check --fix"', target=target),
        )


def fix(text: str, file: SourceFile, shared: Shared) -> str:
    """Write the missing side into the other topic's row, where rows stand on one line as `- {id: …, …}`."""
    if file.path == _PATH:
        for topic, inverse, target in _one_sided(shared):
            text = _with_relation(text, target, inverse, topic)
    return text


def _with_relation(text: str, topic: str, relation: str, target: str) -> str:
    """The text of topics.yml with one relation more in a topic's row; as it was where it stands there already."""
    source = parse_yaml(text, _PATH)[0]
    rows = [
        (("groups", number, "topics", index), row)
        for number, group in enumerate(source.data["groups"] if source else ())
        for index, row in enumerate(group["topics"])
        if row["id"] == topic
    ]
    for key, row in rows:
        relations = row.get("relations")
        if relations is None:
            return _put_in(text, source, key, f"relations: {{{relation}: [{target}]}}")
        if relation not in relations:
            return _put_in(text, source, (*key, "relations"), f"{relation}: [{target}]")
        if target not in relations[relation]:
            return _put_in(text, source, (*key, "relations", relation), target)
    return text


def _put_in(text: str, source: YamlSource | None, key: Key, entry: str) -> str:
    """The text with one more entry in the list or mapping at `key`, if it is written in brackets."""
    span = source.span(*key) if source else None
    if span is None or text[span[1] - 1] not in "]}":
        return text
    last = span[1] - 1
    empty = text[:last].rstrip().endswith(("[", "{"))
    return f"{text[:last]}{'' if empty else ', '}{entry}{text[last:]}"


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
    source = parse_yaml(shared.text(_PATH), _PATH)[0]
    rows = source.data["relations"] if source else ()
    return next(
        (source.line("relations", index) for index, row in enumerate(rows) if source and row["id"] == relation), 0
    )
