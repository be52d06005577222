"""What every page of the site has around and beside its content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from msgspec import Struct

from playbook.model import Locale, Playbook
from playbook.model.country import SLOTS
from playbook.said import fill_in
from playbook.shown.addresses import page_address
from playbook.shown.country import CONTEXT as COUNTRY
from playbook.shown.country import countries_by_name
from playbook.shown.generated import group_name
from playbook.shown.pictograms import tone_of, topic_pictogram
from playbook.shown.speaker import SPEAKING
from playbook.shown.titles import title_in
from playbook.site.logo import logo_address


class Alternate(Struct, frozen=True):
    """The same page in another language. `available` is False where that language shows the English page."""

    language: str
    name: str
    direction: str
    address: str
    available: bool


class TopicLink(Struct, frozen=True):
    """A link to a topic as shown in one language; `language` is that of its text, English where it is not written.

    `title_language` is that of the title, which may be there before the page. `pictogram` and `tone` are the topic's
    drawing and colour.
    """

    id: str
    title: str
    summary: str
    address: str
    language: str
    title_language: str
    pictogram: str
    tone: str


class PageView(Struct, frozen=True, kw_only=True):
    """A page as readers of one language see it.

    `locale` is the reader's, `text_language` that of the page's own text. `name` is its path within a language, `here`
    its address from the site's root. A view says which style sheets and scripts its page loads, and what they say.
    """

    kind: ClassVar[str] = "page"
    styles: ClassVar[tuple[str, ...]] = ()
    scripts: ClassVar[tuple[str, ...]] = ()
    script_words: ClassVar[Mapping[str, str]] = {}
    fills: ClassVar[bool] = False
    """Whether it has slots or facts of a country, which assets/place.mjs fills."""
    hidden: ClassVar[tuple[str, ...]] = ()
    """Parts of the frame that the page goes without."""

    playbook: Playbook
    site_url: str
    locale: Locale
    name: str
    title: str
    text_language: str
    summary: str = ""
    alternates: tuple[Alternate, ...] = ()

    @property
    def language(self) -> str:
        """The reader's language."""
        return self.locale.code

    @property
    def is_fallback(self) -> bool:
        """Whether the reader sees the English text because their language does not have the page yet."""
        return self.language != self.text_language

    @property
    def speaks(self) -> bool:
        """Whether readers choose how they speak, as the text's language says who does."""
        return self.text_language in SPEAKING

    @property
    def text_direction(self) -> str:
        """The direction of the page's own text."""
        return self.playbook.locales[self.text_language].direction

    @property
    def here(self) -> str:
        """The page's address, from the site's root."""
        return self.address(self.name)

    @property
    def canonical(self) -> str:
        """Its address for the world: that of the page in the language it is written in."""
        return self.site_url + page_address(self.text_language, self.name)

    @property
    def toc(self) -> tuple[tuple[str, str], ...]:
        """(place, heading) of each section, for the list of contents beside it."""
        return ()

    @property
    def words(self) -> Mapping[str, str]:
        """What the page's scripts say, by the names that they have for it."""
        return {**{name: self.t(message) for name, message in self.script_words.items()}, **self.place_words}

    @property
    def place_words(self) -> Mapping[str, str]:
        """What the script that fills slots and shows a country says; nothing on a page without it."""
        return {name: self.c(message) for name, message in PLACE_WORDS.items()} if self.fills else {}

    @property
    def place_data(self) -> Mapping[str, object]:
        """What that script has to know: the country that counts without a choice, and the numbers of each."""
        slots = self.playbook.taxonomy.slots
        open_slots = [name for name in SLOTS if name in slots and slots[name].origin != "organisation"]
        numbers = {
            code: {name: country.numbers[name] for name in open_slots if name in country.numbers}
            for code, country in self.playbook.countries.items()
        }
        return {"country": self.playbook.country.code if self.playbook.country else "", "numbers": numbers}

    @property
    def logo(self) -> str:
        """Where the organisation's logo stands, from the site's root; empty where there is none."""
        return logo_address(self.playbook)

    @property
    def countries(self) -> tuple[tuple[str, str], ...]:
        """(code, name) of every country, in the reader's language and its order."""
        return countries_by_name(self.playbook, self.language)

    def c(self, message: str, **values: object) -> str:
        """An interface message about countries and workplaces in the reader's language, its {placeholders} filled."""
        return self.t(message, COUNTRY, **values)

    def t(self, message: str, context: str | None = None, **values: object) -> str:
        """An interface message in the reader's language, its {placeholders} filled."""
        text = self.locale.text(message, context)
        return fill_in(text, values) if values else text

    def address(self, source: str) -> str:
        """The address, from the site's root, of another page in the reader's language."""
        return page_address(self.language, source)

    def group_name(self, group: str) -> str:
        """The group's name in the reader's language."""
        return group_name(group, self.locale)

    def topic_link(self, identifier: str) -> TopicLink | None:
        """A link to a topic in the reader's language, or to the English text behind it."""
        topic = self.playbook.taxonomy.topic(identifier)
        page = self.playbook.page(self.language, identifier) or self.playbook.reference(identifier)
        if topic is None or page is None:
            return None
        title, spoken = title_in(page, self.locale)
        return TopicLink(
            identifier,
            title,
            page.front.summary,
            self.address(topic.page_name),
            page.language,
            spoken,
            topic_pictogram(topic),
            tone_of(identifier),
        )

    def topic_links(self, identifiers: Iterator[str] | tuple[str, ...]) -> tuple[TopicLink, ...]:
        """Links to those of the topics that are written."""
        return tuple(link for identifier in identifiers if (link := self.topic_link(identifier)))

    def group_topics(self, group: str) -> tuple[TopicLink, ...]:
        """Links to the topics of a group, in order."""
        topics = next((item.topics for item in self.playbook.taxonomy.groups if item.id == group), ())
        return self.topic_links(topic.id for topic in topics)


