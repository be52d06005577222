"""From the bytes of an article to its text: which encoding, and whether it is text of that language at all."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from babel import Locale, UnknownLocaleError
from bs4.dammit import EncodingDetector
from charset_normalizer import from_bytes

from playbook.articles.lines import is_blank
from playbook.files import UnreadableFile, read_bytes
from playbook.model.script import script_of
from playbook.said import reason, said

ARTICLE_LIMIT = 10 * 1024 * 1024
"""Bytes an article may have. The longest known has about 20 kB; anything near this is not an article."""

_BYTE_ORDER_MARKS = (  # the longer marks first: that of UTF-32 begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FORMATS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word, OpenDocument or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
_CODE_PAGES = {
    "Latn": (
        *("cp1252", "cp1254", "cp1250", "cp1257", "cp1258", "iso8859_15", "iso8859_2"),
        *("mac_roman", "mac_turkish", "cp850", "cp865", "cp857", "cp852"),
    ),
    "Grek": ("cp1253", "iso8859_7", "mac_greek", "cp737", "cp869"),
    "Thai": ("cp874",),
    "Cyrl": ("cp1251", "koi8_r", "iso8859_5"),
    "Hebr": ("cp1255",),
    "Arab": ("cp1256",),
}
"""Single-byte encodings in which text of a script was saved, the likeliest first: of Windows, Unix, Mac and DOS.

