from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Problem
from playbook.said import said


def check(shared: Shared) -> Iterator[Problem]:
    """A topic has no relations, its own or from another topic, so that its page shows nothing to read next.

    Bad:
        - {id: honesty, kind: skill}
    Good:
        - {id: honesty, kind: skill, relations: {see-also: [keeping-promises]}}
    """
    for topic in shared.taxonomy.topics():
        if not shared.taxonomy.related(topic.id):
            hint = said("add relations: {see-also: [another-topic]}")
            yield problem(
                "taxonomy/topics.yml", topic.line, said('the topic "{topic}" has no relations', topic=topic.id), hint
            )
