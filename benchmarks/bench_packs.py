"""Printed packs against WeasyPrint and headless Chromium: the complete playbook in each language, the same content.

    python -m benchmarks.bench_packs [--language th]

Each gets the same content as one HTML file or ready in memory, with the same fonts and paper, and makes a tagged PDF of
it: cover, contents, chapters, topics, page numbers in cross references, exercises, answers, forms, glossary, index,
running header, codes. Chromium cannot number the pages in contents, index and cross references.
Two figures for each language, in seconds by the clock, the best of three (of one for WeasyPrint):

- setting: ours and WeasyPrint in a process, without start and imports and with the playbook or the HTML read already;
  Chromium is a command, so its start counts here too;
- command: all of `playbook pack complete`, with start, imports and the reading of all files of the playbook,
  against the command of Chromium, which starts as well but reads one file made beforehand.

Then, unless languages are named, all packs in all languages, from nothing and after the change of one English page that
as many packs print as print any. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from timeit import timeit

from benchmarks.bench_check import copy_source
from benchmarks.pack_html import as_html
from playbook.model import Playbook, load_playbook
from playbook.packs.document import PackDocument, build_document
from playbook.packs.organisation import read_organisation
from playbook.packs.request import PackRequest
from playbook.packs.selection import select
from playbook.packs.shelf import BUILT_PACKS
from playbook.packs.typesetting import set_document

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
TRIES = 3
SITE = "https://playbook.example.org/"


def run(command: Sequence[str | Path]) -> tuple[float, float]:
    """(processor, clock) seconds of a command."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, check=True)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - started
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def prepared(playbook: Playbook, language: str) -> PackDocument:
    """The complete playbook in a language, ready to be set."""
    request = PackRequest("complete", (language,), site_url=SITE)
    who = read_organisation(playbook, None, {})
    return build_document(playbook, request, select(playbook, request), who)


def measure(playbook: Playbook, language: str, folder: Path) -> dict[str, float]:
    """What was measured to its seconds: our two ways, and each tool that is installed.

    They take turns, so that what else the computer does meets them all.
    """
    source = folder / "pack.html"
    source.write_text(as_html(prepared(playbook, language)), "utf-8")
    command = [BIN / "playbook", "pack", "complete", "--language", language, "--url", SITE, "-o", folder / "p.pdf"]
    ways = {
        # A process of its own for each try, as Typst remembers what it has set before.
        "setting": partial(own_time, [sys.executable, "-m", "benchmarks.bench_packs", "--only", language]),
        "command": lambda: run(command)[1],
    }
    if chromium := os.environ.get("PLAYBOOK_CHROMIUM") or shutil.which("chromium"):
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        printing = [chromium, *options, f"--print-to-pdf={folder / 'c.pdf'}", source.as_uri()]
        ways["Chromium"] = lambda: run(printing)[1]
    rounds = [{name: way() for name, way in ways.items()} for _ in range(TRIES)]
    times = {name: min(one[name] for one in rounds) for name in ways}
    if importlib.util.find_spec("weasyprint"):
        import weasyprint  # noqa: PLC0415 - one of two tools to compare with; neither need be there

        paper = weasyprint.HTML(filename=str(source))
        times["WeasyPrint"] = clock(lambda: paper.write_pdf(folder / "w.pdf", pdf_variant="pdf/ua-1"))
    return times


def own_time(command: Sequence[str]) -> float:
    """The seconds that a command says it took."""
    return float(subprocess.check_output(command, cwd=ROOT, text=True))


def clock(work: Callable[[], object]) -> float:
    """Seconds that some work takes, with Python's housekeeping."""
    return timeit(work, setup="import gc; gc.enable()", number=1)


def row(language: str, times: dict[str, float]) -> str:
    """A language's line: our seconds, and how many times longer each tool takes than our setting and our command."""
    setting, command = times.pop("setting"), times.pop("command")
    theirs = "".join(
        f"; {tool} {seconds:.2f} s ({seconds / setting:.1f}x the setting, {seconds / command:.1f}x the command)"
        for tool, seconds in times.items()
    )
    return f"{language}: playbook setting {setting:.2f} s, command {command:.2f} s{theirs}"


def main() -> None:
    """Print a table of times."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--language", action="append", help="only this language, and not all packs; may be repeated")
    parser.add_argument("--only", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    playbook = load_playbook(ROOT)
    if arguments.only:
        document = prepared(playbook, arguments.only)
        print(clock(lambda: set_document(document)))
        return
    for language in arguments.language or playbook.languages:
        with tempfile.TemporaryDirectory() as name:
            print(row(language, measure(playbook, language, Path(name))), flush=True)
    if not arguments.language:
        every_pack(playbook)


def every_pack(playbook: Playbook) -> None:
    """Print what all packs in all languages take, and what they take again when a page changed."""
    printed = Counter(topic for pack in playbook.packs.values() for topic in pack.topics)
    topic = max(playbook.taxonomy.topics(), key=lambda topic: printed[topic.id])
    with tempfile.TemporaryDirectory() as name:
        project = copy_source(Path(name))
        page = project / "docs/en" / topic.page_name
        for what in ("from nothing", f"after a change in {topic.id}, which {printed[topic.id]} of a language print"):
            processor, seconds = run([BIN / "playbook", "--root", project, "packs"])
            files = list((project / BUILT_PACKS).rglob("*.pdf"))
            size = sum(file.stat().st_size for file in files) / 1_000_000
            print(
                f"all {len(files)} packs, {what}: {seconds:.1f} s ({processor:.1f} s of all cores), {size:.1f} MB",
                flush=True,
            )
            page.write_text(f"{page.read_text('utf-8').rstrip()} Zzq.\n", "utf-8")


if __name__ == "__main__":
    main()
