"""The site: a page from unsaved text, and whole builds, against the plain tools that do the same.

    python -m benchmarks.bench_site

- a page: its text is read and its content rendered, in a process that has the playbook; against Python-Markdown, which
  turns the same text into HTML and knows nothing of slots, cards, phrases and languages. Medians over all pages.
- the build: `playbook build` against `mkdocs build` of the same pages with Material and static-i18n as they come; with
  nothing kept, not even compiled templates, after an edit of one page, and both at ten times the topics. The median
  by the clock and of the processor, of three runs of each in turn; one at ten times. By the clock it means something
  only on an idle machine.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import markdown
import yaml

from benchmarks.bench_check import as_installed, copy_source, grow_source
from playbook.model import REFERENCE, Page, Playbook, load_playbook
from playbook.model.page import heading_ids, read_page
from playbook.site import Site, page_content

ROOT = Path(__file__).parent.parent
TRIES = 3


def median_ms(work: Callable[[Page], object], pages: list[Page]) -> float:
    """How long the work takes on a page, in milliseconds: the median over all pages, after one round to warm up."""
    for page in pages[:20]:
        work(page)
    times = []
    for page in pages:
        started = time.perf_counter()
        work(page)
        times.append(time.perf_counter() - started)
    return 1000 * statistics.median(times)


def one_page(playbook: Playbook) -> None:
    """A page from unsaved text."""
    site = Site(playbook, "https://playbook.example/")
    headings = {code: heading_ids(playbook.taxonomy, locale) for code, locale in playbook.locales.items()}

    def ours(page: Page) -> object:
        read, _ = read_page(page.path, page.language, page.group, page.topic, page.text, headings[page.language])
        return page_content(site.topic_view(read, page.language)) if read else None

    pages = list(playbook.pages.values())
    plain = markdown.Markdown(extensions=["tables", "attr_list", "toc"])
    mine, theirs = median_ms(ours, pages), median_ms(lambda page: plain.reset().convert(page.body), pages)
    print(f"a page, read and rendered: {mine:.2f} ms; Python-Markdown {theirs:.2f} ms; {theirs / mine:.1f} x")


class Took(NamedTuple):
    """What a command took, in seconds by the clock and of the processor."""

    clock: float
    processor: float


def took(command: Sequence[str], folder: Path) -> Took:
    """Run a command in a folder."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    quiet = {**as_installed(), "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=quiet)
    after, ended = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    return Took(ended - started, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def middle(runs: Sequence[Took]) -> Took:
    """The median of each column."""
    return Took(*(statistics.median(column) for column in zip(*runs, strict=True)))


def plain_build(playbook: Playbook, project: Path, folder: Path) -> list[str]:
    """The command that builds the same pages with mkdocs, Material and static-i18n as they come."""
    languages = [
        {"locale": code, "name": locale.name, "build": True, "default": code == REFERENCE}
        for code, locale in playbook.locales.items()
    ]
    plugins = [{"i18n": {"docs_structure": "folder", "languages": languages}}]
    theme = {"name": "material", "font": False}
    plain = {"site_name": "x", "docs_dir": str(project / "docs"), "theme": theme, "plugins": plugins}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(plain), "utf-8")
    return [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "-q",
        "-f",
        str(folder / "mkdocs.yml"),
        "-d",
        str(folder / "plain"),
    ]


def forget(project: Path) -> None:
    """Keep nothing of earlier builds."""
    shutil.rmtree(project / ".cache", ignore_errors=True)
    for file in (ROOT / "scripts/playbook/site/__pycache__").glob("__jinja2_*"):
        file.unlink()


def edit(project: Path, language: str, number: int) -> None:
    """Another sentence on one page of a language."""
    page = project / f"docs/{language}/skills/empathy.md"
    page.write_text(f"{page.read_text('utf-8').rstrip()} Zzq {number}.\n", "utf-8")


def builds(project: Path, folder: Path, tries: int) -> None:
    """Whole builds of a project, and builds after an edit in each language, beside plain ones."""
    playbook = load_playbook(project)
    ours = [sys.executable, "-m", "playbook", "build", "--site-dir", str(folder / "ours")]
    theirs = plain_build(playbook, project, folder)
    plain, whole, edited = [], [], list[Took]()
    for number in range(tries):
        plain.append(took(theirs, project))
        forget(project)
        whole.append(took(ours, project))
        for language in playbook.languages:
            edit(project, language, number)
            edited.append(took(ours, project))
    other = middle(plain)
    print(
        f"{len(playbook.pages)} topic pages: plain {other.clock:.1f} s, processor {other.processor:.1f} s", flush=True
    )
    for name, runs in (("nothing kept", whole), ("after an edit of one page", edited)):
        mine = middle(runs)
        ratios = (
            f"{mine.clock / other.clock:.2f} x by the clock, {mine.processor / other.processor:.2f} x of the processor"
        )
        print(f"  {name}: {mine.clock:.1f} s, processor {mine.processor:.1f} s; {ratios}", flush=True)


def main() -> None:
    """Everything, one after the other."""
    one_page(load_playbook(ROOT))
    with tempfile.TemporaryDirectory(prefix="bench-site-") as name:
        folder = Path(name)
        builds(copy_source(folder / "today"), folder, TRIES)
        grow_source(folder / "grown")
        builds(folder / "grown", folder, 1)


if __name__ == "__main__":
    main()
