"""How each language writes quotation marks, as the playbook's table of languages has it, and whether it has blanks."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from playbook.model.script import script_of

_OWN = {
    "en": ("“”", "‘’"),
    "tr": ("“”", "‘’"),
    "fi": ("””", "’’"),
    "nb": ("«»", "‘’"),
    "th": ("“”", "‘’"),
    "el": ("«»", "“”"),
    "sv": ("””", "’’"),
    "de": ("„“", "‚‘"),
    "da": ("»«", "›‹"),
    "fr": ("«»", "“”"),
}
_UNSPACED = frozenset({"Thai", "Hans", "Hant", "Jpan", "Khmr", "Laoo", "Mymr"})
_ALL = '"“”„‟«»'


class Quotes(Struct, frozen=True):
    """The quotation marks of a language; `strange` are double ones that are not its own, `wrong` matches one."""

    opening: str
    closing: str
    strange: str
    wrong: re.Pattern[str]


@cache
def quotes_of(language: str) -> Quotes:
    """The quotation marks of a language; those of English where it is not known."""
    outer, inner = _OWN.get(language) or _OWN.get(language.split("-", maxsplit=1)[0]) or ("“”", "‘’")
    strange = "".join(mark for mark in _ALL if mark not in outer and mark not in inner)
    return Quotes(outer[0], outer[1], strange, re.compile(f"[{strange}]"))


def is_unspaced(language: str) -> bool:
    """Whether a language writes its words without blanks between them."""
    return script_of(language) in _UNSPACED
