"""The segments of an article: each line's id and place, from the article's own structure."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, replace

from playbook.articles.cues import Cues, fold_words
from playbook.articles.draft import LONG, Draft
from playbook.articles.furniture import Furniture, find_furniture
from playbook.articles.lines import TextLine

_HEADING, _UNSPACED_HEADING = 60, 45
_IMPERATIVE = 110
"""Characters of the longest line that still can be one of the promised steps."""
_STRUCTURE = re.compile(r"[hmsq]\d|steps|questions|tips")
_DIGITS = re.compile(r"\d+")
_NUMBERS = 60
"""Steps that a list may have for its lines to be known again under other numbers."""
_PROMISE = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_FACT_PLACES = {"published": "date of publication", "updated": "date of update"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A line of an article: its id, its place in words, its fingerprint, and why it looks like furniture, if it does.

    `number` is the line of the file (the block, in HTML). `text`, and `above`, the text of the heading, step or
    question it belongs to, are never written anywhere. `renumbered` are the fingerprints that a numbered line has under
    other numbers: a step put in above it changes its number and not what it says.
    """

    id: str
    place: str
    sha256: str
    furniture: str
    number: int
    text: str
    above: str
    renumbered: tuple[str, ...] = ()


def line_fingerprint(whole: str) -> str:
    """The SHA-256 of a line's text in NFC with white space collapsed."""
    return hashlib.sha256(whole.encode()).hexdigest()


def other_numbers(line: TextLine) -> tuple[str, ...]:
    """The fingerprints of a numbered line under every likely number; none for another line."""
    if line.kind != "number" or line.whole == line.text:
        return ()
    mark = line.whole.removesuffix(line.text)
    wholes = (_DIGITS.sub(str(number), mark, count=1) + line.text for number in range(1, _NUMBERS + 1))
    return tuple(line_fingerprint(whole) for whole in wholes)


def find_segments(draft: Draft) -> list[Segment]:
    """Every line of the article with its id and place, in reading order.

    Where it has no heading, step, question or tip there is no "opening" either: its paragraphs are just paragraphs.
    """
    segments = _Walk(draft).segments()
    if any(_STRUCTURE.match(segment.id) for segment in segments):
        return segments
    return [replace(segment, place=segment.place.removeprefix("opening, ")) for segment in segments]


