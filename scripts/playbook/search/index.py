"""Making the search files of every language: for each word the topics it stands in, and what it counts there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import chain, islice, pairwise, takewhile
from typing import Any

import msgspec
from msgspec import Struct

from playbook.kept import NOTHING_KEPT, Kept
from playbook.keys import key_of, program_key
from playbook.model import Playbook
from playbook.model.synonyms import NO_SYNONYMS
from playbook.search.analysis import Rules, rules_of, runs
from playbook.search.documents import Address, Document, documents
from playbook.search.golden import read_golden
from playbook.search.start import start_of
from playbook.search.vocabulary import Lexicon, cutter

FOLDER = "search"
"""Where the search files are on the site."""
LEAST_LETTERS = 3
"""Letters a word of plain text has at least."""
COMMON = 0.25
"""A word of plain text in a larger share of the topics tells nothing: left out."""
LEAST_WORD = 3
"""Letters from which on the browser takes a word of a phrase into the dictionary."""
_LONG = 4
"""Words from which on a phrase is long."""
ALONE = 20
"""A keyword of one word says it so many times as much as one of several."""
LIST_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""The signs that numbers are written with in lists."""
LAST_SIGNS = 48
"""So many of the signs end a distance; the others go before."""
JOINT = "_"
"""What joins the words of an unanswered query; no word has it."""
ONE_BYTE = 0x5E
"""So many words of a topic have a sign of one byte."""


_Phrases = list[tuple[str, ...]]
"""Phrases of one topic, each as its words."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What is typed for each topic, its title and keywords with it.

    `first` is what the first result needs; `danger` what is typed in fear; `later` are long phrases, and those with a
    word that no other has, which are read when the first result is shown.
    """

    first: list[_Phrases]
    danger: list[_Phrases]
    later: list[_Phrases]


class _Typed(Struct, frozen=True):
    """What is made of all that is typed for topics, whatever else pages say.

    `words`, `more` and `keywords` are three of the files, `stems` what is typed, `elsewhere` the words of other matters
    of which no form is typed, and `own` the words that the dictionary has from here (see vocabulary.py).
    """

    words: bytes
    more: bytes
    keywords: bytes
    stems: tuple[str, ...]
    elsewhere: tuple[str, ...]
    own: tuple[str, ...]


def search_files(playbook: Playbook, language: str, address: Address, kept: Kept = NOTHING_KEPT) -> dict[str, bytes]:
    """The search files of one language by their path in the search folder.

    `kept` has what was made before of what is typed, and of the text of each page.
    """
    synonyms = playbook.synonyms.get(language, NO_SYNONYMS)
    texts = tuple(documents(playbook, language, address))
    files = dict(files_from(language, texts, synonyms.elsewhere, synonyms.unanswered, kept))
    written = {page.topic for page in playbook.in_language(language)}
    asked = ((query, query.answered_by(written)) for query in read_golden(playbook.root, language))
    queries = [(query.text, topics, query.kind) for query, topics in asked if topics is not None]
    if queries:
        files[f"{language}/golden.json"] = _json(queries)
    files[f"{language}/start.json"] = _json(start_of(playbook, language, address))
    return files


@lru_cache(maxsize=16)
def files_from(
    language: str,
    texts: tuple[Document, ...],
    elsewhere: tuple[str, ...] = (),
    unanswered: tuple[str, ...] = (),
    kept: Kept = NOTHING_KEPT,
) -> dict[str, bytes]:
    """The search files made from these texts; remembered, as while one page is being written other languages stay.

    `elsewhere` are words of matters that no text is about, `unanswered` whole queries that none answers.
    """
    typed_of = [(one.topic, one.title, one.keywords, one.said, one.danger) for one in texts]
    key = key_of(program_key(), language, msgspec.msgpack.encode((typed_of, elsewhere, unanswered)))

    found = kept.take("typed", key, _Typed, partial(_typed, language, texts, elsewhere, unanswered))
    # Made when first asked for: a large dictionary takes time.
    analyser = cache(partial(cutter, language, frozenset(found.own)))

    def counts(document: Document) -> dict[str, int]:
        return Counter(stem for line in document.lines for stem in analyser().stems(line))

    said = [
        kept.take(f"topics/{document.topic}", key_of(key, *document.lines), dict[str, int], partial(counts, document))
        for document in texts
    ]
    rules = rules_of(language)
    files = {f"{language}/words.json": found.words, f"{language}/more.json": found.more}
    for document in texts:
        files[f"{language}/topics/{document.topic}.json"] = _json(_shown(document))
    files[f"{language}/keywords.json"] = found.keywords
    words = _ranked(rules, texts, _telling(said, set(found.stems)))
    files[f"{language}/text.json"] = _json(words | {"elsewhere": listed(found.elsewhere, rules.block)})
    return files


