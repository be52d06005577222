"""What was made of a part of the site, as it is kept for the next build."""

from __future__ import annotations

from msgspec import Struct

from playbook.shown.addresses import PageLink


class Made(Struct, frozen=True):
    """Files by their path on the site; of a page also its places, its links, and the classes of its elements."""

    files: dict[str, bytes]
    places: tuple[str, ...] = ()
    links: tuple[PageLink, ...] = ()
    classes: tuple[str, ...] = ()