class GuideView(PageView, frozen=True, kw_only=True):
    """A guide, shown in the languages in which it is written."""

    kind = "guide"


PLACE_WORDS = {
    "chooseCountry": "Choose the country you work in",
    "askManager": "{label}: ask your manager for this number",
    "keep": "Keep on this device",
    "cancel": "Cancel",
    "notPhone": "This is not a telephone number.",
    "asSaid": "As you say it, such as: {example}",
    "keepHere": "Keep until this tab is closed",
}
MODE_WORDS = {
    "missing": "Missing in this language",
    "complete": "Everything has a counterpart.",
    "gaps": "Parts without a counterpart: {count}",
    "closeCompare": "Close side by side",
    "sideBySide": "Side by side",
    "shownLanguage": "Language of this page",
    "rehearsing": "You are rehearsing: what to say and the model answers are hidden.",
    "reveal": "Show what to say",
    "revealAll": "Show everything",
    "stopRehearsing": "Stop rehearsing",
    "allCards": "Cards from all topics",
}
"""What the scripts say side by side and in a rehearsal: in a file of its own, which assets/load.mjs asks for then."""
READING_WORDS = {
    "failed": "This could not be loaded. Check your connection.",
    "stepDone": "Step {number} done",
    "clearTicks": "Clear the ticks",
    "ticksStay": "Your ticks stay on this device.",
    "copied": "Copied",
    "notInLanguage": "Not available in this language.",
}
"""What the scripts of a page to read say: ticks, copying, showing a customer."""
SEARCH_WORDS = {
    "searchCount": "Results: {count}",
    "searchNone": "Nothing found. Try one word, or other words for it.",
    "searchRecent": "Last looked up on this device",
    "searchForget": "Forget these",
    "searchFailed": "The search cannot be loaded. Check your connection and try again.",
}
"""What the search says, in the context "search"."""
FILTER_WORDS = {"shown": "Shown: {count}", "none": "Nothing here has these words."}
FAVOURITE_WORDS = {"favourite": "Favourite"}
