"""Fonts: which families print a pack's languages, and which characters none of them has.

Noto Sans prints Latin, Greek and Cyrillic; for what it lacks, the Noto family of the script is taken, or failing that
any font of this computer that has the characters. A character without a glyph is an error before anything is set.
"""

from __future__ import annotations

import io
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from playbook.kept import once
from playbook.keys import program_key
from playbook.model import Problem
from playbook.packs.request import UnusablePack

if TYPE_CHECKING:
    from typst import FontInfo

PREFERRED = "Noto Sans"
INSTALL = (
    "install the Noto fonts: on Debian and Ubuntu the package fonts-noto-core; elsewhere, the Noto font of that script"
)
_PREFERENCE = ("Noto Sans", "Noto Looped", "Noto Serif", "Noto", "DejaVu Sans", "")
"""Where several families have a character: the first of these beginnings that one of them has."""
_SHOWN = 5
FILLED_IN = "what was filled in for the organisation"
"""Stands in place of a page."""


@dataclass(frozen=True, slots=True)
class Family:
    """A font family of this computer: its files, and the characters that its regular weight has."""

    name: str
    files: tuple[Path, ...]
    characters: frozenset[int]


@dataclass(frozen=True, slots=True)
class Fonts:
    """The families for each language, most wanted first, and the files of them all."""

    families: Mapping[str, tuple[str, ...]]
    files: tuple[Path, ...]


class UnreadableFont(Exception):
    """A file that is no font, or has not what one needs."""


BLOCK = 128
"""Characters of a script stand together; so many at a time are kept or cut away."""
_NAMES = (range(0x20, 0x250), range(0x370, 0x480), range(0x1E80, 0x1F00), range(0x2010, 0x2040))
"""Characters of people's names in Latin, Greek and Cyrillic letters, which may be typed into any pack."""


class FontFacts(Struct, frozen=True):
    """Of a font: its family, whether it is slanted, and the characters that it has, each with its width in ems."""

    family: str
    slanted: bool
    widths: dict[int, float]


def font_facts(name: str, data: bytes, number: int = -1) -> FontFacts:
    """What there is to know of a font file, which is read once on this computer; `name` is what it is kept under.

    `number` is the font's among those of a collection. Raises UnreadableFont.
    """

    def read() -> bytes:
        from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 - it takes its time, and few builds of a site read a font

        try:
            with TTFont(io.BytesIO(data), fontNumber=number, lazy=True) as font:
                family, slanted = font["name"].getBestFamilyName() or "", bool(font["OS/2"].fsSelection & 1)
                metrics, unit, letters = font["hmtx"].metrics, font["head"].unitsPerEm, font.getBestCmap() or {}
                widths = {letter: metrics[glyph][0] / unit for letter, glyph in letters.items()}
        except (TTLibError, KeyError) as error:
            raise UnreadableFont(name) from error
        return msgspec.msgpack.encode(FontFacts(family, slanted, widths))

    made_of = (program_key("packs"), str(number), data)
    try:
        return msgspec.msgpack.decode(once(f"{name}-facts", made_of, read), type=FontFacts)
    except msgspec.DecodeError:  # what was kept is damaged
        return msgspec.msgpack.decode(read(), type=FontFacts)


def cut_font(source: bytes, printed: Collection[int]) -> bytes:
    """A font with fewer characters: those of names, and of every block of 128 in which something is printed.

    Everything else that a page's look depends on stays.
    """
    from fontTools import subset  # noqa: PLC0415 - see font_facts
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    blocks = {character // BLOCK for character in printed}
    with TTFont(io.BytesIO(source), lazy=True, recalcTimestamp=False) as font:
        wanted = {
            character
            for character in font.getBestCmap() or ()
            if character // BLOCK in blocks or any(character in names for names in _NAMES)
        }
        names = font["name"]  # the names and the licence, which cutting would take most of its time to look through
        options = subset.Options(hinting=False, layout_features=["*"], notdef_outline=True, recalc_timestamp=False)
        options.drop_tables += ["name", "STAT"]
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=wanted)
        cutter.subset(font)
        font["name"] = names
        written = io.BytesIO()
        font.save(written)
        return written.getvalue()


@cache
def _installed() -> dict[str, list[FontInfo]]:
    import typst  # noqa: PLC0415 - see font_facts

    families: dict[str, list[FontInfo]] = defaultdict(list)
    for font in typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).fonts():
        if font.path and font.stretch == 1.0 and font.weight in {400, 700}:
            families[font.family].append(font)
    return families


