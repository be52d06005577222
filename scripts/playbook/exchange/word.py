"""Word, for people without tools: a table a page, English on the left, the translation on the right.

Marks are content controls that cannot be typed into; whoever types a tag by hand is understood as well. Changes that
Word tracks count as accepted.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from babel import Locale as CldrLocale
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from lxml import etree

from playbook.exchange.job import Job, JobPage, JobText, read_stamp, unusable
from playbook.exchange.notation import Mark, before_mark, literal, pieces
from playbook.exchange.reading import checked_package
from playbook.model import REFERENCE

_GREY, _BLUE = RGBColor(0x59, 0x59, 0x59), "1F4E99"
_PLACE = re.compile(r"\s*\[([a-z0-9][a-zA-Z0-9.-]*)\]")
_STAMP_LINE = re.compile(r"\[([a-z][a-z0-9-]*) (\w+(?:-\w+)*)>(\w+(?:-\w+)*) (english=.*)\]", re.DOTALL)
_HOW = (
    "Write the translation on the right. Leave the left side, the grey lines and the number of rows as they are. "
    "What stands in angle brackets marks a link or bold words, and what stands in {{ }} is filled in later: keep each "
    "of them, around or at the place of the words that it belongs to. To fill an empty cell, copy the English text "
    "into it first. One sentence a line."
)


def write_docx(job: Job) -> bytes:
    """The document."""
    document = docx.Document()
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(1.5)
    document.styles["Normal"].font.size = Pt(10.5)
    name = _language_name(job.language)
    document.core_properties.title = f"Customer Care Playbook: English to {name}"
    document.core_properties.author = ""
    document.add_paragraph(_HOW)
    for page in job.pages:
        document.add_heading(page.title, 1)
        _small(document.add_paragraph(), f"[{page.topic} {REFERENCE}>{job.language} {page.stamp}]")
        table = document.add_table(rows=1, cols=2, style="Table Grid")
        for cell, text in zip(table.rows[0].cells, ("English", name), strict=True):
            cell.paragraphs[0].add_run(text).bold = True
        for unit in page.units:
            english, own = table.add_row().cells
            words = f"[{unit.id}] {unit.place}" + (f" – {unit.note}" if unit.note else "")
            _small(english.paragraphs[0], words)
            _fill(english.add_paragraph(), unit.source, REFERENCE)
            _fill(own.paragraphs[0], unit.target, job.language)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _language_name(language: str) -> str:
    try:
        return CldrLocale.parse(language, sep="-").get_display_name("en") or language
    except ValueError:
        return language


def _small(paragraph: Any, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(8), _GREY


def _fill(paragraph: Any, text: str, language: str) -> None:
    """Write a text in the notation into a paragraph."""
    is_rtl = CldrLocale.parse(language, sep="-").text_direction == "rtl"
    if is_rtl:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    parts = list(pieces(text))
    for piece, following in zip(parts, [*parts, ""][1:], strict=True):
        if isinstance(piece, Mark):
            paragraph._p.append(_control(piece))
            continue
        is_followed = isinstance(following, Mark) and not following.is_slot
        run = paragraph.add_run(before_mark(literal(piece)) if is_followed else literal(piece))
        properties = run._r.get_or_add_rPr()
        spelling = OxmlElement("w:lang")
        spelling.set(qn("w:bidi" if is_rtl else "w:val"), language)
        properties.append(spelling)


def _control(mark: Mark) -> Any:
    """A mark as a content control that can be moved and copied, and not typed into."""
    control, properties = OxmlElement("w:sdt"), OxmlElement("w:sdtPr")
    for name, value in (("w:alias", str(mark)), ("w:tag", mark.name), ("w:lock", "contentLocked")):
        element = OxmlElement(name)
        element.set(qn("w:val"), value)
        properties.append(element)
    content, run, style, text = (OxmlElement(name) for name in ("w:sdtContent", "w:r", "w:rPr", "w:t"))
    colour = OxmlElement("w:color")
    colour.set(qn("w:val"), _BLUE)
    style.append(colour)
    text.text = str(mark)
    run.extend([style, text])
    content.append(run)
    control.extend([properties, content])
    return control


def read_docx(raw: bytes, name: str) -> Job:
    """What a document holds. Raises UnusableFile."""
    try:
        body = docx.Document(checked_package(raw, name)).element.body
    except (AttributeError, KeyError, ValueError, etree.XMLSyntaxError) as error:  # AttributeError: another root
        raise unusable(name, "this is no Word document, or it is damaged", "save it as .docx again") from error
    pages: list[JobPage] = []
    languages: set[str] = set()
    for element in body.iterchildren():
        if element.tag == qn("w:p"):
            found = _STAMP_LINE.search(_text(element))
            if found:
                languages.add(found[3])
                pages.append(JobPage(found[1], read_stamp(found[4]), ()))
        elif element.tag == qn("w:tbl") and pages:
            last = pages[-1]
            pages[-1] = JobPage(last.topic, last.stamp, (*last.units, *_units(element, name)))
    if not pages:
        message = "this document has no texts of the playbook: the grey line under each heading is gone"
        raise unusable(name, message, "bring back the document that `playbook export` made, with its grey lines")
    if len(languages) > 1:
        raise unusable(name, "this document has several languages", "bring each language back in its own file")
    return Job(languages.pop(), tuple(pages))


def _units(table: Any, name: str) -> Iterator[JobText]:
    rows = table.findall(qn("w:tr"))
    for number, row in enumerate(rows, 1):
        cells = [_lines(cell) for cell in row.iter(qn("w:tc"))]
        place = _PLACE.match(cells[0][0]) if cells and cells[0] else None
        if number == 1 and place is None:
            continue
        if place is None or len(cells) != 2:
            what = f"[{place[1]}]" if place else f"row {number} of a table, {' '.join(cells[0])[:60] if cells else ''}"
            message = f"{what}: this row is not as it was: two cells, the first with its grey line"
            raise unusable(name, message, "export the page again and copy your translation into it")
        yield JobText(place[1], "\n".join(cells[0][1:]), "\n".join(cells[1]), "")


def _lines(cell: Any) -> list[str]:
    return [_text(paragraph) for paragraph in cell.iter(qn("w:p"))]


def _text(paragraph: Any) -> str:
    """The text of a paragraph with tracked changes accepted."""
    parts = []
    for element in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:cr"), qn("w:tab"), qn("w:noBreakHyphen")):
        if any(parent.tag in {qn("w:del"), qn("w:moveFrom"), qn("w:tabs")} for parent in element.iterancestors()):
            continue
        text = {qn("w:t"): element.text or "", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "\u2011"}
        parts.append(text.get(element.tag, "\n"))
    return "".join(parts)
