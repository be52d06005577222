from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import takewhile

from playbook.checks.edition import Edition
from playbook.checks.passages import PagePassages, Passage
from playbook.checks.problems import problem
from playbook.model import Problem
from playbook.said import said
from playbook.shown.typography import is_unspaced

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
_WORD = re.compile(r"[^\W_]+")
_SLOT = re.compile(r"\{\{[^{}\n]*\}\}")
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
    for language in edition.judged_languages:
        yield from _repeats(language, edition.passages(language), edition.asked)


@lru_cache(maxsize=16)  # a language whose pages have not changed has what it had
def _repeats(language: str, pages: tuple[PagePassages, ...], asked: frozenset[str] | None) -> tuple[Problem, ...]:
    """A problem for each passage that tells again what stands on an earlier page, with the one most like it.

    `asked` are the files wanted, where not all are.
    """
    rules = frozenset().union(*(_marks(one, language) for page in pages for one in page.of("rule")))
    found = []
    for kind, known in (("scene", frozenset[str]()), ("telling", rules)):
        told = [(page, one) for page in pages for one in page.of(kind)]
        marks = [_marks(one, language) - known for _, one in told]
        wanted = [place for place, (page, _) in enumerate(told) if asked is None or page.path in asked]
        for second, first in _pairs([page.topic for page, _ in told], marks, wanted, language, kind):
            (there, before), (here, again) = told[first], told[second]
            message = said("this is told on another page too: {page}:{line}", page=there.path, line=before.line)
            hint = said("tell it on the page that it belongs to, and link there from the other")
            found.append(problem(here.path, again.line, message, hint))
    return tuple(found)


def _pairs(
    topics: Sequence[str], marks: Sequence[frozenset[str]], wanted: Sequence[int], language: str, kind: str
) -> Iterator[tuple[int, int]]:
    """The places of those `wanted` that tell again what one before told, each with the place of the one most alike.

    `topics` and `marks` are those of the passages.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, found in enumerate(marks):
        for mark in found:
            places[mark].append(place)
    weigh = _gram_weight if is_unspaced(language) else _weight

    @cache
    def weight_of(mark: str) -> float:
        pages = len(set(map(topics.__getitem__, places[mark])))
        return weigh(mark, pages) if pages <= _MOST_PAGES else 0.0

    for second in wanted:
        shared: dict[int, float] = defaultdict(float)
        for mark in marks[second]:
            if places[mark][0] < second and (weight := weight_of(mark)):
                for first in takewhile(second.__gt__, places[mark]):
                    shared[first] += weight
        alike = []
        for first, weight in shared.items():
            if weight >= _LEAST[kind] and topics[first] != topics[second]:
                shorter = min(sum(map(weight_of, marks[place])) for place in (second, first))
                if weight >= _SHARE[kind] * shorter:
                    alike.append((weight, -first))
        if alike:
            yield second, -max(alike)[1]


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
    """The longer words and figures of a passage, as a digit alone tells nothing; of a scene also each three words in a
    row, but for its name.

    Where words are not told apart, it is letters in a row.
    """
    text = _IN_NUMBER.sub("", _SLOT.sub(" ", passage.text)).lower()
    if is_unspaced(language):
        text = _BLANKS.sub(" ", text)
        return frozenset(text[place : place + _GRAM] for place in range(len(text) - _GRAM + 1))
    words = _WORD.findall(text)
    marks = {word[:_ROUGH] for word in words if len(word) > _SHORT or (word.isdigit() and len(word) > 1)}
    if passage.kind == "scene":
        words = _WORD.findall(text.partition("\n")[2])
        marks.update(" ".join(words[place : place + 3]) for place in range(len(words) - 2))
    return frozenset(marks)
