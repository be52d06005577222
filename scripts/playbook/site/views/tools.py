"""The pages about printed packs, and those for editors."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

from playbook.model import Locale, Playbook
from playbook.packs.words import PACK_CONTEXT
from playbook.site.printed_packs import PrintedPacks
from playbook.site.status_page import StatusPage
from playbook.site.views.lists import GeneratedView


class PacksView(GeneratedView, frozen=True, kw_only=True):
    """Printed packs: finished ones, and what to choose from."""

    kind = "packs"
    styles = ("topic", "packs", "place")
    fills = True
    script_words: ClassVar[Mapping[str, str]] = {
        "none": "Tick at least one topic.",
        "loading": "Loading: {percent}",
        "setting": "Setting the pages …",
        "ready": "Your pack is ready.",
        "stopped": "Given up. Nothing was made.",
        "failed": "The pages could not be loaded. Check the connection and try again.",
        "language": "Packs in this language cannot be made here.",
        "letters": "No font of this site can print these characters: {characters}. Leave them out.",
        "long": "This has more than 200 characters. Shorten it.",
        "logo": "This is no PNG, JPEG or SVG picture that can be printed.",
        "logoSize": "The logo has more than 5 MB. Take a smaller one.",
        "refused": "The pack could not be made: {reason}",
    }

    packs: PrintedPacks

    @property
    def scripts(self) -> tuple[str, ...]:  # type: ignore[override]
        """The page's scripts; there is none where no pack can be made."""
        return ("packs",) if self.packs.can_be_made else ()

    @property
    def words(self) -> Mapping[str, str]:
        """What the page's scripts say."""
        plurals = self.locale.plural_words("{count} topic chosen", "{count} topics chosen")
        pages = self.locale.plural_words("{count} page", "{count} pages", PACK_CONTEXT)
        words = {name: self.t(message, PACK_CONTEXT) for name, message in self.script_words.items()}
        return {**plurals, **{f"pages {form}": text for form, text in pages.items()}, **self.place_words, **words}


class VersionView(GeneratedView, frozen=True, kw_only=True):
    """Whether a printed copy is current, by the packs as they are now."""

    kind = "version"
    styles = ("packs",)
    scripts = ("version",)

    packs: PrintedPacks

    @property
    def words(self) -> Mapping[str, str]:
        """What the page's script says."""
        names = {f"pack {pack.id}": self.t(pack.name, PACK_CONTEXT) for pack in self.playbook.packs.values()}
        said = {
            "gone": "Topics that are no longer in the playbook: {count}",
            "scanned": "You scanned: {pack} ({languages})",
        }
        return {**names, **{name: self.t(message, PACK_CONTEXT) for name, message in said.items()}}


class StatusView(GeneratedView, frozen=True, kw_only=True, dict=True):
    """The state of every page. `written` is the playbook with its drafts, `files_at` where its files can be seen."""

    kind = "status"
    styles = ("status", "entries")
    hidden = ("toc",)

    written: Playbook
    files_at: str = ""

    @cached_property
    def status(self) -> StatusPage:
        """The state of the pages."""
        return StatusPage(self.written)


class ReportView(GeneratedView, frozen=True, kw_only=True):
    """How well the search answers."""

    kind = "search-report"
    styles = ("status",)
    hidden = ("toc",)
    scripts = ("search-report",)

    @property
    def locales(self) -> tuple[Locale, ...]:
        """The languages."""
        return tuple(self.playbook.locales.values())
