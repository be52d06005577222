"""Text that copies: put right how the glyphs of a finished PDF say which letters they are, and pack it tightly.

Typst gives a glyph the text of the whole cluster in which it first stands, and repeats the text of a cluster such as
ชื่ (as `/ActualText`) for every piece of it that stands at a height of its own. Programs that copy or search then find
letters twice. Here every glyph gets its own letter, learnt from the clusters, and a cluster's text stands once, with
its first piece.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

import pikepdf

# The primer of templates/common.typ, the only text of one point; it has done its work when Typst is done.
_PRIMER = re.compile(rb"\nBT(?:(?!\nET).)*?/f\d+ 1 Tf.*?\nET", re.DOTALL)
_EMPTY = b"/Span<</ActualText<FEFF>>>BDC"
_SPAN = re.compile(rb"/Span<</ActualText<([0-9A-Fa-f]+)>>>BDC(.*?)EMC", re.DOTALL)
_STRING = re.compile(rb"\(((?:\\.|[^\\()])*)\)", re.DOTALL)
_FONT = re.compile(rb"/(\S+) [\d.]+ Tf")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_MAPPED = re.compile(rb"^<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>$", re.MULTILINE)

Spans = list[re.Match[bytes]]


@dataclass
class _Font:
    """A font of the PDF: its ToUnicode map, and the letters that its glyphs were seen to stand for."""

    map: pikepdf.Object
    seen: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def copyable(pdf: bytes) -> bytes:
    """The same PDF with text that copies and searches as it was written. Equal input makes equal bytes."""
    fonts: dict[tuple[int, int], _Font] = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            content = page.Contents.read_bytes()
            if b" 1 Tf" in content:
                content = _PRIMER.sub(b"", content)
                page.Contents.write(content)
            if b"/ActualText" in content:
                named = {name[1:].encode(): _font(font, fonts) for name, font in page.Resources.Font.items()}
                page.Contents.write(_mended(content, named))
        for font in fonts.values():
            font.map.write(_single_letters(font))
        result = io.BytesIO()
        document.save(
            result, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True, deterministic_id=True
        )
    return result.getvalue()


def _font(font: pikepdf.Object, known: dict[tuple[int, int], _Font]) -> _Font:
    if font.objgen not in known:
        known[font.objgen] = _Font(font.ToUnicode)
    return known[font.objgen]


def _mended(content: bytes, fonts: Mapping[bytes, _Font]) -> bytes:
    """The content stream with every cluster's text given once, however many pieces it is drawn in."""
    spans = list(_SPAN.finditer(content))
    texts = [bytes.fromhex(span[1].decode()).decode("utf-16", "replace") for span in spans]
    glyphs = [_glyphs(span[2]) for span in spans]
    shares = list(texts)
    place = 0
    while place < len(spans):
        whole = texts[place]
        count = _glyph_count(whole)
        end, drawn = place + 1, len(glyphs[place])
        while drawn < count and end < len(spans) and texts[end] == whole:
            drawn += len(glyphs[end])
            end += 1
        if drawn == count == len(whole):
            _learn(spans[place:end], glyphs[place:end], whole, fonts)
        shares[place + 1 : end] = [""] * (end - place - 1)
        place = end
    numbers = iter(range(len(spans)))
    return _SPAN.sub(lambda span: span[0] if shares[next(numbers)] else _EMPTY + span[2] + b"EMC", content)


@cache
def _glyph_count(text: str) -> int:
    """The glyphs that a cluster is drawn with: a letter such as ำ is drawn as the two that it is made of."""
    return len(unicodedata.normalize("NFKD", text)) if text else 0


def _learn(spans: Spans, glyphs: list[tuple[int, ...]], whole: str, fonts: Mapping[bytes, _Font]) -> None:
    letters = iter(whole)
    for span, piece in zip(spans, glyphs, strict=True):
        name = _FONT.search(span[2])
        font = fonts.get(name[1]) if name else None
        for glyph, letter in zip(piece, letters, strict=False):
            if font:
                font.seen[glyph][letter] += 1


def _glyphs(drawn: bytes) -> tuple[int, ...]:
    """The numbers of the glyphs that a piece of a content stream draws; they have two bytes each."""
    return _numbers(b"".join(_STRING.findall(drawn)))


@lru_cache(4096)
def _numbers(written: bytes) -> tuple[int, ...]:
    codes = _ESCAPE.sub(_unescaped, written)
    return tuple(int.from_bytes(codes[at : at + 2]) for at in range(0, len(codes), 2))


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes([int(code, 8)]) if code[:1].isdigit() else _NAMED.get(code, code)


def _single_letters(font: _Font) -> bytes:
    """The font's ToUnicode map (ISO 32000-1, 9.10.3) with one letter where a glyph had a whole cluster."""

    def mend(match: re.Match[bytes]) -> bytes:
        seen = font.seen.get(int(match[1], 16))
        if len(match[2]) <= 4 or not seen:
            return match[0]
        letter = min(seen, key=lambda letter: (-seen[letter], letter))
        return b"<" + match[1] + b"> <" + letter.encode("utf-16-be").hex().upper().encode() + b">"

    return _MAPPED.sub(mend, font.map.read_bytes())
