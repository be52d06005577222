"""Where pages are written: their drafts, one at a time, and what the checks say of them while somebody types."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress

from msgspec import Struct
from msgspec.structs import replace
from starlette.requests import Request

from playbook.checks import Checker
from playbook.editing import Change, Plan, Refusal
from playbook.editing.page_drafts import PageDraft, changed_drafts, read_draft, write_draft
from playbook.editing.page_fields import reread
from playbook.editing.plan import current_text
from playbook.editing.word_plans import carried_through
from playbook.files import UnreadableFile, UnwritableFile, read_bytes
from playbook.model import Playbook, Problem
from playbook.said import reason, said
from playbook.serve import Desk
from playbook.studio.rendering import desk_of


class OpenPage(Struct, frozen=True):
    """A page that somebody writes: its draft, and the parts that somebody else changed since it was last looked at."""

    path: str
    draft: PageDraft
    theirs: tuple[str, ...] = ()


class Workshop:
    """The pages of one desk as they are being written. Every page is changed by one request at a time."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._locks: defaultdict[str, threading.RLock] = defaultdict(threading.RLock)
        self._checking = threading.Lock()
        self._checker: Checker | None = None
        self._judging = threading.Lock()
        self._all: tuple[Playbook, tuple[Problem, ...]] | None = None

    @contextmanager
    def page(self, path: str) -> Iterator[OpenPage]:
        """The page in a file, for one request alone, with what its file says now. Raises Refusal."""
        with self._locks[path]:
            disk = self._on_disk(path)
            kept = read_draft(self.desk.root, path) or PageDraft(disk, disk)
            draft, theirs = kept.on(disk)
            if draft is not kept:
                with suppress(UnwritableFile):  # then it is put together anew the next time
                    write_draft(self.desk.root, path, draft)
            yield OpenPage(path, draft, theirs)

    def _on_disk(self, path: str) -> str:
        """The text of a page's file. Raises Refusal where that is no page now: half of one would spoil the draft."""
        try:
            disk = current_text(self.desk.root, path)
        except UnreadableFile as error:
            raise Refusal(reason(error)) from error
        if disk is None:
            raise Refusal(said("this page was taken away meanwhile"))
        page = self.desk.playbook.at(path)
        if page and disk != page.text:
            reread(self.desk.playbook, page, disk)
        return disk

    def keep(self, path: str, draft: PageDraft) -> None:
        """Keep what was typed. Raises UnwritableFile."""
        write_draft(self.desk.root, path, draft)

    def save(self, path: str, draft: PageDraft) -> PageDraft:
        """Write a draft into its page's file. Raises UnwritableFile; the draft is then still kept."""
        raw = read_bytes(self.desk.root / path)
        text = draft.text.replace("\n", "\r\n") if b"\r\n" in raw else draft.text
        self.desk.apply(Plan((Change(path, text),)))
        saved = replace(draft, base=draft.text, clashes=())
        self.keep(path, saved)
        return saved

    def follow(self, plan: Plan, before: Playbook) -> None:
        """Give the drafts of pages the headings that a plan has given to their files, or the two would clash.

        `before` is the playbook that the plan was made from.
        """
        written = {change.path: str(change.text) for change in plan.changes}
        catalogues = {path: text for path, text in written.items() if path.endswith(".po")}
        paths = [path for path in changed_drafts(self.desk.root) if path in written] if catalogues else []
        now = before.with_texts(catalogues) if paths else before
        for path in paths:
            with self._locks[path]:
                draft = read_draft(self.desk.root, path)
                if draft and carried_through(now, {path: draft.base})[path] == written[path]:
                    text = carried_through(now, {path: draft.text})[path]
                    self.keep(path, PageDraft(written[path], text, draft.clashes, held=draft.held))

    def unsaved(self) -> tuple[str, ...]:
        """The pages of which something is not in their files yet."""
        return tuple(changed_drafts(self.desk.root))

    def problems(self, path: str, text: str) -> tuple[Problem, ...]:
        """What the checks say of a page with this text."""
        return self._checks().edited(path, text).of_page(path)

    def all_problems(self) -> tuple[Problem, ...]:
        """What the checks say of everything, as it is saved; worked out once, which takes seconds."""
        checker = self._checks()
        with self._judging:
            if self._all is None or self._all[0] is not checker.playbook:
                self._all = (checker.playbook, checker.problems())
            return self._all[1]

    def judged(self, texts: Mapping[str, str], paths: Collection[str]) -> tuple[Problem, ...]:
        """What the checks say of files, where pages of the project have other texts."""
        checker = self._checks()
        for path, text in texts.items():
            if checker.playbook.at(path):
                checker = checker.edited(path, text)
        return checker.of_files([path for path in paths if path in checker.playbook.files])

    def warm(self) -> None:
        """Work out beside the answers what every check of a page needs, so that the first is as quick as the next."""
        threading.Thread(target=self._checks, daemon=True).start()

    @property
    def is_warm(self) -> bool:
        """Whether the checks can look at a page at once."""
        last = self._checker
        return last is not None and self._apart(last, self.desk.playbook) is not None

    def _checks(self) -> Checker:
        """The checker of the playbook as it is now."""
        playbook: Playbook = self.desk.playbook
        with self._checking:
            if self._checker is None or self._checker.playbook is not playbook:
                self._checker = self._follow(playbook)
            return self._checker

    def _follow(self, playbook: Playbook) -> Checker:
        """The checker of a playbook; where only pages were saved, with what was worked out over all others."""
        last = self._checker
        paths = self._apart(last, playbook) if last else None
        if last and paths is not None:
            return last.saved(playbook, paths)
        checker = Checker(playbook)
        first = next(iter(playbook.pages.values()))
        checker.edited(first.path, first.text).of_page(first.path)
        return checker

    @staticmethod
    def _apart(last: Checker, playbook: Playbook) -> set[str] | None:
        """The files in which a playbook differs from that of a checker; None where others than single pages do."""
        before, now = last.playbook.files, playbook.files
        paths = {path for path in {*before, *now} if before.get(path) != now.get(path)}
        alone = all(last.playbook.stands_alone(path) and playbook.stands_alone(path) for path in paths)
        return paths if alone else None


def workshop_of(request: Request) -> Workshop:
    """The workshop of the desk that a request is answered from."""
    desk = desk_of(request)
    with _MAKING:
        found: Workshop | None = getattr(request.app.state, "workshop", None)
        if found is None:
            found = request.app.state.workshop = Workshop(desk)
        return found


_MAKING = threading.Lock()
