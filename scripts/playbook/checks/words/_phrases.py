"""Whether two phrases are one, or very nearly: compared by their stems and in order, a rare word counting for more."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from playbook.checks.words._forms import Finder
from playbook.checks.words._stems import same_stem
from playbook.shown.typography import is_unspaced

LEAST_IN_COMMON = 0.66
"""How much of the longer of two phrases must be in both, in the same order."""
LEAST_LETTERS_IN_COMMON = 0.8
"""The same where words are not told apart, and letters are compared."""
_LEAST_GRAMS = 0.4
"""Three letters in a row that two such phrases share at the least, of all that the longer one has."""
_FEWEST, _FEWEST_LETTERS = 5, 12
"""Words that two phrases must share, and letters that one must have: shorter ones are the same or they are not."""
_ROUGH = 4
_LONGEST = 400
"""Words, or letters in Thai, of what is compared word by word: the work grows with their square."""
"""Words of one stem have so many first letters in common."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LETTER = re.compile(r"[^\W_]|[\u0e31-\u0e4e]")
_SLOT = re.compile(r"\{\{[^{}\n]*\}\}")
_SENTENCE = re.compile(r"(?<=[.!?…;])\s+|\n")
_ASKS = re.compile(r"[?;]\s*$")


class SpokenPhrase(Struct, frozen=True):
    """Something said at a place of a file.

    `units` are its words in lower case, or its letters where words are not told apart; `keys` a rough form of each, by
    which likely pairs are found.
    """

    path: str
    line: int
    text: str
    units: tuple[str, ...]
    keys: tuple[str, ...]
    bag: frozenset[str]


class Phrases:
    """Things said in one language, to be found by what is nearly the same. `denials` finds words that deny."""

    def __init__(self, language: str, said: Iterable[SpokenPhrase], denials: Finder) -> None:
        self.language, self.said, self.denials = language, tuple(said), denials
        self.by_letters = is_unspaced(language)
        self.places: dict[str, list[int]] = defaultdict(list)
        for place, phrase in enumerate(self.said):
            for key in phrase.bag:
                self.places[key].append(place)
        most = max(len(self.said), 1)
        self.weights = {key: 1 + math.log(most / len(places)) for key, places in self.places.items()}
        self.unknown = 1 + math.log(most)
        """What a word counts that is in none of them."""
        self.totals = [sum(map(self.weights.__getitem__, phrase.keys)) for phrase in self.said]

    def near(self, phrase: SpokenPhrase, paths: frozenset[str] | None = None) -> Iterator[SpokenPhrase]:
        """Every one that is this phrase, or nearly, in their order; `paths` are the files wanted.

        Two are not held to be one where one of them asks, or denies, and the other does not.
        """
        total = sum(map(self._weight, phrase.keys))
        for place in sorted(self._likely(phrase, total)):
            other = self.said[place]
            if paths is not None and other.path not in paths:
                continue
            if len(phrase.units) * len(other.units) > _LONGEST**2 and phrase.units != other.units:
                continue
            if self._alike(phrase, other, max(total, self.totals[place])) and self._kind(phrase) == self._kind(other):
                yield other

    def _weight(self, key: str) -> float:
        """How much a word counts; letters count alike."""
        return self.weights.get(key, self.unknown)

    def _kind(self, phrase: SpokenPhrase) -> tuple[bool, bool]:
        asks = not self.by_letters and bool(_ASKS.search(phrase.text))
        return asks, any(True for _ in self.denials.find(phrase.text))

    def _likely(self, phrase: SpokenPhrase, total: float) -> set[int]:
        """The places of those that share enough of its rarer keys to be worth a closer look."""
        left = (1 - (_LEAST_GRAMS if self.by_letters else LEAST_IN_COMMON)) * total
        found: set[int] = set()
        for key in sorted(phrase.keys, key=self._weight, reverse=True):
            found.update(self.places.get(key, ()))
            left -= self._weight(key)
            if left < 0:
                break
        return found

    def _alike(self, one: SpokenPhrase, other: SpokenPhrase, total: float) -> bool:
        """Whether two phrases share enough, `total` being what the weightier one counts."""
        if one.units == other.units:
            return len(one.units) > 1
        if len(one.keys) > 1 and one.keys == other.keys and not self.by_letters:
            return all(map(self._same, one.units, other.units))
        if not self.by_letters and len(one.bag & other.bag) + len(one.keys) - len(one.bag) < _FEWEST:
            return False
        shared = [key for key in one.keys if key in other.bag]
        if self.by_letters:
            longer = max(len(one.units), len(other.units))
            likely = len(one.units) >= _FEWEST_LETTERS and len(shared) >= _LEAST_GRAMS * longer
            return (
                likely
                and _in_order(one.units, other.units, [1.0] * longer, str.__eq__) >= LEAST_LETTERS_IN_COMMON * longer
            )
        if len(shared) < _FEWEST or sum(map(self._weight, shared)) < LEAST_IN_COMMON * total:
            return False
        weights = [self._weight(key) for key in one.keys]
        return _in_order(one.units, other.units, weights, self._same) >= LEAST_IN_COMMON * total

    def _same(self, one: str, other: str) -> bool:
        return one == other or (len(one) >= _ROUGH <= len(other) and same_stem(one, other, self.language))


def _in_order(
    one: Sequence[str], other: Sequence[str], weights: Sequence[float], same: Callable[[str, str], bool]
) -> float:
    """The weight of the most that two sequences have in common in the same order; `weights` are those of the first."""
    best = [0.0] * (len(other) + 1)
    for unit, weight in zip(one, weights, strict=False):
        before = 0.0
        for place, there in enumerate(other, 1):
            above = best[place]
            best[place] = before + weight if same(unit, there) else max(above, best[place - 1])
            before = above
    return best[-1]


def sayings(path: str, line: int, text: str, language: str) -> Iterator[SpokenPhrase]:
    """The phrases of something said: the whole of it, and each of its sentences."""
    sentences = [part for part in _SENTENCE.split(text) if part.strip()]
    return (phrase_of(path, line, part, language) for part in {text: None, **dict.fromkeys(sentences)})


@lru_cache(maxsize=16384)  # most pages are as they were when a page is edited
def phrase_of(path: str, line: int, text: str, language: str) -> SpokenPhrase:
    """A phrase, to be compared."""
    plain = _SLOT.sub(" ", text).lower()
    if is_unspaced(language):
        units = tuple(_LETTER.findall(plain))
        keys = tuple(map("".join, zip(units, units[1:], units[2:], strict=False)))
    else:
        units = tuple(_WORD.findall(plain))
        keys = tuple(word[:_ROUGH] for word in units)
    return SpokenPhrase(path, line, text, units, keys, frozenset(keys))
