"""The site: a page from unsaved text, and the whole build, against the plain tools they stand on.

    python -m benchmarks.bench_site

- a page: its text is read and its content rendered, in a process that has the playbook; against Python-Markdown, which
  turns the same text into HTML and knows nothing of slots, cards, phrases and languages. Medians over all pages.
- the build: `playbook build` against `mkdocs build` of the same files with the theme as it comes. Processor seconds,
  the median of three runs of each in turn.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import markdown
import yaml

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


def processor(command: list[str]) -> float:
    """Processor seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=quiet)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def whole_build(playbook: Playbook, folder: Path) -> None:
    """All languages, with search and everything else, against the theme as it comes."""
    languages = [
        {"locale": code, "name": locale.name, "build": True, "default": code == REFERENCE}
        for code, locale in playbook.locales.items()
    ]
    plugins = [{"i18n": {"docs_structure": "folder", "languages": languages}}]
    theme = {"name": "material", "font": False}
    plain = {"site_name": "x", "docs_dir": str(ROOT / "docs"), "theme": theme, "plugins": plugins}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(plain), "utf-8")
    ours = [sys.executable, "-m", "playbook", "build", "--site-dir", str(folder / "ours")]
    theirs = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml"), "-d", str(folder / "x")]
    runs = [(processor(ours), processor(theirs)) for _ in range(TRIES)]
    mine, other = (statistics.median(column) for column in zip(*runs, strict=True))
    print(f"the build, {len(playbook.languages)} languages: {mine:.1f} s; plain {other:.1f} s; {other / mine:.1f} x")


if __name__ == "__main__":
    everything = load_playbook(ROOT)
    one_page(everything)
    with tempfile.TemporaryDirectory(prefix="bench-site-") as name:
        whole_build(everything, Path(name))
