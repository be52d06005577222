from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.checks.words._catalogue import message_key, messages, reference_messages
from playbook.model import REFERENCE, Problem
from playbook.said import said


def check(shared: Shared) -> Iterator[Problem]:
    """A catalogue (locales/<language>/playbook.po) lacks a message, or leaves it untranslated.

    Readers then see the English words.

    Bad:
        msgid "Right now"
        msgstr ""
    Good:
        msgid "Right now"
        msgstr "Toimi heti"
    """
    wanted = reference_messages(shared)
    for _code, locale in shared.locales.items():
        there = {message_key(message): message for message in messages(locale)}
        for key, english in wanted.items():
            message = there.get(key)
            name = f'"{english.id}"' + (f" ({english.context})" if english.context else "")
            if message is None:
                hint = said(
                    "add it: the English catalogue has it at locales/{reference}/playbook.po:{line}",
                    reference=REFERENCE,
                    line=english.line,
                )
                yield problem(locale.catalogue_path, 0, said("the message {name} is missing", name=name), hint)
            elif not any(message.strings):
                yield problem(
                    locale.catalogue_path,
                    message.line,
                    said("{name} is not translated", name=name),
                    said("write it after msgstr"),
                )
