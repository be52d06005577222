"""`playbook check` against linkinator (npm) and html-proofer (Debian's ruby-html-proofer), in one run on one site.

    python -m benchmarks.bench_check [--site DIR]

Times are for whole commands, start and imports included: by the clock, which is what people wait for, and of the
processor, where other work on the machine counts less. Of several runs the median stands beside the least: ten for
ours (three at ten times the pages), one for theirs, as they take long. Clock times mean something only on an idle
machine: the load before and after is printed with them. Ours is one process; Python runs as installed programs do, with
its modules compiled before.
Linkinator is found on the PATH or through the variable LINKINATOR; what is not installed is left out and said so.
The source is checked as in a fresh clone, for there is no other way; beside it stands what one edited page takes in a
process that has read the playbook. Then the source and the site at ten times the pages, to see whether a page costs
more.
"""

from __future__ import annotations

import argparse
import atexit
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from statistics import median

from playbook.checks import Checker
from playbook.model import load_playbook

ROOT = Path(__file__).parent.parent
COPIES = 10
RUNS = 10
EDITS = 40
LARGE_RUNS = 3
_CANONICAL = re.compile(r'rel="?canonical"? href="?([^" >]+)')
_LINK = re.compile(r"\]\((?:\.\./([a-z]+)/)?([a-z-]+)\.md")


@dataclass(frozen=True)
class Times:
    """What several runs took: seconds by the clock, and of the processor, the least first."""

    clock: tuple[float, ...]
    processor: tuple[float, ...]

    def __str__(self) -> str:
        """Median and least of both, as columns of the table."""
        return "".join(f"{median(times):>8.3f} ({times[0]:.3f}) s" for times in (self.clock, self.processor))

    def over(self, ours: Times) -> str:
        """How many times as long as ours this is, by the medians of both."""
        clock, processor = median(self.clock) / median(ours.clock), median(self.processor) / median(ours.processor)
        return f"{clock:.0f} ({processor:.0f})"


def timed(command: Sequence[str], runs: int, folder: Path = ROOT) -> Times:
    """What a command takes over some runs; its output and exit code do not matter here."""
    clock, processor = [], []
    for _ in range(runs):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, cwd=folder, capture_output=True, check=False, env=as_installed())
        clock.append(time.perf_counter() - start)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        processor.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return Times(tuple(sorted(clock)), tuple(sorted(processor)))


