from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context
from playbook.model import Problem, read_glossary, read_packs, read_triage


def check(context: Context) -> Iterator[Problem]:
    """A key is missing, unknown, or has a value of the wrong form, in a front matter or a file of the taxonomy.

    Bad:
        keyword: [angry]     (the key is keywords)
    Good:
        keywords: [angry, shouting]
    """
    playbook = context.playbook
    rooms = () if playbook.part else (read_glossary(playbook)[1], read_packs(playbook)[1], read_triage(playbook)[1])
    everything = (*playbook.problems, *(found for problems in rooms for found in problems))
    return (found for found in everything if found.rule == "schema")
