"""Making a pack, from request to PDF, and to its place on the shelf."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from playbook.files import write_whole
from playbook.model import Playbook
from playbook.packs.current import pack_key
from playbook.packs.document import build_document
from playbook.packs.organisation import read_organisation
from playbook.packs.request import PackRequest
from playbook.packs.selection import select
from playbook.packs.shelf import ShelvedPack
from playbook.packs.typesetting import cover_of, set_document


@dataclass(frozen=True, slots=True)
class MadePack:
    """A finished pack: its PDF, version, review date (ISO 8601 or empty), key (see current.py), topics left out."""

    pdf: bytes
    version: str
    day: str
    key: str
    left_out: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages it has."""
        import pikepdf  # noqa: PLC0415 - only what goes on the shelf needs it here

        with pikepdf.open(io.BytesIO(self.pdf)) as pdf:
            return len(pdf.pages)


def make_pack(playbook: Playbook, request: PackRequest) -> MadePack:
    """Make a pack. Raises WrongRequest or UnusablePack; writes nothing."""
    selection = select(playbook, request)
    organisation = read_organisation(playbook, request.organisation, request.values, request.country)
    document = build_document(playbook, request, selection, organisation)
    key = pack_key(playbook, request, selection, organisation)
    return MadePack(set_document(document), document.version, document.data["day"], key, selection.left_out)


def shelve(playbook: Playbook, request: PackRequest, folder: Path) -> ShelvedPack:
    """Make one pack and put its PDF into the folder; the list is written by `write_list`."""
    made = make_pack(playbook, request)
    name = f"{request.languages[0]}/{request.file_name}"
    write_whole(folder / name, made.pdf)
    shelved = ShelvedPack(
        request.pack,
        request.languages[0],
        request.paper,
        request.large_print,
        name,
        made.version,
        made.day,
        len(made.pdf),
        made.key,
        request.site_url,
        str(request.organisation or ""),
        request.country,
        request.languages[1] if len(request.languages) > 1 else "",
        made.pages,
    )
    cover = cover_of(made.pdf)
    write_whole(folder / shelved.cover, cover)
    return shelved.sealed(made.pdf, cover)
