"""A piece of work as one file to send, for whoever has no server: every changed file as it was and as it is.

It is a ZIP with `work.json`, which says whose work it is, and the files under `before/` and `after/`. Whoever takes it
in has both texts of each file, so that it is put together with what they changed themselves, with git or without.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from playbook.editing.editor import NO_NAME, Editor
from playbook.editing.merging import Clash, merge_files
from playbook.editing.plan import Change, Plan, Refusal, current_text
from playbook.editing.work import FileChange, is_editors, own_changes, work_start
from playbook.files import UnreadableFile, decoded, read_bytes, remove_within, write_within
from playbook.model.source_file import EDITED, PAGE_BYTES, SHARED_BYTES, is_inside
from playbook.said import reason, said

_RECEIVED = ".studio/received.json"
_ABOUT = "work.json"
_FORMAT = 1
FILE_BYTES = 8 * 1024 * 1024
"""Bytes that a file of work may have; a whole language has a tenth of that."""
_MOST_FILES = 2000
NO_WORK = said("this is no file of work that the studio made")
NOTHING = said("nothing was changed here that could be sent")
"""Why a file cannot be taken in, or made."""


class About(Struct, frozen=True):
    """Whose work it is, what they did, and on which day they sent it."""

    by: str
    note: str
    day: datetime.date
    mail: str = ""
    format: int = _FORMAT


class SentWork(Struct, frozen=True):
    """A piece of work that was sent."""

    about: About
    files: tuple[FileChange, ...]


def is_sendable(path: str) -> bool:
    """Whether a file may come with work: a page, a file of the taxonomy, a catalogue; nothing that a program runs."""
    is_one = any(path.startswith(f"{folder}/") and path.endswith(ending) for folder, ending in EDITED)
    parts = path.split("/")
    plain = path.isprintable() and "\\" not in path and ":" not in path
    return (
        is_one and plain and is_editors(path) and not any(part in {"", ".", ".."} or part[0] == "." for part in parts)
    )


def work_file(root: Path, editor: Editor, note: str) -> tuple[str, bytes]:
    """(name, content) of a file with all that was changed here. Raises Refusal where nothing was."""
    if not editor.is_known:
        raise Refusal(NO_NAME)
    today = datetime.date.today()
    about = About(editor.name, " ".join(note.split()) or today.isoformat(), today, editor.mail)
    changes = [change for change in own_changes(root, work_start(root)) if is_sendable(change[0])]
    if not changes:
        raise Refusal(NOTHING)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(_ABOUT, msgspec.json.encode(about))
        for path, before, after in changes:
            for folder, text in (("before", before), ("after", after)):
                if text is not None:
                    file.writestr(f"{folder}/{path}", text)
    return work_name(), packed.getvalue()


def work_name() -> str:
    """What a file of work made today is called."""
    return f"work-{datetime.date.today().isoformat()}.zip"


def read_work(raw: bytes) -> SentWork:
    """The work in a file that somebody sent. Raises Refusal for whatever is no such file."""
    if len(raw) > FILE_BYTES:
        raise Refusal(said("{what}: it is too large", what=NO_WORK))
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as file:
            return _unpacked(file)
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Refusal(NO_WORK) from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise Refusal(NO_WORK) from error


def _unpacked(file: zipfile.ZipFile) -> SentWork:
    names = file.namelist()
    if len(names) > _MOST_FILES or len(set(names)) != len(names):
        raise Refusal(said("{what}: it holds too many files", what=NO_WORK))
    about = msgspec.json.decode(_content(file, _ABOUT, SHARED_BYTES), type=About)
    if about.format != _FORMAT or not about.by.isprintable() or not about.note.isprintable():
        raise Refusal(said("{what}, or a newer one than this program can read", what=NO_WORK))
    paths = sorted({name.partition("/")[2] for name in names if name != _ABOUT})
    wrong = [path for path in paths if not is_sendable(path)]
    if wrong:
        raise Refusal(
            said("{what}: it holds something that is no page and no words: {file}", what=NO_WORK, file=wrong[0])
        )
    return SentWork(about, tuple((path, _text(file, "before", path), _text(file, "after", path)) for path in paths))


def _text(file: zipfile.ZipFile, folder: str, path: str) -> str | None:
    name = f"{folder}/{path}"
    if name not in file.namelist():
        return None
    limit = PAGE_BYTES if path.endswith(".md") else SHARED_BYTES
    try:
        return decoded(_content(file, name, limit))
    except UnreadableFile as error:
        raise Refusal(said("{path}: {why}", path=path, why=reason(error))) from error


def _content(file: zipfile.ZipFile, name: str, limit: int) -> bytes:
    with file.open(name) as entry:
        content = entry.read(limit + 1)
    if len(content) > limit:
        raise Refusal(said("{what}: {name} is too large", what=NO_WORK, name=name))
    return content


class Received(Struct, frozen=True):
    """Sent work put together with what is here: the plan that writes it, and what is to be settled first, by file."""

    plan: Plan
    clashes: Mapping[str, tuple[Clash, ...]]


def plan_receive(root: Path, work: SentWork, choices: Mapping[str, str] = {}) -> Received:
    """Put sent work together with what is here; `choices` settle clashes (`clash_id` to "mine" or "theirs")."""
    changes: list[Change] = []
    clashes: dict[str, tuple[Clash, ...]] = {}
    for path, before, after in work.files:
        if not is_inside(root, path):
            raise Refusal(said("{path} leads out of the project", path=path))
        try:
            here = current_text(root, path)
        except UnreadableFile as error:
            raise Refusal(said("{path}: {why}", path=path, why=reason(error))) from error
        merged = merge_files(path, before, here, after, choices)
        if merged.clashes:
            clashes[path] = merged.clashes
        if merged.text != here:
            changes.append(Change(path, merged.text))
    return Received(Plan(tuple(changes)), clashes)


def note_received(root: Path, about: About) -> None:
    """Keep whose work was taken in, until it is handed in from here. Raises UnwritableFile."""
    known = received(root)
    if about not in known:
        write_within(root, _RECEIVED, msgspec.json.encode([*known, about]))


def received(root: Path) -> tuple[About, ...]:
    """Whose work was taken in here and is not handed in yet."""
    try:
        return msgspec.json.decode(read_bytes(root / _RECEIVED), type=tuple[About, ...])
    except (UnreadableFile, msgspec.DecodeError, UnicodeDecodeError):
        return ()


def forget_received(root: Path) -> None:
    """Forget them, as they are handed in."""
    remove_within(root, _RECEIVED)
