from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.edition import Edition
from playbook.checks.problems import problem
from playbook.model import REFERENCE, Problem
from playbook.said import said
from playbook.shown.links import resolve


def check(edition: Edition) -> Iterator[Problem]:
    """No other page leads to this one: no link and no relation, so that only the menu shows it.

    Bad:
        a new topic that no page links to, without relations in taxonomy/topics.yml
    Good:
        the same topic with `relations: {see-also: [angry-customer]}`
    """
    taxonomy = edition.taxonomy
    linked: set[str] = set()
    for page in edition.outlines:
        targets = (resolve(page.path, link.href)[0] for link in page.links)
        linked.update(target for target in targets if target != page.path)
    for topic in taxonomy.topics():
        if (REFERENCE, topic.id) not in edition.pages or taxonomy.related(topic.id):
            continue
        for code in edition.languages:
            found = edition.pages.get((code, topic.id))
            if found and found.path not in linked:
                message = said('no page leads to "{title}"', title=found.title)
                hint = said("link to it where a reader needs it, or give the topic relations in taxonomy/topics.yml")
                yield problem(found.path, 0, message, hint)
