from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.checks.words._catalogue import messages
from playbook.model import Problem
from playbook.said import said


def check(shared: Shared) -> Iterator[Problem]:
    """A translation in a catalogue is marked as uncertain ("fuzzy"), so that nobody sees it.

    Bad:
        #, fuzzy
        msgid "Right now"
    Good:
        msgid "Right now"
    """
    for locale in shared.locales.values():
        for message in messages(locale):
            if message.fuzzy:
                hint = said('check the translation and take the mark "fuzzy" away')
                yield problem(
                    locale.catalogue_path,
                    message.line,
                    said('"{message}" is marked as uncertain', message=message.id),
                    hint,
                )
