from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from playbook.checks.edition import Edition
from playbook.checks.passages import Passage, PlacedPassage
from playbook.checks.problems import problem
from playbook.model import Problem
from playbook.model.script import script_of

_LEAST = {"scene": 14.0, "telling": 11.5}
"""What two passages must have in common to be one: the sum of what their marks weigh, see `_weight`."""
_SHARE = {"scene": 0.0, "telling": 0.27}
"""The same as a share of what the rare marks of the shorter passage weigh."""
_SHORT = 3
"""Letters of a word that tells nothing."""
_MOST_PAGES = 8
"""A word on more pages than this is not rare."""
_PAGES = 60
"""Pages of an edition, roughly, by which a word's rarity is measured."""
_ROUGH = 5
"""First letters by which words are compared: endings seldom change them."""
_GRAM = 4
"""Letters in a row that are compared where words are not told apart."""
_GRAM_WEIGHT = 0.15
"""What they count, as there are some six of them for a word."""
_UNSPACED = frozenset({"Thai", "Hans", "Hant", "Jpan", "Khmr", "Laoo", "Mymr"})
_WORD = re.compile(r"[^\W_]+")
_SLOT = re.compile(r"\{\{[^}\n]*\}\}")
_IN_NUMBER = re.compile(r"(?<=\d)[.,\u00a0\u202f ](?=\d{3}\b)")
_BLANKS = re.compile(r"\s+")


def check(edition: Edition) -> Iterator[Problem]:
    """An exercise or an anecdote is told on two pages: two passages have the same rare words, names and figures.

    Scenes are compared with scenes, without their answers; items and paragraphs of the introduction, the steps, Common
    mistakes and Why it works are compared with one another. Words of the pages on which a house rule stands in full are
    left out of that, as other pages are to use them.

    Bad:
        Seven plums were swapped without fuss, and the customer told that she was lucky …     on two pages
    Good:
        on one page; on the other a link: see [the last word](../mindset/letting-go-of-the-last-word.md#why)
    """
    for language in edition.languages:
        yield from _repeats(language, edition.passages(language))


@lru_cache(maxsize=16)  # a language whose pages have not changed has what it had
def _repeats(language: str, passages: tuple[PlacedPassage, ...]) -> tuple[Problem, ...]:
    """A problem for each passage that tells again what stands on an earlier page, with the one most like it."""
    rules = frozenset().union(*(_marks(told.passage, language) for told in passages if told.passage.kind == "rule"))
    found = []
    for kind, known in (("scene", frozenset[str]()), ("telling", rules)):
        told = [place for place in passages if place.passage.kind == kind]
        for second, first in _pairs(told, [_marks(place.passage, language) - known for place in told], language, kind):
            message = f"this is told on another page too: {told[first].path}:{told[first].passage.line}"
            hint = "tell it on the page that it belongs to, and link there from the other"
            found.append(problem(told[second].path, told[second].passage.line, message, hint))
    return tuple(found)


def _pairs(
    told: Sequence[PlacedPassage], marks: Sequence[frozenset[str]], language: str, kind: str
) -> Iterator[tuple[int, int]]:
    """The places of passages that tell again what one before them told, each with the place of the one most alike."""
    pages: dict[str, set[str]] = defaultdict(set)
    places: dict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(told):
        for mark in marks[place]:
            pages[mark].add(item.topic)
            places[mark].append(place)
    weigh = _gram_weight if script_of(language) in _UNSPACED else _weight
    weights = {mark: weigh(mark, len(on)) for mark, on in pages.items() if len(on) <= _MOST_PAGES}
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for mark, weight in weights.items():
        for first, second in combinations(places[mark], 2):
            shared[second, first] += weight
    alike: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (second, first), weight in shared.items():
        if weight >= _LEAST[kind] and told[first].topic != told[second].topic:
            shorter = min(sum(weights.get(mark, 0) for mark in marks[place]) for place in (second, first))
            if weight >= _SHARE[kind] * shorter:
                alike[second].append((weight, -first))
    return ((second, -max(found)[1]) for second, found in sorted(alike.items()))


def _weight(mark: str, pages: int) -> float:
    """How much a mark tells that stands on so many pages: the more the rarer it is, and most if it is a figure."""
    rarity = math.log(_PAGES / pages)
    if any(map(str.isdigit, mark)):
        return rarity * (1 if " " in mark else 2)
    return rarity / 2 if " " in mark else rarity


def _gram_weight(_: str, pages: int) -> float:
    return _GRAM_WEIGHT * math.log(_PAGES / pages)


@lru_cache(maxsize=8192)  # most pages are as they were when a page is edited
def _marks(passage: Passage, language: str) -> frozenset[str]:
    """The longer words and the figures of a passage; of a scene also each three words in a row, but for its name.

    Where words are not told apart, it is letters in a row.
    """
    text = _IN_NUMBER.sub("", _SLOT.sub(" ", passage.text)).lower()
    if script_of(language) in _UNSPACED:
        text = _BLANKS.sub(" ", text)
        return frozenset(text[place : place + _GRAM] for place in range(len(text) - _GRAM + 1))
    words = _WORD.findall(text)
    marks = {word[:_ROUGH] for word in words if len(word) > _SHORT or word.isdigit()}
    if passage.kind == "scene":
        words = _WORD.findall(text.partition("\n")[2])
        marks.update(" ".join(words[place : place + 3]) for place in range(len(words) - 2))
    return frozenset(marks)
