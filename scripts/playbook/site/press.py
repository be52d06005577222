"""The press: what the page of packs sets a pack with in the browser, as `playbook pack` does with the same data.

`press/press.json` lists its files with their hashes: Typst's compiler, the templates, the fonts, cut to the scripts
that are printed, and what each language has to print (see packs/stock.py). theme/assets/press-worker.mjs says what
is done with them.
"""

from __future__ import annotations

import gzip
import importlib.metadata
import json
from collections.abc import Iterable, Iterator
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from playbook.kept import Kept, once
from playbook.keys import program_key
from playbook.model import Locale, Playbook
from playbook.packs.fonts import BLOCK, choose_fonts, cut_font, font_facts
from playbook.packs.request import PAPERS, PackRequest, UnusablePack
from playbook.packs.stock import language_stock
from playbook.packs.typesetting import primer_of, strings_in
from playbook.site.output import Output

PRESS_FOLDER = "press"
PRESS_LIST = f"{PRESS_FOLDER}/press.json"
COMPILER = f"{PRESS_FOLDER}/compiler.mjs"
PACKED_COMPILER = f"{PRESS_FOLDER}/compiler.bin"
TEMPLATES = f"{PRESS_FOLDER}/templates.json"
PRESS_SCRIPTS = "assets/press-"
"""How the addresses of the scripts begin that the worker consists of; they are kept on the device with the rest."""
LICENCE = f"{PRESS_FOLDER}/LICENCE.txt"
_LICENCES = """\
compiler.mjs and compiler.bin are typst.ts with Typst, as published by their authors under the Apache License,
Version 2.0, which follows. The fonts are cut from Noto and stay under the SIL Open Font License 1.1, which each
has in its name table.

"""
_PACKAGE = "node_modules/@myriaddreamin/typst-ts-web-compiler/pkg"
_GLUE, _WASM = "typst_ts_web_compiler.mjs", "typst_ts_web_compiler_bg.wasm"
_HASH_DIGITS = 16


def compiler_in(root: Path) -> Path | None:
    """The folder of Typst for the browser, which `make` installs with npm: in the project, or where the program is."""
    folders = (root / _PACKAGE, Path(__file__).parents[3] / _PACKAGE)
    return next((folder for folder in folders if (folder / _WASM).is_file()), None)


def stock_file(playbook: Playbook, locale: Locale, kept: Kept, shared: str) -> bytes:
    """What a language has to print, for the browser; empty where no font here has all of its characters.

    `kept` and `shared` are as `language_stock` has them.
    """
    countries = ("", *sorted(playbook.countries))
    sheets = [(paper, large, country) for paper in PAPERS for large in (False, True) for country in countries]
    requests = [PackRequest("", (), paper, large, country=country) for paper, large, country in sheets]
    days = {str(page.front.reviewed) for page in playbook.pages.values() if page.front.reviewed}
    stock = language_stock(playbook, locale, tuple(playbook.taxonomy.topics()), requests, days, kept, shared)
    text = "".join(strings_in(stock))
    try:
        fonts = choose_fonts({(locale.code, locale.catalogue_path): text}, {locale.code: locale.name})
    except UnusablePack:
        return b""
    stock["language"]["fonts"] = list(fonts.families[locale.code])
    stock["primer"] = primer_of(text)
    return json.dumps(stock, ensure_ascii=False, separators=(",", ":")).encode()


def stock_address(language: str) -> str:
    """Where a language's stock stands, from the site's root."""
    return f"{PRESS_FOLDER}/{language}.json"


def write_press(output: Output, root: Path, kept: Kept) -> None:
    """Complete the press in a site that has the stock of its languages. Raises OSError.

    Without the compiler there is no press, and the page says so.
    """
    printed = dict(_printed(output, kept))
    package = compiler_in(root)
    if not printed or not package:
        return
    try:
        fonts = list(_fonts(printed, output))
    except UnusablePack:
        return  # joined where there are fewer fonts than where the languages were built
    output.copy(COMPILER, package / _GLUE)
    output.write(PACKED_COMPILER, _packed(package))
    templates = files("playbook.packs").joinpath("templates").iterdir()
    texts = {template.name: template.read_text("utf-8") for template in sorted(templates, key=lambda item: item.name)}
    output.write(TEMPLATES, json.dumps(texts, ensure_ascii=False))
    output.write(LICENCE, _LICENCES + _apache_licence())
    made = sorted(path for path in output.hashes if path.startswith((f"{PRESS_FOLDER}/", PRESS_SCRIPTS)))
    rows = {path: {"hash": output.hashes[path][:_HASH_DIGITS], "size": _size(output, path)} for path in made}
    output.write(PRESS_LIST, json.dumps({"files": rows, "fonts": fonts}, separators=(",", ":")))


def _packed(package: Path) -> bytes:
    """The compiler, packed. It is known by its version, as it would take longer to look through than all else here."""
    size = (package / _WASM).stat().st_size
    version = (package.parent / "package.json").read_bytes()
    return once("compiler", (version, str(size)), lambda: gzip.compress((package / _WASM).read_bytes(), mtime=0))


def _apache_licence() -> str:
    """The text of the licence, as it comes with the wheel of the same Typst."""
    parts = (part for part in importlib.metadata.files("typst") or () if part.name == "LICENSE")
    return "".join(part.read_text("utf-8") for part in parts)


def _size(output: Output, path: str) -> int:
    return (output.folder / path).stat().st_size


def _printed(output: Output, kept: Kept) -> Iterator[tuple[str, str]]:
    """The characters of each language that the site has a stock of, by its code; those of JSON itself are in each."""
    for path in sorted(output.hashes):
        if path.startswith(f"{PRESS_FOLDER}/"):
            file = output.folder / path
            yield Path(path).stem, kept.take(path, output.hashes[path], str, partial(_characters, file))


def _characters(file: Path) -> str:
    return "".join(sorted(set(file.read_text("utf-8"))))


def _fonts(printed: dict[str, str], output: Output) -> Iterator[dict[str, Any]]:
    """Write the fonts; yields of each its file, its family, whether it is slanted, and the characters that it has."""
    characters = {ord(letter) for letters in printed.values() for letter in letters}
    texts = {(code, code): letters for code, letters in printed.items()}
    for file in choose_fonts(texts, {code: code for code in printed}).files:
        source = file.read_bytes()
        blocks = map(str, sorted({letter // BLOCK for letter in characters}))
        data = once(file.stem, (program_key("packs"), source, *blocks), partial(cut_font, source, characters))
        path = f"{PRESS_FOLDER}/{file.stem}.ttf"
        output.write(path, data)
        facts = font_facts(f"{file.stem}-cut", data)
        yield {"file": path, "family": facts.family, "slanted": facts.slanted, "characters": _ranges(facts.widths)}


def _ranges(characters: Iterable[int]) -> list[list[int]]:
    """Characters as ranges, each from its first to its last."""
    ranges: list[list[int]] = []
    for character in sorted(characters):
        if ranges and ranges[-1][1] == character - 1:
            ranges[-1][1] = character
        else:
            ranges.append([character, character])
    return ranges
