"""Which topics a segment seems to belong to, from the titles and keywords of the pages."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from playbook.articles.cues import fold_words
from playbook.articles.segments import Segment
from playbook.model import REFERENCE, Page, Playbook

_WORD = re.compile(r"[^\W\d_]{3,}")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")
_PIECE = 5
"""Letters by which words are compared: their beginning, as endings change; in text without spaces every such piece."""
_TITLE, _ABOVE = 2.0, 0.5
"""What a title counts against a keyword, and the heading or step above a segment against the segment itself."""
_MOST, _BESIDE, _FLOOR = 3, 0.6, 0.5
"""Topics named for a segment at most; the share that each must reach of the best score, and of what a word scores that
only one topic has.

Set by the `sources` of the pages: for 108 of the 155 segments that they cite, a citing topic is among those named.
"""


class Suggester:
    """Knows the phrases (title, keywords) of every topic's page in one language.

    Where a page is missing, the reference page stands in: loan words and names are the same in both. The fewer topics
    have a word, the more it counts; and the more of its phrase is found with it.
    """

    def __init__(self, playbook: Playbook, language: str) -> None:
        self._cited = _cited(playbook)
        self._phrases: dict[str, list[tuple[frozenset[str], float]]] = {}
        for topic in playbook.taxonomy.topics():
            page = playbook.page(language, topic.id) or playbook.reference(topic.id)
            if page:
                self._phrases[topic.id] = list(_phrases(page))
        spread = Counter(
            word for phrases in self._phrases.values() for word in {word for words, _ in phrases for word in words}
        )
        number = len(self._phrases)
        self._rarity = {word: math.log(1 + number / count) for word, count in spread.items()}
        self._floor = _FLOOR * math.log(1 + number)

    def topics(self, point: str, segment: Segment) -> tuple[str, ...]:
        """The ids of the likeliest topics, the best first, after those whose page names the segment as its source.

        `point` is `<article>/<row id>`. Furniture belongs to none but those. Texts are only read, never kept.
        """
        cited = self._cited.get(point, [])
        likely = [] if segment.furniture else self._likely(segment)
        return tuple(dict.fromkeys([*cited, *likely]))[: max(_MOST, len(cited))]

    def _likely(self, segment: Segment) -> list[str]:
        own, above = set(_words(segment.text)), set(_words(segment.above))
        scores = {
            topic: self._score(phrases, own) + _ABOVE * self._score(phrases, above)
            for topic, phrases in self._phrases.items()
        }
        least = max(self._floor, max(scores.values(), default=0.0) * _BESIDE)
        return sorted((topic for topic in scores if scores[topic] >= least), key=lambda topic: -scores[topic])

    def _score(self, phrases: list[tuple[frozenset[str], float]], words: set[str]) -> float:
        score = 0.0
        for phrase, weight in phrases:
            found = sum(self._rarity[word] for word in phrase & words)
            if found:
                score += weight * found * found / sum(self._rarity[word] for word in phrase)
        return score


def _phrases(page: Page) -> Iterator[tuple[frozenset[str], float]]:
    yield frozenset(_words(page.title)), _TITLE
    for keyword in page.front.keywords:
        yield frozenset(_words(keyword)), 1.0


def _words(text: str) -> Iterator[str]:
    folded = fold_words(text)
    for word in _WORD.findall(_UNSPACED.sub(" ", folded)):
        yield word[:_PIECE]
    for run in _UNSPACED.findall(folded):
        yield from (run[start : start + _PIECE] for start in range(max(1, len(run) - _PIECE + 1)))


def _cited(playbook: Playbook) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for language, topic in sorted(playbook.pages, key=lambda key: (key[0] != REFERENCE, key)):
        for point in playbook.pages[language, topic].front.sources:
            topics = found.setdefault(point, [])
            if topic not in topics:
                topics.append(topic)
    return found
