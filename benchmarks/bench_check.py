"""`playbook check` against linkinator (npm) and html-proofer (Debian's ruby-html-proofer), in one run on one site.

    python -m benchmarks.bench_check [--site DIR]

Times are for whole commands, start and imports included: by the clock, which is what people wait for, and of the
processor, where other work on the machine counts less. Clock times mean something only on an idle machine: the load
before and after is printed with them. The least of five runs for ours (three at ten times the pages), one for theirs,
as they take long. Ours use all cores where that is faster, theirs mostly one. Python runs as installed programs do,
with its modules compiled before.
Linkinator is found on the PATH or through the variable LINKINATOR; what is not installed is left out and said so.
The source is checked three times over: with nothing remembered, as in a fresh clone; after an edit of one English page
and of its five translations; and with nothing changed. Then the first of these and the site at ten times the pages, to
see whether the cost of a page grows.
"""

from __future__ import annotations

import argparse
import atexit
import os
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

ROOT = Path(__file__).parent.parent
COPIES = 10
RUNS = 5
LARGE_RUNS = 3
_CANONICAL = re.compile(r'rel="?canonical"? href="?([^" >]+)')
_LINK = re.compile(r"\]\((?:\.\./([a-z]+)/)?([a-z-]+)\.md")


@dataclass(frozen=True)
class Seconds:
    """What a command took, by the clock and of the processor."""

    clock: float
    processor: float

    def __str__(self) -> str:
        """Both, as columns of the table."""
        return f"{self.clock:>8.2f} s {self.processor:>8.2f} s"

    def over(self, ours: Seconds) -> str:
        """How many times as long as ours this is, by both."""
        return f"{self.clock / ours.clock:.0f} ({self.processor / ours.processor:.0f})"


def seconds(command: Sequence[str], runs: int, folder: Path = ROOT) -> Seconds:
    """The least times of a command over some runs; its output and exit code do not matter here."""
    clock = processor = float("inf")
    for _ in range(runs):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, cwd=folder, capture_output=True, check=False, env=_environment())
        clock = min(clock, time.perf_counter() - start)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        processor = min(processor, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return Seconds(clock, processor)


@cache
def _environment() -> dict[str, str]:
    """Ours, but with compiled modules kept, in a folder that goes with this process."""
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


def seconds_after_edits(root: Path) -> Seconds:
    """The least times of a check after an edit of one topic in every language, over some edits."""
    topics = [page for page in sorted((root / "docs" / "en").glob("*/*.md")) if page.parent.name != "guides"][:RUNS]
    found = []
    for topic in topics:
        for page in (root / "docs").glob(f"*/{topic.parent.name}/{topic.name}"):
            page.write_text(page.read_text("utf-8") + "\n<!-- a word to translators -->\n", "utf-8")
        found.append(seconds(playbook("--root", str(root), "check"), 1))
    return Seconds(min(row.clock for row in found), min(row.processor for row in found))


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
        f"cores: {os.cpu_count()}, load before: {os.getloadavg()[0]:.1f}",
        f"{'':<44}{'clock':>10} {'processor':>10}",
    ]
    with tempfile.TemporaryDirectory() as folder:
        source = copy_source(Path(folder) / "source")
        ours = measure_ours(source, site)
        many = grow_source(Path(folder) / "large-source")
        large_source = seconds(
            playbook("--root", f"{folder}/large-source", "check", "--fresh", "--format", "json"), LARGE_RUNS
        )
        many_built = grow_site(site, Path(folder) / "large-site")
        large_site = seconds(playbook("check", "--site", f"{folder}/large-site"), LARGE_RUNS)
    lines += [f"{name:<30}{built if name == SITE else pages:>6} pages {times}" for name, times in ours.items()]
    for name, command in peers(site).items():
        theirs = seconds(command, 1, site.parent)
        lines.append(f"{name:<30}{built:>6} pages {theirs}   times ours by the clock (of the processor):")
        lines += [f"{'':<30}{of}: {theirs.over(times)}" for of, times in ours.items()]
    missing = {"linkinator", "html-proofer"} - peers(site).keys()
    lines += [f"{name:<30} not installed" for name in sorted(missing)]
    lines.append(_growth("source", ours[FIRST], pages, large_source, many))
    lines.append(_growth("built site", ours[SITE], built, large_site, many_built))
    return "\n".join([*lines, f"load after: {os.getloadavg()[0]:.1f}"])


FIRST, EDITED, SAME, SITE = (
    "source, nothing remembered",
    "source, a topic edited",
    "source, nothing changed",
    "built site",
)


def measure_ours(source: Path, site: Path) -> dict[str, Seconds]:
    """What is measured of ours to the times it takes."""
    check = playbook("--root", str(source), "check")
    for command in (check, playbook("check", "--site", str(site))):
        seconds(command, 1)  # compiles the modules
    return {
        FIRST: seconds([*check, "--fresh"], RUNS),
        EDITED: seconds_after_edits(source),
        SAME: seconds(check, RUNS),
        SITE: seconds(playbook("check", "--site", str(site)), RUNS),
    }


def _growth(name: str, small: Seconds, few: int, large: Seconds, many: int) -> str:
    before, after = 1000 * small.processor / few, 1000 * large.processor / many
    costs = f"a page costs {before:.2f} ms of the processor at {few} and {after:.2f} ms at {many}"
    return f"{name}, {many} pages: {large.clock:.2f} s by the clock, {large.processor:.2f} s of the processor; {costs}"


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
