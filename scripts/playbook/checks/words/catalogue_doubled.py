from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Problem
from playbook.said import said


def check(shared: Shared) -> Iterator[Problem]:
    """A message stands twice in a catalogue; only the first is shown, whatever is written at the second.

    Bad:
        msgid "Next"   msgstr "Seuraava"   …   msgid "Next"   msgstr "Eteenpäin"
    Good:
        one of the two
    """
    for locale in shared.locales.values():
        for message in locale.catalogue.doubled:
            first = locale.catalogue.messages[message.key].line
            hint = said(
                "the first is in line {first} and is the one that is shown; take one of the two out", first=first
            )
            yield problem(
                locale.catalogue_path,
                message.line,
                said('the message "{message}" stands here again', message=message.id),
                hint,
            )
