"""The preview: from saving a page until a browser shows it, against `mkdocs serve` with the theme as it comes.

    python -m benchmarks.bench_preview

A page is saved in each language in turn, while Chromium has it open; measured is until the saved words stand on the
page that was loaded anew. Then the same at ten times the pages. mkdocs builds everything anew for each of them, so it
is measured once, at today's pages, until its server answers with the saved words.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import yaml
from playwright.sync_api import Page, sync_playwright
from tests.serving import HOST, free_port, serving

from benchmarks.bench_check import copy_source, grow_source
from playbook.model import REFERENCE, load_playbook
from playbook.shown.addresses import page_address

TOPIC = "customers/angry-customer.md"
ROUNDS = 3


def until_shown(file: Path, is_shown: Callable[[str], object]) -> float:
    """Seconds from saving a page with a new line until it is shown; `is_shown` waits for that line."""
    text, line = file.read_text("utf-8"), f"saved at {time.time_ns()}"
    changed = text.replace("\n## ", f"\n{line}\n\n## ", 1)
    started = time.perf_counter()
    file.write_text(changed, "utf-8")
    is_shown(line)
    seconds = time.perf_counter() - started
    file.write_text(text, "utf-8")
    return seconds


def ours(project: Path, languages: Sequence[str], page: Page) -> dict[str, float]:
    """The median of a few rounds in each language, in seconds."""
    found = {}
    with serving(project) as server:
        for language in languages:
            page.goto(server.url + page_address(language, TOPIC))
            file, times = project / "docs" / language / TOPIC, []
            for _ in range(ROUNDS):
                times.append(until_shown(file, lambda line: page.get_by_text(line).wait_for(timeout=60_000)))
                time.sleep(3)  # the page as it was is shown again, and the checks have had their say
            found[language] = statistics.median(times)
    return found


def plain(project: Path, languages: Sequence[str]) -> float:
    """The same with mkdocs, once, in seconds."""
    rows = [{"locale": code, "name": code, "build": True, "default": code == REFERENCE} for code in languages]
    settings = {
        "site_name": "x",
        "theme": {"name": "material", "font": False},
        "plugins": [{"i18n": {"docs_structure": "folder", "languages": rows}}],
    }
    (project / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    address = f"{HOST}:{free_port()}"
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "--livereload", "-a", address]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}

    def is_shown(line: str) -> None:
        while line not in _text(f"http://{address}/{page_address(REFERENCE, TOPIC)}"):
            time.sleep(0.02)

    with subprocess.Popen(command, cwd=project, env=quiet, stderr=subprocess.DEVNULL) as server:
        try:
            is_shown("</html>")
            return until_shown(project / "docs" / REFERENCE / TOPIC, is_shown)
        finally:
            server.terminate()


def _text(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=120) as answer:
            return str(answer.read().decode("utf-8"))
    except (urllib.error.URLError, ConnectionError):
        return ""


def main() -> None:
    """Print the seconds."""
    executable = os.environ.get("PLAYBOOK_CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory(prefix="bench-preview-") as name, sync_playwright() as playwright:
        small, large = Path(name) / "small", Path(name) / "large"
        copy_source(small)
        pages = len(load_playbook(small).pages)
        languages = load_playbook(small).languages
        page = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"]).new_page()
        mine = ours(small, languages, page)
        print(f"{pages} pages, a save until it is shown: {_row(mine)}")
        if find_spec("mkdocs"):
            theirs = plain(small, languages)
            print(f"  mkdocs serve: {theirs:.2f} s; {theirs / max(mine.values()):.1f} x the slowest of these")
        else:
            print("  mkdocs is not installed; it is left out")
        print(f"{grow_source(large)} pages: {_row(ours(large, languages, page))}")


def _row(times: dict[str, float]) -> str:
    return ", ".join(f"{language} {seconds:.2f} s" for language, seconds in times.items())


if __name__ == "__main__":
    main()
