"""Files that would stop the tools: each is read within its bounds or refused in words, with a report that is whole."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.checks.site._labour import readable_part
from playbook.files import UnreadableFile, read_bytes
from playbook.model.problem import Problem
from tests.conftest import ROOT
from tests.editing.conftest import small as small  # noqa: PLC0414 - a fixture

SECONDS, MEMORY = 40, 1024**3
"""What a command may take: many times what it needs, so that a busy machine fails no test; a bomb takes minutes."""
PAGE = "docs/fi/skills/patience.md"
GUIDE = "docs/en/guides/bomb.md"


def body(text: str) -> Callable[[Path], None]:
    """Put a text at the end of a page."""

    def put(root: Path) -> None:
        page = root / PAGE
        page.write_text(page.read_text("utf-8") + "\n" + text, "utf-8")

    return put


def file(path: str, content: str | bytes) -> Callable[[Path], None]:
    """Write a file anew."""

    def put(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())

    return put


def change(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Put another text for one that is there."""

    def put(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new, 1), "utf-8")

    return put


def pipe(path: str) -> Callable[[Path], None]:
    """A pipe in a file's place, at whose other end nobody stands."""

    def put(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).unlink(missing_ok=True)
        os.mkfifo(root / path)

    return put


def link(path: str, target: str) -> Callable[[Path], None]:
    """A symbolic link in a file's place."""

    def put(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).unlink(missing_ok=True)
        (root / path).symlink_to(target)

    return put


def keywords(root: Path) -> None:
    page = root / PAGE
    many = ", ".join(f"word{number}" for number in range(15_000))
    page.write_text(page.read_text("utf-8").replace("keywords:", f"keywords: [{many}]\nother:", 1), "utf-8")


BOMBS: dict[str, Callable[[Path], object]] = {
    "a slot of blanks": body("{{" + " " * 10_000),
    "headings": body("## Otsikko\n\n" * 12_000),
    "sentences on one line": body("Aa. " * 30_000),
    "keywords": keywords,
    "nested lists": body("\n".join("  " * level + "- x" for level in range(200))),
    "nested lists on one line": body("- " * 900 + "x"),
    "nested quotations": body(">" * 1_900 + " x"),
    "a wide table": body("|" * 900 + "\n" + "|-" * 900 + "\n" + "|\n" * 2_000),
    "many cells": body("|a" * 20 + "|\n" + "|-" * 20 + "|\n" + "|\n" * 2_500),
    "brackets": body("[" * 100_000),
    "backquotes": body(" ".join("`" * number for number in range(400))),
    "emphasis": body("*a **b " * 15_000),
    "open comments": body("<!-- " * 20_000),
    "one long paragraph": body("Sana toinen kolmas.\n" * 2_900),
    "a guide of quotations": file(GUIDE, "# Bomb\n\n" + ">" * 10_000 + " x\n"),
    "a guide of brackets": file(GUIDE, "# Bomb\n\n" + "[" * 2_000_000),
    "a guide with half an address": file(GUIDE, "# Bomb\n\n[x](http://[::1)\n"),
    "half an address": body("[x](http://[::1)\n\n![x](http://[::1)\n"),
    "a name of over 255 letters": body(f"[x](../{'a' * 300}.md) ![y]({'b' * 300}.png)"),
    "a name with a NUL": body("[x](../a%00b.md) ![y](a%00b.png)"),
    "a file of fifty megabytes": file(PAGE, b"a" * 50 * 1024 * 1024),
    "a catalogue of fifty megabytes": file("locales/fi/playbook.po", b'"' * 50 * 1024 * 1024),
    "deep YAML": file("taxonomy/glossary.yml", "[" * 3_000),
    "very deep YAML": file("taxonomy/glossary.yml", "[" * 500_000),
    "deep YAML of maps": file("taxonomy/glossary.yml", "{a: " * 400),
    "deep YAML by indent": file("taxonomy/glossary.yml", "".join(" " * n + "a:\n" for n in range(900))),
    "aliases": file("taxonomy/packs.yml", "a: &a [x, x]\nb: [*a, *a]\n"),
    "a plural that divides by nothing": change("locales/fi/playbook.po", "plural=(n != 1)", "plural=n%0"),
    "more plural forms than digits can be read": change(
        "locales/fi/playbook.po", "nplurals=2", "nplurals=" + "9" * 5_000
    ),
    "a number of more digits than can be read": body(f"Odota {'7' * 5_000} minuuttia, {'7' * 5_000}:10.\n"),
    "a plural beyond the forms": change("locales/fi/playbook.po", "plural=(n != 1)", "plural=n"),
    "a pipe as page": pipe(PAGE),
    "a pipe as catalogue": pipe("locales/fi/playbook.po"),
    "a pipe in the taxonomy": pipe("taxonomy/packs.yml"),
    "a pipe as picture": pipe("docs/en/skills/a.png"),
    "an endless device as page": link(PAGE, "/dev/zero"),
    "an endless device as picture": link("docs/en/skills/a.png", "/dev/zero"),
    "a link out of the tree": link(PAGE, "/etc/hostname"),
    "a link to itself": link(PAGE, "patience.md"),
    "a folder that is a loop": link("docs/en/skills/again", ".."),
    "a picture whose name is no text": lambda root: (root / os.fsdecode(b"docs/en/skills/a\xff.png")).write_bytes(b"x"),
    "a page whose name is no text": lambda root: (root / os.fsdecode(b"docs/en/skills/a\xff.md")).write_bytes(b"x"),
}


