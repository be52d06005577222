"""A topic page: its content from the model's blocks, and what stands around it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from msgspec import Struct

from playbook.model import SECTION_CONTEXT, Block, Locale, Page, Slot, Topic, stale_parts, standing
from playbook.model.country import SLOTS
from playbook.model.page import Guidance
from playbook.shown.addresses import PageLink, file_address
from playbook.shown.cards import card_level, warning_levels
from playbook.shown.content import ShownScene, ShownSection, scenes, shown_sections
from playbook.shown.country import ShownCountry, shown_country
from playbook.shown.dates import long_date
from playbook.shown.inline import Piece, inline_pieces
from playbook.shown.links import is_outside, is_safe, resolve
from playbook.shown.phrases import now_phrases, phrase_rows, split_phrase
from playbook.shown.pictograms import tone_of, topic_pictogram
from playbook.shown.slots import marked_text, slot_gap, slot_label, split_slots
from playbook.site.views.page import READING_WORDS, PageView, TopicLink

_READ_LATER = {"mistakes", "escalate", "afterwards", "why", "practice"}
_GETTING_HELP = "escalation"
"""The group whose pages are themselves what to do when help is needed: they show all of it."""


class PhraseCell(Struct, frozen=True):
    """A cell of a phrase table: what is said and the note beside it, in pieces."""

    words: tuple[str | Slot, ...]
    aside: tuple[str | Slot, ...]


class ShownRow(Struct, frozen=True):
    """A row of a phrase table: its number in the topic, both cells, and the words that are copied, slots as marks."""

    number: int
    say: PhraseCell
    avoid: PhraseCell
    words: str


class SaidPoint(Struct, frozen=True):
    """What a point of "Right now" says: its number among the points, and the words, slots as marks."""

    number: int
    words: str


class PlaceBox(Struct, frozen=True):
    """The box "Where you work" of a topic.

    `first` says whether it stands right below what to do now, `country` is the one that counts without a choice, and
    `contacts` are the organisation's own numbers, in the words of `text`.
    """

    groups: tuple[str, ...]
    first: bool
    country: ShownCountry | None
    contacts: tuple[Slot, ...]
    text: SlotText


class SlotText:
    """What slots are called in a language."""

    def __init__(self, locale: Locale, view: PageView) -> None:
        self.locale, self.view = locale, view

    def slot_page(self, slot: Slot) -> str:
        """Where somebody can fill a gap: the page of all countries for their numbers, or that of the workplace."""
        if not self.view.playbook.countries:
            return ""
        is_open = slot.name in SLOTS and self.view.playbook.country is None
        return self.view.address("where-you-work.md" if is_open else "workplace.md")

    def slot_label(self, slot: Slot) -> str:
        """What a gap is called."""
        return slot_label(slot, self.locale)

    def slot_example(self, slot: Slot) -> str:
        """A gap in what is said, filled in as it is said there."""
        return self.locale.text(slot.example, "slot") if slot.example else ""

    def slot_gap(self, slot: Slot) -> str:
        """What stands in a gap: what it is, and for a number what to do."""
        return slot_gap(slot, self.locale, country_known=self.view.playbook.country is not None)


class PageText(SlotText):
    """The text of a page for the templates. It remembers the links that it was asked for."""

    def __init__(self, page: Page, view: PageView) -> None:
        super().__init__(view.playbook.locales[page.language], view)
        self.page = page
        self.taxonomy = view.playbook.taxonomy
        self.links: list[PageLink] = []

    @cached_property
    def _levels(self) -> Mapping[str, str]:
        return warning_levels(self.taxonomy, self.locale)

    @cached_property
    def sections(self) -> tuple[ShownSection, ...]:
        """The sections in the order of the page."""
        return tuple(shown_sections(self.page, self.taxonomy, self.locale))

    @property
    def first(self) -> tuple[ShownSection, ...]:
        """The sections above the introduction: what somebody in trouble opens the page for."""
        ends = [number for number, section in enumerate(self.sections, 1) if section.anchor == "now"]
        return self.sections[: ends[0]] if ends else ()

    @property
    def rest(self) -> tuple[ShownSection, ...]:
        """The sections below the introduction."""
        return self.sections[len(self.first) :]

    def t(self, message: str) -> str:
        """An interface message in the page's own language."""
        return self.locale.text(message)

    def scenes(self, section: ShownSection) -> tuple[tuple[Block, ...], tuple[ShownScene, ...]]:
        """What stands before the first scene of a section, and its scenes."""
        return scenes(section, self.locale, self.taxonomy.slots)

    def inline(self, block: Block) -> Iterator[tuple[str, tuple[Piece, ...]]]:
        """The pieces of a block's text, those of one link together with its address; empty where there is none."""
        for href, pieces in groupby(inline_pieces(block, self.taxonomy.slots), lambda piece: piece.run.href):
            yield self.href(href) if href else "", tuple(pieces)

    def href(self, href: str) -> str:
        """Where a link leads, for an address on this page; empty for what is no address of a page or a person."""
        if not is_safe(href):
            return ""
        if is_outside(href):
            return href
        path, anchor = resolve(self.page.path, href)
        if path == self.page.path:
            self.links.append(PageLink(path.removeprefix("docs/"), anchor, href))
            return f"#{anchor}"
        target = path.removeprefix("docs/")
        language, _, name = target.partition("/")
        self.links.append(PageLink(target, anchor, href))
        reader = self.view.language if language == self.page.language and not name.startswith("guides/") else language
        return file_address(reader, name) + (f"#{anchor}" if anchor else "")

    def picture(self, file: str) -> str:
        """Where a picture stands, for an address on this page; empty for one that is not published."""
        published = resolve(self.page.path, file)[0] in self.view.playbook.pictures
        return self.href(file) if published and not is_outside(file) else ""

    def card_level(self, quote: Block) -> str:
        """The level of the warning card that a quotation is; empty where it is none."""
        return card_level(quote, self._levels, self.locale.code)

    def said(self, item: Block) -> SaidPoint | None:
        """What a point of a list says right now, to be copied, shown or read aloud; None of any other."""
        return self._said.get(item.line)

    @cached_property
    def _said(self) -> Mapping[int, SaidPoint]:
        slots = self.taxonomy.slots
        points = enumerate(now_phrases(self.page).items(), 1)
        return {line: SaidPoint(number, marked_text(words, slots)) for number, (line, words) in points if words}

    def rows(self, table: Block) -> tuple[ShownRow, ...]:
        """The rows of one of the page's phrase tables."""
        lines = {row.line for row in table.children}
        return tuple(row for line, row in self._rows if line in lines)

    @cached_property
    def all_rows(self) -> tuple[ShownRow, ...]:
        """All rows of the phrase table."""
        return tuple(row for _, row in self._rows)

    @cached_property
    def _rows(self) -> tuple[tuple[int, ShownRow], ...]:
        return tuple(
            (row.line, self._row(number, row.say, row.avoid)) for number, row in enumerate(phrase_rows(self.page), 1)
        )

    def _row(self, number: int, say: str, avoid: str) -> ShownRow:
        words = marked_text(split_phrase(say).words, self.taxonomy.slots)
        return ShownRow(number, self._cell(say), self._cell(avoid), words)

    def _cell(self, cell: str) -> PhraseCell:
        phrase, slots = split_phrase(cell), self.taxonomy.slots
        return PhraseCell(tuple(split_slots(phrase.quoted, slots)), tuple(split_slots(phrase.aside, slots)))


