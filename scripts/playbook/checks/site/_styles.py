"""The addresses in a style sheet, a style element or a style attribute."""

from __future__ import annotations

import re

# Possessive: what was taken is not given back, so that nothing is remembered of each letter of a long address.
_STRING = r"\"(?:[^\"\\\n]++|\\.)*+\"|'(?:[^'\\\n]++|\\.)*+'"
_TOKEN = re.compile(
    rf"/\*.*?(?:\*/|\Z)"  # a comment: whatever stands in it loads nothing
    rf"|@namespace\b[^;]*;?"  # names a vocabulary
    rf"|@import\s+(?P<import>{_STRING})"
    rf"|\burl\(\s*(?:(?P<quoted>{_STRING})|(?P<bare>(?:\\[0-9a-f]{{1,6}}+\s|\\.|[^\s\"'()\\]++)++))\s*\)"
    rf"|\bimage-set\(\s*(?P<set>{_STRING})"
    rf"|{_STRING}",
    re.DOTALL | re.IGNORECASE,
)
_NEXT_IN_SET = re.compile(rf"[^,()\"']*(?:\([^()]*\)[^,()\"']*)*,\s*(?P<set>{_STRING})", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|\n|(.))", re.DOTALL)


def style_addresses(text: str) -> list[str]:
    """The addresses that a piece of CSS loads, as written and in order: `url()`, `@import`, `image-set()`.

    Comments, strings and `@namespace` load nothing. An address that is only an anchor of the page itself is left out.
    Source: CSS Values and Units 4 (url, image-set), CSS Cascading 5 (@import).
    """
    found: list[str] = []
    for match in _TOKEN.finditer(text):
        written = match["import"] or match["quoted"] or match["bare"] or match["set"]
        if written:
            found.append(_plain(written))
        if match["set"]:
            end = match.end()
            while following := _NEXT_IN_SET.match(text, end):
                found.append(_plain(following["set"]))
                end = following.end()
    return [address for address in found if address and not address.startswith("#")]


def _plain(written: str) -> str:
    """A CSS string or bare address as the characters that it stands for."""
    inner = written[1:-1] if written[0] in "\"'" else written
    return _ESCAPE.sub(_unescaped, inner).strip() if "\\" in inner else inner.strip()


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        number = int(match[1], 16)
        return chr(number) if 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else "\ufffd"
    return match[2] or ""
