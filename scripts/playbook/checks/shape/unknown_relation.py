from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Problem
from playbook.model.problem import did_you_mean
from playbook.said import said


def check(shared: Shared) -> Iterator[Problem]:
    """A topic has a relation of an unknown kind, to itself, or twice to the same topic.

    A relation is written once, on one side; readers see it on both pages.

    Bad:
        relations: {seealso: [honesty]}
    Good:
        relations: {see-also: [honesty]}
    """
    taxonomy = shared.taxonomy
    seen: dict[frozenset[str], str] = {}
    for topic in taxonomy.topics():
        for relation, targets in topic.relations.items():
            if relation not in taxonomy.inverses:
                hint = did_you_mean(
                    relation, taxonomy.inverses, said("relations: {relations}", relations=", ".join(taxonomy.inverses))
                )
                yield problem(
                    "taxonomy/topics.yml",
                    topic.line,
                    said('"{relation}" is not a kind of relation', relation=relation),
                    hint,
                )
            for target in targets:
                pair = frozenset({topic.id, target})
                if target == topic.id:
                    message = said('the topic "{topic}" is related to itself', topic=topic.id)
                    yield problem(
                        "taxonomy/topics.yml", topic.line, message, said("name another topic, or take it out")
                    )
                elif (pair in seen and taxonomy.inverses.get(taxonomy.inverses.get(relation, "")) is None) or (
                    relation == taxonomy.inverses.get(relation) and pair in seen
                ):
                    message = said(
                        '"{topic}" and "{target}" are related twice: {other_relation} and {relation}',
                        topic=topic.id,
                        target=target,
                        other_relation=seen[pair],
                        relation=relation,
                    )
                    yield problem(
                        "taxonomy/topics.yml", topic.line, message, said("keep the one that helps readers more")
                    )
                seen.setdefault(pair, f"{relation} in line {topic.line}")