@cache
def _family(name: str) -> Family | None:
    facts = _regular(name)
    files = tuple(sorted({Path(font.path) for font in _installed().get(name, []) if font.path}))
    return Family(name, files, frozenset(facts.widths)) if facts else None


@cache
def _regular(name: str) -> FontFacts | None:
    """What there is to know of the regular weight of a family; None where there is none, or it cannot be read."""
    fonts = (font for font in _installed().get(name, []) if font.weight == 400 and font.style == "normal")
    regular = next(fonts, None)
    if regular is None or regular.path is None:
        return None
    file = Path(regular.path)
    try:
        return font_facts(f"{file.stem}-{regular.index}", file.read_bytes(), regular.index)
    except (OSError, UnreadableFont):
        return None


@cache
def advance(letter: str) -> float:
    """The width of a letter in ems, in the regular weight of the family that prints it; 0.6 where none does."""
    character = ord(letter)
    facts = _regular(PREFERRED)
    if (facts is None or character not in facts.widths) and (family := _first_with(character)):
        facts = _regular(family.name)
    return facts.widths.get(character, 0.6) if facts else 0.6


@cache
def _candidates() -> tuple[str, ...]:
    def rank(name: str) -> tuple[int, str]:
        return next(place for place, start in enumerate(_PREFERENCE) if name.startswith(start)), name

    return tuple(sorted(_installed(), key=rank))


@cache
def _first_with(character: int) -> Family | None:
    # A character's name begins with its script's, as does the font made for it: looking there first saves reading all.
    script = unicodedata.name(chr(character), "").partition(" ")[0].capitalize()
    own = _family(f"{PREFERRED} {script}")
    if own and character in own.characters:
        return own
    families = (_family(name) for name in _candidates())
    return next((family for family in families if family and character in family.characters), None)


def choose_fonts(texts: Mapping[tuple[str, str], str], names: Mapping[str, str]) -> Fonts:
    """Choose the families for a pack.

    `texts` maps (language, page) to what is printed of the page, `names` a language to its name. Raises UnusablePack
    that names each character without a glyph, its page and its language, and what to install. What was `FILLED_IN`
    stands in pages too, which have no fault then.
    """
    problems: list[Problem] = []
    families: dict[str, dict[str, Family]] = defaultdict(dict)
    filled_in = set(map(ord, "".join(text for (_, page), text in texts.items() if page == FILLED_IN)))
    for (language, page), text in texts.items():
        missing = _cover(set(map(ord, text)), families[language])
        if page != FILLED_IN:
            missing = [character for character in missing if character not in filled_in]
        if missing:
            problems.append(_missing(missing, page, names[language]))
    if problems:
        raise UnusablePack(tuple(problems))
    files = sorted({file for chosen in families.values() for family in chosen.values() for file in family.files})
    return Fonts({language: tuple(chosen) for language, chosen in families.items()}, tuple(files))


def _cover(wanted: set[int], chosen: dict[str, Family]) -> list[int]:
    """Add to `chosen` the families that have the wanted characters; returns those that none has."""
    preferred = _family(PREFERRED)
    if preferred and not chosen:
        chosen[PREFERRED] = preferred
    missing = []
    for character in sorted(wanted):
        if _is_control(character):
            missing.append(character)
            continue
        if any(character in family.characters for family in chosen.values()):
            continue
        family = _first_with(character) if _is_drawn(character) else None
        if family:
            chosen[family.name] = family
        elif _is_drawn(character):
            missing.append(character)
    return missing


def _is_drawn(character: int) -> bool:
    """Whether a character needs a glyph: joiners and the like do not."""
    return unicodedata.category(chr(character)) != "Cf"


def _is_control(character: int) -> bool:
    """Whether a character steers a machine instead of being read; some fonts have glyphs even for these."""
    return unicodedata.category(chr(character)) in {"Cc", "Zl", "Zp"}


def _missing(characters: list[int], page: str, language: str) -> Problem:
    shown = ", ".join(_described(characters[:_SHOWN]))
    more = f" and {len(characters) - _SHOWN} more" if len(characters) > _SHOWN else ""
    message = f"no font on this computer can print {shown}{more}, which this {language} text uses"
    return Problem(page, 0, 0, "missing-glyph", message, f"{INSTALL}; or use another character")


def _described(characters: list[int]) -> Iterator[str]:
    for character in characters:
        name = unicodedata.name(chr(character), "a character without a name")
        yield f"“{chr(character)}” (U+{character:04X}, {name})"
