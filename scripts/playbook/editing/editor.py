"""Who works here: the name beside each change, signature and comment."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
from msgspec import Struct

from playbook.editing.git import Git
from playbook.editing.plan import Refusal
from playbook.files import UnreadableFile, read_bytes, write_within
from playbook.said import said

_FILE = ".studio/me.json"
_MAIL = re.compile(r"[^\s<>@]+@[^\s<>@]+")
_LONGEST_NAME = 100
_NO_SIGNS = frozenset("<>")
NO_NAME = said("say who you are first")
ODD_NAME = said("a name has at most 100 letters, and none of the signs < and >")
NO_MAIL = said("this is not a mail address; leave it out, or write one such as malee@example.org")
"""Why somebody cannot be remembered."""


class Editor(Struct, frozen=True):
    """A person's name and mail address; both empty where nobody has said yet."""

    name: str = ""
    mail: str = ""

    @property
    def is_known(self) -> bool:
        """Whether there is a name to sign with."""
        return bool(self.name)


def who_works(root: Path) -> Editor:
    """Whoever works in this folder: as they said in the studio, else as git knows them."""
    try:
        return msgspec.json.decode(read_bytes(root / _FILE), type=Editor)
    except (UnreadableFile, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        git = Git(root)
        return Editor(git.line("config", "user.name"), git.line("config", "user.email"))


def person_name(text: str) -> str:
    """A person's name as somebody typed it, with single spaces; may be empty. Raises Refusal for what is no name."""
    name = " ".join(text.split())
    if not name.isprintable() or len(name) > _LONGEST_NAME or set(name) & _NO_SIGNS:
        raise Refusal(ODD_NAME)
    return name


def who_writes(root: Path, name: str) -> Editor:
    """Who writes one thing: whoever gives a name for it, else whoever works here; the first to say so is remembered.

    Raises Refusal for what is no name, UnwritableFile.
    """
    known, named = who_works(root), person_name(name)
    if not known.is_known:
        return remember(root, name)
    return Editor(named) if named not in {"", known.name} else known


def remember(root: Path, name: str, mail: str = "") -> Editor:
    """Keep who works here. Raises Refusal for what is no name or no address, UnwritableFile."""
    known = who_works(root)
    name = person_name(name) or known.name
    mail = mail.strip() or (known.mail if name == known.name else "")
    if not name:
        raise Refusal(NO_NAME)
    if mail and not _MAIL.fullmatch(mail):
        raise Refusal(NO_MAIL)
    editor = Editor(name, mail)
    if editor != known:
        write_within(root, _FILE, msgspec.json.encode(editor))
    return editor
