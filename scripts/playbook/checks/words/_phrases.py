"""Whether two phrases are one, or very nearly: compared by their stems and in order, a rare word counting for more."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from playbook.checks.words._forms import Finder
from playbook.checks.words._stems import same_stem
from playbook.model.script import script_of

LEAST = 0.66
"""How much of the longer of two phrases must be in both, in the same order."""
LEAST_LETTERS = 0.8
"""The same where words are not told apart, and letters are compared."""
_LEAST_GRAMS = 0.4
"""Three letters in a row that two such phrases share at the least, of all that the longer one has."""
_FEWEST, _FEWEST_LETTERS = 4, 12
"""Words that two phrases must share, and letters that one must have: shorter ones are the same or they are not."""
_ROUGH = 4
"""Words of one stem have so many first letters in common."""
_UNSPACED = frozenset({"Thai", "Hans", "Hant", "Jpan", "Khmr", "Laoo", "Mymr"})
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LETTER = re.compile(r"[^\W_]|[\u0e31-\u0e4e]")
_SLOT = re.compile(r"\{\{[^}\n]*\}\}")
_SENTENCE = re.compile(r"(?<=[.!?…;])\s+|\n")
_ASKS = re.compile(r"[?;]\s*$")


class Phrase(Struct, frozen=True):
    """Something said at a place of a file.

    `units` are its words in lower case, or its letters where words are not told apart; `keys` a rough form of each, by
    which likely pairs are found. `kind`: whether it asks, and whether it denies; phrases that differ in that are not
    one.
    """

    path: str
    line: int
    text: str
    units: tuple[str, ...]
    keys: tuple[str, ...]
    kind: tuple[bool, bool]


class Phrases:
    """Phrases of one language, to be found by what is nearly the same. `denials` finds words that deny."""

    def __init__(self, language: str, denials: Finder) -> None:
        self.language, self.denials = language, denials
        self.by_letters = script_of(language) in _UNSPACED
        self.said: list[Phrase] = []
        self.places: dict[str, list[int]] = defaultdict(list)
        self.counts: Counter[str] = Counter()

    def add(self, path: str, line: int, text: str) -> None:
        """Take in something said: the whole of it, and each of its sentences."""
        sentences = [part for part in _SENTENCE.split(text) if part.strip()]
        for part in {text: None, **dict.fromkeys(sentences)}:
            phrase = self.phrase(path, line, part)
            for key in set(phrase.keys):
                self.places[key].append(len(self.said))
                self.counts[key] += 1
            self.said.append(phrase)

    def phrase(self, path: str, line: int, text: str) -> Phrase:
        """A phrase, to be compared."""
        plain = _SLOT.sub(" ", text).lower()
        kind = bool(_ASKS.search(text)), any(True for _ in self.denials.find(text))
        if self.by_letters:
            letters = tuple(_LETTER.findall(plain))
            grams = tuple("".join(letters[place : place + 3]) for place in range(len(letters) - 2))
            return Phrase(path, line, text, letters, grams, (False, kind[1]))
        words = tuple(_WORD.findall(plain))
        return Phrase(path, line, text, words, tuple(word[:_ROUGH] for word in words), kind)

    def near(self, phrase: Phrase) -> Iterator[Phrase]:
        """Every phrase said that is this one, or nearly, in the order in which they were taken in."""
        for place in sorted(self._likely(phrase)):
            other = self.said[place]
            if other.kind == phrase.kind and self._alike(phrase, other):
                yield other

    def _weight(self, key: str) -> float:
        """How much a word counts; a letter counts as one, so that it has none."""
        return 1 + math.log(max(len(self.said), 1) / max(self.counts[key], 1))

    def _likely(self, phrase: Phrase) -> set[int]:
        """The places of those that share enough of its rarer keys to be worth a closer look."""
        keys = sorted(set(phrase.keys), key=lambda key: (self.counts[key], key))
        weights = {key: self._weight(key) for key in phrase.keys}
        left = (1 - (_LEAST_GRAMS if self.by_letters else LEAST)) * sum(weights[key] for key in phrase.keys)
        found: set[int] = set()
        for key in keys:
            found.update(self.places.get(key, ()))
            left -= weights[key] * phrase.keys.count(key)
            if left < 0:
                break
        return found

    def _alike(self, one: Phrase, other: Phrase) -> bool:
        if one.units == other.units:
            return len(one.units) > 1
        if self.by_letters:
            return self._alike_in_letters(one, other)
        weights, others = self._weights(one), self._weights(other)
        needed = LEAST * max(sum(weights), sum(others))
        both = Counter(one.keys) & Counter(other.keys)
        if both.total() < _FEWEST or sum(self._weight(key) * times for key, times in both.items()) < needed:
            return False
        return _in_order(one.units, other.units, weights, self._same) >= needed

    @staticmethod
    def _alike_in_letters(one: Phrase, other: Phrase) -> bool:
        shared = sum((Counter(one.keys) & Counter(other.keys)).values())
        if len(one.units) < _FEWEST_LETTERS or shared < _LEAST_GRAMS * max(len(one.keys), len(other.keys)):
            return False
        same = _in_order(one.units, other.units, [1.0] * len(one.units), str.__eq__)
        return same >= LEAST_LETTERS * max(len(one.units), len(other.units))

    def _weights(self, phrase: Phrase) -> list[float]:
        return [self._weight(key) for key in phrase.keys]

    def _same(self, one: str, other: str) -> bool:
        return one == other or (len(one) >= _ROUGH <= len(other) and same_stem(one, other, self.language))


def _in_order(
    one: Sequence[str], other: Sequence[str], weights: Sequence[float], same: Callable[[str, str], bool]
) -> float:
    """The weight of the most that two sequences have in common in the same order; `weights` are those of the first."""
    best = [0.0] * (len(other) + 1)
    for unit, weight in zip(one, weights, strict=True):
        before = 0.0
        for place, there in enumerate(other, 1):
            above = best[place]
            best[place] = before + weight if same(unit, there) else max(above, best[place - 1])
            before = above
    return best[-1]
