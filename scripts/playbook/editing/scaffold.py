"""Files to fill in: an English page for a new topic, and a translation with the English text beside each line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from playbook.model import SECTION_CONTEXT, Locale, Page, Taxonomy
from playbook.model.page import split_front_matter
from playbook.shown.drafts import ENGLISH, PLACEHOLDER, WRITE
from playbook.shown.titles import title_in

_TRANSLATED_KEYS = ("title", "summary", "keywords")
_OWN_KEYS = ("reviewed", "read_by", "exceptions", "translated_from", "owner", "guidance")
_MARKERS = re.compile(r"(?:[ \t]*(?:[-*+]|\d+[.)]|>)[ \t]+)*[ \t]*")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*$")
_RULE_ROW = re.compile(r"[-:| \t]+$")
_CELL_ENDS = re.compile(r"(?<!\\)\|")
_CARD = re.compile(r"\*\*(.+?)[.:]?\*\*[.:]?[ \t]*")

_TO_WRITE = {
    "now": ["- <!-- Write: what to do or say in the first half minute; 1 to 3 lines -->"],
    "signs": ["- <!-- Write: how to see it coming -->"],
    "steps": [f"{number}. <!-- Write: a step: verb first, action before reason -->" for number in (1, 2, 3)],
    "phrases": [
        "| {say} | {avoid} |",
        "|---|---|",
        "| <!-- Write: what to say, in quotation marks --> | <!-- Write: what not to say --> |",
    ],
    "mistakes": ["- <!-- Write: what makes it worse -->"],
    "escalate": ["- <!-- Write: if this happens, then do that -->"],
    "afterwards": ["- <!-- Write: record, report, recover, follow up -->"],
    "why": ["<!-- Write: the reasoning and the figures -->"],
    "practice": [
        "### <!-- Write: where the scene is -->",
        "",
        "<!-- Write: the situation, and a question -->",
        "",
        "> <!-- Write: the model answer -->",
    ],
}


def comment(text: str, mark: str = ENGLISH) -> str:
    """A Markdown comment that carries the text; "--" would end it early, so it is written with a space."""
    return f"<!-- {mark}: {text.replace('-->', '-- >')} -->"


def new_page(taxonomy: Taxonomy, kind: str, title: str) -> str:
    """The English page of a new topic: the sections its kind must have, each with a word on what to write."""
    lines = ["---"]
    lines += [f"title: {_quoted(title)}"] if title else [f"# {WRITE}: a short title", f"title: {PLACEHOLDER}"]
    lines += [f"# {WRITE}: one sentence of at most 160 characters", f"summary: {PLACEHOLDER}"]
    lines += [f"# {WRITE}: at least eight words that staff really type, in square brackets with commas", "keywords: []"]
    lines += ["sources: []"]
    lines += [f"{facet}: [{', '.join(values)}]" for facet, values in taxonomy.facets.items()]
    lines += ["---", "", f"# {title or comment('the title again', WRITE)}", ""]
    lines += [comment("one to three lines on what this page is about", WRITE), ""]
    for identifier in taxonomy.required_sections(kind):
        lines += [*section_to_write(taxonomy, identifier), ""]
    return "\n".join(lines)


def section_to_write(taxonomy: Taxonomy, identifier: str) -> list[str]:
    """The lines of an English section with a word on what to write."""
    section = taxonomy.section(identifier)
    heading = section.heading if section else identifier
    say, avoid = taxonomy.phrase_columns
    body = (line.format(say=say, avoid=avoid) for line in _TO_WRITE.get(identifier, [comment("the text", WRITE)]))
    return [f"## {heading}", "", *body]


def _quoted(text: str) -> str:
    return text if re.fullmatch(r"[A-Za-z][\w ’',.?-]*", text) else json.dumps(text, ensure_ascii=False)


def translation(reference: Page, taxonomy: Taxonomy, locale: Locale) -> str:
    """The file to fill in for a page in a language.

    It has the front matter that all languages share, the headings in the language, and as many steps, rows and scenes
    as the English page; beside each, the English text as a comment.
    """
    yaml_text, body, _ = split_front_matter(reference.text)
    title = title_in(reference, locale)[0] if title_in(reference, locale)[1] == locale.code else ""
    lines = ["---", *_front(reference, yaml_text or "", title), "---"]
    lines += (
        f"# {title}" if title and line == f"# {comment(reference.title)}" else line
        for line in commented(body.rstrip("\n").split("\n"), taxonomy, locale)
    )
    return "\n".join(lines) + "\n"


def commented(lines: Iterable[str], taxonomy: Taxonomy, locale: Locale, *, in_table: bool = False) -> Iterator[str]:
    """Lines of an English page as a translator fills them in; `in_table`: the first one is no head of a table."""
    headings = {taxonomy_heading.casefold(): taxonomy_heading for taxonomy_heading in _headings(taxonomy)}
    in_code = False
    table_begins = not in_table
    for line in lines:
        if line.lstrip().startswith("<!--"):
            continue
        in_code = in_code ^ line.lstrip().startswith("```")
        yield line if in_code or not line.strip() else _line(line, taxonomy, locale, headings, table_begins)
        table_begins = not line.lstrip().startswith("|")


def _headings(taxonomy: Taxonomy) -> tuple[str, ...]:
    return tuple(section.heading for section in taxonomy.sections)


def _front(reference: Page, yaml_text: str, title: str) -> Iterator[str]:
    """The front matter: what is to be translated with the English beside it, what is shared as it is.

    `title` is the translated one, if there is one already.
    """
    front = reference.front
    yield from (f"title: {_quoted(title)}",) if title else (f"# {ENGLISH}: {front.title}", f"title: {PLACEHOLDER}")
    yield from (f"# {ENGLISH}: {front.summary}", f"summary: {PLACEHOLDER}")
    yield from (f"# {ENGLISH}: {', '.join(front.keywords)}", "keywords: []")
    shared = True
    for line in yaml_text.rstrip("\n").split("\n"):
        key = re.match(r"([A-Za-z_]+)[ \t]*:", line)
        if key:
            shared = key[1] not in _TRANSLATED_KEYS + _OWN_KEYS
        if shared and not line.lstrip().startswith("#"):
            yield line


def _line(line: str, taxonomy: Taxonomy, locale: Locale, headings: dict[str, str], table_begins: bool) -> str:
    heading = _HEADING.match(line)
    if heading:
        known = headings.get(heading[2].casefold()) if len(heading[1]) == 2 else None
        return f"{heading[1]} {locale.text(known, SECTION_CONTEXT) if known else comment(heading[2])}"
    if line.lstrip().startswith("|"):
        return _row(line, taxonomy, locale, table_begins)
    markers = _MARKERS.match(line)
    prefix = markers[0] if markers else ""
    text = line[len(prefix) :]
    card = _CARD.match(text)
    warning = next((word for word in taxonomy.warnings.values() if card and word == card[1]), None)
    if card and warning:
        return f"{prefix}**{locale.text(warning, 'warning')}.** {comment(text[card.end() :])}"
    return f"{prefix}{comment(text)}"


def _row(line: str, taxonomy: Taxonomy, locale: Locale, is_head: bool) -> str:
    if _RULE_ROW.match(line):
        return line
    cells = [cell.strip() for cell in _CELL_ENDS.split(line.strip())]
    inner = cells[1 if cells[0] == "" else 0 : -1 if cells[-1] == "" else None]
    if is_head and tuple(inner) == taxonomy.phrase_columns:
        return "| " + " | ".join(locale.text(cell, "phrases") for cell in inner) + " |"
    return "| " + " | ".join(comment(cell) if cell else "" for cell in inner) + " |"