def _typed(language: str, texts: Sequence[Document], elsewhere: Iterable[str], unanswered: Sequence[str]) -> _Typed:
    lexicon = Lexicon(language, texts, elsewhere, unanswered)
    near, far = _elsewhere(lexicon, texts, elsewhere)
    said = _said(lexicon, texts)
    words, more = _words(lexicon, texts, said)
    queries = listed(_unanswered(lexicon, unanswered), lexicon.analyser.rules.block)
    return _Typed(
        words=_json(words | {"elsewhere": listed(near, lexicon.analyser.rules.block)}),
        more=_json(more | {"unanswered": queries}),
        keywords=_json(_keywords(lexicon, texts, said)),
        stems=tuple(sorted({stem for document in texts for text in document.texts for stem in lexicon.stems(text)})),
        elsewhere=tuple(far),
        own=tuple(sorted(lexicon.own)),
    )


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _shown(document: Document) -> dict[str, Any]:
    """What a result shows of the topic."""
    return {
        "address": document.address,
        "title": document.title,
        "summary": document.summary,
        "parts": [[part.id, part.heading, *part.lines] for part in document.parts],
    }


def _said(lexicon: Lexicon, texts: Sequence[Document]) -> _Said:
    """What is typed for each topic. Whoever types a word that only `later` has is answered when that was read."""
    about = [_phrases(document.about, lexicon) for document in texts]
    danger = [[lexicon.words(text) for text in document.danger] for document in texts]
    counts = Counter(word for phrases in (*about, *danger) for phrase in phrases for word in set(phrase))
    first, later = [], []
    for document, phrases in zip(texts, about, strict=True):
        shown = {lexicon.words(text) for text in (document.title, *document.keywords)}
        rest = {one for one in phrases if len(one) >= _LONG or min(counts[word] for word in one) == 1} - shown
        first.append([one for one in phrases if one not in rest])
        later.append([one for one in phrases if one in rest])
    return _Said(first, danger, later)


def _words(lexicon: Lexicon, texts: Sequence[Document], said: _Said) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the first result needs, with the rules; and the other phrases.

    Both have words, and for each topic its phrases as signs for words; words of the second go on with the numbers of
    the first. What the words count is worked out in the browser.
    """
    rules = lexicon.analyser.rules
    typed = _numbered([*said.first, *said.danger])
    known = set(typed)
    more = [word for word in _numbered(said.later) if word not in known]
    cut, cut_later = _dictionaries(lexicon, typed, more)
    own, (first, danger) = _signs(typed, said.first, said.danger)
    own_later, (later,) = _signs([*typed, *more], said.later)
    return {
        "rules": rules.as_json(),
        "typed": listed(typed, rules.block),
        "topics": " ".join(document.topic for document in texts),
        "own": own,
        "phrases": first,
        "danger": danger,
        "cut": listed(cut, rules.block),
    }, {
        "typed": listed(more, rules.block),
        "own": own_later,
        "phrases": later,
        "cut": listed(cut_later, rules.block),
    }


def _signs(typed: Sequence[str], *kinds: Sequence[_Phrases]) -> tuple[str, list[list[str]]]:
    """For each topic which of the words that are typed it has; and its phrases of each kind in signs for these."""
    numbers = {word: number for number, word in enumerate(typed)}
    topics = list(zip(*kinds, strict=True))
    own = [sorted({numbers[word] for phrases in topic for phrase in phrases for word in phrase}) for topic in topics]
    signs = [{typed[number]: _sign(place) for place, number in enumerate(some)} for some in own]
    written = [[_written(phrases, some) for phrases, some in zip(kind, signs, strict=True)] for kind in kinds]
    return " ".join(map(_distances, own)), written


def _dictionaries(lexicon: Lexicon, typed: Sequence[str], more: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that cut runs without spaces, besides those of phrases: what the first phrases need, and the rest."""
    analyser = lexicon.analyser
    parts = {part for word in typed for part in analyser.cut(word, whole=False)} | analyser.rules.stop
    rest = analyser.dictionary - {word for word in (*typed, *more) if len(word) >= LEAST_WORD}
    first = analyser.dictionary & (parts | {word for word in typed if len(word) < LEAST_WORD})
    needed = first - {word for word in typed if len(word) >= LEAST_WORD}
    return sorted(needed), sorted(rest - needed)


