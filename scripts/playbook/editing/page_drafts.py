"""What was typed and is not on the page yet: kept in the project, whole at every moment, with what it was made from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from playbook.editing.merging import Clash, merge_pages
from playbook.files import UnreadableFile, read_bytes, remove_within, write_within

DRAFTS = ".studio/drafts"
"""Where they are kept; no part of the project's history."""
_LIMIT = 8 * 1024 * 1024
_STEPS = 200
"""Steps that can be taken back."""


class StepBack(Struct, frozen=True):
    """A step that can be taken back: what stood from `start` to where `end` characters before the end are left."""

    start: int
    end: int
    text: str
    field: str = ""


class PageDraft(Struct, frozen=True):
    """A page as it is being written: `text`, made from `base`, which is what its file said.

    `clashes` are what somebody else changed meanwhile where this text has another change; `earlier` and `later` are the
    steps that can be taken back, and those that were.
    """

    base: str
    text: str
    clashes: tuple[Clash, ...] = ()
    earlier: tuple[StepBack, ...] = ()
    later: tuple[StepBack, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether it says anything that its file did not."""
        return self.text != self.base

    def with_text(self, text: str, field: str = "") -> PageDraft:
        """The draft with another text. Typing in one `field` is one step, however often it is kept."""
        if text == self.text:
            return self
        earlier, before = self.earlier, self.text
        if field and earlier and earlier[-1].field == field and not self.later:
            before = _back(self.text, earlier[-1])
            earlier = earlier[:-1]
        return replace(self, text=text, earlier=(*earlier, _step(text, before, field))[-_STEPS:], later=())

    def undone(self) -> PageDraft:
        """The draft with its last step taken back."""
        if not self.earlier:
            return self
        step = self.earlier[-1]
        text = _back(self.text, step)
        return replace(
            self, text=text, earlier=self.earlier[:-1], later=(*self.later, _step(text, self.text, step.field))
        )

    def redone(self) -> PageDraft:
        """The draft with the last step that was taken back."""
        if not self.later:
            return self
        step = self.later[-1]
        text = _back(self.text, step)
        return replace(
            self, text=text, later=self.later[:-1], earlier=(*self.earlier, _step(text, self.text, step.field))
        )

    def on(self, disk: str) -> tuple[PageDraft, tuple[str, ...]]:
        """The draft made from what its file says now, and the parts of it that somebody else changed meanwhile."""
        if disk == self.base:
            return self, ()
        merged = merge_pages(self.base, self.text, disk)
        clashes = {clash.part: clash for clash in (*self.clashes, *merged.clashes)}
        draft = self.with_text(merged.text)
        return replace(draft, base=disk, clashes=tuple(clashes.values())), merged.theirs


def _step(now: str, before: str, field: str) -> StepBack:
    """The step that leads from a text back to the one before it."""
    start = _same(now, before)
    most = min(len(now), len(before)) - start
    end = min(_same(now[::-1], before[::-1]), most)
    return StepBack(start, end, before[start : len(before) - end], field)


def _same(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (first, second) in pairs if first != second), min(len(one), len(other)))


def _back(text: str, step: StepBack) -> str:
    return text[: step.start] + step.text + text[len(text) - step.end :]


def draft_file(root: Path, path: str) -> Path:
    """Where the draft of a page is kept; `path` is that of a page of the playbook."""
    return root / draft_name(path)


def draft_name(path: str) -> str:
    """The same from the project's folder."""
    return f"{DRAFTS}/{path}.json"


def read_draft(root: Path, path: str) -> PageDraft | None:
    """The draft of a page, if there is one. One that cannot be read is put aside, not lost."""
    file = draft_file(root, path)
    try:
        raw = read_bytes(file, _LIMIT)
    except UnreadableFile:
        return None
    try:
        return msgspec.json.decode(raw, type=PageDraft)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        with suppress(OSError):
            file.replace(file.with_suffix(".unreadable"))
        return None


def write_draft(root: Path, path: str, draft: PageDraft) -> None:
    """Keep a draft. Raises UnwritableFile; the one before is then still there."""
    write_within(root, draft_name(path), msgspec.json.encode(draft))


def drop_draft(root: Path, path: str) -> None:
    """Forget a draft."""
    remove_within(root, draft_name(path))


def changed_drafts(root: Path) -> Iterator[str]:
    """The paths of the pages that are being written, in order."""
    folder = root / DRAFTS
    for file in sorted(folder.rglob("*.json")) if folder.is_dir() else ():
        path = file.relative_to(folder).as_posix().removesuffix(".json")
        draft = read_draft(root, path)
        if draft and draft.is_changed:
            yield path
