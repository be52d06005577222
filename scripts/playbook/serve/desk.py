"""The desk: the playbook as it is on disk now. All that is served reads from it, and writes through it."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator
from pathlib import Path

from msgspec.structs import replace

from playbook.editing.plan import Plan, apply_plan
from playbook.model import NotAPlaybook, Page, Playbook, Problem, load_playbook
from playbook.model.comment import COMMENTS
from playbook.model.lazy import LazyMapping
from playbook.model.source_file import read_source, read_sources
from playbook.site import Site

_PAGES = "docs/"


class Desk:
    """One playbook, read anew when its files are saved. Raises NotAPlaybook where it cannot be read at the start.

    `playbook` and `site` never change themselves: whoever took one has it whole, and takes the next with the next
    question. Of a page that cannot be read they have the last text that could; where taxonomy or catalogues cannot be
    read, they are what they were before. `faults` says what is wrong with the files, and `number` counts the changes.
    """

    def __init__(self, root: Path, address: str) -> None:
        self.root, self.address = root, address
        self._reading = threading.Lock()
        self._held: tuple[Problem, ...] = ()
        self.number = 0
        self.site = Site(load_playbook(root), address)
        self.faults: tuple[Problem, ...] = ()
        self.find_faults()

    @property
    def playbook(self) -> Playbook:
        """The playbook with its drafts; `site.playbook` is what readers see of it."""
        return self.site.written

    @property
    def held(self) -> bool:
        """Whether what is shown is older than what was saved, as taxonomy or catalogues cannot be read."""
        return bool(self._held)

    def read(self, paths: Collection[str]) -> None:
        """Read what was saved in these files. Pages and comments are read alone; with any other file everything is."""
        with self._reading:
            before = self.playbook
            now = self._pages(paths) if self._are_pages(paths) else self._everything()
            if now is not before:
                self.site = Site(now, self.address)
                self.number += 1

    def find_faults(self) -> None:
        """Bring `faults` up to date; this looks at everything, and takes longer than `read`."""
        self.faults = tuple(sorted({*self._held, *self.playbook.problems}))

    def unseen(self) -> frozenset[str]:
        """The files that are other ones now than when they were read."""
        now, before = read_sources(self.root), self.playbook.files
        return frozenset(path for path in {*now, *before} if now.get(path) != before.get(path))

    def catch_up(self) -> Playbook:
        """The playbook with what somebody saved a moment ago and nobody has noticed yet: a plan is made from this one.

        Takes as long as reading all files, some hundredths of a second.
        """
        self.read(self.unseen())
        return self.playbook

    def apply(self, plan: Plan) -> None:
        """Write a plan's files; what is asked next sees them. Raises UnwritableFile."""
        apply_plan(self.root, plan)
        self.read([change.path for change in plan.changes])
        self.find_faults()

    def _are_pages(self, paths: Collection[str]) -> bool:
        places = set(self.playbook.reader.places.values())
        return all(path.startswith(COMMENTS) or (path in places and (self.root / path).exists()) for path in paths)

    def _pages(self, paths: Collection[str]) -> Playbook:
        """The playbook with these pages, and files of comments, as they are on disk."""
        playbook = self.playbook
        for path in sorted(paths):
            file, before, there = read_source(self.root, path), playbook.files.get(path), (self.root / path).exists()
            if before and there and (file.raw, file.fault) == (before.raw, before.fault):
                continue
            if path.startswith(COMMENTS):
                playbook = playbook.with_comments(file, there=there) if there or before else playbook
            else:
                playbook = _kept(playbook.with_file(file), playbook)
        return playbook

    def _everything(self) -> Playbook:
        """The playbook of all files; the one there was, where what all pages share cannot be read any more."""
        try:
            now = load_playbook(self.root)
        except NotAPlaybook as error:
            self._held = error.problems
            return self.playbook
        self._held = tuple(set(_shared(now)) - set(_shared(self.playbook)))
        return self.playbook if self._held else _kept(now, self.playbook)


def _shared(playbook: Playbook) -> Iterator[Problem]:
    """What keeps files that all pages share from being read."""
    return (problem for problem in playbook.unread if not problem.path.startswith(_PAGES))


def _kept(now: Playbook, before: Playbook) -> Playbook:
    """The playbook with the pages of before in place of those whose file is there and cannot be read."""
    pages: dict[tuple[str, str], Page] = {**now.pages}
    lost = {key: page for key, page in before.pages.items() if key not in pages and page.path in now.files}
    if not lost:
        return now
    pages |= lost
    return replace(now, pages=LazyMapping([*before.reader.places, *now.reader.places], pages.get))