cp874 holds TIS-620 and has its letters in the same places.
"""
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}
"""What pages that declare the narrower encoding really use, after the WHATWG Encoding Standard."""
_PYTHONS_OWN = {"unicode-escape", "raw-unicode-escape", "idna", "punycode", "utf-7", "undefined"}
"""Codecs that no page is saved in, and that would change a text rather than read it."""
_SCRIPT_NAMES = {
    "Latn": "LATIN",
    "Grek": "GREEK",
    "Thai": "THAI",
    "Cyrl": "CYRILLIC",
    "Hebr": "HEBREW",
    "Arab": "ARABIC",
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[^\w\s\x00-\x7f\u2010-\u2019\u00ad\u00b7\u200b-\u200d](?=[^\W\d_])")
"""A sign between two letters that is no dash, apostrophe or soft hyphen: what a wrong code page makes of letters."""
_TWO_CAPITALS = re.compile(r"\b[^\W\d_a-z]{2}(?=[a-z])")
"""What may be two capitals before a small letter, as a quotation mark read as a letter makes them."""
_STRESSED = "ΆΈΉΊΌΎΏ"
"""Greek capitals with an accent begin a word, and never stand within one."""
_STRAY, _STRAY_SHARE = 3, 0.03
"""Foreign letters (names, loan words) that a text may hold whatever its length, and as a share of its letters."""
_SAVED_TWICE = re.compile(r"[ÂÃÄÅÎÏàâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]")
"""What UTF-8 looks like when its bytes were taken for Windows characters and saved again: Ã¥ for å."""
_SAMPLE = 200_000
"""Characters of a text that are looked at to judge its letters."""


def read_article_text(path: Path, language: str) -> str:
    """The text of an article's file, whatever it was saved as, with line ends as "\\n".

    Raises UnreadableFile for a file that is missing, empty, larger than ARTICLE_LIMIT, of another format than text, or
    whose text cannot be that of `language` in any encoding.
    """
    try:
        text = decode(read_bytes(path, ARTICLE_LIMIT), language)
    except UnreadableFile as error:
        raise UnreadableFile(said("{path}: {why}", path=path, why=reason(error)), error.line) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode(raw: bytes, language: str) -> str:
    """The text that the bytes are, given the language it is in. Raises UnreadableFile."""
    if not raw.strip():
        raise UnreadableFile(said("the file is empty"))
    for start, name in _OTHER_FORMATS:
        if raw.startswith(start):
            raise UnreadableFile(
                said("this is {name}, not text; copy its text into a .txt file, or save it as HTML", name=name)
            )
    found = next(_candidates(raw, language), None)
    if found is None:
        raise _why_not(raw, language)
    if is_blank(found):
        raise UnreadableFile(said("the file is empty"))
    return found


def _why_not(raw: bytes, language: str) -> UnreadableFile:
    again = said("take the article from its source again and save it as UTF-8")
    text = raw.decode("utf-8", errors="replace")
    if _saved_twice(text):
        return UnreadableFile(
            said("its letters were damaged when it was saved (Ã¥ stands for å, and so on); {again}", again=again)
        )
    if _is_damaged_utf8(text):
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        return UnreadableFile(
            said("this is UTF-8 with damaged letters, first in line {line}; {again}", line=line, again=again), line
        )
    hint = said(
        "check --language ({language}); if it is right, open it in the program that wrote it, and save it as UTF-8",
        language=language,
    )
    return UnreadableFile(said("this is not text of that language in any encoding known here; {hint}", hint=hint))


def _is_damaged_utf8(text: str) -> bool:
    """Whether a text that was read as UTF-8, with a sign for what is none, is UTF-8 but for a few bytes."""
    return 0 < text.count("\ufffd") * 20 < sum(not letter.isascii() for letter in text)


def _saved_twice(text: str) -> bool:
    return len(_SAVED_TWICE.findall(text[:_SAMPLE])) > _STRAY


def _candidates(raw: bytes, language: str) -> Iterator[str]:
    """Readings of the bytes that pass for text of the language, the most certain first."""
    for mark, name in _BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            yield from _fitting(raw, (name,), language)
            return
    if b"\0" in raw:
        yield from _fitting(raw, ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"), language)
        return
    yield from _fitting(raw, ("utf-8",), language)
    declared = EncodingDetector.find_declared_encoding(raw, is_html=True)
    if declared and (charset := _codec(declared)):
        yield from (text for text in _fitting(raw, (charset,), language) if is_orderly(text))
    if not _is_damaged_utf8(raw.decode("utf-8", errors="replace")):
        yield from _by_language(raw, language)


def _codec(name: str) -> str | None:
    try:
        known = codecs.lookup(name.lower().replace("windows-", "cp")).name
    except LookupError:
        return None
    return None if known in _PYTHONS_OWN else _SUPERSETS.get(known, known)


def _fitting(raw: bytes, names: tuple[str, ...], language: str) -> Iterator[str]:
    for name in names:
        text = _decoded(raw, name)
        if text is not None and fits_language(text, language):
            yield text.removeprefix("\ufeff")


def _decoded(raw: bytes, name: str) -> str | None:
    try:
        text = raw.decode(name)
    except (UnicodeError, LookupError):
        return None
    damaged = text.count("\ufffd") + len(_CONTROL.findall(text[:_SAMPLE]))
    return None if "\0" in text or damaged * 1000 > len(text) or _saved_twice(text) else text


def _by_language(raw: bytes, language: str) -> Iterator[str]:
    """Readings in the code pages of the language's script, the one that looks most like the language first.

    For a script whose code pages are not known here charset-normalizer says which encodings give orderly text.
    """
    pages = _CODE_PAGES.get(script_of(language)) or tuple(match.encoding for match in from_bytes(raw))
    texts = [_decoded(raw, name) for name in pages]
    readable = [text for text in texts if text is not None and fits_language(text, language) and is_orderly(text)]
    yield from sorted(readable, key=lambda text: _likeness(text, language), reverse=True)


def _likeness(text: str, language: str) -> float:
    """How much a reading looks like the language: its letters count by how common they are, disorder against it."""
    common = letter_counts(language)
    most = max(common.values(), default=1)
    sample = text[:_SAMPLE]
    own = sum(1 + common[letter] / most for letter in sample if letter in common)
    foreign = sum(letter not in common and letter.isalpha() and not letter.isascii() for letter in sample)
    return own - 2 * foreign - 2 * _disorder(sample)


def is_orderly(text: str) -> bool:
    """Whether hardly a sign stands within a word, or a capital behind a small letter, as in text read rightly."""
    sample = text[:_SAMPLE]
    return _disorder(sample) <= max(_STRAY, len(sample) * _STRAY_SHARE)


def _disorder(text: str) -> int:
    signs = sum(not unicodedata.category(sign).startswith("M") for sign in _SIGN_IN_WORD.findall(text))
    capitals = sum(
        after.isupper() and not after.isascii() and (before.islower() or (after in _STRESSED and before.isalpha()))
        for before, after in pairwise(text)
    )
    return signs + capitals + sum(not word[0].isascii() for word in _TWO_CAPITALS.findall(text) if word.isupper())


def fits_language(text: str, language: str) -> bool:
    """Whether hardly a letter beyond A to Z is foreign to the language, as in text read in the right encoding.

    For a script other than Latin at least a fifth of all letters must be of that script.
    """
    sample = unicodedata.normalize("NFC", text[:_SAMPLE])
    letters = [letter for letter in sample if letter.isalpha()]
    beyond = [letter for letter in letters if not letter.isascii()]
    name = _SCRIPT_NAMES.get(script_of(language))
    if name is None:
        return True
    if name == "LATIN":
        own = sum(letter in letters_of(language) for letter in beyond)
    else:
        own = sum(_is_of_script(letter, name) for letter in beyond)
        if own * 5 < len(letters):
            return False
    return len(beyond) - own <= max(_STRAY, len(letters) * _STRAY_SHARE)


@lru_cache(maxsize=4096)
def _is_of_script(letter: str, name: str) -> bool:
    return unicodedata.name(letter, "").startswith(name)


def letters_of(language: str) -> frozenset[str]:
    """The letters beyond A to Z that CLDR's names of months, days, languages and countries use in a language."""
    return frozenset(letter_counts(language))


@lru_cache(maxsize=32)
def letter_counts(language: str) -> Counter[str]:
    """The same letters, small and capital, with how often the names have them."""
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Counter()
    names = [*locale.languages.values(), *locale.territories.values()]
    for kind in (locale.months, locale.days):
        names += [name for widths in kind.values() for names in widths.values() for name in names.values()]
    text = "".join(names)
    both = unicodedata.normalize("NFC", text + text.upper() + text.lower())
    return Counter(letter for letter in both if letter.isalpha() and not letter.isascii())
