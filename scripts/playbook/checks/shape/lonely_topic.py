from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, problem, related_topics
from playbook.checks.registry import Scope
from playbook.model import Problem

SCOPE = Scope.SHARED


def check(context: Context) -> Iterator[Problem]:
    """A topic has no relations, its own or from another topic, so that its page shows nothing to read next.

    Bad:
        - {id: honesty, kind: skill}
    Good:
        - {id: honesty, kind: skill, relations: {see-also: [keeping-promises]}}
    """
    related = related_topics(context.playbook.taxonomy)
    for topic in context.playbook.taxonomy.topics():
        if not related[topic.id]:
            hint = "add relations: {see-also: [another-topic]}"
            yield problem("taxonomy/topics.yml", topic.line, f'the topic "{topic.id}" has no relations', hint)
