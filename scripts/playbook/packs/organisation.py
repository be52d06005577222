"""The organisation whose pack it is: its slots and its logo, from taxonomy/organisation.yml or a file in its place."""

from __future__ import annotations

import io
import math
import operator
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from playbook.files import UnreadableFile, read_bytes, read_text
from playbook.model import Country, Playbook, Problem, Slot, parse_yaml, validate
from playbook.model.country import filled
from playbook.model.drawing import drawing_fault
from playbook.model.problem import did_you_mean
from playbook.model.source_file import is_inside
from playbook.model.taxonomy import OrganisationFile, read_slots
from playbook.packs.assembly import NAME_SLOT
from playbook.packs.request import UnusablePack, WrongRequest

LOGO_LIMIT = 5 * 1024 * 1024
"""Bytes a logo may have."""
LOGO_PIXELS = 50_000_000
VALUE_LIMIT = 200
"""Characters a slot's value may have: it stands in a line of text."""
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of what follows: in a name or number they only mislead."""
OUR_COLOUR = "#14514b"
READABLE = 4.5
_FORMATS = {"PNG": "png", "JPEG": "jpg"}
_ENDINGS = {".png": "png", ".jpg": "jpg", ".jpeg": "jpg", ".svg": "svg"}
_HINT = "give a PNG, JPEG or SVG file"


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that was looked into and found to be one; `kind` is png, jpg or svg."""

    kind: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Organisation:
    """The slots by name, in the taxonomy's order, the logo if there is one, and the country whose facts are printed."""

    slots: Mapping[str, Slot]
    logo: Logo | None = None
    country: Country | None = None
    colour: str = OUR_COLOUR
    """The organisation's colour, as `#14514b`."""

    @property
    def accent(self) -> str:
        """Its colour as it can be read on white: as it is, or as much darker as that takes (WCAG 2.2, 4.5 to 1)."""
        parts = _parts(self.colour)
        while _contrast_with_white(parts) < READABLE:
            parts = [part * 0.94 for part in parts]
        return "#" + "".join(f"{round(part * 255):02x}" for part in parts)

    @property
    def name(self) -> str:
        """The organisation's name; empty until it is filled in."""
        slot = self.slots.get(NAME_SLOT)
        return (slot.value or "") if slot else ""


def read_organisation(
    playbook: Playbook, path: Path | None, values: Mapping[str, str], country: str = ""
) -> Organisation:
    """The organisation of the file `path`, or that of the taxonomy where it is None, with `values` filled in.

    `country` takes the place of the one that the file names. Raises UnusablePack with every mistake in the file,
    WrongRequest for a value whose slot there is not and for a country that there is not.
    """
    slots, code, colour = dict(playbook.taxonomy.slots), playbook.taxonomy.country, playbook.taxonomy.colour
    own = playbook.root / "taxonomy" / "organisation.yml"
    logo, line = playbook.taxonomy.logo, 1
    if path is not None:
        slots, file, line = _read_file(path, slots)
        logo, code, colour = file.logo, file.country, file.colour
    code = country or code
    if code and code not in playbook.countries:
        raise WrongRequest(f'there is no country "{code}"; {did_you_mean(code, playbook.countries)}')
    place = playbook.countries[code] if code else None
    slots = filled(slots, place)
    for name, value in values.items():
        if name not in slots:
            raise WrongRequest(f'there is no slot "{name}" to fill in; {did_you_mean(name, slots)}')
        given = " ".join(value.split()) or None
        slots[name] = replace(slots[name], value=given, origin="organisation" if given else "")
    problems = [_too_long(path or own, slot) for slot in slots.values() if len(slot.value or "") > VALUE_LIMIT]
    if problems:
        raise UnusablePack(tuple(problems))
    picture = _read_logo(path or own, logo, line) if logo else None
    return Organisation(slots, picture, place, (colour or OUR_COLOUR).lower())


def _read_file(path: Path, known: dict[str, Slot]) -> tuple[dict[str, Slot], OrganisationFile, int]:
    try:
        text = read_text(path)
    except UnreadableFile as error:
        raise UnusablePack((Problem(str(path), error.line, 0, "organisation", str(error)),)) from error
    source, problems = parse_yaml(text, str(path))
    file = None
    if source is not None:
        file, found = validate(source, OrganisationFile)
        problems = [*problems, *found]
    if source is None or file is None or problems:
        raise UnusablePack(tuple(problems))
    given = read_slots(file, source)
    unknown = [_unknown(path, slot, known) for name, slot in given.items() if name not in known or known[name].is_said]
    if unknown:
        raise UnusablePack(tuple(unknown))
    slots = {**known, **{name: _one_line(slot) for name, slot in given.items()}}
    return slots, file, source.line("logo")


def _parts(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def _contrast_with_white(parts: Iterable[float]) -> float:
    """The contrast of a colour's red, green and blue, from 0 to 1, with white (WCAG 2.2, relative luminance)."""
    linear = [part / 12.92 if part <= 0.04045 else math.pow((part + 0.055) / 1.055, 2.4) for part in parts]
    luminance = math.fsum(map(operator.mul, linear, (0.2126, 0.7152, 0.0722)))
    return 1.05 / (luminance + 0.05)


def _one_line(slot: Slot) -> Slot:
    return replace(slot, value=" ".join(_TURNING.sub("", slot.value or "").split()) or None)


def _unknown(path: Path, slot: Slot, known: dict[str, Slot]) -> Problem:
    message = f'"{slot.name}" is not a slot of the playbook'
    return Problem(str(path), slot.line, 1, "organisation", message, did_you_mean(slot.name, known))


def _too_long(path: Path, slot: Slot) -> Problem:
    message = f'the value of "{slot.name}" has {len(slot.value or "")} characters; at most {VALUE_LIMIT} fit on a page'
    return Problem(str(path), slot.line, 1, "organisation", message, "shorten it")


def _read_logo(beside: Path, name: str, line: int) -> Logo:
    """Read the logo that stands beside the organisation's file; raises UnusablePack where it is no picture."""
    if not is_inside(beside.parent, name):
        hint = "put it into the same folder"
        raise _bad_logo(beside, line, f"the logo {name} does not stand beside this file", hint)
    try:
        data = read_bytes(beside.parent / name, LOGO_LIMIT)
    except UnreadableFile as error:
        raise _bad_logo(beside, line, f"the logo {name}: {error}", _HINT) from error
    kind = _svg(data) or _bitmap(data)
    if kind is None or kind != _ENDINGS.get(Path(name).suffix.lower()):
        raise _bad_logo(beside, line, f"the logo {name} is not a picture that can be printed", _HINT)
    return Logo(kind, data)


def _bad_logo(path: Path, line: int, message: str, hint: str) -> UnusablePack:
    return UnusablePack((Problem(str(path), line, 1, "organisation", message, hint),))


def _svg(data: bytes) -> str | None:
    """ "svg" for a well-formed SVG that draws and does nothing else."""
    if b"<svg" not in data[:4096]:
        return None
    return None if drawing_fault(data) else "svg"


def _bitmap(data: bytes) -> str | None:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - only a pack with a logo needs it

    try:
        with Image.open(io.BytesIO(data), formats=tuple(_FORMATS)) as image:
            if image.width * image.height > LOGO_PIXELS:
                return None
            kind = _FORMATS.get(image.format or "")
            image.load()
            return kind
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
