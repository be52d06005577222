from __future__ import annotations

import posixpath
from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Problem
from playbook.said import said


def check(shared: Shared) -> Iterator[Problem]:
    """A topic's page stands in another folder than its group's, so that the site does not take it for that topic.

    Bad:
        docs/fi/skills/angry-customer.md
    Good:
        docs/fi/customers/angry-customer.md
    """
    homes = {f"{topic.id}.md": topic.page_name for topic in shared.taxonomy.topics()}
    for path in shared.strays:
        home = homes.get(posixpath.basename(path))
        if home:
            language = path.split("/")[1]
            message = said("this page is in the wrong folder")
            yield problem(path, 0, message, said("move it to docs/{language}/{home}", language=language, home=home))
