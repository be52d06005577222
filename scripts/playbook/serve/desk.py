"""The desk: the playbook as it is on disk now. All that is served reads from it, and writes through it."""

from __future__ import annotations

import threading
from pathlib import Path

from playbook.editing.plan import Plan, apply_plan
from playbook.model import NotAPlaybook, Playbook, Problem, load_playbook
from playbook.serve.events import Listeners
from playbook.site import Site


class Desk:
    """One playbook, read anew when its files change.

    `playbook` and `site` never change themselves: whoever took one has it whole, and takes the next with the next
    question. Raises NotAPlaybook where the folder cannot be read at all; later, the last that could be read stays, and
    `faults` says what is wrong with the files.
    """

    def __init__(self, root: Path, address: str) -> None:
        self.root, self.address = root, address
        self.listeners = Listeners()
        self.faults: tuple[Problem, ...] = ()
        self._reading = threading.Lock()
        self.site = Site(load_playbook(root), address)

    @property
    def playbook(self) -> Playbook:
        """The playbook with its drafts; `site.playbook` is what readers see of it."""
        return self.site.written

    def read(self) -> None:
        """Read the files anew, and tell everybody who listens."""
        with self._reading:
            try:
                self.site = Site(load_playbook(self.root), self.address)
                self.faults = ()
            except NotAPlaybook as error:
                self.faults = error.problems
        self.listeners.tell("changed")

    def apply(self, plan: Plan) -> None:
        """Write a plan's files; what is asked next sees them. Raises UnwritableFile."""
        apply_plan(self.root, plan)
        self.read()
