"""The studio killed while somebody types and saves: what it said is kept is kept, and every file is whole."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from playbook.editing.page_drafts import read_draft
from playbook.serve.guard import Guard
from tests.editing.conftest import small, tree
from tests.editing.test_faults import KILLS
from tests.fuzz.incoming import answer_of, server_of
from tests.serving import wait_for

__all__ = ["small"]

ADDRESS = "/studio/pages/fi/patience"
FIELD = "steps/item-2/text"
BEFORE = "Kysy yksi asia kerrallaan."
PAGE = "docs/fi/skills/patience.md"


def sent(server: Guard, address: str, data: Mapping[str, Any]) -> Any:
    """What the studio answers to what its scripts send."""
    status, text = answer_of(server, address, body=json.dumps(data).encode())
    assert status == 200, text
    return json.loads(text)


def typed(server: Guard, was: str, text: str) -> Any:
    return sent(server, f"{ADDRESS}/text", {"fields": [{"key": FIELD, "was": was, "text": text}]})


@contextmanager
def writing(root: Path, log: Path) -> Iterator[int]:
    """A process in which somebody types one text after the other and saves every third; what was answered is logged."""
    log.write_text("", "utf-8")
    pid = os.fork()
    if pid == 0:
        try:
            server, was = server_of(root), BEFORE
            for number in range(100_000):
                text = f"Sana {number}."
                assert typed(server, was, text)["kept"]
                with log.open("a", encoding="utf-8") as answered:
                    answered.write(f"kept {text}\n")
                if number % 3 == 2:
                    sent(server, f"{ADDRESS}/save", {})
                    with log.open("a", encoding="utf-8") as answered:
                        answered.write(f"saved {text}\n")
                was = text
        finally:
            os._exit(70)
    try:
        yield pid
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def test_killed_while_somebody_types_and_saves(small: Path, tmp_path: Path) -> None:
    start, chance, log = tree(small), random.Random("studio"), tmp_path / "log"
    before = start[PAGE].decode()
    for number in range(KILLS):
        with writing(small, log):
            assert wait_for(lambda: log.read_text("utf-8") != "")
            time.sleep(chance.uniform(0, 0.3))
        answered = [line.partition(" ")[::2] for line in log.read_text("utf-8").splitlines()]
        last = dict(answered)
        now = (small / PAGE).read_text("utf-8")
        draft = read_draft(small, PAGE)
        assert draft, number
        texts = [BEFORE, *(f"Sana {count}." for count in range(len(answered) + 2))]
        assert now in {before.replace(BEFORE, text) for text in texts}, number
        assert draft.text in {before.replace(BEFORE, text) for text in texts}, number
        newest = draft.text if draft.is_changed else now
        assert texts.index(told(newest, texts)) >= texts.index(last["kept"]), number
        if "saved" in last:
            assert texts.index(told(now, texts)) >= texts.index(last["saved"]), number
        others = {path: content for path, content in tree(small).items() if path in start and path != PAGE}
        assert others == {path: content for path, content in start.items() if path != PAGE}
        status, page = answer_of(server_of(small), ADDRESS)
        assert status == 200
        assert told(newest, texts) in page.decode()
        shutil.rmtree(small / ".studio")
        (small / PAGE).write_text(before, "utf-8")


def told(page: str, texts: list[str]) -> str:
    """Which of the texts a page has."""
    return next(text for text in texts if text in page)


def test_a_page_with_something_unsaved_can_be_read(small: Path) -> None:
    server = server_of(small)
    assert typed(server, BEFORE, "Kysy toista asiaa.")["kept"]
    status, page = answer_of(server, "/studio/read/fi/patience")
    assert status == 200
    assert b"is not saved yet" in page


def test_what_somebody_saved_a_moment_ago_is_not_written_over(small: Path) -> None:
    """Before anybody has noticed it: a list of words is saved, and a page is begun, beside what they wrote."""
    server, words, page = server_of(small), small / "taxonomy/synonyms/fi.yml", small / "docs/fi/skills/honesty.md"
    typed = {"key": "patience/topics", "was": "", "text": "hermot menee"}
    assert sent(server, "/studio/words/fi/search/text", {"fields": [typed]})["kept"]
    words.parent.mkdir(exist_ok=True)
    words.write_text("topics:\n  angry-customer: [raivo]\n", "utf-8")
    sent(server, "/studio/words/fi/search/save", {})
    assert {"raivo", "hermot menee"} <= set(re.findall(r"[a-z]+(?: [a-z]+)*", words.read_text("utf-8")))
    theirs = page.read_text("utf-8")
    page.unlink()
    server = server_of(small)
    page.write_text(theirs, "utf-8")
    assert answer_of(server, "/studio/pages/fi/honesty/begin", body=b"{}")[0] == 303
    assert page.read_text("utf-8") == theirs


@pytest.mark.parametrize("half", ["", "---\ntitle: Kärs"])
def test_half_of_a_file_that_somebody_writes_is_told_and_spoils_nothing(small: Path, half: str) -> None:
    server, whole = server_of(small), (small / PAGE).read_text("utf-8")
    assert typed(server, BEFORE, "Kysy toista asiaa.")["kept"]
    (small / PAGE).write_text(half, "utf-8")
    for address in ("", "/real", "/problems"):
        status, text = answer_of(server, f"{ADDRESS}{address}")
        assert status == 409
        assert b"front matter" in text
    assert answer_of(server, f"{ADDRESS}/save", body=b"{}")[0] == 409
    assert (small / PAGE).read_text("utf-8") == half
    (small / PAGE).write_text(whole, "utf-8")
    draft = read_draft(small, PAGE)
    assert draft
    assert (draft.base, draft.clashes) == (whole, ())
    assert draft.text == whole.replace(BEFORE, "Kysy toista asiaa.")
    assert answer_of(server, f"{ADDRESS}/problems")[0] == 200


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b'{"fields": ' + b"[" * 100_000, b"\xff", b"{}", b'{"fields": [{}]}', b"1"]
)
@pytest.mark.parametrize(
    "address", [f"{ADDRESS}/text", "/studio/words/fi/glossary/text", "/studio/read/fi/patience/take-away"]
)
def test_what_no_script_of_ours_sends_is_refused_in_words(small: Path, address: str, data: bytes) -> None:
    status, text = answer_of(server_of(small), address, body=data)
    assert status in {400, 409}
    is_form = address.endswith("take-away")  # which a browser may send by itself, and then wants a page
    assert b'class="reason"' in text if is_form else json.loads(text)["message"]
