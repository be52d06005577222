from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.checks.words._catalogue import messages
from playbook.model import Problem
from playbook.said import said

_PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\(\w+\)[sd]|%[sd]|[{}]")


def check(shared: Shared) -> Iterator[Problem]:
    """A translation in a catalogue has other placeholders than the English message, so that a name or number is lost.

    Bad:
        msgid "{count} results"   msgstr "{antall} treff"
    Good:
        msgid "{count} results"   msgstr "{count} treff"
    """
    for locale in shared.locales.values():
        for message in messages(locale):
            if not any(sign in text for text in (*message.originals, *message.strings) for sign in "{%}"):
                continue
            wanted = set().union(*(_PLACEHOLDER.findall(text) for text in message.originals))
            doubled = Counter(_PLACEHOLDER.findall(message.originals[-1]))
            for string in message.strings:
                found = Counter(_PLACEHOLDER.findall(string))
                few = len(message.strings) > 1 and set(found) < wanted  # "one result" may leave the number out
                if string and not few and (set(found) != wanted or any(found[name] < doubled[name] for name in wanted)):
                    names = " ".join(sorted(wanted)) or "none"
                    message_text = said(
                        'the placeholders of "{message}" are broken: {found}',
                        message=message.id,
                        found=" ".join(found) or "none",
                    )
                    yield problem(
                        locale.catalogue_path,
                        message.line,
                        message_text,
                        said("it needs exactly these: {names}", names=names),
                    )
                    break
