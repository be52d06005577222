"""Making the search files of every language: for each word the topics it stands in, and what it counts there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from playbook.model import Playbook
from playbook.search.documents import Address, Document, documents
from playbook.search.golden import read_golden
from playbook.search.start import start_of
from playbook.search.vocabulary import Lexicon, parts_of

FOLDER = "search"
"""Where the search files are on the site."""
WEIGHTS = {"title": 6.0, "keywords": 5.0, "summary": 3.0, "now": 1.7, "phrases": 1.7, "body": 1.0, "practice": 1.0}
"""What a word counts by the best place it stands in."""
STEPS = (1.0, 1.7, 3.0, 5.0, 6.5, 8.0, 10.0)
"""The weights that are really given, each written as one letter: A, B, …"""
PART_WEIGHT = 0.5
"""A part of a compound counts this much of the whole word."""
REPEAT_WEIGHT, MOST_REPEATS = 0.25, 4
"""A word said again adds this much of its weight, up to so many times."""
COMMON = 0.2
"""A word of plain text that stands in more than this share of the topics tells none of them apart: left out."""
LEAST_LETTERS = 3
"""Letters a word of plain text has at least."""
ALONE = 20
"""A keyword of one word says it so many times as much as one of several."""
ABOUT = frozenset({"title", "keywords", "summary"})
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def search_files(playbook: Playbook, language: str, address: Address) -> dict[str, bytes]:
    """The search files of one language by their path in the search folder."""
    files = dict(files_from(language, tuple(documents(playbook, language, address))))
    written = {page.topic for page in playbook.in_language(language)}
    asked = ((query, query.answered_by(written)) for query in read_golden(playbook.root, language))
    queries = [(query.text, topics, query.kind) for query, topics in asked if topics is not None]
    if queries:
        files[f"{language}/golden.json"] = _json(queries)
    files[f"{language}/start.json"] = _json(start_of(playbook, language, address))
    return files


@lru_cache(maxsize=16)
def files_from(language: str, texts: tuple[Document, ...]) -> dict[str, bytes]:
    """The search files made from these texts; kept, as while one page is being written the other languages stay."""
    lexicon = Lexicon(language, texts)
    stems = {stem for document in texts for _, text in document.texts() for stem in lexicon.stems(text)}
    pages = [_Indexed(document, lexicon, stems) for document in texts]
    counts = Counter(word for page in pages for word in page.weights)
    for page in pages:
        page.leave_out({word for word, count in counts.items() if count > COMMON * len(pages)})
    files = {f"{language}/words.json": _json(_words(lexicon, pages))}
    for page in pages:
        files[f"{language}/topics/{page.document.topic}.json"] = _json(page.shown)
    files[f"{language}/keywords.json"] = _json(_keywords(lexicon, texts))
    return files


def files_of(folder: Path, language: str) -> list[str]:
    """Every search file a reader of `language` needs, as paths from the site's root; for a cache that works offline."""
    own = folder / FOLDER / language
    found = [path.relative_to(folder).as_posix() for path in sorted(own.rglob("*")) if path.is_file()]
    return [name for name in found if not name.endswith("golden.json")]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


class _Indexed:
    """A document as the index has it: every word once, with its weight."""

    def __init__(self, document: Document, lexicon: Lexicon, stems: set[str]) -> None:
        self.document = document
        self.about: set[str] = set()
        self.weights: dict[str, float] = {}
        repeats: Counter[str] = Counter()
        for kind, text in document.texts():
            for stem in lexicon.stems(text):
                repeats[stem] += 1
                self._add(stem, kind, 1)
                if kind in ABOUT or lexicon.analyser.rules.compounds:
                    for part in parts_of(stem, lexicon.analyser, stems):
                        self._add(part, kind, PART_WEIGHT)
        for stem, count in repeats.items():
            if stem in self.about or count > MOST_REPEATS:
                self.weights[stem] *= 1 + REPEAT_WEIGHT * min(count - 1, MOST_REPEATS)

    def _add(self, word: str, kind: str, share: float) -> None:
        self.weights[word] = max(self.weights.get(word, 0.0), WEIGHTS[kind] * share)
        if kind in ABOUT:
            self.about.add(word)

    def leave_out(self, common: set[str]) -> None:
        """Drop the common words that this topic is not about, and those of one or two letters."""
        short = {word for word in self.weights if len(word) < LEAST_LETTERS}
        for word in (common | short) - self.about:
            self.weights.pop(word, None)

    def named(self, lexicon: Lexicon) -> set[str]:
        """The stems of its title, its keywords and what people type for it; in Thai, the words within them too."""
        texts = (*self.document.about, *self.document.danger)
        stems = {stem for text in texts for stem in lexicon.stems(text)}
        if not lexicon.analyser.rules.dictionary:
            return stems
        return stems | {part for stem in stems for part in parts_of(stem, lexicon.analyser, stems)}

    def unsaid(self, lexicon: Lexicon) -> dict[str, float]:
        """Its words with their weights, without those of its title and keywords, which the browser has anyway."""
        named = self.named(lexicon)
        return {word: weight for word, weight in self.weights.items() if word not in named}

    @property
    def shown(self) -> dict[str, Any]:
        """What a result shows of the topic."""
        document = self.document
        return {
            "address": document.address,
            "title": document.title,
            "summary": document.summary,
            "parts": [[part.id, part.heading, *part.lines] for part in document.parts],
        }