@cache
def as_installed() -> dict[str, str]:
    """Our environment, but with compiled modules kept, in a folder that goes with this process."""
    folder = tempfile.mkdtemp(prefix="compiled-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**own, "PYTHONPYCACHEPREFIX": folder}


def copy_source(target: Path) -> Path:
    """Copy what editors write into a folder; returns the folder."""
    for name in ("docs", "locales", "taxonomy"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


def timed_edits(root: Path) -> Times:
    """What it takes to judge a page again after an edit, for some pages, in a process that has read the playbook."""
    checker = Checker(load_playbook(root))
    checker.problems()
    clock, processor = [], []
    for page in random.Random(0).sample(sorted(checker.playbook.pages.values(), key=lambda page: page.path), EDITS):
        start, before = time.perf_counter(), time.process_time()
        checker.edited(page.path, f"{page.text}\n<!-- a word to translators -->\n").of_page(page.path)
        clock.append(time.perf_counter() - start)
        processor.append(time.process_time() - before)
    return Times(tuple(sorted(clock)), tuple(sorted(processor)))


def playbook(*arguments: str) -> list[str]:
    """The playbook command as it is installed beside this Python."""
    return [str(Path(sys.executable).parent / "playbook"), *arguments]


def peers(site: Path) -> dict[str, list[str]]:
    """The other checkers that are installed, told to look at what ours looks at: links, anchors, images, files."""
    found = {}
    linkinator = os.environ.get("LINKINATOR") or shutil.which("linkinator")
    if linkinator:
        options = ["--recurse", "--check-fragments", "--check-css", "--skip", r"^https?://(?!localhost)"]
        found["linkinator"] = [linkinator, str(site), *options]
    proofer = shutil.which("htmlproofer")
    if proofer:
        found["html-proofer"] = [proofer, "--disable-external", str(site)]
    return found


def grow_source(target: Path) -> int:
    """Write a playbook of ten times the topics into a folder; returns its pages."""
    copy_source(target)
    topics = (ROOT / "taxonomy" / "topics.yml").read_text("utf-8")
    before, rest = topics.split("groups:\n", 1)
    rows, after = rest.split("\nrelations:", 1)
    pages = [file for file in (ROOT / "docs").glob("*/*/*.md") if file.parent.name != "guides"]
    grown = rows
    for number in range(1, COPIES):
        copy = re.sub(r"(?<=id: )([a-z-]+)", rf"\1-{number}", rows)
        copy = re.sub(r"\[([a-z, -]+)\]", partial(_renamed, number=number), copy)
        grown += "\n" + re.sub(r"sources: \[[^\]]*\]", "sources: []", copy)
        for file in pages:
            path = target / "docs" / file.parts[-3] / f"{file.parts[-2]}-{number}" / f"{file.stem}-{number}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_LINK.sub(partial(_relinked, number=number), file.read_text("utf-8")), "utf-8")
    (target / "taxonomy" / "topics.yml").write_text(f"{before}groups:\n{grown}\nrelations:{after}", "utf-8")
    return len(pages) * COPIES


def _renamed(match: re.Match[str], number: int) -> str:
    return "[" + ", ".join(f"{name.strip()}-{number}" for name in match[1].split(",")) + "]"


def _relinked(match: re.Match[str], number: int) -> str:
    folder = f"../{match[1]}-{number}/" if match[1] else ""
    return f"]({folder}{match[2]}-{number}.md"


def grow_site(site: Path, target: Path) -> int:
    """Write ten copies of a site beside each other into a folder, each as sound as the site; returns the pages."""
    shutil.copytree(site, target)
    found = _CANONICAL.search((site / "index.html").read_text("utf-8"))
    address = found[1] if found else "https://playbook.example/"
    listed = (site / "sitemap.xml").read_text("utf-8")
    entries = listed[listed.index("<url>") : listed.rindex("</urlset>")]
    for number in range(1, COPIES):
        shutil.copytree(site, target / f"copy-{number}")
        for page in (target / f"copy-{number}").rglob("*.html"):
            text = page.read_text("utf-8").replace(address, f"{address}copy-{number}/")
            page.write_text(text.replace("<title>", f"<title>{number} ", 1), "utf-8")
    more = "".join(entries.replace(address, f"{address}copy-{number}/") for number in range(1, COPIES))
    (target / "sitemap.xml").write_text(listed.replace("</urlset>", f"{more}</urlset>"), "utf-8")
    return sum(1 for _ in target.rglob("*.html"))


def report(site: Path) -> str:
    """The measurements as lines of a table."""
    pages = sum(1 for _ in (ROOT / "docs").glob("*/*/*.md"))
    built = sum(1 for _ in site.rglob("*.html"))
    lines = [
        f"cores: {os.cpu_count()}, load before: {os.getloadavg()[0]:.1f}; medians, and in brackets the least",
        f"{'':<38}{'clock':>18}{'processor':>18}",
    ]
    with tempfile.TemporaryDirectory() as folder:
        source = copy_source(Path(folder) / "source")
        ours = measure_ours(source, site)
        many = grow_source(Path(folder) / "large-source")
        large_source = timed(playbook("--root", f"{folder}/large-source", "check", "--format", "json"), LARGE_RUNS)
        many_built = grow_site(site, Path(folder) / "large-site")
        large_site = timed(playbook("check", "--site", f"{folder}/large-site"), LARGE_RUNS)
    lines += [f"{name:<26}{_pages(name, pages, built):>6} pages{times}" for name, times in ours.items()]
    for name, command in peers(site).items():
        theirs = timed(command, 1, site.parent)
        lines.append(f"{name:<26}{built:>6} pages{theirs}   times ours by the clock (of the processor):")
        lines += [f"{'':<26}{of}: {theirs.over(times)}" for of, times in ours.items()]
    missing = {"linkinator", "html-proofer"} - peers(site).keys()
    lines += [f"{name:<26} not installed" for name in sorted(missing)]
    lines.append(_growth("source", ours[SOURCE], pages, large_source, many))
    lines.append(_growth("built site", ours[SITE], built, large_site, many_built))
    return "\n".join([*lines, f"load after: {os.getloadavg()[0]:.1f}"])


SOURCE, PAGE, SITE = "source", "edited page, kept in mind", "built site"


def _pages(name: str, pages: int, built: int) -> int:
    return {SOURCE: pages, PAGE: 1, SITE: built}[name]


def measure_ours(source: Path, site: Path) -> dict[str, Times]:
    """What is measured of ours to the times it takes."""
    check, check_site = playbook("--root", str(source), "check"), playbook("check", "--site", str(site))
    for command in (check, check_site):
        timed(command, 1)  # compiles the modules
    return {SOURCE: timed(check, RUNS), PAGE: timed_edits(source), SITE: timed(check_site, RUNS)}


def _growth(name: str, small: Times, few: int, large: Times, many: int) -> str:
    before, after = 1000 * median(small.processor) / few, 1000 * median(large.processor) / many
    costs = f"a page costs {before:.2f} ms of the processor at {few} and {after:.2f} ms at {many}"
    took = f"{median(large.clock):.2f} s by the clock, {median(large.processor):.2f} s of the processor"
    return f"{name}, {many} pages: {took}; {costs}"


def main() -> None:
    """Print the table; the site is built first if it is not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="a built site (default: site/)")
    site = parser.parse_args().site.resolve()
    if not (site / "index.html").is_file():
        subprocess.run(playbook("build"), cwd=ROOT, check=True)
    print(report(site))


if __name__ == "__main__":
    main()
