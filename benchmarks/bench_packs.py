"""Printed packs against WeasyPrint and headless Chromium: the complete playbook in each language, the same content.

    python -m benchmarks.bench_packs [--language th] [--all]

Times are seconds for whole commands, start and imports included: of the processor (other work on the machine does not
count) and by the clock. The others get the same topics, exercises, answers, forms, glossary and index as one HTML file
with the same fonts and paper; that file is made outside their time. WeasyPrint writes PDF/UA as ours does; Chromium
tags too, but cannot number the pages in a contents list. `--all` adds every pack in every language in one command.
"""

from __future__ import annotations

import argparse
import html
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from playbook.model import load_playbook
from playbook.packs.document import build_document
from playbook.packs.organisation import read_organisation
from playbook.packs.request import PackRequest
from playbook.packs.selection import select

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
STYLE = """
@page { size: A4; margin: 25mm 23mm; @bottom-right { content: counter(page) " / " counter(pages); } }
body { font: 12pt/1.45 "Noto Sans", "Noto Sans Thai", sans-serif; hyphens: auto; }
h1, h2 { break-before: page; } h1, h2, h3, h4 { break-after: avoid; }
table { width: 100%; border-collapse: collapse; } td, th { border-bottom: 0.4pt solid #999; padding: 2mm; }
.now { background: #f0f0f0; border-left: 5pt solid #14514b; padding: 0 4mm; }
.toc a::after { content: leader(".") target-counter(attr(href), page); }
"""


def run(command: Sequence[str | Path]) -> tuple[float, float]:
    """(processor, clock) seconds of a command."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, check=True)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - started
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def inline(runs: list[dict[str, Any]]) -> str:
    """Inline text as HTML."""
    parts = []
    for piece in runs:
        if "to" in piece:
            parts.append(f' (<a href="#{piece["to"]}">p.</a>)')
        elif "gap" in piece:
            parts.append(f"<u>{html.escape(piece['gap'])}</u>")
        else:
            text = html.escape(piece["t"])
            parts.append(f"<strong>{text}</strong>" if piece.get("b") else text)
    return "".join(parts)


def unit(piece: dict[str, Any]) -> str:
    """One unit of a topic as HTML."""
    kind = piece["k"]
    if kind in {"heading", "subheading"}:
        return f"<h3>{html.escape(piece['text'])}</h3>"
    if kind == "item":
        return f"<ul><li>{inline(piece['runs'])}</li></ul>"
    if kind == "phrase":
        return f"<table><tr><td>{inline(piece['say'])}</td><td>{inline(piece['avoid'])}</td></tr></table>"
    if kind in {"card", "scene"}:
        title = f"<h4>{html.escape(piece['title'])}</h4>" if kind == "scene" else ""
        return f"<div>{title}{''.join(f'<p>{inline(runs)}</p>' for runs in piece['paras'])}</div>"
    return f"<p>{inline(piece['runs'])}</p>"


def page(data: dict[str, Any]) -> Iterator[str]:
    """The whole pack as one HTML page."""
    word, topics = data["words"][0], data["topics"]
    yield f'<!doctype html><html lang="{data["languages"][0]["code"]}"><meta charset="utf-8">'
    yield f"<title>{html.escape(data['title'][0])}</title><style>{STYLE}</style><body><h1>{data['title'][0]}</h1>"
    rows = (f'<li><a href="#{name}">{html.escape(row["titles"][0])}</a>' for name, row in topics.items())
    yield f'<h2>{word["contents"]}</h2><ol class="toc">{"".join(rows)}</ol>'
    for name, topic in topics.items():
        yield f'<h2 id="{name}">{html.escape(topic["titles"][0])}</h2>' + "".join(map(unit, topic["units"][0]))
    yield f"<h2>{word['answers']}</h2>"
    for topic in topics.values():
        for piece in topic["units"][0]:
            yield "".join(f"<p>{inline(runs)}</p>" for runs in piece.get("answer", ()))
    lines = "".join(f"<tr><td>{html.escape(row['titles'][0])}<td><td><td></tr>" for row in topics.values())
    yield f"<h2>{word['checklist']}</h2><table>{lines}</table><h2>{word['glossary']}</h2>"
    yield "".join(
        f"<p><b>{html.escape(row['terms'][0])}</b> {html.escape(row['definitions'][0])}" for row in data["glossary"]
    )
    yield f"<h2>{word['index']}</h2>" + "".join(f"<p>{html.escape(row['t'])}" for row in data["index"][0])


def content(language: str) -> str:
    """The complete playbook in a language as HTML."""
    playbook = load_playbook(ROOT)
    request = PackRequest("complete", (language,))
    who = read_organisation(playbook, None, {})
    return "\n".join(page(build_document(playbook, request, select(playbook, request), who).data))


def contenders(source: Path, folder: Path, language: str) -> Iterator[tuple[str, list[str | Path]]]:
    """The commands that make the pack."""
    yield "playbook", [BIN / "playbook", "pack", "complete", "-l", language, "-o", folder / "ours.pdf"]
    if (BIN / "weasyprint").exists():
        yield "WeasyPrint", [BIN / "weasyprint", "--pdf-variant", "pdf/ua-1", source, folder / "weasyprint.pdf"]
    chromium = os.environ.get("PLAYBOOK_CHROMIUM") or shutil.which("chromium")
    if chromium:
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--disable-extensions"]
        yield "Chromium", [chromium, *options, f"--print-to-pdf={folder / 'chromium.pdf'}", source.as_uri()]


def main() -> None:
    """Print a table of times."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--language", action="append")
    parser.add_argument("--all", action="store_true", help="also every pack in every language")
    arguments = parser.parse_args()
    print(f"{'':10}{'':12}{'processor':>10}{'clock':>8}{'slower':>8}")
    for language in arguments.language or load_playbook(ROOT).languages:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            source = folder / "pack.html"
            source.write_text(content(language), "utf-8")
            ours = 0.0
            for tool, command in contenders(source, folder, language):
                processor, clock = min(run(command) for _ in range(1 if tool == "WeasyPrint" else 2))
                ours = ours or processor
                print(f"{language:10}{tool:12}{processor:9.2f}s{clock:7.2f}s{processor / ours:7.1f}x", flush=True)
    if arguments.all:
        with tempfile.TemporaryDirectory() as name:
            processor, clock = run([BIN / "playbook", "packs", "-o", name])
            files = list(Path(name).rglob("*.pdf"))
            size = sum(file.stat().st_size for file in files) / 1_000_000
            print(f"all {len(files)} packs: {processor:.1f} s of the processor, {clock:.1f} s, {size:.1f} MB")


if __name__ == "__main__":
    main()
