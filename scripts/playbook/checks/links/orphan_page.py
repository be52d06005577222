from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, problem, resolve
from playbook.checks.registry import Scope
from playbook.model import REFERENCE, Problem

SCOPE = Scope.EDITION


def check(context: Context) -> Iterator[Problem]:
    """No other page leads to this one: no link and no relation, so that only the menu shows it.

    Bad:
        a new topic that no page links to, without relations in taxonomy/topics.yml
    Good:
        the same topic with `relations: {see-also: [angry-customer]}`
    """
    taxonomy = context.playbook.taxonomy
    linked: set[str] = set()
    for path, _, links in context.linking:
        linked.update(target for target, _ in (resolve(path, link.href) for link in links) if target != path)
    for topic in taxonomy.topics():
        page = context.playbook.page(REFERENCE, topic.id)
        if page is None or context.related[topic.id]:
            continue
        for code in context.playbook.languages:
            page = context.playbook.page(code, topic.id)
            if page and page.path not in linked:
                message = f'no page leads to "{page.title}"'
                hint = "link to it where a reader needs it, or give the topic relations in taxonomy/topics.yml"
                yield problem(page.path, 0, message, hint)
