"""What the checks say of the files that are saved, worked out beside the answers, as it may take seconds."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Collection

from playbook.checks import Checker
from playbook.model import Playbook, Problem

_PAUSE = 0.5
"""Seconds before what was saved is judged: a browser that shows it anew comes first."""


class Judge:
    """Judges the files that were saved since the server began; `told` is called when `findings` may be new.

    What is only still to do is no mistake. Of a file that cannot be read now, what was found last stays.
    """

    def __init__(self, told: Callable[[], None], fault: Callable[[Exception], None]) -> None:
        self.findings: tuple[Problem, ...] = ()
        self._told, self._fault = told, fault
        self._work: queue.SimpleQueue[tuple[Playbook, frozenset[str]] | None] = queue.SimpleQueue()
        self._saved: frozenset[str] = frozenset()
        self._checker: Checker | None = None

    def judge(self, playbook: Playbook, paths: Collection[str]) -> None:
        """Have the files that were saved judged, in the playbook as it is since."""
        self._work.put((playbook, frozenset(paths)))

    def end(self) -> None:
        """Stop after what is being judged now."""
        self._work.put(None)

    def run(self) -> None:
        """Judge whatever is to be judged, until `end`; this is the work of one thread."""
        while work := self._latest():
            try:
                self.findings = self._judged(*work)
            except Exception as error:  # what is saved next shall be judged all the same
                self._checker = None
                self._fault(error)
            self._told()

    def _judged(self, playbook: Playbook, saved: frozenset[str]) -> tuple[Problem, ...]:
        """What is wrong with all files that were saved."""
        self._saved |= saved
        self._checker = self._follow(playbook, saved)
        there = {path for path in self._saved if path in playbook.files}
        paths = {path for path in there if _can_be_judged(playbook, path)}
        before = (problem for problem in self.findings if problem.path in there - paths)
        found = (problem for problem in self._checker.of_files(paths) if not problem.to_do)
        return (*found, *before)

    def _latest(self) -> tuple[Playbook, frozenset[str]] | None:
        """The next work; what has come in since is done together with it."""
        work = self._work.get()
        time.sleep(_PAUSE if work else 0)
        while work and not self._work.empty():
            later = self._work.get()
            work = (later[0], work[1] | later[1]) if later else None
        return work

    def _follow(self, playbook: Playbook, paths: frozenset[str]) -> Checker:
        """The checker of the playbook; what was worked out over other pages stays where only pages were saved."""
        last = self._checker
        if last and all(last.playbook.stands_alone(path) and playbook.stands_alone(path) for path in paths):
            return last.saved(playbook, paths)
        return Checker(playbook)


def _can_be_judged(playbook: Playbook, path: str) -> bool:
    """Whether a file is there and the playbook made of it: a page may be what it was before its last fault."""
    file, page = playbook.files.get(path), playbook.at(path)
    return file is not None and not file.fault and (page is None or page.text == file.text)