class TopicView(PageView, frozen=True, kw_only=True, dict=True):
    """A topic page as readers of one language see it."""

    kind = "topic"
    styles = ("topic",)
    scripts = ("topic",)
    fills = True
    script_words = READING_WORDS

    page: Page
    topic: Topic

    @cached_property
    def text(self) -> PageText:
        """The page's text."""
        return PageText(self.page, self)

    @property
    def phrase_columns(self) -> tuple[str, ...]:
        """The heads of a phrase table in the page's own language."""
        return tuple(self.text.locale.text(word, "phrases") for word in self.playbook.taxonomy.phrase_columns)

    @property
    def pictogram(self) -> str:
        """The drawing that stands for the topic."""
        return topic_pictogram(self.topic)

    @property
    def tone(self) -> str:
        """Its colour."""
        return tone_of(self.topic.id)

    def waits(self, section: ShownSection) -> bool:
        """Whether a section waits below its heading on a phone, as there is something to do right now above it."""
        is_help = section.id == "escalate" and self.topic.group == _GETTING_HELP
        return section.id in _READ_LATER and bool(self.text.first) and not is_help

    @property
    def toc(self) -> tuple[tuple[str, str], ...]:
        """(place, heading) of each section."""
        sections = [(section.anchor, section.heading) for section in self.text.sections]
        if self.place:
            number = len(self.text.first) if self.place.first else len(sections)
            sections.insert(number, ("where-you-work", self.c("Where you work")))
        return tuple(sections)

    @cached_property
    def place(self) -> PlaceBox | None:
        """The box about the country the reader works in, on topics that need one."""
        places, playbook = self.playbook.places, self.playbook
        groups = places.groups.get(self.topic.id)
        if not groups or not playbook.countries:
            return None
        slots, own = playbook.taxonomy.slots, playbook.country
        return PlaceBox(
            groups,
            self.topic.id in places.first,
            shown_country(own, self.locale, groups, slots) if own else None,
            tuple(slots[name] for name in places.contacts),
            SlotText(self.locale, self),
        )

    @cached_property
    def stale(self) -> frozenset[str]:
        """The sections whose English text has changed since they were translated; "" for the page as a whole."""
        reference = self.playbook.reference(self.page.topic)
        if reference is None or reference.language == self.page.language or not self.page.front.translated_from:
            return frozenset()
        here = {section.anchor for section in self.text.sections}
        parts = (part.section for part in stale_parts(self.page, reference))
        return frozenset(part if part in here else "" for part in parts)

    @property
    def related(self) -> Mapping[str, Sequence[TopicLink]]:
        """Links to related topics by relation, from both sides of the taxonomy's relations."""
        groups: dict[str, list[TopicLink]] = {}
        for relation, identifier in self.playbook.taxonomy.related(self.topic.id):
            if link := self.topic_link(identifier):
                groups.setdefault(relation, []).append(link)
        return groups

    def date(self, day: datetime.date) -> str:
        """A date in words as the reader's language writes it."""
        return long_date(day, self.language)

    @property
    def readers(self) -> tuple[str, ...]:
        """The names of those who signed the page as it is."""
        return tuple(signature.by for signature in standing(self.page))

    @property
    def editorial_headings(self) -> str:
        """The headings, in the reader's language, of the sections that go beyond the sources, in one line."""
        sections = (self.playbook.taxonomy.section(identifier) for identifier in self.page.front.editorial)
        return ", ".join(self.t(section.heading, SECTION_CONTEXT) for section in sections if section)

    @property
    def guidance(self) -> tuple[Guidance, ...]:
        """Public guidance that the page follows, as the English page names it."""
        reference = self.playbook.reference(self.topic.id)
        return reference.front.guidance if reference else ()

    @property
    def source_articles(self) -> tuple[tuple[str, str, str], ...]:
        """(article title, publisher or author, language) of the articles behind the page."""
        names = dict.fromkeys(point.split("/")[0] for point in self.page.front.sources)
        ledgers = [self.playbook.ledgers[name] for name in names if name in self.playbook.ledgers]
        return tuple(
            (ledger.facts.title or ledger.article, ledger.facts.publisher or ledger.facts.author, ledger.language)
            for ledger in ledgers
        )
