"""How each language writes quotation marks, as CLDR has it, and whether it has blanks.

Source: Unicode CLDR 48.2, delimiters. Of a language for which CLDR has nothing of its own nothing is known here, and
rules neither report nor mend it.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from playbook.model.script import script_of

_CLDR = """
    “”‘’ af ak as az ba bm-Nkoo bn ceb chr cy da en es ff-Adlm fil fo ga gd gl gu ha hi id ig jv km kn ko kok lo
    “”‘’ lv mi ml mn mr ms my ne or pa pcm ps pt qu sd shn si so sq sw ta te tg th tr tt uz-Arab uz-Cyrl vec vi wo
    “”‘’ xh yo zh zu
    «»“” ast blo bm br ca cv dyo el eu ewo ie it kab kk lij mg mua nnh pms pt-AO pt-CH pt-CV pt-GQ pt-GW pt-LU
    «»“” pt-MO pt-MZ pt-PT pt-ST pt-TL sc sg ti
    „“‚‘ bs-Cyrl cs de dsb et hr hsb is ksh lb luy mk nds sk sl
    «»‹› am az-Arab az-Cyrl fa fr-CH gsw jgo kkj mzn rm sdh wae
    «»„“ bas be bua ky os ru sah tyv uk
    ””’’ fi he lag rn se sn sv yi
    «»‘’ dua ksf nb nn no rw
    ”“’‘ ar lld ms-Arab syr ur
    «»«» fr ht hy oc yav
    „“„“ bg lt prg sgs
    ‘’“” fur ia ti-ER tn
    「」『』 ja yue zh-Hant
    „”«» nmg pl ro
    „”‚’ agq ff
    „”»« hu szl
    »«›‹ kk-Arab ug
    «»„” shi zgh
    „”‘’ bs
    “”«» eo
    «»”“ fr-CA
    „“«» ka
    ‘’‘’ nl
    „”’’ sr
    “”“” tk
    “”’‘ uz
"""
"""The outer and the inner pair, and who writes them so; a longer tag without a row is as a shorter one."""
_ALSO = {
    "bs": "“»«", "da": "»«„“", "de": "»«›‹", "cs": "»«", "es": "«»", "he": '"', "hr": "»«", "it": "„", "ky": "“”",
    "lv": "«»„", "nl": "“”„", "pt": "«»", "sk": "»«", "sl": "»«", "sq": "„«»", "sr": "“»«", "sv": "»«", "uk": "”",
    "vi": "«»", "yi": '"', "zh": "「」『』",
}  # fmt: skip
"""Marks that are right in a language by its own spelling rules too, beside CLDR's."""
_UNSPACED = frozenset({"Thai", "Hans", "Hant", "Jpan", "Khmr", "Laoo", "Mymr"})
MARKS = '"“”„‟«»「」『』'
"""Marks that are quotation marks and nothing else in every language."""


class Quotes(Struct, frozen=True):
    """The quotation marks of a language; `also` are others that are right in it.

    `strange` are double ones that are not its own, `wrong` matches one.
    """

    opening: str
    closing: str
    also: str
    strange: str
    wrong: re.Pattern[str]

    @property
    def are_plain(self) -> bool:
        """Whether they are marks and nothing else: an apostrophe may stand anywhere."""
        return self.opening in MARKS and self.closing in MARKS


@cache
def quotes_of(language: str) -> Quotes | None:
    """The quotation marks of a language; None where they are not known."""
    parts = language.split("-")
    tags = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    marks = next((found for tag in tags if (found := _table().get(tag))), None)
    if marks is None:
        return None
    also = "".join(_ALSO.get(tag, "") for tag in tags)
    strange = "".join(mark for mark in MARKS if mark not in marks + also)
    return Quotes(marks[0], marks[1], also, strange, re.compile(f"[{strange}]"))


@cache
def _table() -> dict[str, str]:
    rows = (row.split() for row in _CLDR.strip().split("\n"))
    return {code: marks for marks, *codes in rows for code in codes}


def is_unspaced(language: str) -> bool:
    """Whether a language writes its words without blanks between them."""
    return script_of(language) in _UNSPACED
