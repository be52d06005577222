from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.checks.words._catalogue import message_key, messages, reference_messages
from playbook.model import REFERENCE, Problem
from playbook.model.locale import TITLE_CONTEXT
from playbook.said import said


def check(shared: Shared) -> Iterator[Problem]:
    """A catalogue has a message that the English one does not have: its msgid was misspelt, or it is no longer used.

    Titles of pages that are not translated yet have the context "title" and are no messages in English.

    Bad:
        msgid "Rigth now"
    Good:
        msgid "Right now"
    """
    wanted = reference_messages(shared)
    for code, locale in shared.locales.items():
        if code == REFERENCE:
            continue
        for message in messages(locale):
            if message.context != TITLE_CONTEXT and message_key(message) not in wanted:
                hint = said("spell its msgid and msgctxt as the English catalogue does, or remove it")
                yield problem(
                    locale.catalogue_path,
                    message.line,
                    said('the message "{message}" is not in English', message=message.id),
                    hint,
                )
