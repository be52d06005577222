"""`playbook check` against linkinator (npm) and html-proofer (Debian's ruby-html-proofer), in one run on one site.

    python -m benchmarks.bench_check [--site DIR]

Times are for whole commands, start and imports included: by the clock, which is what people wait for, and of the
processor, where other work on the machine counts less. Clock times mean something only on an idle machine: the load
before and after is printed with them. The least of five runs for ours, one for theirs (they take long). Ours use all
cores where that is faster, theirs mostly one. Python runs as installed programs do, with its modules compiled before.
Linkinator is found on the PATH or through the variable LINKINATOR; what is not installed is left out and said so.
Then the same at ten times the pages, to see whether the cost of a page grows.
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
    for name in ("docs", "locales", "taxonomy"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copy(ROOT / "mkdocs.yml", target)
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
    """Write ten copies of a site beside each other into a folder; returns the pages."""
    shutil.copytree(site, target)
    for number in range(1, COPIES):
        shutil.copytree(site, target / f"copy-{number}")
    return sum(1 for _ in target.rglob("*.html"))


def report(site: Path) -> str:
    """The measurements as lines of a table."""
    pages = sum(1 for _ in (ROOT / "docs").glob("*/*/*.md"))
    built = sum(1 for _ in site.rglob("*.html"))
    lines = [f"cores: {os.cpu_count()}, load before: {os.getloadavg()[0]:.1f}"]
    lines.append(f"{'':<36}{'clock':>16} {'processor':>10}   times ours by the clock (of the processor)")
    for command in (playbook("check"), playbook("check", "--site", str(site))):
        seconds(command, 1)  # compiles the modules
    source_time = seconds(playbook("check"), RUNS)
    site_time = seconds(playbook("check", "--site", str(site)), RUNS)
    lines.append(f"{'check of the source':<30}{pages:>6} pages {source_time}")
    lines.append(f"{'check of the built site':<30}{built:>6} pages {site_time}")
    for name, command in peers(site).items():
        theirs = seconds(command, 1, site.parent)
        ratios = f"source {theirs.over(source_time)}, site {theirs.over(site_time)}"
        lines.append(f"{name:<30}{built:>6} pages {theirs}   {ratios}")
    missing = {"linkinator", "html-proofer"} - peers(site).keys()
    lines += [f"{name:<30} not installed" for name in sorted(missing)]
    with tempfile.TemporaryDirectory() as folder:
        many = grow_source(Path(folder) / "source")
        large_source = seconds(playbook("--root", f"{folder}/source", "check", "--format", "json"), 1)
        many_built = grow_site(site, Path(folder) / "site")
        large_site = seconds(playbook("check", "--site", f"{folder}/site"), 1)
    lines.append(_growth("source", source_time, pages, large_source, many))
    lines.append(_growth("built site", site_time, built, large_site, many_built))
    return "\n".join([*lines, f"load after: {os.getloadavg()[0]:.1f}"])


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
