"""Reading finished PDFs: their pages as text, and where each piece of text stands."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdf

from playbook.model import Playbook
from playbook.packs.making import make_pack
from playbook.packs.request import PackRequest


@dataclass(frozen=True)
class Piece:
    """A piece of text: the page it is on, counted from 1, its distance from the page's foot and its size in points."""

    page: int
    text: str
    height: float
    size: float


def make(playbook: Playbook, pack: str, *languages: str, **options: Any) -> bytes:
    """The PDF of a pack."""
    return make_pack(playbook, PackRequest(pack, languages, **options)).pdf


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, on one line and in NFC, as a reader would copy it."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return [unicodedata.normalize("NFC", " ".join(page.extract_text().split())) for page in reader.pages]


def squeezed(text: str) -> str:
    """Text for comparing: without blanks and hyphens, which depend on where lines end.

    The Thai ำ is compared as the two letters that it is drawn with: the reader used here knows glyphs alone.
    """
    text = re.sub(r"[\s\u00ad‐-]", "", unicodedata.normalize("NFKC", text))
    return re.sub("\u0e4d([\u0e48-\u0e4b])", "\\1\u0e4d", text)


def pieces_of(pdf: bytes, page: int) -> list[Piece]:
    """The pieces of text of one page (from 1), in the order in which they are drawn."""
    found: list[Piece] = []

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:  # noqa: ARG001
        if text.strip():
            height = tm[5] * cm[3] + cm[5]
            found.append(Piece(page, text.strip(), round(height, 1), round(abs(size * tm[3] * cm[3]), 1)))

    pypdf.PdfReader(io.BytesIO(pdf)).pages[page - 1].extract_text(visitor_text=visit)
    return found


def outline_of(pdf: bytes) -> list[tuple[str, int]]:
    """(title, page from 1) of each bookmark."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    found: list[tuple[str, int]] = []

    def walk(items: list[Any]) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item)
            else:
                number = reader.get_destination_page_number(item)
                found.append((str(item.title), (number if number is not None else -1) + 1))

    walk(reader.outline)
    return found


def opened(pdf: bytes) -> pikepdf.Pdf:
    """The PDF's objects."""
    return pikepdf.open(io.BytesIO(pdf))


def structure_elements(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """Every element of the tag tree."""
    found: list[pikepdf.Dictionary] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for item in node:
                walk(item)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                walk(node.K)

    walk(pdf.Root.StructTreeRoot.K)
    return found
