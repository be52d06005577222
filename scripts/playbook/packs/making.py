"""Making a pack, from request to PDF."""

from __future__ import annotations

from dataclasses import dataclass

from playbook.model import Playbook
from playbook.packs.document import build_document
from playbook.packs.organisation import read_organisation
from playbook.packs.request import PackRequest
from playbook.packs.selection import select
from playbook.packs.typesetting import set_document


@dataclass(frozen=True, slots=True)
class MadePack:
    """A finished pack: its PDF, version and review date (ISO 8601)."""

    pdf: bytes
    version: str
    day: str


def make_pack(playbook: Playbook, request: PackRequest) -> MadePack:
    """Make a pack. Raises WrongRequest or UnusablePack; writes nothing."""
    selection = select(playbook, request)
    organisation = read_organisation(playbook, request.organisation, request.values, request.country)
    document = build_document(playbook, request, selection, organisation)
    return MadePack(set_document(document), document.version, document.data["day"])
