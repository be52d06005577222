"""Scripts and their characters. A file with only everyday characters of its language needs no closer look at them."""

from __future__ import annotations

import re
from functools import cache

from playbook.model import SourceFile
from playbook.model.script import script_of

SCRIPTS = {
    "Latn": "A-Za-zÀ-ɏ",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Cyrl": "\u0400-\u052f",
    "Thai": "\u0e00-\u0e7f",
    "Arab": "\u0600-\u06ff",
    "Hebr": "\u0590-\u05ff",
    "Deva": "\u0900-\u097f",
    "Hans": "\u3400-\u9fff",
    "Hang": "\uac00-\ud7af",
    "Jpan": "\u3040-\u30ff",
}
"""ISO 15924 code to the letters of the script, as they stand inside a pattern's brackets."""

_EVERYDAY = "–—‘’‚“”„«»…·€£"
_OWN_EVERYDAY = {"Latn": "À-ɏ", "Grek": "\u0386\u0388-\u03ce", "Thai": "\u0e01-\u0e3a\u0e3f-\u0e5b"}
"""Greek without accents of old spelling, and without the marks that only look like a full stop or semicolon."""


def unusual_characters(file: SourceFile) -> frozenset[str]:
    """The characters of a file that are not everyday ones in its language.

    Everyday characters are visible or plain line ends and spaces, of the language's own script or ASCII, and Latin
    and Greek ones are written in Unicode form NFC wherever they stand.
    """
    rest = file.raw.translate(None, _PLAIN).decode("utf-8")
    return frozenset(_unusual(file.language).findall(rest))


_PLAIN = bytes(range(0x20, 0x7F)) + b"\n"
"""What is everyday in every language: most of a file, and soon taken away."""


@cache
def _unusual(language: str) -> re.Pattern[str]:
    return re.compile(f"[^{_EVERYDAY}{_OWN_EVERYDAY.get(script_of(language), '')}]")
