from __future__ import annotations

import posixpath
from collections.abc import Iterator

from playbook.checks.context import Context, likely, problem
from playbook.model import Problem


def check(context: Context) -> Iterator[Problem]:
    """A file in a group's folder is named like no topic, or topics.yml relates a topic to one that does not exist.

    Bad:
        docs/en/customers/angry-costumer.md     relations: {see-also: [angry-costumer]}
    Good:
        docs/en/customers/angry-customer.md     relations: {see-also: [angry-customer]}
    """
    taxonomy = context.playbook.taxonomy
    topics = [topic.id for topic in taxonomy.topics()]
    groups = {group.id for group in taxonomy.groups}
    for path in context.playbook.other_pages:
        parts = path.split("/")
        name = posixpath.basename(path).removesuffix(".md")
        in_group = len(parts) == 4 and parts[2] in groups
        if in_group and name not in topics and name != "index":
            close = likely(name, topics)
            hint = f'did you mean "{close}.md"?' if close else "add the topic to taxonomy/topics.yml first"
            yield problem(path, 0, f'"{name}" is not a topic', hint)
    for topic in taxonomy.topics():
        for relation, targets in topic.relations.items():
            for target in targets:
                if target not in topics:
                    close = likely(target, topics)
                    hint = f'did you mean "{close}"?' if close else "name a topic of this file"
                    message = f'"{topic.id}" has "{relation}" to "{target}", which is not a topic'
                    yield problem("taxonomy/topics.yml", topic.line, message, hint)
        if topic.kind not in taxonomy.kinds:
            close = likely(topic.kind, list(taxonomy.kinds))
            hint = f'did you mean "{close}"?' if close else f"kinds: {', '.join(taxonomy.kinds)}"
            yield problem("taxonomy/topics.yml", topic.line, f'"{topic.kind}" is not a kind of topic', hint)
