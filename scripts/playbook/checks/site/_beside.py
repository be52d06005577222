"""Work on many files shared between processes, where the system can fork and has the cores.

A fork shares all that is loaded, so that a second process pays from some hundred pages on; what comes back are plain
values, in the order of the files, so that the outcome is the same with one process and with many.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

FILES_FOR_A_PROCESS = 100
"""Files from which another process pays."""
_MOST = 8


def map_files(work: Callable[[str], Any], names: Sequence[str]) -> list[Any]:
    """`work(name)` for every name, in their order. What it returns must be plain: tuples, lists, text, numbers."""
    workers = min(_MOST, _cores(), len(names) // FILES_FOR_A_PROCESS) if hasattr(os, "fork") else 1
    if workers < 2:
        return [work(name) for name in names]
    parts = [names[start::workers] for start in range(workers)]
    helpers = [_begin(work, part) for part in parts[1:]]
    done = []
    try:
        done.append([work(name) for name in parts[0]])
    finally:
        answers = [_end(*helper) for helper in helpers]
    for part, answer in zip(parts[1:], answers, strict=True):
        done.append([work(name) for name in part] if answer is None else answer)  # here, if a helper could not
    return [done[number % workers][number // workers] for number in range(len(names))]


def _cores() -> int:
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _begin(work: Callable[[str], Any], names: Sequence[str]) -> tuple[int, int]:
    """Start a process on some files; returns its number and where its answer is read."""
    read, write = os.pipe()
    process = os.fork()
    if process:
        os.close(write)
        return process, read
    with suppress(BaseException):  # whatever it is, it comes up again where it can be told
        os.close(read)
        answer = marshal.dumps([work(name) for name in names])
        with os.fdopen(write, "wb") as file:
            file.write(answer)
        os._exit(0)
    os._exit(1)


def _end(process: int, read: int) -> list[Any] | None:
    """What a process answers; None if it failed."""
    with os.fdopen(read, "rb") as file:
        answer = file.read()
    _, status = os.waitpid(process, 0)
    if status != 0:
        return None
    found: list[Any] = marshal.loads(answer)
    return found
