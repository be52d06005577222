from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.prose import FILLER, each_hit, mend
from playbook.model import Page, Problem, SourceFile
from playbook.said import said

_WRONG = {
    "th": re.compile(rf"[.;?](?:(?<=[\u0e00-\u0e7f)”{FILLER}]\.)(?=[”\s*|]|$)|(?<=[\u0e00-\u0e7f][;?]))", re.MULTILINE),
    "el": re.compile(rf"[?\u037e\u0387](?:(?<=[\u0370-\u03ff\u1f00-\u1fff»”).{FILLER}]\?)|(?<=[\u037e\u0387]))"),
}
_FIXED = {"th": {".": ""}, "el": {"?": ";", "\u037e": ";", "\u0387": "·"}}
_HINTS = {
    "th": said("Thai ends a sentence with a space or a new line"),
    "el": said("a Greek question ends in ; and its half stop is ·"),
}


def check(page: Page) -> Iterator[Problem]:
    """A sentence ends in a mark that the language does not use: a full stop or ? in Thai, a ? in Greek.

    Bad:
        รับฟังอย่างตั้งใจ.     Τι μπορώ να κάνω?
    Good:
        รับฟังอย่างตั้งใจ      Τι μπορώ να κάνω;
    """
    language = _base(page.language)
    if language in _WRONG:
        message = said('"{found}" does not stand here in this language')
        yield from each_hit(page, _WRONG[language], message, lambda _: _HINTS[language])


def fix(text: str, file: SourceFile) -> str:
    """Thai full stops at the end of a line go; Greek question marks become ;."""
    language = _base(file.language)
    if language not in _WRONG:
        return text
    return mend(text, _WRONG[language], lambda match: _FIXED[language].get(match[0], match[0]))


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0]
