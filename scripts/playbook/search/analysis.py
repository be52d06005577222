"""Making words alike: folding, cutting, stemming. `theme/assets/search-words.mjs` does the very same in the browser."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import yaml

TABLE = Path(__file__).with_name("analysis.yml")
THAI = re.compile("[\u0e00-\u0e7f]")
_GREEK = re.compile("[\u0370-\u03ff]")
_MARKS = re.compile("[\u0300-\u036f\u0e47-\u0e4b\u0e4e\u200b-\u200d\u2060\ufeff]")
_SILENCED = re.compile("[\u0e01-\u0e2e][\u0e34-\u0e39]?\u0e4c|\u0e4c")
"""A Thai consonant under the mark that silences it: left out when typed by ear."""
_INITIAL = re.compile(r"(?<![a-z])([a-z])[-\u2010\u2011](?=[a-z])")
"""The e- of e-mail, which people type with and without its hyphen."""
_APOSTROPHES = re.compile("['\u2019\u02bc`\u00b4]")
_REPEATED = re.compile("([^0-9\u0e00-\u0e7f])\\1+|([\u0e00-\u0e7f])\\2{2,}")
"""Letters said twice count once, not figures; in Thai, where a word may end as the next begins, only from three on."""
_DEPENDENT = frozenset(map(chr, (*range(0xE30, 0xE3B), 0xE45, *range(0xE47, 0xE4F))))
"""Thai signs that belong to the letter before them: no word begins with one."""
_LEADING = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44")
"""Thai vowels that are written before their letter: no word ends with one."""

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_Folded = Callable[[str], tuple[str, str]]


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """The table of `analysis.yml`, every value as text: a Norwegian "true" and an English "no" are words here."""
    loaded: dict[str, Any] = yaml.load(TABLE.read_text("utf-8"), Loader=_LOADER)
    return loaded


def fold(text: str, letters: Mapping[str, str], keep: str = "") -> str:
    """Text without differences of case, accent, doubled letter and letters that sound alike.

    The letters of `keep` stay what they are: to a Finn, ä is no kind of a. Who has an ı writes it I in capitals.
    """
    if "ı" in keep:
        text = text.replace("I", "ı").replace("İ", "i")
    plain = _INITIAL.sub(r"\1", _APOSTROPHES.sub("", unicodedata.normalize("NFKD", text.lower())))
    for letter in keep:
        plain = plain.replace(unicodedata.normalize("NFKD", letter), letter)
    plain = _MARKS.sub("", _SILENCED.sub("", plain))
    for source, target in letters.items():
        plain = plain.replace(source, target)
    return _REPEATED.sub(r"\1\2", plain)


def runs(folded: str) -> Iterator[str]:
    """The runs of letters, marks and digits in folded text."""
    for inside, characters in groupby(folded, lambda letter: unicodedata.category(letter)[0] in "LMN"):
        if inside:
            yield "".join(characters)


@dataclass(frozen=True)
class Rules:
    """The rules of one language, every word in them folded: what `words.json` carries to the browser."""

    letters: Mapping[str, str]
    keep: str
    plain: Mapping[str, str]
    spelt: Mapping[str, str]
    stop: frozenset[str]
    faint: frozenset[str]
    people: frozenset[str]
    rounds: int
    suffixes: tuple[tuple[str, int], ...]
    last: Mapping[str, str]
    forms: Mapping[str, str]
    compounds: bool
    dictionary: str
    script: str
    block: int
    trust: float

    def as_json(self) -> dict[str, Any]:
        """The rules as the browser reads them."""
        return {
            "letters": self.letters,
            "keep": self.keep,
            "plain": self.plain,
            "spelt": self.spelt,
            "stop": sorted(self.stop),
            "faint": sorted(self.faint),
            "people": sorted(self.people),
            "rounds": self.rounds,
            "suffixes": self.suffixes,
            "last": self.last,
            "forms": self.forms,
            "compounds": self.compounds,
            "script": self.script,
            "block": self.block,
            "trust": self.trust,
        }


@lru_cache(maxsize=32)
def rules_of(language: str) -> Rules:
    """The rules of a language; folding alone for one that the table does not have."""
    own = table()["languages"].get(language) or table()["languages"].get(language.partition("-")[0]) or {}
    endings = table()["languages"][own["latin"]] if "latin" in own and "suffixes" not in own else own
    latin = table()["languages"].get(own.get("latin", ""), {})
    keep = own.get("keep", "")
    every = {**_folded_letters(table()["letters"]), **own.get("letters", {})}
    letters = {source: target for source, target in every.items() if source not in keep}

    def folded(word: str) -> tuple[str, str]:
        """A word as it is, and as somebody without its letters on the keyboard types it."""
        return fold(word, letters, keep), fold(word, every)

    return Rules(
        letters=letters,
        keep=keep,
        plain={letter: fold(letter, every) for letter in keep},
        spelt=own.get("spelt", {}),
        stop=_words(f"{own.get('stop', '')} {latin.get('stop', '')}", folded),
        people=_words(f"{own.get('people', '')} {latin.get('people', '')}", folded),
        faint=_words(f"{own.get('faint', '')} {latin.get('faint', '')}", folded),
        rounds=max(int(own.get("rounds", 0)), int(latin.get("rounds", 0))),
        suffixes=_suffixes((own.get("suffixes", {}), latin.get("suffixes", {})), folded),
        last={fold(key, letters, keep): value for key, value in endings.get("last", {}).items()},
        forms=_forms((latin.get("forms", {}), own.get("forms", {})), folded),
        compounds=own.get("compounds") == "true",
        dictionary=own.get("dictionary", ""),
        script="thai" if own.get("dictionary") else "",
        block=int(own.get("block", "0"), 16),
        trust=float(own.get("trust", 0)),
    )


def _folded_letters(letters: Mapping[str, str]) -> dict[str, str]:
    return {unicodedata.normalize("NFKD", key): value for key, value in letters.items()}


def _words(words: str, folded: _Folded) -> frozenset[str]:
    return frozenset(run for word in words.split() for form in folded(word) for run in runs(form))


def _suffixes(tables: Iterable[Mapping[str, str]], folded: _Folded) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for by_length in tables:
        for least, words in by_length.items():
            for ending in (form for word in words.split() for form in folded(word)):
                found.setdefault(ending, int(least))
    return tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


def _forms(tables: Iterable[Mapping[str, str]], folded: _Folded) -> dict[str, str]:
    """The base of each form, under both ways to type it; where two meet, the one typed with its letters wins."""
    rows = [(folded(word), folded(base)[0]) for forms in tables for word, base in forms.items()]
    return {plain: base for (_, plain), base in rows} | {own: base for (own, _), base in rows}


class Analyser:
    """Words of one language as they are indexed and looked for. `dictionary` cuts runs without spaces."""

    def __init__(self, language: str, dictionary: Iterable[str] = ()) -> None:
        self.language = language
        self.rules = rules_of(language)
        self.dictionary = frozenset(dictionary)
        self._lengths: dict[str, list[int]] = {}
        for start, size in sorted({(word[:2], len(word)) for word in self.dictionary}, reverse=True):
            self._lengths.setdefault(start, []).append(size)
        self._stems: dict[str, str] = {}
        self._endings = {size: dict(rows) for size, rows in groupby(self.rules.suffixes, lambda row: len(row[0]))}

    def fold(self, text: str) -> str:
        """The text, folded by this language's rules."""
        return fold(text, self.rules.letters, self.rules.keep)

    def words(self, text: str) -> Iterator[str]:
        """The folded words of a text in order, cut where they are written without spaces; not stemmed."""
        for run in runs(self.fold(text)):
            for thai, characters in groupby(run, lambda letter: bool(THAI.match(letter))):
                piece = "".join(characters)
                yield from self.cut(piece) if thai and self.dictionary else (piece,)

    def stems(self, text: str) -> Iterator[str]:
        """The stems of a text's words, stop words left out."""
        for word in self.words(text):
            if word not in self.rules.stop:
                yield self.stem(word)

    def stem(self, word: str) -> str:
        """A folded word without its endings."""
        found = self._stems.get(word)
        if found is None:
            found = self._stems[word] = self._stem(self.rules.forms.get(word, word))
        return found

    def _stem(self, word: str) -> str:
        for _ in range(self.rules.rounds):
            size = next((size for size in self._endings if self._ends(word, size)), 0)
            if not size:
                break
            word = word[:-size]
        return word[:-1] + self.rules.last.get(word[-1], word[-1])

    def _ends(self, word: str, size: int) -> bool:
        """Whether a word's last letters, so many, are an ending that may be cut off."""
        least = self._endings[size].get(word[-size:])
        return least is not None and len(word) >= size + least

    @staticmethod
    def _breaks(run: str) -> list[bool]:
        """For each place of a run, whether a word of Thai may end before it: not between a letter and its signs."""
        ends = [letter not in _DEPENDENT and before not in _LEADING for before, letter in pairwise(run)]
        return [False, *ends, True]

    def cut(self, run: str, whole: bool = True) -> list[str]:
        """A run of Thai as the fewest dictionary words, the longest first; what no word covers stays in one piece.

        With `whole` False the run itself does not count as a word: the result are its parts.
        """
        size, breaks, dictionary, known = len(run), self._breaks(run), self.dictionary, self._lengths
        cost, ends = [0] * (size + 1), [0] * (size + 1)
        step = size
        for start in range(size - 1, -1, -1):
            cheapest, best = cost[step] + 100 * (step - start), step
            for length in known.get(run[start : start + 2], ()):
                end = start + length
                if end > size or not breaks[end] or (length == size and not whole):
                    continue
                if cost[end] + 10 < cheapest and run[start:end] in dictionary:
                    cheapest, best = cost[end] + 10, end
            cost[start], ends[start] = cheapest, best
            if breaks[start]:
                step = start
        return list(self._merge(run, ends))

    def _merge(self, run: str, ends: list[int]) -> Iterator[str]:
        start, unknown = 0, ""
        while start < len(run):
            piece = run[start : ends[start]]
            start = ends[start]
            if piece in self.dictionary:
                if unknown:
                    yield unknown
                unknown = ""
                yield piece
            else:
                unknown += piece
        if unknown:
            yield unknown