def bounded() -> None:
    """Let a command have no more memory than it may need."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY * 2, MEMORY * 2))


def command(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "playbook", "--root", str(root), *arguments]
    return subprocess.run(
        program, capture_output=True, text=True, check=False, timeout=SECONDS, preexec_fn=bounded, errors="strict"
    )


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_words(name: str, small: Path) -> None:
    BOMBS[name](small)
    done = command(small, "check", "--format", "json")
    assert done.returncode in {1, 2}, done.stderr
    assert "Traceback" not in done.stderr
    told = json.loads(done.stdout)
    assert told["count"] == len(told["problems"]) > 0


@pytest.mark.parametrize("name", ["a link out of the tree", "an endless device as page", "a folder that is a loop"])
def test_what_is_not_followed_is_named(name: str, small: Path) -> None:
    BOMBS[name](small)
    told = json.loads(command(small, "check", "--format", "json").stdout)
    assert any("symbolic link" in problem["message"] for problem in told["problems"])


def test_a_pipe_and_a_device_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path, tmp_path / "a\0b", tmp_path / ("a" * 300)):
        with pytest.raises(UnreadableFile):
            read_bytes(path)


def test_no_control_character_is_in_a_problem(small: Path) -> None:
    found = Problem("docs/\x1b[31m.md", 1, 1, "x", "a\x1b]0;t\x07b\u202ec", "d\x9b\udcff")
    for text in (found.path, found.message, found.hint, str(found)):
        assert text.replace("\n", "").isprintable() or "\ufffd" in text
        assert not set(text) & set("\x1b\x07\x9b\u202e\udcff")
    change(PAGE, "## ", "## \x1b[31m")(small)
    for form in ("text", "github", "json", "sarif"):
        done = command(small, "check", "--format", form)
        assert done.returncode == 1
        assert "\x1b" not in done.stdout + done.stderr
        assert "\\u001b" not in done.stdout


@pytest.mark.parametrize("sign", ["\x1b[31m", "\x1b]0;t\x07", "\x9b31m", "\x07", "\x90x\x9c"])
def test_no_text_commands_the_terminal(sign: str, small: Path) -> None:
    page, english = small / PAGE, small / PAGE.replace("/fi/", "/en/")
    for file in (page, english):
        file.write_text(file.read_text("utf-8") + f"\nTail {sign}.\n", "utf-8")
    article = small / "article.txt"
    article.write_text(f"Title {sign}\n\nA line {sign} of it.\n", "utf-8")
    for arguments in (
        ("diff", "patience", "fi"),
        ("status", "--all"),
        ("check",),
        ("check", "--fix", "--dry-run"),
        ("articles", "read", str(article), "-l", "en"),
    ):
        done = command(small, *arguments)
        assert "Traceback" not in done.stderr
        assert not set(done.stdout + done.stderr) & set(sign) & set("\x07\x1b\x90\x9b\x9c")


def test_a_folder_that_cannot_be_read_is_a_problem(small: Path) -> None:
    folder = small / "docs/fi/skills"
    folder.chmod(0)
    nobody = [] if os.geteuid() else ["setpriv", "--reuid=65534", "--clear-groups"]
    for above in (small, *small.parents):
        if above.owner() == "root" and len(above.parts) > 2 and not above.stat().st_mode & 0o005:
            above.chmod(above.stat().st_mode | 0o055)
    program = [*nobody, sys.executable, "-m", "playbook", "--root", str(small), "check", "--format", "json"]
    done = subprocess.run(program, capture_output=True, text=True, check=False, timeout=SECONDS)
    folder.chmod(0o755)
    assert done.returncode == 1, done.stderr
    told = [(problem["path"], problem["rule"]) for problem in json.loads(done.stdout)["problems"]]
    assert ("docs/fi/skills", "load") in told


LOGOS = {"a pipe": "pipe.png", "a device": "zero.png", "a file outside": "../outside.png", "no picture": "text.png"}


@pytest.mark.parametrize("name", LOGOS)
def test_a_logo_is_a_picture_beside_its_file(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    os.mkfifo(folder / "pipe.png")
    (folder / "zero.png").symlink_to("/dev/zero")
    (tmp_path / "outside.png").write_bytes(b"\x89PNG")
    (folder / "text.png").write_text("x", "utf-8")
    own = folder / "organisation.yml"
    own.write_text(f"logo: {LOGOS[name]}\nslots: []\n", "utf-8")
    done = command(
        ROOT, "pack", "first-day", "-l", "en", "--organisation", str(own), "--output", str(tmp_path / "x.pdf")
    )
    assert done.returncode in {1, 2}
    assert "logo" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_control_character_in_a_value_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "organisation.yml"
    own.write_text('slots:\n- {name: duty_manager, label: Duty manager, value: "Ann\\0Lee"}\n', "utf-8")
    done = command(
        ROOT, "pack", "first-day", "-l", "en", "--organisation", str(own), "--output", str(tmp_path / "x.pdf")
    )
    assert done.returncode in {1, 2}
    assert "control character (U+0000)" in done.stderr


BROKEN_HTML = {
    "nested": b"<div>\n" * 800_000,
    "ended by another": b"<div></x>" * 500_000,
    "opened anew": b"<div>" + b"".join(b"<b id=%d>" % number for number in range(10)) + b"</div>" + b"<p>x" * 1_000_000,
    "many attributes": b"<a x='>' " + b"".join(b"a%d " % number for number in range(600_000)) + b">",
    "out of a drawing": b"<svg><div></svg>" * 300_000,
    "a drawing's title": b"<svg><title><path/>" * 250_000,
    "closed by a slash": b"<x/>" * 1_000_000,
    "told of again and again": b"<img src=a.png>" * 300_000,
    "each told of": b"".join(b"<img src=a%d.png>\n" % number for number in range(200_000)),
}


@pytest.mark.parametrize("name", BROKEN_HTML)
def test_a_built_page_that_keeps_a_check_busy_is_read_as_far_as_it_goes(name: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(
        b'<html lang="en"><title>a</title><a href="nowhere/">b</a>' + BROKEN_HTML[name]
    )
    done = command(ROOT, "check", "--site", str(tmp_path), "--format", "json")
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "site-link" in {row["rule"] for row in json.loads(done.stdout)["problems"]}


def test_an_address_of_many_megabytes_in_a_site_map_is_told_of_in_few_words(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<html lang="en"><title>a</title>', "utf-8")
    address = "https://playbook.example/book/" + "ok/" * 10_000_000
    (tmp_path / "sitemap.xml").write_text(f"<urlset><url><loc>{address}</loc></url></urlset>", "utf-8")
    done = command(ROOT, "check", "--site", str(tmp_path), "--format", "json")
    assert done.returncode == 1, done.stderr
    assert len(done.stdout) < 50_000


ELEMENTS = st.sampled_from(["div", "b", "p", "li", "svg", "x-menu", "table", "a"])


@given(
    st.recursive(st.just("text < > / &"), lambda inner: st.tuples(ELEMENTS, st.lists(inner, max_size=4)), max_leaves=40)
)
def test_a_sound_page_is_read_whole(tree: object) -> None:
    def written(node: object) -> str:
        if isinstance(node, str):
            return f'<br><img src="a/">{node}<svg class="a/"><title>t</title><use href="b"/></svg>'
        name, inner = cast("tuple[str, list[object]]", node)
        return f"<{name} title='>'>{''.join(map(written, inner))}</{name}>"

    page = written(tree).encode() * 50
    assert readable_part(page) == page
