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
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pikepdf

# The primer of templates/common.typ, the only text of one point; it has done its work when Typst is done.
_PRIMER = re.compile(rb"\nBT(?:(?!\nET).)*?/f\d+ 1 Tf.*?\nET", re.DOTALL)
_EMPTY = b"/Span<</ActualText<FEFF>>>BDC"
# A cluster's text, its font, and what is drawn, from the matrix of the text on; see _clusters.
_SPAN = re.compile(
    rb"/Span<</ActualText<([0-9A-Fa-f]+)>>>BDC(?:[^(\[</]*/(\w+) [\d.]+ Tf[^(\[]*Tm)?([^E]*(?:E(?!MC)[^E]*)*)EMC"
)
# A text of one glyph and nothing else. What encloses a text begins with B or E, and no operator that draws one.
_ALONE = re.compile(
    rb"\nBT( [^(/BE]*/(\w+) [\d.]+ Tf[^(BE]*\(((?:\\[0-7]{1,3}|\\.|[^\\()]){2})\)[^(BE]*)\nET", re.DOTALL
)
_STRING = re.compile(rb"\(((?:\\.|[^\\()])*)\)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_ONE_LETTER = 4
"""Hexadecimal digits of a letter."""
_MAPPED = re.compile(rb"^<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>$", re.MULTILINE)


@dataclass(eq=False)
class _Font:
    """A font of the PDF: its ToUnicode map, and the letters that its glyphs were seen to stand for, with how often."""

    map: pikepdf.Object
    said: dict[int, bytes]
    """What the map says in hexadecimal digits, by glyph."""
    seen: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


Span = tuple[str, _Font | None, tuple[int, ...]]
"""A piece of a cluster: the cluster's text, the font, the numbers of the glyphs."""


def copyable(pdf: Path) -> bytes:
    """The same PDF with text that copies and searches as it was written. Equal input makes equal bytes.

    Reads a file, as pikepdf takes a third longer to read from memory.
    """
    fonts: dict[tuple[int, int], _Font] = {}
    clusters: Counter[tuple[Span, ...]] = Counter()
    with pikepdf.open(pdf) as document, ThreadPoolExecutor(1) as aside:
        # Packing takes as long as mending, and can be done beside it, as zlib needs nothing of Python meanwhile.
        packed: list[tuple[pikepdf.Object, Future[bytes]]] = []
        for page in document.pages:
            content = page.Contents.read_bytes()
            mended = _PRIMER.sub(b"", content) if b" 1 Tf" in content else content
            if b"/ActualText" in mended:
                named = {name[1:].encode(): _font(font, fonts) for name, font in page.Resources.Font.items()}
                mended = _mended(_spanned(mended, named), named, clusters)
            if mended is not content:
                packed.append((page.Contents, aside.submit(zlib.compress, mended)))
        for stream, data in packed:
            stream.write(data.result(), filter=pikepdf.Name.FlateDecode)
        # "No suspects" is what goes without saying, and poppler takes the word for it as a mistake.
        if "/Suspects" in document.Root.MarkInfo:
            del document.Root.MarkInfo["/Suspects"]
        for cluster, times in clusters.items():
            _learn(cluster, times)
        for font in fonts.values():
            font.map.write(_single_letters(font))
        return _saved(document)


def _saved(document: pikepdf.Pdf) -> bytes:
    result = io.BytesIO()
    document.save(
        result, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True, deterministic_id=True
    )
    return result.getvalue()


def _font(font: pikepdf.Object, known: dict[tuple[int, int], _Font]) -> _Font:
    if font.objgen not in known:
        rows = _MAPPED.findall(font.ToUnicode.read_bytes())
        known[font.objgen] = _Font(font.ToUnicode, {int(glyph, 16): letters for glyph, letters in rows})
    return known[font.objgen]


def _spanned(content: bytes, fonts: Mapping[bytes, _Font]) -> bytes:
    """The content stream with a text for each piece of a cluster.

    Typst gives none to a piece whose glyph has the text of the whole cluster in its font.
    """

    def span(match: re.Match[bytes]) -> bytes:
        drawn, name, written = match.groups()
        letters = fonts[name].said.get(_codes(written)[0], b"") if name in fonts else b""
        if len(letters) <= _ONE_LETTER:
            return match[0]
        return b"\nBT/Span<</ActualText<FEFF" + letters + b">>>BDC" + drawn + b"\nEMC\nET"

    return _ALONE.sub(span, content)


def _mended(content: bytes, fonts: Mapping[bytes, _Font], seen: Counter[tuple[Span, ...]]) -> bytes:
    """The content stream with every cluster's text given once, however many pieces it is drawn in.

    Counts the clusters in `seen`.
    """
    found = list(_SPAN.finditer(content))
    spans = [(_text(match[1]), fonts.get(match[2]), _glyphs(match[3])) for match in found]
    parts, done = [], 0
    for start, end in _clusters(spans):
        seen[tuple(spans[start:end])] += 1
        for match in found[start + 1 : end]:
            parts += [content[done : match.start()], _EMPTY]
            done = match.end(1) + len(b">>>BDC")
    return b"".join([*parts, content[done:]])


def _clusters(spans: list[Span]) -> Iterator[tuple[int, int]]:
    """The clusters, each from its first span to the one after its last."""
    place = 0
    while place < len(spans):
        text, _, glyphs = spans[place]
        count, drawn, end = _glyph_count(text), len(glyphs), place + 1
        while drawn < count and end < len(spans) and spans[end][0] == text:
            drawn += len(spans[end][2])
            end += 1
        yield place, end
        place = end


@lru_cache(4096)
def _text(written: bytes) -> str:
    return bytes.fromhex(written.decode()).decode("utf-16", "replace")


@lru_cache(4096)
def _glyph_count(text: str) -> int:
    """The glyphs that a cluster is drawn with: a letter such as ำ is drawn as the two that it is made of."""
    return len(unicodedata.normalize("NFKD", text)) if text else 0


def _learn(cluster: tuple[Span, ...], times: int) -> None:
    """Note which letters the glyphs of a cluster stand for, where each letter has one."""
    whole = cluster[0][0]
    if sum(len(glyphs) for _, _, glyphs in cluster) == _glyph_count(whole) == len(whole):
        letters = iter(whole)
        for _, font, glyphs in cluster:
            for glyph, letter in zip(glyphs, letters, strict=False):
                if font:
                    font.seen[glyph][letter] += times


@lru_cache(4096)
def _glyphs(drawn: bytes) -> tuple[int, ...]:
    """The numbers of the glyphs that a piece of a content stream draws; they have two bytes each."""
    return _codes(b"".join(_STRING.findall(drawn)))


@lru_cache(4096)
def _codes(written: bytes) -> tuple[int, ...]:
    """The numbers of glyphs in what stands between the brackets of a string (ISO 32000-1, 7.3.4.2)."""
    codes = _ESCAPE.sub(_unescaped, written)
    return tuple(int.from_bytes(codes[at : at + 2]) for at in range(0, len(codes), 2))


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes([int(code, 8)]) if code[:1].isdigit() else _NAMED.get(code, code)


def _single_letters(font: _Font) -> bytes:
    """The font's ToUnicode map (ISO 32000-1, 9.10.3) with one letter where a glyph had a whole cluster."""

    def mend(match: re.Match[bytes]) -> bytes:
        seen = font.seen.get(int(match[1], 16))
        if len(match[2]) <= _ONE_LETTER or not seen:
            return match[0]
        letter = min(seen, key=lambda letter: (-seen[letter], letter))
        return b"<" + match[1] + b"> <" + letter.encode("utf-16-be").hex().upper().encode() + b">"

    return _MAPPED.sub(mend, font.map.read_bytes())