def _words(lexicon: Lexicon, pages: list[_Indexed]) -> dict[str, Any]:
    """What every query needs: the rules, the topics with their titles and keywords, and for each other word its topics.

    What the words of titles and keywords count is worked out in the browser, by the same weights.
    """
    postings = posted([page.unsaid(lexicon) for page in pages])
    feared = [(page.document.topic, page.document.danger) for page in pages if page.document.danger]
    block = lexicon.analyser.rules.block
    return {
        "rules": lexicon.analyser.rules.as_json(),
        "topics": {page.document.topic: [shifted(text, block) for text in page.document.about] for page in pages},
        "danger": {topic: [shifted(text, block) for text in danger] for topic, danger in feared},
        "steps": STEPS,
        "weights": {
            "title": WEIGHTS["title"],
            "keywords": WEIGHTS["keywords"],
            "part": PART_WEIGHT,
            "again": REPEAT_WEIGHT,
            "most": MOST_REPEATS,
        },
        "words": shifted(" ".join(postings), block),
        "lists": " ".join(postings.values()),
        "cut": shifted(" ".join(sorted(lexicon.analyser.dictionary - postings.keys())), block),
    }


def posted(weights: Sequence[dict[str, float]]) -> dict[str, str]:
    """For each word, in alphabetical order, the topics it stands in: for each the distance from the one before in base
    36, nothing where it is 1, and the letter of its weight. `A2C` is the first topic at weight A and the third at C."""
    lists: dict[str, list[str]] = {}
    last: dict[str, int] = {}
    for number, words in enumerate(weights):
        for word, weight in words.items():
            gap = number - last.get(word, -1)
            step = min(range(len(STEPS)), key=lambda index: abs(STEPS[index] - weight))
            lists.setdefault(word, []).append(("" if gap == 1 else _base36(gap)) + "ABCDEFG"[step])
            last[word] = number
    return {word: "".join(lists[word]) for word in sorted(lists)}


def shifted(text: str, block: int) -> str:
    """A text in which the letters of a block of Unicode and the ASCII signs from U+0021 on have changed places.

    Thai letters take three bytes in a file, Greek ones two, and these one: texts become a fifth smaller, zipped.
    """
    return text.translate(_shifts(block)) if block else text


@lru_cache(maxsize=8)
def _shifts(block: int) -> dict[int, int]:
    signs = {code: code - 0x20 + block for code in range(0x21, 0x80)}
    return signs | {letter: sign for sign, letter in signs.items()}


def _base36(number: int) -> str:
    return (_base36(number // 36) if number >= 36 else "") + _DIGITS[number % 36]


def _keywords(lexicon: Lexicon, texts: Sequence[Document]) -> dict[str, Any]:
    """For readers of other languages: from the words of titles and keywords to topics, those that say it most first."""
    found: dict[str, Counter[int]] = {}
    for number, document in enumerate(texts):
        for text in (*document.about, *document.danger):
            stems = set(lexicon.stems(text))
            telling = stems - lexicon.faint
            for stem in stems:
                found.setdefault(stem, Counter())[number] += 1 if len(telling) > 1 else ALONE
    words = {stem: [number for number, _ in found[stem].most_common()] for stem in sorted(found)}
    rules = lexicon.analyser.rules.as_json()
    return {"rules": rules, "topics": [document.topic for document in texts], "words": words}
