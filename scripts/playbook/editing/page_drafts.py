"""What was typed and is not on the page yet: kept in the project, whole at every moment, with what it was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from playbook.editing.merging import Clash, followed, merge_pages
from playbook.files import UnreadableFile, read_bytes, remove_within, write_within

DRAFTS = ".studio/drafts"
"""Where they are kept; no part of the project's history."""
_LIMIT = 8 * 1024 * 1024
_MOST_HELD = 1_000_000
"""Characters of all that cannot stand on a page; what is more stays in the browser alone."""
_STEPS = 200
"""Steps that can be taken back."""


class StepBack(Struct, frozen=True):
    """A step that can be taken back: what stood from `start` to where `end` characters before the end are left."""

    start: int
    end: int
    text: str
    field: str = ""


class Held(Struct, frozen=True):
    """A text that cannot stand on its page: the field that it was typed into, what that says there, and the text."""

    key: str
    was: str
    text: str

    def is_of(self, key: str) -> bool:
        """Whether it may be of a field, whose row may have moved."""
        return _kind(self.key) == _kind(key)

    @property
    def print(self) -> str:
        """A fingerprint by which it is known."""
        return hashlib.sha256(f"{self.key}\0{self.was}\0{self.text}".encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _kind(key: str) -> tuple[str, str]:
    """The part that a field is in, and which field of its row it is."""
    return key.partition("/")[0], key.rpartition("/")[2]


class PageDraft(Struct, frozen=True):
    """A page as it is being written: `text`, made from `base`, which is what its file said.

    `clashes` are what somebody else changed meanwhile where this text has another change; `earlier` and `later` are the
    steps that can be taken back, and those that were; `held` is what was typed and cannot stand on the page.
    """

    base: str
    text: str
    clashes: tuple[Clash, ...] = ()
    earlier: tuple[StepBack, ...] = ()
    later: tuple[StepBack, ...] = ()
    held: tuple[Held, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether anything that was typed is not in its file."""
        return self.is_changed or bool(self.held)

    @property
    def base_print(self) -> str:
        """A fingerprint of what its file says, by which a form is known to be older than that."""
        return hashlib.sha256(self.base.encode("utf-8", "surrogatepass")).hexdigest()[:12]

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
        steps = (*earlier, _step(text, before, field)) if text != before else earlier
        return replace(self._saying(text), earlier=steps[-_STEPS:], later=())

    def holding(self, key: str, was: str, text: str, instead: Held | None = None) -> PageDraft:
        """The draft with a text that cannot stand in a field, instead of what was held for it; too much is not held."""
        rest = tuple(held for held in self.held if held != instead and not (held.is_of(key) and held.text == text))
        fits = sum(len(held.text) for held in rest) + len(text) <= _MOST_HELD
        return replace(self, held=(*rest, Held(key, was, text))) if fits else self

    def without_held(self, held: Held | None) -> PageDraft:
        """The draft without one of the texts that cannot stand on the page."""
        return replace(self, held=tuple(other for other in self.held if other != held)) if held else self

    def held_as(self, key: str, text: str) -> Held | None:
        """What is held for a field, by its text."""
        return next((held for held in self.held if held.text == text and held.is_of(key)), None)

    def held_places(self, fields: Mapping[str, str]) -> list[tuple[str, Held]]:
        """What is held with the field that it is shown at, as rows may have moved; "" where there is none any more.

        `fields` are the texts of the page's fields.
        """
        return [(_place_of(held, fields), held) for held in self.held]

    def undone(self) -> PageDraft:
        """The draft with its last step taken back."""
        if not self.earlier:
            return self
        step = self.earlier[-1]
        text = _back(self.text, step)
        later = (*self.later, _step(text, self.text, step.field))
        return replace(self._saying(text), earlier=self.earlier[:-1], later=later)

    def redone(self) -> PageDraft:
        """The draft with the last step that was taken back."""
        if not self.later:
            return self
        step = self.later[-1]
        text = _back(self.text, step)
        earlier = (*self.earlier, _step(text, self.text, step.field))
        return replace(self._saying(text), earlier=earlier, later=self.later[:-1])

    def _saying(self, text: str) -> PageDraft:
        """The draft with another text, its clashes where they stand in that."""
        return replace(self, text=text, clashes=followed(self.clashes, self.text, text))

    def with_clashes(self, found: Iterable[Clash]) -> PageDraft:
        """The draft with more clashes; one at the same place takes the place of the one before."""
        places = {(clash.part, clash.line): clash for clash in (*self.clashes, *found)}
        return replace(self, clashes=tuple(places.values()))

    def on(self, disk: str) -> tuple[PageDraft, tuple[str, ...]]:
        """The draft made from what its file says now, and the parts of it that somebody else changed meanwhile."""
        if disk == self.base:
            return self, ()
        merged = merge_pages(self.base, self.text, disk)
        return replace(self.with_text(merged.text).with_clashes(merged.clashes), base=disk), merged.theirs


def _place_of(held: Held, fields: Mapping[str, str]) -> str:
    if fields.get(held.key) == held.was:
        return held.key
    same = [key for key, text in fields.items() if held.was and text == held.was and held.is_of(key)]
    return same[0] if len(same) == 1 else held.key if held.key in fields else ""


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
        if draft and draft.is_open:
            yield path
