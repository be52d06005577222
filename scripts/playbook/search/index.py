"""Making the search files of every language: for each word the topics it stands in, and what it counts there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice, takewhile
from math import cbrt
from pathlib import Path
from typing import Any

from playbook.model import Playbook
from playbook.model.synonyms import NO_SYNONYMS
from playbook.search.documents import Address, Document, documents
from playbook.search.golden import read_golden
from playbook.search.start import start_of
from playbook.search.vocabulary import Lexicon, parts_of

FOLDER = "search"
"""Where the search files are on the site."""
WEIGHTS = {"title": 11.0, "keywords": 5.0, "summary": 3.0, "now": 1.7, "phrases": 1.7}
"""What a word counts by the best place it stands in."""
STEPS = (1.0, 1.7, 3.0, 5.0, 6.5, 8.0, 10.0)
"""The weights that are really given, each written as one sign."""
PART_WEIGHT = 0.5
"""A part of a compound counts this much of the whole word."""
REPEAT_WEIGHT, MOST_REPEATS = 0.25, 3
"""A word said again adds this much of its weight, up to so many times."""
COMMON = 3.0
"""A word of plain text in more topics than this times the cube root of their number tells little: left out."""
LEAST_LETTERS = 3
"""Letters a word of plain text has at least."""
LEAST_WORD = 3
"""Letters from which on the browser takes a word of a phrase into the dictionary."""
ALONE = 20
"""A keyword of one word says it so many times as much as one of several."""
ABOUT = frozenset({"title", "keywords", "summary"})
LIST_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""The signs that numbers are written with in lists of words and of topics."""
LAST_SIGNS = 48
"""So many of the signs end a distance; the others go before."""
ONE_BYTE, TWO_BYTES = 0x5E, 0x5E + 0x75F
"""So many words of phrases have a sign of one byte, and of two bytes at most."""
FIRST_SURROGATE = 0xD800
STEP_SIGNS = "!#$%&*"
"""The weights from the second on, in lists of topics."""


def search_files(playbook: Playbook, language: str, address: Address) -> dict[str, bytes]:
    """The search files of one language by their path in the search folder."""
    synonyms = playbook.synonyms.get(language, NO_SYNONYMS)
    texts = tuple(documents(playbook, language, address))
    files = dict(files_from(language, texts, synonyms.elsewhere))
    written = {page.topic for page in playbook.in_language(language)}
    asked = ((query, query.answered_by(written)) for query in read_golden(playbook.root, language))
    queries = [(query.text, topics, query.kind) for query, topics in asked if topics is not None]
    if queries:
        files[f"{language}/golden.json"] = _json(queries)
    files[f"{language}/start.json"] = _json(start_of(playbook, language, address))
    return files


@lru_cache(maxsize=16)
def files_from(language: str, texts: tuple[Document, ...], elsewhere: tuple[str, ...] = ()) -> dict[str, bytes]:
    """The search files made from these texts; kept, as while one page is being written the other languages stay.

    `elsewhere` are words of matters that no text is about.
    """
    lexicon = Lexicon(language, texts, elsewhere)
    stems = {stem for document in texts for _, text in document.texts() for stem in lexicon.stems(text)}
    pages = [_Indexed(document, lexicon, stems) for document in texts]
    counts = Counter(word for page in pages for word in page.weights)
    for page in pages:
        page.leave_out({word for word, count in counts.items() if count > COMMON * cbrt(len(pages))})
    others = {"elsewhere": shifted(" ".join(elsewhere), lexicon.analyser.rules.block)}
    files = {f"{language}/words.json": _json(_words(lexicon, pages) | others)}
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
    rules = lexicon.analyser.rules
    about = {page.document.topic: _phrases(page.document.about, lexicon) for page in pages}
    feared = ((page.document.topic, page.document.danger) for page in pages if page.document.danger)
    danger = {topic: [lexicon.words(text) for text in texts] for topic, texts in feared}
    typed = _numbered([*about.values(), *danger.values()])
    numbers = {word: _sign(number) for number, word in enumerate(typed)}
    cut = lexicon.analyser.dictionary - postings.keys() - {word for word in typed if len(word) >= LEAST_WORD}
    return {
        "rules": rules.as_json(),
        "typed": listed(typed, rules.block),
        "topics": {topic: _written(phrases, numbers) for topic, phrases in about.items()},
        "danger": {topic: _written(phrases, numbers) for topic, phrases in danger.items()},
        "steps": STEPS,
        "weights": {
            "title": WEIGHTS["title"],
            "keywords": WEIGHTS["keywords"],
            "part": PART_WEIGHT,
            "again": REPEAT_WEIGHT,
            "most": MOST_REPEATS,
        },
        "words": listed(postings, rules.block),
        "lists": " ".join(postings.values()),
        "cut": listed(sorted(cut), rules.block),
    }