class _Walk:
    """Goes through the lines once, knowing which heading, step or question it is under."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.furniture = find_furniture(draft)
        self.promised = promised_steps(draft, self.furniture)
        self.last_promised = max(self.promised, default=-1)
        self.parts = Counter(item.part for item in self.furniture.values())
        self.counts: Counter[str] = Counter()
        self.texts: dict[str, str] = {}
        self.under, self.under_place = "", "opening"
        self.step, self.step_place, self.step_is_item = "", "", False
        self.mode = ""
        self.bulleted_questions = False
        self.answered = True

    def segments(self) -> list[Segment]:
        found = []
        fact_of = {index: name for name, index in self.draft.facts.items()}
        for index, line in enumerate(self.draft.lines):
            item = self.furniture.get(index)
            if index == self.draft.title:
                identifier, place = "title", "title"
            elif index in fact_of and item and item.part == fact_of[index]:
                identifier, place = fact_of[index], _FACT_PLACES.get(fact_of[index], fact_of[index])
            elif item:
                identifier, place = self._furniture(item)
            else:
                identifier, place = self._content(index, line)
            identifier = self._fresh(identifier)
            above = self.texts.get(identifier.rpartition("-")[0], "")
            self.texts[identifier] = line.text
            why = item.why if item else ""
            sha256, others = line_fingerprint(line.whole), other_numbers(line)
            found.append(Segment(identifier, place, sha256, why, line.number, line.text, above, others))
        return found

    def _fresh(self, identifier: str) -> str:
        fresh, copy = identifier, 1
        while fresh in self.texts:
            copy += 1
            fresh = f"{identifier}-{copy}"
        return fresh

    def _count(self, name: str) -> int:
        self.counts[name] += 1
        return self.counts[name]

    def _furniture(self, item: Furniture) -> tuple[str, str]:
        number = self._count(f"furniture {item.part}")
        place = f"{item.part}, line {number}" if self.parts[item.part] > 1 else item.part
        return f"f{self._count('furniture')}", place

    def _content(self, index: int, line: TextLine) -> tuple[str, str]:
        if index in self.promised:
            return self._step(self.promised[index], is_item=False)
        return self._cue_heading(line) or self._numbered(line) or self._by_kind(index, line)

    def _cue_heading(self, line: TextLine) -> tuple[str, str] | None:
        if method := self.draft.cues.numbered("method", line.text):
            number = method[0]
            return self._open(f"m{number}", f"method {number}")
        for name in ("steps", "questions", "tips"):
            if self.draft.cues.label(name, line.text) == "":
                self._open(name, name, mode=name)
                return name, f"{name}, heading"
        return None

    def _open(self, identifier: str, place: str, mode: str = "") -> tuple[str, str]:
        self.under, self.under_place, self.mode, self.step = identifier, place, mode, ""
        return identifier, f"{place}, heading"

    def _numbered(self, line: TextLine) -> tuple[str, str] | None:
        if line.kind == "number" and self.mode != "questions":
            return self._step(line.ordinal, is_item=True)
        if (found := self.draft.cues.numbered("step", line.text)) and line.kind != "number":
            return self._step(found[0], is_item=False)
        return None

    def _step(self, number: int, is_item: bool) -> tuple[str, str]:
        bare = self.under in {"", "steps"}
        self.step = f"s{number}" if bare else f"{self.under}-s{number}"
        self.step_place = f"step {number}" if bare else f"{self.under_place}, step {number}"
        self.step_is_item = is_item
        if self.step in self.texts:  # a second list under the same heading
            self.step = f"{self.step}-{self._count('again ' + self.step) + 1}"
        return self.step, self.step_place

    def _by_kind(self, index: int, line: TextLine) -> tuple[str, str]:
        if line.kind == "heading" or self._is_heading(index, line):
            number = self._count("heading")
            return self._open(f"h{number}", f"section {number}")
        if line.kind == "question" or self.mode == "questions":
            self.mode, self.step = "questions", ""
            return self._question_or_answer(line)
        if line.kind == "bullet" and self.mode == "tips":
            number = self._count("tip")
            self.step, self.step_place, self.step_is_item = f"tip-{number}", f"tip {number}", True
            return self.step, self.step_place
        if self.step and self.step_is_item and line.ends_list:
            self.step = ""
        return self._part(line)

    def _part(self, line: TextLine) -> tuple[str, str]:
        above, place = (self.step, self.step_place) if self.step else (self.under, self.under_place)
        if line.kind == "bullet":
            letter, name = ("n", "note") if self.step else ("b", "bullet")
        else:
            letter, name = "p", "paragraph"
        number = self._count(f"{above} {letter}")
        identifier = f"{above}-{letter}{number}" if above else f"{letter}{number}"
        return identifier, f"{place}, {ordinal(number)} {name}"

    def _question_or_answer(self, line: TextLine) -> tuple[str, str]:
        marked = line.kind in {"question", "bullet", "number"}
        self.bulleted_questions = self.bulleted_questions or (marked and self.counts["question"] > 0)
        asks = line.text.endswith(("?", ";")) and self.answered and not self.bulleted_questions
        if marked or asks or not self.counts["question"]:
            self.answered = False
            number = self._count("question")
            return f"q{number}", f"question {number}"
        self.answered = True
        number = self.counts["question"]
        answer = self._count(f"answer {number}")
        return f"q{number}-a{answer}", f"question {number}, {ordinal(answer)} answer"

    def _is_heading(self, index: int, line: TextLine) -> bool:
        if self.draft.entries:
            return fold_words(line.text) in self.draft.entries
        if self.mode in {"questions", "tips"} or index < self.last_promised:
            return False
        after = self.draft.lines[index + 1] if index + 1 < len(self.draft.lines) else None
        follows = after is not None and index + 1 not in self.furniture
        return bool(follows and after and looks_like_heading(line, after, self.draft.cues))


def looks_like_heading(line: TextLine, after: TextLine, cues: Cues) -> bool:
    """Whether a plain line, by its look and what follows it, is a heading: short, no sentence end, text after it."""
    limit = _UNSPACED_HEADING if _UNSPACED.search(line.text) else _HEADING
    if line.kind != "plain" or len(line.text) > limit or line.text[-1] in ".!:;,…\"”»)'":
        return False
    if cues.begins("goes_on", line.text):
        return False
    return after.kind in {"bullet", "number"} or (after.kind == "plain" and len(after.text) > len(line.text))


def promised_steps(draft: Draft, furniture: dict[int, Furniture]) -> dict[int, int]:
    """Where a title promises a number of steps, and as many short lines are followed by a paragraph: those lines.

    From the index of the line to the number of its step.
    """
    promise = _PROMISE.search(draft.lines[draft.title].text) if draft.title is not None else None
    if not promise:
        return {}
    pairs = [
        index
        for index, (line, after) in enumerate(zip(draft.lines, draft.lines[1:], strict=False))
        if index != draft.title and index not in furniture and _is_imperative(line, after)
    ]
    count = int(promise.group(1))
    return {index: number for number, index in enumerate(pairs[:count], 1)} if 1 < count <= len(pairs) else {}


def _is_imperative(line: TextLine, after: TextLine) -> bool:
    return line.kind == after.kind == "plain" and len(line.text) <= _IMPERATIVE < LONG <= len(after.text)


def ordinal(number: int) -> str:
    """first, second … tenth, 11th."""
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    suffix = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def number_of(word: str) -> int:
    """The number that a word of `ordinal` says; 0 for another word."""
    if word in _ORDINALS:
        return _ORDINALS.index(word) + 1
    found = re.fullmatch(r"(\d{1,4})(?:st|nd|rd|th)", word)
    return int(found[1]) if found else 0
