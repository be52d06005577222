"""The index of a pack: titles and terms in alphabetical order, under the letter that they begin with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from playbook.packs.heights import Room, text_height
from playbook.shown.collation import first_letter, sort_key

_ARTICLES = {
    "en": ("the", "a", "an"),
    "nb": ("den", "det", "de", "en", "et", "ei"),
    "el": ("ο", "η", "το", "οι", "τα", "ένας", "μία", "μια", "ένα"),
}
"""Words that a title may begin with and nobody looks up."""


def index_rows(
    titles: Mapping[str, str], terms: Mapping[str, Sequence[str]], language: str, rooms: Sequence[Room]
) -> Iterator[dict[str, Any]]:
    """The index of a language: `{"t": words, "letter": "A", "topics": [ids], "h": heights in ems, by room}`, in order.

    `titles` are those of topics, with their id; they stand with their article behind them. `terms` of the glossary
    have the topics that explain them.
    """
    entries = {inverted(title, language): [topic] for title, topic in titles.items()}
    known = {title.casefold() for title in entries}
    entries |= {term: list(topics) for term, topics in terms.items() if term.casefold() not in known}
    for words in sorted(entries, key=lambda words: sort_key(words, language)):
        topics = entries[words]
        heights = [text_height(f"{words}  {'00, ' * len(topics)}", room, room.column) for room in rooms]
        yield {"t": words, "letter": first_letter(words, language), "topics": topics, "h": heights}


def inverted(title: str, language: str) -> str:
    """A title as an index has it: "The angry customer" is "Angry customer, the"."""
    article, _, rest = title.partition(" ")
    if rest and article.casefold() in _ARTICLES.get(language, ()):
        return f"{rest[0].upper()}{rest[1:]}, {article.casefold()}"
    return title
