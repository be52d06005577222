"""`playbook check` against linkinator (npm) and html-proofer (Debian's ruby-html-proofer), in one run on one site.

    python -m benchmarks.bench_check [--site DIR]

Times are seconds of the processor for whole commands, start and imports included, as other work on the machine then
does not count; the least of three runs for ours, one for theirs (they take long). All of them mostly use one core.
Linkinator is found on the PATH or through the variable LINKINATOR; what is not installed is left out and said so.
Then the same at ten times the pages, to see whether the cost of a page grows.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parent.parent
COPIES = 10
_LINK = re.compile(r"\]\((?:\.\./([a-z]+)/)?([a-z-]+)\.md")


def seconds(command: Sequence[str], runs: int, folder: Path = ROOT) -> float:
    """The least processor time of a command over some runs; its output and exit code do not matter here."""
    best = float("inf")
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=folder, capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


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
    source_time = seconds(playbook("check"), 3)
    site_time = seconds(playbook("check", "--site", str(site)), 3)
    lines = [f"{'check of the source':<30}{pages:>6} pages {source_time:>8.2f} s"]
    lines.append(f"{'check of the built site':<30}{built:>6} pages {site_time:>8.2f} s")
    for name, command in peers(site).items():
        theirs = seconds(command, 1, site.parent)
        ratios = f"{theirs / source_time:.0f} and {theirs / site_time:.0f} times ours"
        lines.append(f"{name:<30}{built:>6} pages {theirs:>8.2f} s   {ratios}")
    missing = {"linkinator", "html-proofer"} - peers(site).keys()
    lines += [f"{name:<30} not installed" for name in sorted(missing)]
    with tempfile.TemporaryDirectory() as folder:
        many = grow_source(Path(folder) / "source")
        large_source = seconds(playbook("--root", f"{folder}/source", "check", "--format", "json"), 1)
        many_built = grow_site(site, Path(folder) / "site")
        large_site = seconds(playbook("check", "--site", f"{folder}/site"), 1)
    lines.append(_growth("source", source_time, pages, large_source, many))
    lines.append(_growth("built site", site_time, built, large_site, many_built))
    return "\n".join(lines)


def _growth(name: str, small: float, few: int, large: float, many: int) -> str:
    before, after = 1000 * small / few, 1000 * large / many
    return f"{name}, {many} pages: {large:.2f} s; a page costs {before:.2f} ms at {few} and {after:.2f} ms at {many}"


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
