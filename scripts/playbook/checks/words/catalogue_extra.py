from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, problem
from playbook.checks.registry import Scope
from playbook.checks.words._catalogue import messages, name_of, reference_messages
from playbook.model import REFERENCE, Problem

SCOPE = Scope.SHARED


def check(context: Context) -> Iterator[Problem]:
    """A catalogue has a message that the English one does not have: its msgid was misspelt, or it is no longer used.

    Bad:
        msgid "Rigth now"
    Good:
        msgid "Right now"
    """
    wanted = reference_messages(context)
    for code, locale in context.playbook.locales.items():
        if code == REFERENCE:
            continue
        for message in messages(locale):
            if name_of(message) not in wanted:
                hint = "spell its msgid and msgctxt as the English catalogue does, or remove it"
                yield problem(
                    locale.catalogue_path, message.line, f'the message "{message.id}" is not in English', hint
                )
