"""The words of a language's index: the dictionary that cuts Thai, the parts of compounds, how common each word is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path

from playbook.search.analysis import THAI, Analyser, fold, rules_of, runs
from playbook.search.documents import Document

SHORT_KEYWORD = 6
"""Letters up to which a keyword that the word list does not explain is one word, such as an abbreviation."""


@lru_cache(maxsize=4)
def word_list(name: str) -> frozenset[str]:
    """The words of a word list beside this file, folded."""
    folded = fold("\n".join(_written(name)), rules_of("th").letters)  # in one go: four times as fast as word by word
    return frozenset(word for line in folded.split("\n") if len(word := line.strip()) > 1)


def _written(name: str) -> list[str]:
    """The words of a word list as they are written."""
    lines = Path(__file__).with_name(name).read_text("utf-8").split("\n")
    return [word for line in lines if not line.startswith("#") and (word := line.strip())]


def thai_words(text: str) -> list[str]:
    """Thai as it is written, cut into its words; together they are the text."""
    return _thai().cut(text)


@lru_cache(maxsize=1)
def _thai() -> Analyser:
    return Analyser("th", _written(rules_of("th").dictionary))


class Lexicon:
    """The texts of one language, each cut into words once.

    Where words are written without spaces they are cut with the whole word list. `analyser` then has only the words
    that really came out, so that they are few enough for the browser: whoever cuts the same text with them finds the
    same words, as the cheapest way through a text stays the cheapest when others go. `more` are words that it knows
    besides, though no text may have them. `unanswered` are queries that no text answers.
    """

    def __init__(
        self, language: str, texts: Sequence[Document], more: Iterable[str] = (), unanswered: Iterable[str] = ()
    ) -> None:
        plain = Analyser(language)
        also = frozenset(folded for word in more if THAI.match(folded := plain.fold(word)))
        stop = frozenset(word for word in plain.rules.stop if THAI.match(word))
        self.own = _whole_keywords(plain, texts) | stop | also if plain.rules.dictionary else frozenset()
        """The words that the dictionary has besides the word list."""
        full = cutter(language, self.own)
        written = chain(unanswered, chain.from_iterable(document.texts for document in texts))
        self._words = {text: tuple(full.words(text)) for text in written}
        self.analyser = self._with_words_of(full, plain, also)
        self.faint = frozenset(self.analyser.stem(word) for word in plain.rules.faint)

    def _with_words_of(self, full: Analyser, plain: Analyser, also: frozenset[str]) -> Analyser:
        if not plain.rules.dictionary:
            return plain
        used = {word for words in self._words.values() for word in words if word in full.dictionary}
        parts = {part for word in used for part in full.cut(word, whole=False) if len(part) > 1}
        stop = {word for word in plain.rules.stop if THAI.match(word)}
        return Analyser(plain.language, used | (parts & full.dictionary) | stop | also)

    def words(self, text: str) -> tuple[str, ...]:
        """The folded words of one of the texts, or of one of the unanswered queries."""
        return self._words[text]

    def stems(self, text: str) -> Iterator[str]:
        """The stems of one of the texts, stop words left out."""
        analyser = self.analyser
        return (analyser.stem(word) for word in self._words[text] if word not in analyser.rules.stop)


def cutter(language: str, own: frozenset[str]) -> Analyser:
    """What cuts any text of a language into words; `own` are those that its dictionary has besides the word list."""
    dictionary = rules_of(language).dictionary
    return Analyser(language, word_list(dictionary) | own if dictionary else ())


def _whole_keywords(plain: Analyser, texts: Sequence[Document]) -> frozenset[str]:
    """Short keywords that no word list has, such as slang, become words themselves."""
    words = word_list(plain.rules.dictionary)
    cutter = Analyser(plain.language, words)
    found: set[str] = set()
    keywords = (keyword for document in texts for keyword in document.texts)
    for run in (run for keyword in keywords for run in runs(plain.fold(keyword))):
        if THAI.match(run) and run not in words:
            unknown = [piece for piece in cutter.cut(run) if piece not in words]
            found.update(piece for piece in unknown if len(piece) > 2)
            if unknown and len(run) <= SHORT_KEYWORD:
                found.add(run)
    return frozenset(found)
