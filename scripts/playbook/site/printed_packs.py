"""What the pages about printed packs show: finished PDFs, what to choose from, and what is current."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from babel.numbers import format_decimal

from playbook.model import Locale, Pack, Playbook, Slot
from playbook.model.site_address import is_example
from playbook.packs.current import is_current
from playbook.packs.organisation import OUR_COLOUR
from playbook.packs.request import PAPERS, PackRequest, UnusablePack
from playbook.packs.selection import Selection, glossary_of, select
from playbook.packs.shelf import BUILT_PACKS, ShelvedPack, whole_files
from playbook.packs.version import pack_version, page_hash, review_words, reviewed, topic_key
from playbook.packs.words import PACK_CONTEXT
from playbook.shown.dates import cldr_locale
from playbook.shown.speaker import SPEAKING
from playbook.site.press import compiler_in

PRESS_SIZE = 12
"""Megabytes that the press comes to, for one language: mostly the compiler."""
SITE_FOLDER = "packs/files"
"""Where the PDFs stand on the site."""


@dataclass(frozen=True, slots=True)
class PackFile:
    """A PDF to download: its address from the site's root, and in the reader's words what it is, its pages and size."""

    address: str
    form: str
    pages: str
    size: str


@dataclass(frozen=True, slots=True)
class FinishedPack:
    """A pack to download: its name and date in the reader's words, a picture of its cover, and its files."""

    name: str
    audience: str
    version: str
    date: str
    cover: str
    files: tuple[PackFile, ...]


@dataclass(frozen=True, slots=True)
class CurrentPack:
    """A pack as it is now, for comparing a printed copy with it; `topics` are the topics' keys in a printed code."""

    id: str
    name: str
    version: str
    date: str
    topics: str


@dataclass(frozen=True, slots=True)
class CurrentTopic:
    """A topic as it is now: its key and the hash of its page in each language, as a printed code has them."""

    id: str
    key: str
    hashes: str


class PrintedPacks:
    """The packs of a playbook as one language's pages show them."""

    def __init__(self, playbook: Playbook, locale: Locale) -> None:
        self.playbook, self.locale = playbook, locale

    @cached_property
    def _packs(self) -> Mapping[str, Pack]:
        return self.playbook.packs

    @cached_property
    def _selections(self) -> dict[str, Selection]:
        """Every pack that can be printed in this language."""
        found = {}
        for pack in self._packs.values():
            try:
                if pack.topics:
                    found[pack.id] = select(self.playbook, PackRequest(pack.id, (self.locale.code,)))
            except UnusablePack:
                continue
        return found

    @cached_property
    def current(self) -> tuple[CurrentPack, ...]:
        """Every pack as it is now."""
        return tuple(
            CurrentPack(
                name,
                self.locale.text(chosen.pack.name, PACK_CONTEXT),
                pack_version(chosen, glossary_of(self.playbook, chosen)),
                review_words(str(reviewed(chosen) or ""), self.locale),
                " ".join(topic_key(topic.id) for topic in chosen.topics),
            )
            for name, chosen in self._selections.items()
        )

    @property
    def topics(self) -> Iterator[CurrentTopic]:
        """Every topic as it is now."""
        for topic in self.playbook.taxonomy.topics():
            pages = ((code, self.playbook.page(code, topic.id)) for code in self.playbook.languages)
            hashes = " ".join(f"{code}:{page_hash(page)}" for code, page in pages if page)
            yield CurrentTopic(topic.id, topic_key(topic.id), hashes)

    @cached_property
    def finished(self) -> tuple[FinishedPack, ...]:
        """The PDFs that `playbook packs` made of what the playbook says now; older ones are not offered."""
        shelf = list(whole_files(self.playbook.root / BUILT_PACKS, self.locale.code))
        found = []
        for row in self.current if shelf else ():
            packs = sorted((pack for pack in shelf if self._is(pack, row)), key=_in_order)
            if packs:
                audience = self.locale.text(self._packs[row.id].audience, PACK_CONTEXT)
                cover = f"{SITE_FOLDER}/{packs[0].cover}"
                files = tuple(map(self._file, packs))
                found.append(FinishedPack(row.name, audience, row.version, row.date, cover, files))
        return tuple(found)

    @property
    def choices(self) -> tuple[tuple[str, str, str, str], ...]:
        """(id, name, layout, topic ids) of each pack that has topics."""
        packs = (pack for pack in self._packs.values() if pack.topics)
        return tuple(
            (pack.id, self.locale.text(pack.name, PACK_CONTEXT), pack.layout, " ".join(pack.topics)) for pack in packs
        )

    @property
    def languages(self) -> tuple[tuple[str, str], ...]:
        """(code, name) of each language."""
        return tuple((code, locale.name) for code, locale in self.playbook.locales.items())

    @property
    def can_be_made(self) -> bool:
        """Whether the site has what a pack of one's own is made with."""
        return compiler_in(self.playbook.root) is not None

    @property
    def printed_address(self) -> str:
        """The address that printed codes lead to; empty where it is not known."""
        address = self.playbook.site_address
        return "" if is_example(address) else address

    @property
    def colour(self) -> str:
        """The colour of a cover where nobody chooses another."""
        return (self.playbook.taxonomy.colour or OUR_COLOUR).lower()

    @property
    def press_size(self) -> str:
        """What the first pack loads, in megabytes, in the reader's figures."""
        return str(format_decimal(PRESS_SIZE, locale=cldr_locale(self.locale.code)))

    @property
    def speaking(self) -> frozenset[str]:
        """The languages of which somebody chooses who says what is said."""
        return SPEAKING

    @property
    def slots(self) -> tuple[Slot, ...]:
        """What a manager can fill in for a pack."""
        return self.playbook.taxonomy.organisation_slots

    def _is(self, pack: ShelvedPack, row: CurrentPack) -> bool:
        same = pack.pack == row.id and pack.site_url == self.playbook.site_address
        return same and (self.playbook.root / BUILT_PACKS / pack.cover).is_file() and is_current(self.playbook, pack)

    def _file(self, pack: ShelvedPack) -> PackFile:
        size = format_decimal(round(pack.size / 1_000_000, 1), locale=cldr_locale(self.locale.code))
        pages = self.locale.plural("{count} page", "{count} pages", pack.pages, PACK_CONTEXT)
        return PackFile(f"{SITE_FOLDER}/{pack.file}", self._form(pack), pages.format(count=pack.pages), f"{size} MB")

    def _form(self, pack: ShelvedPack) -> str:
        forms = ["US Letter" if pack.paper == "letter" else pack.paper.upper()]
        if pack.large_print:
            forms.append(self.locale.text("Large print", PACK_CONTEXT))
        if pack.second:
            language = cldr_locale(pack.second).get_language_name(cldr_locale(self.locale.code)) or pack.second
            forms.append(self.locale.text("with {language}", PACK_CONTEXT).format(language=language))
        return ", ".join(forms)


def _in_order(pack: ShelvedPack) -> tuple[bool, str, bool, int]:
    return bool(pack.second), pack.second, pack.large_print, PAPERS.index(pack.paper)


def pack_files(packs: PrintedPacks) -> Iterator[tuple[str, Path]]:
    """(path on the site, file) of the finished PDFs that the pages of a language offer, and of their covers."""
    for pack in packs.finished:
        for address in (pack.cover, *(file.address for file in pack.files)):
            yield address, packs.playbook.root / BUILT_PACKS / address.removeprefix(f"{SITE_FOLDER}/")
