"""Work spread over the computer's cores: each piece of it in one of a few processes, forked with all that is there."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

_Item = TypeVar("_Item")
_Outcome = TypeVar("_Outcome")

_PARENT_DEATH = 1
"""PR_SET_PDEATHSIG (linux/prctl.h): which signal a process gets when its parent ends."""

_work: list[Callable[[Any], Any]] = []
"""In a process of the pool: what it does with a piece. Forking hands it over as it is, with all that it knows."""


def spread(
    work: Callable[[_Item], _Outcome],
    items: Sequence[_Item],
    most: int,
    begin: Callable[[int], None] = lambda _: None,
    meanwhile: Callable[[], None] = lambda: None,
) -> Iterator[_Outcome]:
    """`work(item)` for each item, each outcome as soon as it is there, in any order, in at most so many processes.

    The work begins with the call, before the first outcome is asked for. `begin` is called first in each process, with
    the number of cores that it may use. `meanwhile` is called here when the first outcome is asked for; where it raises
    something, the work ends. What `work` raises is raised where the outcome is asked for.
    """
    cores = _cores()
    count = min(most, cores, len(items))
    if count < 2:
        return _one_by_one(work, items, meanwhile)
    pool = ProcessPoolExecutor(
        count,
        mp_context=multiprocessing.get_context("fork"),
        initializer=_prepare,
        initargs=(work, begin, cores // count, os.getpid()),
    )
    waiting: dict[Future[_Outcome], _Item] = {}
    with suppress(BrokenExecutor):  # a process can be lost before everything is handed over
        for item in items:
            waiting[pool.submit(_run, item)] = item
    return _outcomes(pool, waiting, items[len(waiting) :], work, meanwhile)


def _one_by_one(
    work: Callable[[_Item], _Outcome], items: Sequence[_Item], meanwhile: Callable[[], None]
) -> Iterator[_Outcome]:
    meanwhile()
    yield from map(work, items)


def _outcomes(
    pool: Executor,
    waiting: Mapping[Future[_Outcome], _Item],
    rest: Sequence[_Item],
    work: Callable[[_Item], _Outcome],
    meanwhile: Callable[[], None],
) -> Iterator[_Outcome]:
    try:
        meanwhile()
        for future in as_completed(waiting):
            # Where a process failed, its piece is done here, so that an error comes up as it would have without.
            yield future.result() if future.exception() is None else work(waiting[future])
        yield from map(work, rest)
    finally:
        pool.shutdown(cancel_futures=True)


def _cores() -> int:
    """The cores to use; one where a fork is not safe: in a process with threads, or on another system than Linux.

    Libraries have threads that are not Python's, as Typst has once it has set anything: the system says how many.
    """
    threads = Path("/proc/self/task")
    alone = sys.platform == "linux" and threads.is_dir() and len(list(threads.iterdir())) == 1
    return len(os.sched_getaffinity(0)) if alone else 1


def _prepare(work: Callable[[Any], Any], begin: Callable[[int], None], cores: int, parent: int) -> None:
    """Begin a process of the pool: interruptions are the parent's affair, and it ends when the parent is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL)
    if os.getppid() != parent:  # it was killed before that
        os._exit(1)
    begin(cores)
    _work[:] = [work]


def _run(item: Any) -> Any:
    return _work[0](item)
