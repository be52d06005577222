"""Sound files, spoilt: pieces put in, repeated, taken out or turned round; or grown to a size that nobody expects."""

from __future__ import annotations

import random

PIECES = [
    "{{", "}}", "{", "}", "{0}", "{foo}", "{x:>99999999}", "%s", "[", "](", ")", "![", "<", "<!--", "-->",
    "<script>", "`", "```", "*", "**", "_", "|", "|-|", "\n", "\n\n", "# ", "## ", "> ", "- ", "1. ", "    ",
    "\t", "---\n", ":", ": ", "&a", "*a", "!!python/object:x", "? ", "- - - ", "{a: ", '"', "'", "\\",
    "\\u0000", "\\x1b", "\x1b[31m", "\x00", "\r", "\ufeff", "\u202e", "\ud7ff", "\uffff", "🙂", "ก็", "ı",
    "http://[::1", "javascript:x", "//x", "../../../../etc/passwd", "msgid ", 'msgstr "', "msgstr[9] ",
    "nplurals=0", "plural=n%0", "plural=((((", "99999999999999999999", "-1", "1e999", "~", "null", "yes",
    "2024-02-30", "~~~", "<a href=x>", "&lt;", "&#0;", "<!-- check: ignore x -->", "0x", "0b1_", ".inf", "1:2:3",
    "=", "<<: ", "!!binary ", "!!set ", "2024-01-01T00:00:00Z", "[a]: b", "<loc>", "</loc>", "Sitemap: ",
    "@import", "url(", "/*", "<base href=", "<meta http-equiv=refresh content=", "srcset=", "\n%%%\n", "<!DOCTYPE ",
    "<!ENTITY ", "<p>", "<li>", "<table>", "<div>", "&amp;", "Aa. ", "? - ", "#", "%", "https://[", "\u2028", "\x85",
]  # fmt: skip
"""What parsers dislike."""


def spoilt(raw: bytes, chance: random.Random) -> bytes:
    """A file's bytes with a few pieces put in, repeated, taken out or turned round."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(0, len(raw))
        stop = min(len(raw), start + chance.choice([0, 0, 1, 5, 50, 500]))
        piece = chance.choice(PIECES).encode("utf-8", "surrogatepass") * chance.choice([1, 1, 1, 2, 9, 300, 5000])
        kind = chance.randint(0, 4)
        if kind == 0:
            piece = raw[start:stop] * 3
        elif kind == 1:
            piece = bytes(chance.randint(0, 255) for _ in range(5))
        elif kind == 2:
            piece = b""
        raw = raw[:start] + piece + raw[stop:]
    return raw


def grown(raw: bytes, chance: random.Random, largest: int) -> bytes:
    """A file's bytes with one place of it, or a few pieces, again and again: 10 kB to `largest` bytes in all."""
    size = round(10_000 * (largest / 10_000) ** chance.random())
    start = chance.randint(0, len(raw))
    if chance.random() < 0.4:
        unit = raw[start : start + chance.choice([1, 3, 10, 40, 200, 1000, len(raw)])] or b"x"
    else:
        unit = "".join(chance.choices(PIECES, k=chance.choice([1, 1, 2, 3, 5]))).encode("utf-8", "surrogatepass")
    if chance.random() < 0.5 and b"\n" not in unit:
        unit += b"\n"
    many = unit * max(1, (size - len(raw)) // len(unit))
    return (
        spoilt(raw[:start] + many + raw[start:], chance) if chance.random() < 0.3 else raw[:start] + many + raw[start:]
    )
