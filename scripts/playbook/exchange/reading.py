"""Reading files that come from outside: bounded, without following anything, whatever is in them."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib

from lxml import etree

from playbook.exchange.job import unusable
from playbook.files import UnreadableFile, decoded

FILE_LIMIT = 16 * 1024 * 1024
"""Bytes a file may have: five times all pages of a language."""
UNPACKED_LIMIT = 64 * 1024 * 1024
"""Bytes that a Word file may have once unpacked; it is mostly markup."""
MOST_PARTS = 500
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_DTD = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def text_of(raw: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 with its mark. Raises UnreadableFile."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            raw = raw.decode("utf-16").encode("utf-8")
        except UnicodeError as error:
            raise UnreadableFile("the file is damaged: it says that it is UTF-16, and is not") from error
    return decoded(raw)


def xml_root(raw: bytes, name: str) -> etree._Element:
    """The first element of an XML file. Raises UnusableFile, with the line, and UnreadableFile where it is no text.

    A document type, which could name other files or grow without end, is refused before anything is parsed.
    """
    text = text_of(raw)
    forbidden = _DTD.search(text)
    if forbidden:
        line = text.count("\n", 0, forbidden.start()) + 1
        raise unusable(name, "this file has a document type or entities, which no such file needs", line=line)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    blank = "\n" * (declaration[0].count("\n") if (declaration := _DECLARATION.match(text)) else 0)
    body = blank + text[declaration.end() :] if declaration else text
    try:
        return etree.fromstring(body.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise unusable(name, f"this is not whole XML: {error.msg}", "save or export the file again", line) from error


def checked_package(raw: bytes, name: str) -> io.BytesIO:
    """A Word file, seen to be one and not larger than it may be once unpacked. Raises UnusableFile."""
    hint = "save it as a Word document (.docx) and bring that back"
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            parts = package.infolist()
            usual = all(part.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts)
            if "word/document.xml" not in package.namelist() or not usual:
                raise unusable(name, "this is no Word document", hint)
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
                raise unusable(name, f"this file unpacks to more than {UNPACKED_LIMIT:,} bytes or {MOST_PARTS} parts")
            for part in parts:
                content = package.read(part)  # every part, so that none is found to be damaged later
                if part.filename.endswith((".xml", ".rels")):
                    xml_root(content, f"{name}/{part.filename}")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise unusable(name, "this is no Word document, or it is damaged", hint) from error
    return io.BytesIO(raw)