def _elsewhere(lexicon: Lexicon, texts: Sequence[Document], words: Iterable[str]) -> tuple[list[str], list[str]]:
    """Words of other matters, each sorted: those of which a form is typed for a topic, and all others.

    Without those that are a title or a keyword by themselves.
    """
    analyser = lexicon.analyser
    phrases = [lexicon.words(text) for document in texts for text in document.texts]
    alone = {phrase[0] for phrase in phrases if len(phrase) == 1}
    typed = {word for phrase in phrases for word in phrase}
    stems = {analyser.stem(word) for word in typed}
    folded = {found[0] for word in words if len(found := list(runs(analyser.fold(word)))) == 1} - alone
    near = {word for word in folded if word in typed or analyser.stem(word) in stems}
    return sorted(near), sorted(folded - near)


def _unanswered(lexicon: Lexicon, queries: Iterable[str]) -> list[str]:
    """Queries that no topic answers, each as the words in it that tell, joined; sorted, each once."""
    stop = lexicon.analyser.rules.stop
    return sorted({JOINT.join(word for word in lexicon.words(query) if word not in stop) for query in queries} - {""})


def _phrases(texts: Iterable[str], lexicon: Lexicon) -> _Phrases:
    """The words of each text, the first of those alone that say the same but for their endings."""
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for text in texts:
        words = lexicon.words(text)
        stems = frozenset(lexicon.stems(text))
        found.setdefault(stems if len(stems) == len(words) else frozenset(words), words)
    return list(found.values())


def _numbered(topics: Iterable[_Phrases]) -> list[str]:
    """All words of phrases: first the frequent ones, which get the short signs, then the others; each by alphabet."""
    counts = Counter(word for phrases in topics for phrase in phrases for word in phrase)
    words = [word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    return sorted(words[:ONE_BYTE]) + sorted(words[ONE_BYTE:])


def _distances(numbers: Sequence[int]) -> str:
    """Rising numbers, each as the distance from the one before; -1 goes before the first."""
    return "".join(_distance(number - before - 1) for before, number in pairwise((-1, *numbers)))


def _written(phrases: Sequence[tuple[str, ...]], signs: Mapping[str, str]) -> str:
    """Phrases of a topic in signs for its words: first its title, then the others, sorted, which takes less room."""
    first, *others = ["".join(signs[word] for word in phrase) for phrase in phrases] or [""]
    return " ".join([first, *sorted(others)])


def _sign(number: int) -> str:
    """The sign that stands for a topic's word: those that can be printed, from U+0021 and from U+00A1 on."""
    return chr(0x21 + number if number < ONE_BYTE else 0xA1 + number - ONE_BYTE)


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


def _keywords(lexicon: Lexicon, texts: Sequence[Document], said: _Said) -> dict[str, Any]:
    """For readers of other languages: from the words of the first phrases to topics, those that say it most first."""
    found: dict[str, Counter[int]] = {}
    analyser = lexicon.analyser
    for number, topic in enumerate(zip(said.first, said.danger, strict=True)):
        for words in chain(*topic):
            stems = {analyser.stem(word) for word in words if word not in analyser.rules.stop}
            telling = stems - lexicon.faint
            for stem in stems:
                found.setdefault(stem, Counter())[number] += 1 if len(telling) > 1 else ALONE
    return _ranked(lexicon.analyser.rules, texts, found)


def _telling(said: Sequence[Mapping[str, int]], typed: Set[str]) -> dict[str, Counter[int]]:
    """How often each page says the words that are typed for none: what is looked up when a word is typed for none.

    `said` is of each page how often it says which stem.
    """
    found: dict[str, Counter[int]] = {}
    for number, counts in enumerate(said):
        for stem, count in counts.items():
            if stem not in typed and len(stem) >= LEAST_LETTERS:
                found.setdefault(stem, Counter())[number] = count
    return {stem: counts for stem, counts in found.items() if len(counts) <= max(1, COMMON * len(said))}


def _ranked(rules: Rules, texts: Sequence[Document], found: Mapping[str, Counter[int]]) -> dict[str, Any]:
    words = {stem: [number for number, _ in found[stem].most_common()] for stem in sorted(found)}
    return {"rules": rules.as_json(), "topics": [document.topic for document in texts], "words": words}