def _phrases(texts: Iterable[str], lexicon: Lexicon) -> list[tuple[str, ...]]:
    """The words of each text, the first of those alone that say the same but for their endings."""
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for text in texts:
        words = lexicon.words(text)
        stems = frozenset(lexicon.stems(text))
        found.setdefault(stems if len(stems) == len(words) else frozenset(words), words)
    return list(found.values())


def _numbered(topics: Iterable[list[tuple[str, ...]]]) -> list[str]:
    """All words of phrases, the frequent ones first, as theirs are the short signs; those of one length by alphabet."""
    counts = Counter(word for phrases in topics for phrase in phrases for word in phrase)
    words = [word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    return sorted(words[:ONE_BYTE]) + sorted(words[ONE_BYTE:TWO_BYTES]) + sorted(words[TWO_BYTES:])


def _sign(number: int) -> str:
    """The sign that stands for a word: those that can be printed, from U+0021 and from U+00A1 on."""
    code = 0x21 + number if number < ONE_BYTE else 0xA1 + number - ONE_BYTE
    return chr(code if code < FIRST_SURROGATE else code + 0x800)


def _written(phrases: Iterable[tuple[str, ...]], numbers: Mapping[str, str]) -> str:
    return " ".join("".join(numbers[word] for word in phrase) for phrase in phrases)


def posted(weights: Sequence[dict[str, float]]) -> dict[str, str]:
    """For each word, in alphabetical order, the topics it stands in: for each the distance from the one before, from 0
    on, and the sign of its weight where that is not the least. `AB#` is the first topic, and the third at step 3."""
    lists: dict[str, list[str]] = {}
    last: dict[str, int] = {}
    for number, words in enumerate(weights):
        for word, weight in words.items():
            step = min(range(len(STEPS)), key=lambda index: abs(STEPS[index] - weight))
            sign = STEP_SIGNS[step - 1] if step else ""
            lists.setdefault(word, []).append(_distance(number - last.get(word, -1) - 1) + sign)
            last[word] = number
    return {word: "".join(lists[word]) for word in sorted(lists)}


def _distance(number: int) -> str:
    """A number in signs: the last of them one of the first 48, those before it of the other 16."""
    more, last = divmod(number, LAST_SIGNS)
    text = LIST_SIGNS[last]
    while more:
        more, sign = divmod(more - 1, len(LIST_SIGNS) - LAST_SIGNS)
        text = LIST_SIGNS[LAST_SIGNS + sign] + text
    return text


def listed(words: Iterable[str], block: int) -> str:
    """Words in a row, each as the sign of how many letters it has from the word before, and its other letters."""
    found: list[str] = []
    before = ""
    for word in words:
        pairs = zip(before, word, strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], islice(pairs, len(LIST_SIGNS) - 1)))
        found.append(LIST_SIGNS[same] + shifted(word[same:], block))
        before = word
    return " ".join(found)


def shifted(text: str, block: int) -> str:
    """A text in which the letters of a block of Unicode and the ASCII signs from U+0021 on have changed places.

    Thai letters take three bytes in a file, Greek ones two, and these one: texts become a fifth smaller, zipped.
    """
    return text.translate(_shifts(block)) if block else text


@lru_cache(maxsize=8)
def _shifts(block: int) -> dict[int, int]:
    signs = {code: code - 0x20 + block for code in range(0x21, 0x80)}
    return signs | {letter: sign for sign, letter in signs.items()}


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
