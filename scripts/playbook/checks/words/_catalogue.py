"""What the rules on catalogues share."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from playbook.checks.context import Context
from playbook.model import REFERENCE, Locale
from playbook.model.catalogue import Message

Name = tuple[str | None, tuple[str, ...]]


def messages(locale: Locale) -> Collection[Message]:
    """The messages of a locale's catalogue in its order."""
    return locale.catalogue.messages.values()


def name_of(message: Message) -> Name:
    """What a message and its counterpart in another catalogue have in common: context, and English words."""
    return message.context, message.originals


def reference_messages(context: Context) -> Mapping[Name, Message]:
    """The messages of the English catalogue by `name_of`."""
    return {name_of(message): message for message in messages(context.playbook.locales[REFERENCE])}
