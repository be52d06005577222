"""What the rules on catalogues share."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from playbook.checks.shared import Shared
from playbook.model import REFERENCE, Locale
from playbook.model.catalogue import Message

MessageName = tuple[str | None, tuple[str, ...]]


def messages(locale: Locale) -> Collection[Message]:
    """The messages of a locale's catalogue in its order."""
    return locale.catalogue.messages.values()


def message_key(message: Message) -> MessageName:
    """What a message and its counterpart in another catalogue have in common: context, and English words."""
    return message.context, message.originals


def reference_messages(shared: Shared) -> Mapping[MessageName, Message]:
    """The messages of the English catalogue by `message_key`."""
    return {message_key(message): message for message in messages(shared.locales[REFERENCE])}
