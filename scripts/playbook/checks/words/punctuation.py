from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.context import Context
from playbook.checks.words._prose import each_hit, mend
from playbook.model import Problem, SourceFile

_WRONG = {
    "th": re.compile(r"[.;?](?:(?<=[\u0e00-\u0e7f)”]\.)(?=[”\s*|]|$)|(?<=[\u0e00-\u0e7f][;?]))", re.MULTILINE),
    "el": re.compile(r"[?\u037e\u0387](?:(?<=[\u0370-\u03ff\u1f00-\u1fff»”).]\?)|(?<=[\u037e\u0387]))"),
}
_FIXED = {"th": {".": ""}, "el": {"?": ";", "\u037e": ";", "\u0387": "·"}}
_HINTS = {
    "th": "Thai ends a sentence with a space or a new line",
    "el": "a Greek question ends in ; and its half stop is ·",
}


def check(context: Context) -> Iterator[Problem]:
    """A sentence ends in a mark that the language does not use: a full stop or ? in Thai, a ? in Greek.

    Bad:
        รับฟังอย่างตั้งใจ.     Τι μπορώ να κάνω?
    Good:
        รับฟังอย่างตั้งใจ      Τι μπορώ να κάνω;
    """
    return each_hit(
        context,
        lambda code: _WRONG.get(_base(code)),
        '"{found}" does not stand here in this language',
        lambda code, _: _HINTS[_base(code)],
        lambda code, body: bool(_WRONG[_base(code)].search(body)),
    )


def fix(file: SourceFile, text: str, context: Context) -> str:
    """Thai full stops at the end of a line go; Greek question marks become ;."""
    language = _base(file.language)
    pattern = _WRONG.get(language)
    return (
        mend(file, text, context, pattern, lambda match: _FIXED[language].get(match[0], match[0])) if pattern else text
    )


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0]
