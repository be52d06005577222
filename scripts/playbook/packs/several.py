"""Several packs at once: as many as the computer has cores, each in a process of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from playbook.model import Playbook, Problem
from playbook.packs.making import shelve
from playbook.packs.request import PackRequest, UnusablePack
from playbook.packs.shelf import ShelvedPack
from playbook.processes import spread

_MOST = 4
"""Processes at most: each takes up to 0.7 GB, mostly what Typst remembers of the packs before."""

Outcome = tuple[ShelvedPack | None, tuple[Problem, ...]]
"""A finished pack, or none and why it cannot be made."""


def shelve_all(playbook: Playbook, requests: Sequence[PackRequest], folder: Path) -> Iterator[Outcome]:
    """Make the packs and put their PDFs into the folder; each outcome comes as soon as it is there, in any order.

    The work begins with the call, before the first outcome is asked for. Raises what `shelve` raises, save
    UnusablePack.
    """

    def work(request: PackRequest) -> Outcome:
        try:
            return shelve(playbook, request, folder), ()
        except UnusablePack as error:
            return None, error.problems

    def topics(request: PackRequest) -> int:
        pack = playbook.packs.get(request.pack)
        return len(request.topics or (pack.topics if pack else ()))

    if len(requests) > 1:
        len(playbook.pages)  # parsed here, and not in each process
    # The long ones first, so that no process is still at work when the others have nothing left to do.
    return spread(work, sorted(requests, key=topics, reverse=True), _MOST, _give_typst)


def _give_typst(cores: int) -> None:
    """Typst gets its share of the cores."""
    os.environ.setdefault("RAYON_NUM_THREADS", str(cores))
