"""What goes wrong within the program is told, and the server goes on."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from playbook.checks import Checker
from playbook.model import Playbook, Problem
from playbook.serve import Access
from playbook.serve.guard import Guard
from playbook.serve.judging import Judge
from playbook.serve.whole import WholeSite

PAGE = "docs/fi/skills/empathy.md"


def test_a_page_that_cannot_be_made_is_told_and_ends_no_connection() -> None:
    async def broken(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise ValueError("no such page")

    async def nothing() -> Message:
        return {"type": "http.request"}

    async def unheard(_: Message) -> None:
        pass

    told: list[Exception] = []
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "headers": [(b"host", b"localhost:8000")],
    }
    asked = Guard(broken, Access(8000), told.append, lambda _: Response())(scope, nothing, unheard)
    with ThreadPoolExecutor() as threads:  # a browser test of the same worker has a loop running in this one
        threads.submit(asyncio.run, asked).result()
    assert [str(error) for error in told] == ["no such page"]


def test_a_check_that_breaks_is_told_and_the_next_page_is_judged(
    playbook: Playbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Problem(PAGE, 1, 1, "rule", "this is wrong")
    to_do = Problem(PAGE, 2, 1, "rule", "not yet done", to_do=True)
    answers: Iterator[ValueError | tuple[Problem, ...]] = iter([ValueError("the check broke"), (found, to_do)])

    def of_files(_: Checker, paths: set[str]) -> tuple[Problem, ...]:
        assert paths == {PAGE}
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(Checker, "of_files", of_files)
    faults: list[Exception] = []
    judged = threading.Semaphore(0)
    judge = Judge(judged.release, faults.append)
    work = threading.Thread(target=judge.run)
    work.start()
    for _ in range(2):
        judge.judge(playbook, [PAGE])
        assert judged.acquire(timeout=60)
    judge.end()
    work.join(timeout=60)
    assert not work.is_alive()
    assert [str(error) for error in faults] == ["the check broke"]
    assert judge.findings == (found,)


def test_a_build_that_fails_says_why_and_leaves_what_there_was(tmp_path: Path) -> None:
    done = threading.Semaphore(0)
    whole = WholeSite(tmp_path, 8000, "http://127.0.0.1:8000/")
    whole.folder.mkdir(parents=True)
    (whole.folder / "kept.txt").write_text("kept", "utf-8")
    whole.done = done.release
    work = threading.Thread(target=whole.run)
    work.start()
    whole.want()
    assert done.acquire(timeout=120)
    whole.end()
    work.join(timeout=60)
    assert not work.is_alive()
    assert "this folder is not a playbook" in whole.failure
    assert (whole.folder / "kept.txt").read_text("utf-8") == "kept"


def test_packs_are_made_once_behind_the_first_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    done = threading.Semaphore(0)

    def run(_: WholeSite, command: str, *__: str) -> bool:
        asked.append(command)
        return False

    monkeypatch.setattr(WholeSite, "_run", run)
    whole = WholeSite(tmp_path, 8000, "http://127.0.0.1:8000/", packs=True)
    whole.done = done.release
    work = threading.Thread(target=whole.run)
    work.start()
    whole.want()
    for _ in range(2):
        assert done.acquire(timeout=60)
    whole.want()
    assert done.acquire(timeout=60)
    whole.end()
    work.join(timeout=60)
    assert asked == ["build", "packs", "build", "build"]
