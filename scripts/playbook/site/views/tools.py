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
    scripts = ("packs",)
    fills = True
    script_words: ClassVar[Mapping[str, str]] = {
        "none": "Tick at least one topic.",
        "wait": "Preparing the pages …",
        "failed": "The pages could not be loaded. Check the connection and try again.",
        "copied": "Copied",
    }

    packs: PrintedPacks

    @property
    def words(self) -> Mapping[str, str]:
        """What the page's scripts say."""
        plurals = self.locale.plural_words("{count} topic chosen", "{count} topics chosen")
        words = {name: self.t(message, PACK_CONTEXT) for name, message in self.script_words.items()}
        return {**plurals, **self.place_words, **words}


class VersionView(GeneratedView, frozen=True, kw_only=True):
    """Whether a printed copy is current, by the packs as they are now."""

    kind = "version"
    styles = ("packs",)
    scripts = ("version",)

    packs: PrintedPacks

    @property
    def words(self) -> Mapping[str, str]:
        """What the page's script says."""
        return {"gone": self.t("Topics that are no longer in the playbook: {count}", PACK_CONTEXT)}


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
