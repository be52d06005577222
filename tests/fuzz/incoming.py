"""What is fuzzed of what comes in from elsewhere: translators' files, work of others in git, requests to the studio."""

from __future__ import annotations

import asyncio
import io
import json
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from playbook.editing import Refusal
from playbook.exchange.export import make_job
from playbook.exchange.job import UnusableFile
from playbook.exchange.merge import plan_import
from playbook.exchange.opening import read_job
from playbook.exchange.po import write_po
from playbook.exchange.word import write_docx
from playbook.exchange.xliff import write_xliff
from playbook.serve import Access, Desk
from playbook.serve.app import application
from playbook.serve.course import Course
from playbook.serve.guard import Guard
from playbook.serve.locked import locked
from playbook.serve.whole import WholeSite
from playbook.studio import studio_routes
from tests.editing.conftest import Outcome, run
from tests.fuzz.ground import CONTROLS, PAGE, place, reported, small

SPLIT = b"\n%%%\n"
HEAD_BYTES = 64 * 1024
"""What the server reads of a request's head: https://www.uvicorn.org/settings/ (--h11-max-incomplete-event-size)."""
ENDINGS = ("xlf", "xlf", "po", "docx", "docx")
"""Of the kinds of translators' files: XLIFF 2.1 and 1.2, PO, Word, and the text within a Word file."""
_CONTENT = "word/document.xml"


@cache
def exported() -> tuple[bytes, ...]:
    """Sound files of each kind, as they go out."""
    job = make_job(small(), "fi", ("patience", "angry-customer"))
    return write_xliff(job, "2.1"), write_xliff(job, "1.2"), write_po(job), write_docx(job)


