from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.checks.words._catalogue import messages
from playbook.model import Problem


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
                hint = 'check the translation and take the mark "fuzzy" away'
                yield problem(locale.catalogue_path, message.line, f'"{message.id}" is marked as uncertain', hint)
