"""Several packs at once: as many as the computer has cores, each in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import suppress
from pathlib import Path

from playbook.model import Playbook, Problem
from playbook.packs.request import PackRequest, UnusablePack
from playbook.packs.shelf import ShelvedPack, shelve

_MOST = 4
"""Processes at most: each takes up to 0.7 GB, mostly what Typst remembers of the packs before."""

Outcome = tuple[ShelvedPack | None, tuple[Problem, ...]]
"""A finished pack, or none and why it cannot be made."""
Work = Callable[[PackRequest], Outcome]

_work: list[Work] = []
"""In a process of the pool: what it does with a request. Forking hands it over as it is, with the playbook."""


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

    cores = _cores()
    count = min(_MOST, cores, len(requests))
    if count < 2:
        return map(work, requests)
    len(playbook.pages)  # parsed here, and not in each process
    fork = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(count, mp_context=fork, initializer=_prepare, initargs=(work, cores // count))
    waiting: dict[Future[Outcome], PackRequest] = {}
    with suppress(BrokenExecutor):  # a process can be lost before all requests are handed over
        for request in requests:
            waiting[pool.submit(_run, request)] = request
    return _outcomes(pool, waiting, requests[len(waiting) :], work)


def _outcomes(
    pool: Executor, waiting: Mapping[Future[Outcome], PackRequest], rest: Sequence[PackRequest], work: Work
) -> Iterator[Outcome]:
    try:
        for future in as_completed(waiting):
            # Where a process failed, its pack is made here, so that an error comes up as it would have without.
            yield future.result() if future.exception() is None else work(waiting[future])
        yield from map(work, rest)
    finally:
        pool.shutdown(cancel_futures=True)


def _cores() -> int:
    """The cores to use; one where a fork is not safe: in a process with threads, or on another system than Linux.

    Typst keeps threads once it has set anything; they are not Python's, so the system has to say how many there are.
    """
    threads = Path("/proc/self/task")
    alone = sys.platform == "linux" and threads.is_dir() and len(list(threads.iterdir())) == 1
    return len(os.sched_getaffinity(0)) if alone else 1


def _prepare(work: Work, threads: int) -> None:
    """Begin a process of the pool: interruptions are the parent's affair, and Typst gets its share of the cores."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("RAYON_NUM_THREADS", str(threads))
    _work[:] = [work]


def _run(request: PackRequest) -> Outcome:
    return _work[0](request)
