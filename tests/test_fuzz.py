"""Whatever is in a file, the tools end in words: no traceback, in bounded time, with a report that is whole."""

from __future__ import annotations

import json
import os
import random
import shutil
import time
from pathlib import Path

import pytest

from playbook import report
from playbook.checks import check_playbook
from playbook.model import NotAPlaybook, load_playbook
from playbook.site import Site, page_content
from tests.checks.cases import BASE

TRIES = int(os.environ.get("PLAYBOOK_FUZZ", "150"))
"""Files that are spoilt and read; PLAYBOOK_FUZZ=100000 for an hour."""
SECONDS = 20
PIECES = [
    "{{", "}}", "{", "}", "{0}", "{foo}", "{x:>99999999}", "%s", "[", "](", ")", "![", "<", "<!--", "-->",
    "<script>", "`", "```", "*", "**", "_", "|", "|-|", "\n", "\n\n", "# ", "## ", "> ", "- ", "1. ", "    ",
    "\t", "---\n", ":", ": ", "&a", "*a", "!!python/object:x", "? ", "- - - ", "{a: ", '"', "'", "\\",
    "\\u0000", "\\x1b", "\x1b[31m", "\x00", "\r", "\ufeff", "\u202e", "\ud7ff", "\uffff", "🙂", "ก็", "ı",
    "http://[::1", "javascript:x", "//x", "../../../../etc/passwd", "msgid ", 'msgstr "', "msgstr[9] ",
    "nplurals=0", "plural=n%0", "plural=((((", "99999999999999999999", "-1", "1e999", "~", "null", "yes",
    "2024-02-30", "~~~", "<a href=x>", "&lt;", "&#0;", "<!-- check: ignore x -->",
]  # fmt: skip


def spoilt(raw: bytes, chance: random.Random) -> bytes:
    """A file's bytes with a few pieces put in, repeated, taken out or turned round."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(0, len(raw))
        stop = min(len(raw), start + chance.choice([0, 0, 1, 5, 50, 500]))
        piece = chance.choice(PIECES).encode("utf-8", "surrogatepass") * chance.choice([1, 1, 1, 2, 9, 300, 5000])
        kind = chance.randint(0, 4)
        if kind == 0:
            piece = raw[start:stop] * 3
        elif kind == 1:
            piece = bytes(chance.randint(0, 255) for _ in range(5))
        elif kind == 2:
            piece = b""
        raw = raw[:start] + piece + raw[stop:]
    return raw


def asked(root: Path) -> None:
    """Everything that is asked of files: the checks, every report, every page as shown."""
    try:
        playbook = load_playbook(root)
    except NotAPlaybook as error:
        json.loads(report.as_json(error.problems))
        return
    problems = check_playbook(playbook)
    json.loads(report.as_json(problems))
    json.loads(report.as_sarif(problems, {}, "1"))
    for text in (report.as_text(problems), report.as_github(problems)):
        text.encode("utf-8")
        assert not set(text) & set("\x00\x07\x1b\x7f\x9b\u202e")
    site = Site(playbook, "https://playbook.example/")
    for page in site.playbook.pages.values():
        page_content(site.topic_view(page, page.language))


@pytest.mark.timeout(36_000)
def test_any_spoilt_file_ends_in_words(tmp_path: Path) -> None:
    root = tmp_path / "playbook"
    shutil.copytree(BASE, root)
    chance = random.Random(os.environ.get("PLAYBOOK_SEED", "spoilt"))
    files = sorted(file for file in root.rglob("*") if file.suffix in {".md", ".yml", ".po"})
    for number in range(TRIES):
        file = chance.choice(files)
        raw = file.read_bytes()
        file.write_bytes(spoilt(raw, chance))
        start = time.process_time()
        try:
            asked(root)
            assert time.process_time() - start < SECONDS
        except Exception as error:
            kept = Path(os.environ.get("PLAYBOOK_FOUND", str(tmp_path))) / f"found-{number}-{file.name}"
            kept.write_bytes(file.read_bytes())
            raise AssertionError(
                f"try {number}: {file.relative_to(root)}: {error!r}; the file is kept in {kept}"
            ) from error
        file.write_bytes(raw)
