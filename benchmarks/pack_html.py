"""The complete playbook as one HTML page, for the tools that packs are compared with."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import segno

from playbook.packs.document import PackDocument

LINES = 5
"""To write on, for each exercise."""
STYLE = """
@page { size: A4; margin: 20mm 16mm 17mm 19mm;
  @top-left { content: string(pack); font-size: 9pt; } @top-right { content: string(chapter); font-size: 9pt; }
  @bottom-left { content: "VERSION"; font-size: 8.5pt; }
  @bottom-right { content: counter(page) " / " counter(pages); font-size: 8.5pt; } }
body { font: 10pt/1.3 "Noto Sans", "Noto Sans Thai", sans-serif; hyphens: auto; }
h1 { string-set: chapter content(); } .cover { string-set: pack content(); }
h1, h2 { break-before: page; } h1, h2, h3, h4, th { break-after: avoid; }
table { width: 100%; border-collapse: collapse; } td, th { border-bottom: 0.4pt solid #999; padding: 2mm; width: 50%; }
th { background: #14514b; color: #fff; text-align: left; } .card { border: 1pt solid; padding: 3mm; }
.now { background: #f0f0f0; border-left: 5pt solid #14514b; padding: 0 4mm; }
.scene { border-left: 1.5pt solid #777; padding-left: 3mm; break-inside: avoid; }
.line { border-bottom: 0.4pt solid #999; height: 7mm; }
.steps, .mistakes, .escalate, .answers, .glossary { columns: 2; }
.toc a::after { content: leader(".") target-counter(attr(href), page); }
.page::after { content: target-counter(attr(href), page); } .index { columns: 2; font-size: 10pt; }
"""


def inline(runs: list[dict[str, Any]]) -> str:
    """Inline text as HTML."""
    parts = []
    for piece in runs:
        if "to" in piece:
            parts.append(f' (<a class="page" href="#{piece["to"]}">p. </a>)')
        elif "gap" in piece:
            parts.append(f"<u>{html.escape(piece['gap'])}</u>")
        else:
            text = html.escape(piece["t"])
            parts.append(f"<strong>{text}</strong>" if piece.get("b") else text)
    return "".join(parts)


def unit(piece: dict[str, Any]) -> str:
    """One unit of a topic as HTML, lists and tables without their frame."""
    kind = piece["k"]
    if kind in {"heading", "subheading"}:
        return f"<h3>{html.escape(piece['text'])}</h3>"
    if kind == "item":
        return f"<li>{inline(piece['runs'])}</li>"
    if kind == "phrase":
        return f"<tr><td>{inline(piece['say'])}</td><td>{inline(piece['avoid'])}</td></tr>"
    if kind == "card":
        return f'<div class="card">{"".join(f"<p>{inline(runs)}</p>" for runs in piece["paras"])}</div>'
    if kind == "scene":
        number, title = piece["number"], html.escape(piece["title"])
        text = "".join(f"<p>{inline(runs)}</p>" for runs in piece["paras"]) + '<div class="line"></div>' * LINES
        answer = f'<a class="page" href="#answer-{number}">p. </a>'
        return f'<div class="scene" id="scene-{number}"><h4>{number} {title}</h4>{text}{answer}</div>'
    return f"<p>{inline(piece['runs'])}</p>"


def units(topic: dict[str, Any], columns: list[str]) -> Iterator[str]:
    """The units of a topic, lists and tables framed."""
    head = "".join(f"<th>{html.escape(column)}</th>" for column in columns)
    frames = {"item0": ("<ul>", "</ul>"), "item1": ("<ol>", "</ol>"), "phrase": (f"<table><tr>{head}</tr>", "</table>")}
    for name, pieces in groupby(topic["units"][0], key=lambda piece: piece["s"]):
        yield f'<section class="{name}">'
        kinds = groupby(
            pieces, key=lambda piece: piece["k"] + (str(min(piece["n"], 1)) if piece["k"] == "item" else "")
        )
        for kind, group in kinds:
            opening, closing = frames.get(kind, ("", ""))
            yield opening + "".join(map(unit, group)) + closing
        yield "</section>"


def page(data: dict[str, Any], codes: dict[str, str]) -> Iterator[str]:
    """The whole pack as one HTML page."""
    word, topics = data["words"][0], data["topics"]
    scenes = [piece for topic in topics.values() for piece in topic["units"][0] if piece["k"] == "scene"]
    for number, piece in enumerate(scenes, 1):
        piece["number"] = number
    yield f'<!doctype html><html lang="{data["languages"][0]["code"]}"><meta charset="utf-8">'
    style = STYLE.replace("VERSION", f"{data['version']} · {word['outdated']}")
    yield f"<title>{html.escape(data['title'][0])}</title><style>{style}</style><body>"
    yield f'<h1 class="cover">{html.escape(data["title"][0])}</h1>{codes["cover"]}'
    yield f"<h1>{word['how']}</h1><ol>{''.join(f'<li>{html.escape(step)}' for step in data['how'][0])}</ol>"
    yield f'<h1>{word["contents"]}</h1><div class="toc">{"".join(_links(topics, topics))}</div>'
    for chapter in data["chapters"]:
        yield f"<h1>{html.escape(chapter['names'][0])}</h1>"
        yield f'<div class="toc">{"".join(_links(chapter["topics"], topics))}</div>'
        for name in chapter["topics"]:
            yield f'<h2 id="{name}">{html.escape(topics[name]["titles"][0])}</h2>'
            yield from units(topics[name], data["columns"][0])
    yield f"<h1>{word['answers']}</h1><div class='answers'>"
    for piece in scenes:
        number, title = piece["number"], html.escape(piece["title"])
        yield f'<h4 id="answer-{number}">{number} {title} <a class="page" href="#scene-{number}">p. </a></h4>'
        yield "".join(f"<p>{inline(runs)}</p>" for runs in piece["answer"])
    yield "</div>"
    yield from back(data)


def _links(names: Iterable[str], topics: dict[str, Any]) -> Iterator[str]:
    for name in names:
        yield f'<p><a href="#{name}">{html.escape(topics[name]["titles"][0])}</a></p>'


def back(data: dict[str, Any]) -> Iterator[str]:
    """The pages at the back."""
    word, topics = data["words"][0], data["topics"]
    lines = "".join(
        f'<tr><td>{html.escape(row["titles"][0])}<td><a class="page" href="#{name}"></a><td><td><td></tr>'
        for name, row in topics.items()
    )
    yield f"<h1>{word['checklist']}</h1><table>{lines}</table><h1>{word['incident']}</h1>"
    for key in ("when", "place", "customer", "staff", "witnesses", "happened", "said", "done", "damage", "next"):
        yield f'<p>{word[key]}</p><div class="line"></div><div class="line"></div>'
    contacts = (
        f"<tr><td>{html.escape(row['labels'][0])}<td>{html.escape(row['value'])}</tr>" for row in data["contacts"]
    )
    yield f"<h1>{word['contacts']}</h1><table>{''.join(contacts)}</table><h1>{word['glossary']}</h1>"
    yield "<div class='glossary'>"
    for row in data["glossary"]:
        yield f"<p><b>{html.escape(row['terms'][0])}</b><br>{html.escape(row['definitions'][0])}</p>"
    yield f"</div><h1>{word['sources']}</h1>" + "".join(f"<p>{html.escape(row['title'])}" for row in data["sources"][0])
    yield f'<h1>{word["index"]}</h1><div class="index">'
    for row in (row for group in data["index"][0] for row in group["rows"]):
        pages = " ".join(f'<a class="page" href="#{name}"></a>' for name in row["topics"])
        yield f"<p>{html.escape(row['t'])} {pages}</p>"
    yield f"</div><h1>{word['sign_off']}</h1><p>{html.escape(word['sign_off_text'])}</p>"


def as_html(document: PackDocument) -> str:
    """The same as one HTML page."""
    codes = {name: segno.make(address, micro=False).svg_inline(scale=2) for name, address in document.addresses.items()}
    return "\n".join(page(document.data, codes))
