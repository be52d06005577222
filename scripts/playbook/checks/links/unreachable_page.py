from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.edition import Edition
from playbook.checks.problems import problem
from playbook.model import Problem
from playbook.said import said
from playbook.shown.links import resolve


def check(edition: Edition) -> Iterator[Problem]:
    """A reader who starts at the first topic of a group and follows links and relations never gets to this page.

    Pages that only lead to each other are an island: they are linked, and still nobody finds them.

    Bad:
        two topics that link to each other and that no other page or relation names
    Good:
        one of the two is `see-also` of a topic that readers do reach
    """
    taxonomy = edition.taxonomy
    leads_to: dict[str, set[str]] = {}
    for page in edition.outlines:
        leads_to[page.path] = {resolve(page.path, link.href)[0] for link in page.links} - {page.path}
    linked = set().union(*leads_to.values()) if leads_to else set()
    for code in edition.languages:
        pages = {page.topic: page.path for page in edition.pages.values() if page.language == code}
        topics = {path: topic for topic, path in pages.items()}
        reached: set[str] = set()
        waiting = [group.topics[0].id for group in taxonomy.groups if group.topics]
        while waiting:
            topic = waiting.pop()
            if topic in reached:
                continue
            reached.add(topic)
            waiting.extend(other for _, other in taxonomy.related(topic))
            waiting.extend(topics[path] for path in leads_to.get(pages.get(topic, ""), ()) if path in topics)
        for topic, path in pages.items():
            if topic not in reached and (path in linked or taxonomy.related(topic)):
                message = said("only pages that nobody reaches lead to this one")
                yield problem(path, 0, message, said("link to it, or relate it, from a page that readers do reach"))
