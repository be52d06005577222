"""Parts of a site that were built elsewhere: each is a folder with its files, and with what there is to know of it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from playbook.files import UnreadableFile, read_bytes
from playbook.site.inputs import Inputs
from playbook.site.output import Output
from playbook.site.part import LanguagePart
from playbook.site.site import Site

PART = "part.json"
"""The file, in the folder of a part, that says what is in it."""
_LIMIT = 256 * 1024 * 1024
"""Bytes that one file of a part may have."""


class WrongPart(Exception):
    """Parts that make no site; `str(error)` says why, and what to do."""


def write_part(part: LanguagePart, folder: Path) -> None:
    """Say in the folder of a part what is in it. Raises OSError."""
    (folder / PART).write_bytes(msgspec.json.encode(part, order="deterministic"))


def read_parts(folders: Sequence[Path], site: Site) -> list[tuple[Path, LanguagePart]]:
    """The parts in some folders, in the order of the languages. Raises WrongPart where they make no site."""
    parts = {folder: _read(folder) for folder in folders}
    there, wanted = Counter(part.language for part in parts.values()), site.playbook.languages
    for code, count in there.items():
        if count > 1:
            raise WrongPart(f'there are {count} parts of the language "{code}"; name one')
        if code not in wanted:
            raise WrongPart(f'there is a part of "{code}", which is no language of this playbook')
    missing = [code for code in wanted if code not in there]
    if missing:
        raise WrongPart(f"the parts of these languages are missing: {', '.join(missing)}")
    inputs = Inputs(site, preview=False).all
    for folder, part in parts.items():
        if part.inputs != inputs:
            hint = "build all parts, and join them, from the same files, for the same address, with the same program"
            raise WrongPart(f"{folder} was made of something else than what is here; {hint}")
    return sorted(parts.items(), key=lambda row: wanted.index(row[1].language))


def copy_part(folder: Path, part: LanguagePart, output: Output) -> None:
    """Copy the files of a part. Raises WrongPart where one is not as it was made, OSError."""
    for path, digest in part.hashes.items():
        try:
            data = read_bytes(folder / path, _LIMIT)
        except UnreadableFile as error:
            raise WrongPart(f"{folder / path}: {error}") from error
        if hashlib.sha256(data).hexdigest() != digest or not _is_inside(path):
            raise WrongPart(f"{folder / path} is not as it was made; get the part again")
        output.write(path, data)


def _read(folder: Path) -> LanguagePart:
    try:
        return msgspec.json.decode(read_bytes(folder / PART, _LIMIT), type=LanguagePart)
    except (UnreadableFile, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise WrongPart(f"{folder} is no part of a site; make one with playbook build --language") from error


def _is_inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in path.split("/")
