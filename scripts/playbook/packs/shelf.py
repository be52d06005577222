"""The shelf: finished packs in a folder, with a list of what stands there. The site offers them for download."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import msgspec

from playbook.files import UnreadableFile, is_within, read_bytes, read_text, write_whole
from playbook.keys import key_of, seal
from playbook.model import Playbook
from playbook.model.pack import PACKS_FILE
from playbook.packs.request import POSTER_PAPER, PackRequest, UnusablePack

BUILT_PACKS = Path("build/packs")
"""Where `playbook packs` puts them, within the project."""
LIST = "packs.json"
_LIMIT = 64 * 1024 * 1024
"""Bytes that a PDF may have."""


@dataclass(frozen=True, slots=True)
class ShelvedPack:
    """A finished PDF: its file, relative to the shelf, and what it is. `size` is in bytes, `day` ISO 8601.

    `made_of` is its key (see current.py); `site_url`, `organisation` and `country` are as they were asked for, and
    `second` is its second language, if it has one. A picture of its first page stands beside it. `seal` shows that
    whoever reads the list made both files.
    """

    pack: str
    language: str
    paper: str
    large_print: bool
    file: str
    version: str
    day: str
    size: int
    made_of: str = ""
    site_url: str = ""
    organisation: str = ""
    country: str = ""
    second: str = ""
    pages: int = 0
    seal: str = ""

    @property
    def cover(self) -> str:
        """The picture of its first page, relative to the shelf."""
        return f"{self.file.removesuffix('.pdf')}.webp"

    def sealed(self, pdf: bytes, cover: bytes) -> ShelvedPack:
        """The same with a seal over it, its PDF and its cover."""
        data = key_of(repr(replace(self, seal="")), pdf, cover)
        return replace(self, seal=seal(data.encode()).hex())

    @property
    def request(self) -> PackRequest:
        """What was asked for when it was made."""
        return PackRequest(
            self.pack,
            (self.language, self.second) if self.second else (self.language,),
            self.paper,
            self.large_print,
            organisation=Path(self.organisation) if self.organisation else None,
            site_url=self.site_url,
            country=self.country,
        )


def requests(
    playbook: Playbook,
    languages: tuple[str, ...],
    template: PackRequest,
    papers: tuple[str, ...] = ("a4",),
    large_prints: tuple[bool, ...] = (False,),
    second: str = "",
) -> list[PackRequest]:
    """A request for every pack that has topics of its own, in each language and form; the rest from `template`.

    With `second`, each is a pack of two languages, and there is none in that language alone. Raises UnusablePack where
    packs.yml is wrong.
    """
    problems = playbook.problems_in(PACKS_FILE)
    if problems:
        raise UnusablePack(problems)
    return [
        replace(
            template,
            pack=pack.id,
            languages=(language, second) if second else (language,),
            paper=paper,
            large_print=large_print,
        )
        for language in languages
        if language != second
        for pack in playbook.packs.values()
        if pack.topics
        for paper in papers
        if paper != POSTER_PAPER or pack.layout == "poster"
        for large_print in large_prints
    ]


def write_list(folder: Path, packs: list[ShelvedPack]) -> None:
    """Write the list of what stands in the folder; files that were there before and are not made again stay listed."""
    listed = {pack.file: pack for pack in (*read_list(folder), *packs) if (folder / pack.file).is_file()}
    rows = [asdict(pack) for _, pack in sorted(listed.items())]
    write_whole(folder / LIST, json.dumps({"packs": rows}, indent=1) + "\n")


class _Listed(msgspec.Struct):
    packs: tuple[ShelvedPack, ...]


def read_list(folder: Path) -> tuple[ShelvedPack, ...]:
    """What stands in the folder; nothing where there is no list or it cannot be used."""
    try:
        found = msgspec.json.decode(read_text(folder / LIST), type=_Listed).packs
    except (UnreadableFile, msgspec.DecodeError, RecursionError):
        return ()
    return tuple(pack for pack in found if is_within(folder, pack.file))


def whole_files(folder: Path, language: str = "") -> Iterator[ShelvedPack]:
    """The listed packs, of one language or of all, whose files are there and are those that this user made."""
    for pack in read_list(folder):
        if language in {"", pack.language} and _is_whole(folder, pack):
            yield pack


def _is_whole(folder: Path, pack: ShelvedPack) -> bool:
    try:
        found = pack.sealed(read_bytes(folder / pack.file, _LIMIT), read_bytes(folder / pack.cover))
    except UnreadableFile:
        return False
    return hmac.compare_digest(found.seal, pack.seal)
