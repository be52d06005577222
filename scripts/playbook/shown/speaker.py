"""Who speaks: in Thai women say ค่ะ, คะ and ดิฉัน where men say ครับ and ผม, and everybody says it of themselves.

Pages are written as women say it, from which the other form follows, as ครับ stands for ค่ะ and for คะ. Where it does
not follow, a page says both, women's first: หนู/ผม. assets/speaker.mjs does the same on the reader's device.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

SPEAKING = frozenset({"th"})
"""The languages in which speakers say what they are."""
SPEAKERS = ("both", "woman", "man")
TOLD = ("now", "steps", "phrases", "escalate", "afterwards", "practice")
"""Sections that tell staff what to say. Of phrases it is the first column, of practice the model answers."""

FORMS = ("หนู|ดิฉัน|ค่ะ|คะ", "ผม|ครับ")
"""What women and what men say, as patterns."""
_FORM = re.compile(f"(?:{FORMS[0]})/(?:{FORMS[1]})|ดิฉัน|ค่ะ|คะ(?!แนน|เน(?!ี่ย)|น้า)")
_MEN = {"ดิฉัน": "ผม", "ค่ะ": "ครับ", "คะ": "ครับ"}
_MARK = re.compile("([“”])")


def spoken_by(text: str, speaker: str) -> str:
    """Something said in the form of one of `SPEAKERS`; both forms stand beside each other as ค่ะ/ครับ."""

    def form(match: re.Match[str]) -> str:
        woman, _, man = match[0].partition("/")
        man = man or _MEN[woman]
        return {"woman": woman, "man": man}.get(speaker, f"{woman}/{man}")

    return _FORM.sub(form, text)


def quotations_by(pieces: Iterable[str], speaker: str) -> Iterator[str]:
    """The pieces of a paragraph, with what stands in quotation marks in the form of a speaker; the rest as it is."""
    is_said = False
    for piece in pieces:
        parts = _MARK.split(piece)
        for place, part in enumerate(parts):
            if part in {"“", "”"}:
                is_said = part == "“"
            elif is_said:
                parts[place] = spoken_by(part, speaker)
        yield "".join(parts)