def packed(content: bytes) -> bytes:
    """A Word file with this for its text."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(exported()[3])) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == _CONTENT else old.read(part))
    return file.getvalue()


def read_translated_file(raw: bytes) -> None:
    """A file from a translator, its kind told by the first byte: what it changes stays text."""
    kind = raw[0] if raw else 0
    name = f"incoming.{ENDINGS[kind % 5]}"
    file = place() / name
    file.write_bytes(packed(raw[1:]) if kind % 5 == 4 else raw[1:])
    playbook = small()
    try:
        found = plan_import(playbook, read_job(file), name, partial=kind % 2 == 0, overwrite=kind % 3 == 0)
    except UnusableFile as error:
        reported(list(error.problems))
        return
    except Refusal as error:
        str(error).encode("utf-8")
        return
    reported(list(found.problems))
    for change in found.plan.changes:
        before, after = playbook.at(change.path), playbook.with_text(change.path, change.text or "").at(change.path)
        assert before is not None, change.path
        assert after is not None, change.path
        english = playbook.reference(before.topic)
        assert english is not None
        assert not [block for block in after.every_block if block.html]
        known = {link.href for page in (before, english) for link in page.links}
        assert {link.href for link in after.links} <= known


def _git(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    who = ["-c", "user.name=Aino", "-c", "user.email=aino@localhost", "-c", "init.defaultBranch=main"]
    return subprocess.run(["git", *who, *arguments], cwd=folder, input=given, capture_output=True, check=False)


def own_place() -> Path:
    """A new folder: each large input is read in a process of its own, which made none of what another made."""
    return Path(tempfile.mkdtemp(dir=place()))


@cache
def server() -> Path:
    """What all have, on a server, with a clone beside it."""
    above = own_place()
    folder = above / "shared"
    shutil.copytree(place() / "sound", folder)
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "begun")):
        assert _git(folder, *arguments).returncode == 0
    bare = above / "shared.git"
    _git(above, "clone", "-q", "--bare", str(folder), str(bare))
    _git(above, "clone", "-q", str(bare), str(above / "cloned"))
    return bare


def read_work_of_others(raw: bytes) -> None:
    """What somebody else handed in: a title, the name of a file, the file or where a link leads; then ours on top."""
    title, name, content = [*raw.split(SPLIT, 2), b"", b""][:3]
    bare = server()
    root, kept = bare.with_name("mine"), bare.with_name("bare")
    for copy, original in ((root, bare.with_name("cloned")), (kept, bare)):
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(original, copy, symlinks=True)
    _git(root, "remote", "set-url", "origin", str(kept))
    kind = b"120000" if name.startswith(b"@") else b"100644"
    path = json.dumps(name.removeprefix(b"@").decode("latin-1").replace("\n", "")).encode("latin-1", "replace")
    stream = b"blob\nmark :1\ndata %d\n%s\ncommit refs/heads/main\nmark :2\n" % (len(content), content)
    stream += b"committer A <a@localhost> 1700000000 +0000\ndata %d\n%s\n" % (len(title), title)
    stream += b"from refs/heads/main^0\nM %s :1 %s\n" % (kind, path)
    _git(kept, "fast-import", "--quiet", given=stream)
    words = "".join(sign for sign in title.decode("utf-8", "replace") if sign not in "\0\n")[:300]
    who = ("--name", "Aino", "--email", "aino@localhost")
    commands = (("begin", f"A {words}", *who), ("translated", "patience", "fi"), ("hand-in", f"A {words}"), ("status",))
    for command in commands:
        asked(root, *command)


def asked(root: Path, *command: str) -> Outcome:
    """What a command says; it ends with 0, 1 or 2, and commands no terminal."""
    done = run(root, *command)
    assert done.code in {0, 1, 2}, done.code
    assert not set(done.text) & CONTROLS, (command, done.text)
    return done


class Told(Exception):
    """The server heard of a fault within the program."""


class _Starter:
    """Whoever started the server: hears of every fault."""

    def ready(self) -> None:
        """Do nothing."""

    def mistakes(self, made: Any, mended: Any) -> None:
        """Mistakes are no faults."""
        reported([*made, *mended])

    def fault(self, error: Exception) -> None:
        """Raises Told."""
        raise Told(repr(error)) from error


ADDRESSES = (
    "/studio/", "/studio/faults", "/studio/language", "/studio/pages/fi/patience", "/studio/pages/fi/patience/text",
    "/studio/pages/fi/patience/rows", "/studio/pages/fi/patience/save", "/studio/pages/fi/patience/problems",
    "/studio/pages/fi/patience/real", "/studio/pages/en/honesty/rows", "/studio/pages/en/honesty/text",
    "/studio/pages/th/patience/begin", "/fi/skills/patience/", "/", "/studio/read/fi/patience",
    "/studio/read/fi/patience/comment", "/studio/read/fi/patience/answer", "/studio/read/fi/patience/take-away",
    "/studio/read/fi/patience/sign", "/studio/words/", "/studio/words/fi/glossary", "/studio/words/fi/glossary/text",
    "/studio/words/fi/search/text", "/studio/words/fi/headings/text", "/studio/words/fi/notes/text",
    "/studio/words/fi/search/save", "/studio/words/fi/glossary/save", "/studio/words/fi/search/problems",
    "/studio/words/fi/search/data/fi/search/words.json", "/studio/add/", "/studio/add/language", "/studio/add/topic",
    "/studio/add/topic/text", "/studio/add/topic/save", "/studio/add/article",
)  # fmt: skip
KEY = Access(8000, "k" * 43)


@cache
def desk_place() -> Path:
    """The project that requests are about."""
    root = own_place() / "desk"
    shutil.copytree(place() / "sound", root)
    return root


@cache
def application_asked() -> Guard:
    """The server of the project that requests are about."""
    return server_of(desk_place())


def server_of(root: Path) -> Guard:
    """The server of site and studio of a project, without a port."""
    starter = _Starter()
    desk = Desk(root, KEY.address)
    whole = WholeSite(desk.root, KEY.port, KEY.address)
    app = application(Course(desk, whole, starter), studio_routes())
    return Guard(app, KEY, starter.fault, lambda request: locked(request, desk.playbook.locales))


def read_request(raw: bytes) -> None:
    """A request: a byte for an address (255: the path that follows), a line of queries, and what it brings along."""
    number, rest = raw[0] if raw else 0, raw[1:]
    head, _, body = rest.partition(SPLIT)
    head = head[:HEAD_BYTES]
    path, _, query = head.partition(b"?")
    address = path.decode("utf-8", "replace") if number == 255 else ADDRESSES[number % len(ADDRESSES)]
    address = address if address.startswith("/") else f"/{address}"
    status, text = answer_of(application_asked(), address, query if number == 255 else head, body)
    assert status < 500, (address, status, text)
    if address.endswith(("/text", "/rows", "/save")) and text.startswith(b"{"):
        json.loads(text)
    files = [file for file in desk_place().rglob("*") if file.is_file()]
    assert not [file for file in files if file.is_symlink() or ".." in file.parts]


def answer_of(server: Guard, address: str, query: bytes = b"", body: bytes = b"") -> tuple[int, bytes]:
    """The status and the text of the answer to a request of somebody who has the key."""
    with ThreadPoolExecutor() as threads:  # a browser test of the same worker has a loop running in this one
        return threads.submit(asyncio.run, _answer_of(server, address, query, body)).result()


async def _answer_of(server: Guard, address: str, query: bytes, body: bytes) -> tuple[int, bytes]:
    sent: list[dict[str, Any]] = []
    gone: dict[str, Any] = {"type": "http.disconnect"}
    given: list[dict[str, Any]] = [{"type": "http.request", "body": body, "more_body": False}]
    host = f"127.0.0.1:{KEY.port}".encode()
    headers = [(b"host", host), (b"origin", b"http://" + host), (b"cookie", f"{KEY.cookie}={KEY.key}".encode())]
    headers += [(b"content-type", b"application/x-www-form-urlencoded"), (b"accept-language", query[:200])]
    scope = {
        "type": "http", "http_version": "1.1", "method": "POST" if body else "GET", "path": address, "scheme": "http",
        "raw_path": address.encode("utf-8", "replace"), "query_string": query, "headers": headers, "root_path": "",
        "server": ("127.0.0.1", KEY.port), "client": ("127.0.0.1", 1),
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return given.pop(0) if given else gone

    async def send(message: Any) -> None:
        sent.append(message)

    await server(scope, receive, send)
    start = next(message for message in sent if message["type"] == "http.response.start")
    return start["status"], b"".join(message.get("body", b"") for message in sent)


INCOMING: dict[str, Callable[[bytes], object]] = {
    "translated": read_translated_file,
    "handed-in": read_work_of_others,
    "request": read_request,
}


def incoming_seeds(name: str) -> Iterator[bytes]:
    """Sound inputs of a reader, to begin from."""
    if name == "translated":
        files = exported()
        for number in range(30):
            file = files[min(number % 5, 3)]
            if number % 5 == 4:
                with zipfile.ZipFile(io.BytesIO(file)) as package:
                    file = package.read(_CONTENT)
            yield bytes([number]) + file.replace(b"Kuuntele", b"Kuule", 1)
    elif name == "handed-in":
        page = (place() / "sound" / PAGE).read_bytes()
        names = (PAGE, "docs/fi/skills/-rf.md", "@docs/th/skills", "locales/fi/playbook.po", "@.studio", "a\x1b[31m.md")
        contents = (page, page, b"../../../elsewhere", b'msgid ""\nmsgstr ""\n', b"/tmp", b"x")
        for path, content in zip(names, contents, strict=True):
            yield SPLIT.join([b"Finnish", path.encode(), content])
        yield SPLIT.join([b"-rf", b".git/hooks/post-checkout", b"#!/bin/sh\n"])
    else:
        yield from _requests()


def _requests() -> Iterator[bytes]:
    """Sound requests to every address."""
    typed = {"fields": [{"key": "now/item-1/text", "was": "a", "text": "b"}]}
    acts = [
        {"act": act, "part": part, "kind": "item", "number": 1, "after": 1, "reference": 1}
        for part in ("now", "steps", "front")
        for act in ("add", "remove", "up", "down", "undo", "redo", "record", "record-page", "look", "mine")
    ]
    acts += [{"act": "add-section", "part": "escalate"}, {"act": "remove-section", "part": "now"}]
    for number in range(len(ADDRESSES)):
        yield bytes([number]) + b"language=fi&key=x" + SPLIT
    noted = {"name": "Aino", "row": "steps/item-1", "text": "Why?", "comment": "c1", "print": "x"}
    typed_word = {"fields": [{"key": "patience/keywords", "was": "a", "text": "b"}]}
    for number, address in enumerate(ADDRESSES):
        if "/read/" in address or "/words/" in address or "/topic/" in address:
            for brought in (noted, typed_word, {"fields": [{"key": "title", "was": "", "text": "Late"}]}):
                yield bytes([number]) + SPLIT + json.dumps(brought).encode()
        elif "/add/" in address:
            yield (bytes([number]) + SPLIT + b"language=fi&code=pl&name=a&text=Soita.%0A%0AOdota.&article=fi-a&title=x")
    for body in (typed, *acts):
        for number in (4, 5, 9, 10):
            yield bytes([number]) + SPLIT + json.dumps(body).encode()
    yield bytes([2]) + SPLIT + b"language=fi&here=/studio/"
    yield bytes([255]) + b"/studio/pages/fi/../en?language=x" + SPLIT
