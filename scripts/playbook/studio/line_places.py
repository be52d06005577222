"""Where a line of an article stands, in the editor's language; a ledger says it in English: "step 3, first note"."""

from __future__ import annotations

import re
from collections.abc import Callable

from playbook.articles.segments import number_of

_PARTS = {
    "author": "Author",
    "author box": "box about the author",
    "advert": "advert",
    "comments": "comments of readers",
    "contents list": "list of contents",
    "date of publication": "day of publication",
    "date of update": "day of the last change",
    "feedback widget": "question to readers",
    "footer": "foot of the web page",
    "form": "form",
    "heading": "heading",
    "language menu": "choice of languages",
    "menu": "menu",
    "navigation": "menu",
    "newsletter": "newsletter",
    "opening": "opening",
    "pointer to another post": "pointer to another article",
    "publisher": "publisher",
    "questions": "questions",
    "related articles": "other articles",
    "repeated title": "title once more",
    "rest of the page": "rest of the web page",
    "share line": "buttons to share it",
    "side column": "side of the web page",
    "steps": "steps",
    "tips": "tips",
    "title": "Title",
    "top of the page": "top of the web page",
    "video line": "film",
    "web address": "web address",
}
"""What the parts of a web page are called: messages of the studio."""
_COUNTED = {
    "answer": "answer {number}",
    "bullet": "Point {number}",
    "line": "line {number}",
    "method": "method {number}",
    "note": "note {number}",
    "paragraph": "paragraph {number}",
    "question": "question {number}",
    "section": "section {number}",
    "step": "Step {number}",
    "tip": "tip {number}",
}
"""What is counted: messages of the studio."""
_AFTER = re.compile(r"([a-z]+) (\d+)")
_BEFORE = re.compile(r"(\S+) ([a-z]+)")


def told_place(place: str, t: Callable[..., str]) -> str:
    """A line's place as an editor reads it; what is not known in it stays as it is."""
    return ", ".join(_told(part, t) for part in place.split(", "))


def _told(part: str, t: Callable[..., str]) -> str:
    if part in _PARTS:
        return t(_PARTS[part])
    after, before = _AFTER.fullmatch(part), _BEFORE.fullmatch(part)
    if after and after[1] in _COUNTED:
        return t(_COUNTED[after[1]], number=after[2])
    number = number_of(before[1]) if before else 0
    if before and number and before[2] in _COUNTED:
        return t(_COUNTED[before[2]], number=number)
    return part
