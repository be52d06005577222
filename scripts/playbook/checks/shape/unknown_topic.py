from __future__ import annotations

import posixpath
from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Problem
from playbook.model.problem import did_you_mean
from playbook.said import said


def check(shared: Shared) -> Iterator[Problem]:
    """A file, a relation or a comment names a topic that does not exist.

    Bad:
        docs/en/customers/angry-costumer.md     relations: {see-also: [angry-costumer]}
    Good:
        docs/en/customers/angry-customer.md     relations: {see-also: [angry-customer]}
    """
    taxonomy = shared.taxonomy
    topics = [topic.id for topic in taxonomy.topics()]
    groups = {group.id for group in taxonomy.groups}
    for path in shared.strays:
        parts = path.split("/")
        name = posixpath.basename(path).removesuffix(".md")
        in_group = len(parts) == 4 and parts[2] in groups
        if in_group and name not in topics and name != "index":
            hint = did_you_mean(name, topics, said("add the topic to taxonomy/topics.yml first"), "{}.md")
            yield problem(path, 0, said('"{topic}" is not a topic', topic=name), hint)
    for topic in taxonomy.topics():
        for relation, targets in topic.relations.items():
            for target in targets:
                if target not in topics:
                    hint = did_you_mean(target, topics, said("name a topic of this file"))
                    message = said(
                        '"{topic}" has "{relation}" to "{target}", which is not a topic',
                        topic=topic.id,
                        relation=relation,
                        target=target,
                    )
                    yield problem("taxonomy/topics.yml", topic.line, message, hint)
        if topic.kind not in taxonomy.kinds:
            hint = did_you_mean(topic.kind, taxonomy.kinds, said("kinds: {kinds}", kinds=", ".join(taxonomy.kinds)))
            yield problem(
                "taxonomy/topics.yml", topic.line, said('"{kind}" is not a kind of topic', kind=topic.kind), hint
            )
    for comments in shared.comments.values():
        for comment, line in comments.rows:
            if comment.topic not in topics:
                hint = did_you_mean(comment.topic, topics, said("take the comment out, or name the topic it is about"))
                yield problem(comments.path, line, said('"{topic}" is not a topic', topic=comment.topic), hint)
