from __future__ import annotations

import posixpath
from collections.abc import Iterator

from playbook.checks.context import Context, problem
from playbook.model import Problem


def check(context: Context) -> Iterator[Problem]:
    """A topic's page stands in another folder than its group's, so that the site does not take it for that topic.

    Bad:
        docs/fi/skills/angry-customer.md
    Good:
        docs/fi/customers/angry-customer.md
    """
    homes = {f"{topic.id}.md": topic.page_name for topic in context.playbook.taxonomy.topics()}
    for path in context.playbook.other_pages:
        home = homes.get(posixpath.basename(path))
        if home:
            language = path.split("/")[1]
            message = "this page is in the wrong folder"
            yield problem(path, 0, message, f"move it to docs/{language}/{home}")
