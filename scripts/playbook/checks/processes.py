"""Work shared between processes, where the system can fork and has the cores.

A fork shares all that is loaded, so that a second process pays from some hundred pages on. What comes back are plain
values, part by part in the order of the parts, so that the outcome is the same with one process and with many.
"""

from __future__ import annotations

import marshal
import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

Part = TypeVar("Part")
PAGES_FOR_A_PROCESS = 100
"""Pages from which another process pays."""
_MOST = 8


def processes_for(pages: int) -> int:
    """How many processes pay for that many pages here; one where forking is not safe or not to be had."""
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return 1
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return max(1, min(_MOST, cores, pages // PAGES_FOR_A_PROCESS))


def map_files(work: Callable[[str], Any], names: Sequence[str]) -> list[Any]:
    """`work(name)` for every name, in their order. What it returns must be plain: tuples, lists, text, numbers."""
    count = processes_for(len(names))
    parts = [names[start::count] for start in range(count)]
    done = run_parts(lambda part: [work(name) for name in part], parts)
    return [done[number % count][number // count] for number in range(len(names))]


def run_parts(work: Callable[[Part], Any], parts: Sequence[Part]) -> list[Any]:
    """`work(part)` for every part: the first here, each other in a process of its own. It must return what is plain.

    Where a process fails, its part is done here, so that an error comes up as it would have without processes.
    """
    children = [_begin(work, part) for part in parts[1:]]
    try:
        first = work(parts[0])
    finally:
        answers = [_end(*child) for child in children]
    return [first, *(work(part) if answer is None else answer for part, answer in zip(parts[1:], answers, strict=True))]


def _begin(work: Callable[[Part], Any], part: Part) -> tuple[int, int]:
    """Start a process on a part; returns its number and where its answer is read."""
    read, write = os.pipe()
    process = os.fork()
    if process:
        os.close(write)
        return process, read
    with suppress(BaseException):  # whatever it is, it comes up again where it can be told
        os.close(read)
        answer = marshal.dumps(work(part))
        with os.fdopen(write, "wb") as file:
            file.write(answer)
        os._exit(0)
    os._exit(1)


def _end(process: int, read: int) -> Any:
    """What a process answers; None if it failed."""
    with os.fdopen(read, "rb") as file:
        answer = file.read()
    _, status = os.waitpid(process, 0)
    return marshal.loads(answer) if status == 0 else None
