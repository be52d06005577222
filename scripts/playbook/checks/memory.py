"""What a check found, kept in `.cache/check`, so that the next one need not ask again about what is the same.

For each Markdown file it holds a key, which is a digest of all that rules of scope PAGE look at when they judge it, its
facts (see `edition.py`), what was found there, and the exceptions written there. Whatever else can change a verdict -
the taxonomy, the catalogues, which files there are, these rules and the libraries under them - is in one digest for
all: if that differs, nothing is remembered. A file that is missing, damaged or of another version is no memory at all.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

from msgspec import MsgspecError, Struct, json

from playbook.checks.exceptions import Exemption
from playbook.checks.measures import usual_ratios
from playbook.checks.parity._languages import own_small_words
from playbook.files import UnwritableFile, write_whole
from playbook.model import REFERENCE, Problem
from playbook.model.source_file import SourceFile, names_in

CACHE = ".cache/check"
_LIBRARIES = ("babel", "msgspec", "pyromark", "snowballstemmer", "yaml")
"""What the outcome depends on beside our own code."""


class FileMemory(Struct, frozen=True):
    """What is remembered of a Markdown file. `found` is before exceptions are set aside."""

    key: str
    facts: str
    found: tuple[Problem, ...] = ()
    exemptions: tuple[Exemption, ...] = ()


class Memory(Struct, frozen=True):
    """What is remembered of a check of everything.

    `clean`: no rule of scope EDITION found anything. `languages`, `pages` (their number) and `outcome` are what the
    check gave. `shared` is what is known of the files that all languages share, `shared_key` the digest of all that
    decides how any page is judged.
    """

    shared_key: str
    clean: bool
    languages: tuple[str, ...]
    pages: int
    outcome: tuple[Problem, ...]
    shared: FileMemory
    files: Mapping[str, FileMemory] = {}


def recall(root: Path) -> Memory | None:
    """What was remembered last, if anything can be."""
    with suppress(OSError, ValueError, MsgspecError):
        seal, body = (root / CACHE).read_bytes().split(b"\n", 1)
        if seal == _seal(body):
            return json.decode(body, type=Memory)
    return None


def remember(root: Path, memory: Memory) -> None:
    """Keep it for the next time. Where that cannot be written, the next check does all the work again."""
    with suppress(UnwritableFile, ValueError):
        body = json.encode(memory)
        write_whole(root / CACHE, _seal(body) + b"\n" + body, flush=False)


def _seal(body: bytes) -> bytes:
    """A digest of what follows it, by which a damaged file is known."""
    return blake2b(body, digest_size=16).hexdigest().encode()


def shared_digest(root: Path, files: Mapping[str, SourceFile]) -> str:
    """A digest of all that decides how any page is judged: shared files, names, settings, rules and libraries."""
    digest = blake2b(digest_size=16)
    for path, file in files.items():
        digest.update(path.encode("utf-8", "surrogateescape") + b"\0")
        if not path.endswith(".md"):
            digest.update(_content(file))
    for part in (*sorted(names_in(root, "docs")), _settings(root), *_tools()):
        digest.update(part.encode("utf-8", "surrogateescape") + b"\0")
    return digest.hexdigest()


def page_keys(files: Mapping[str, SourceFile]) -> dict[str, str]:
    """Path of each Markdown file to a digest of all that is looked at when it is judged by itself."""
    digests = {path: _content(file) for path, file in files.items() if path.endswith(".md")}
    codes = sorted({file.language for file in files.values() if file.language})
    ratios = usual_ratios(files)
    words = repr([(code, sorted(found)) for code, found in own_small_words(codes, files).items()]).encode()
    keys = {}
    for path, own in digests.items():
        language, place = path.split("/", 2)[1], path.split("/", 2)[-1]
        parts = (own, digests.get(f"docs/{REFERENCE}/{place}", b""), repr(ratios.get(language)).encode(), words)
        keys[path] = blake2b(b"\0".join(parts), digest_size=12).hexdigest()
    return keys


def _content(file: SourceFile) -> bytes:
    return blake2b(file.raw or f"{file.fault}\0{file.fault_line}".encode(), digest_size=12).digest()


def _settings(root: Path) -> str:
    with suppress(OSError):
        return blake2b((root / "mkdocs.yml").read_bytes()).hexdigest()
    return ""


def _tools() -> list[str]:
    """Which Python, which libraries and which rules: changed code has a changed time or size."""
    package = Path(__file__).parent.parent
    names = (name for folder in ("checks", "model") for name in names_in(package, folder) if name.endswith(".py"))
    modules = sorted(f"{package}/{name}" for name in ("files.py", *names))
    origins = [spec.origin for name in _LIBRARIES if (spec := find_spec(name)) and spec.origin]
    states = [(file, os.stat(file)) for file in (*modules, *origins)]  # noqa: PTH116 - paths made for it take longer
    return [sys.version, *(f"{name} {state.st_mtime_ns} {state.st_size}" for name, state in states)]
