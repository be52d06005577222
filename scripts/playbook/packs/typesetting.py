"""Setting: from a document to the bytes of a PDF, through Typst.

Typst gets a folder of its own with the templates, the document as JSON, the pictures and only the fonts that are
needed. It reads nothing else, neither from this computer nor from a network, and no clock: equal documents make equal
bytes.
"""

from __future__ import annotations

import datetime
import io
import json
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from playbook.model import Problem
from playbook.packs.document import PackDocument
from playbook.packs.fonts import FILLED_IN, Fonts, choose_fonts
from playbook.packs.request import UnusablePack

if TYPE_CHECKING:
    from typst import TypstError

_COVER = """#set page(width: 160pt, height: auto, margin: 0pt)
#image("pack.pdf", page: 1, width: 100%)
"""
STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1, ISO 14289-1: tagged, with language, title and bookmarks. Typst refuses to write what is not."""


def set_document(document: PackDocument) -> bytes:
    """The PDF of a document. Raises UnusablePack where a character has no glyph or a picture cannot be printed."""
    import typst  # noqa: PLC0415 - what sets takes its time, and the site asks here for what is printed alone

    texts = dict(_texts(document))
    fonts = choose_fonts(texts, {locale.code: locale.name for locale in document.selection.locales})
    with tempfile.TemporaryDirectory(prefix="playbook-pack-") as name, ThreadPoolExecutor(1) as aside:
        folder = Path(name)
        _lay_out(folder, document, fonts, texts)
        # What is needed next is loaded beside Typst, which needs nothing of Python meanwhile.
        aside.submit(import_module, "playbook.packs.copying")
        day = document.data["day"]  # without one the file has no date either
        try:
            typst.compile(
                str(folder / f"{document.data['layout']}.typ"),
                output=str(folder / "pack.pdf"),
                root=str(folder),
                font_paths=[str(folder / "fonts")],
                ignore_system_fonts=True,
                pdf_standards=[STANDARD],
                timestamp=datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.UTC) if day else None,
            )
        except typst.TypstError as error:
            raise _refused(document, error) from error
        from playbook.packs.copying import copyable  # noqa: PLC0415

        return copyable(folder / "pack.pdf")


def cover_of(pdf: bytes) -> bytes:
    """A picture of a PDF's first page, as WebP."""
    import typst  # noqa: PLC0415 - see set_document
    from PIL import Image  # noqa: PLC0415 - only what goes on the shelf needs it

    with tempfile.TemporaryDirectory(prefix="playbook-cover-") as name:
        folder = Path(name)
        (folder / "pack.pdf").write_bytes(pdf)
        (folder / "cover.typ").write_text(_COVER, "utf-8")
        picture = typst.compile(str(folder / "cover.typ"), root=name, ignore_system_fonts=True, format="png")
    if not isinstance(picture, bytes):
        raise TypeError("a page is one picture")
    webp = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGB").save(webp, "WEBP", quality=80)
    return webp.getvalue()


def _lay_out(folder: Path, document: PackDocument, fonts: Fonts, texts: Mapping[tuple[str, str], str]) -> None:
    for template in files("playbook.packs").joinpath("templates").iterdir():
        (folder / template.name).write_bytes(template.read_bytes())
    (folder / "fonts").mkdir()
    for file in fonts.files:
        (folder / "fonts" / file.name).symlink_to(file)
    data = dict(document.data)
    data["languages"] = [{**row, "fonts": list(fonts.families[row["code"]])} for row in data["languages"]]
    logo = document.organisation.logo
    data["logo"] = f"logo.{logo.kind}" if logo else ""
    if logo:
        (folder / data["logo"]).write_bytes(logo.data)
    for name, address in document.addresses.items():
        (folder / f"code-{name}.svg").write_bytes(_code(address))
    data["primer"] = [_primer(texts, locale.code) for locale in document.selection.locales]
    (folder / "pack.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")


def _code(address: str) -> bytes:
    import segno  # noqa: PLC0415 - see set_document

    picture = io.BytesIO()
    segno.make(address, micro=False, error="l", boost_error=False).save(picture, kind="svg", border=2, xmldecl=False)
    return picture.getvalue()


def _texts(document: PackDocument) -> Iterator[tuple[tuple[str, str], str]]:
    """What is printed, by language and the file it comes from, for the choice of fonts."""
    data, selection = document.data, document.selection
    per_language = ("words", "how", "title", "audience", "dates", "columns", "warnings")
    for number, locale in enumerate(selection.locales):
        shared = [data[key][number] for key in per_language]
        named = [chapter["names"][number] for chapter in data["chapters"]]
        rows = [[row["terms"][number], row["definitions"][number]] for row in data["glossary"]]
        own = [
            document.organisation.name,
            data["recipient"],
            [contact["value"] for contact in data["contacts"]],
        ]
        labels = [contact["labels"][number] for contact in data["contacts"]]
        fixed = [shared, named, labels, data["version"], data["address"], list(map(str, range(10))), locale.name]
        yield (locale.code, locale.catalogue_path), "".join(strings_in(fixed))
        yield (locale.code, "taxonomy/glossary.yml"), "".join(strings_in(rows))
        yield (locale.code, "taxonomy/sources"), "".join(strings_in(data["sources"][number]))
        yield (locale.code, "the guidance that the English pages name"), "".join(strings_in(data["guidance"][number]))
        yield (locale.code, FILLED_IN), "".join(strings_in(own))
        for topic, pages in zip(selection.topics, selection.pages, strict=True):
            content = data["topics"][topic.id]
            printed = [content["titles"][number], content["units"][number], data["heads"][topic.id][number]]
            yield (locale.code, pages[number].path), "".join(strings_in(printed))


def _primer(texts: Mapping[tuple[str, str], str], language: str) -> list[str]:
    return primer_of("".join(text for (code, _), text in texts.items() if code == language))


def primer_of(text: str) -> list[str]:
    """The letters of a text that marks stand on, and the marks, each alone; templates/common.typ says why."""
    found = sorted(set(text))
    marks = "".join(letter for letter in found if unicodedata.category(letter) == "Mn")
    letters = set("".join(re.findall(f"(?s).[{marks}]+", text))) if marks else set[str]()
    for letter in found:
        # A letter that is drawn as two, such as the Thai sara am, is a base for neither.
        letters |= set(unicodedata.normalize("NFKD", letter)) if unicodedata.decomposition(letter)[:1] == "<" else set()
    return sorted(letters - {" "}, key=lambda letter: (unicodedata.decomposition(letter)[:1] == "<", letter))


def strings_in(data: Any) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from strings_in(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from strings_in(value)


def _refused(document: PackDocument, error: TypstError) -> UnusablePack:
    """Typst's refusal in our words. Templates are tested, so a picture is the likely cause."""
    reason = str(error).splitlines()[0]
    if document.organisation.logo and "logo." in str(error) + str(getattr(error, "diagnostic", "")):
        message = f"the logo cannot be printed: {reason}"
        return UnusablePack((Problem("taxonomy/organisation.yml", 0, 0, "organisation", message, "give another file"),))
    message = f"the pack cannot be set: {reason}"
    return UnusablePack((Problem("scripts/playbook/packs/templates", 0, 0, "typesetting", message),))
