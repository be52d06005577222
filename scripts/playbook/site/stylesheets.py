"""The theme's style sheets without the rules that can match nothing on this site: most of what a first view weighs.

A rule goes where its selector wants a class that stands in no page and in no script, or colours of the theme's that are
not the site's; then each custom property goes that no rule asks for. What is not understood stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from playbook.site.templates import material

_CLASSES = re.compile(r'\sclass="([^"]*)"')
_WORD = re.compile(r"[\w-]+")
_WANTED = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_ALTERNATIVES = re.compile(r":(?:not|is|where|has|host-context)\((?:[^()]|\([^()]*\))*\)")
_COLOUR = re.compile(r"\[data-md-color-(?:primary|accent)=(?!custom\])([\w-]+)\]")
_ASKED = re.compile(r"var\(\s*(--[\w-]+)")
_NAMED = re.compile(r"\s*(--[\w-]+)\s*:")
_NESTED = ("@media", "@supports", "@layer", "@container")


def theme_sheets() -> Iterator[tuple[str, str]]:
    """(name, text) of the style sheets of Material for MkDocs that the site uses, as they came."""
    for name in ("main", "palette"):
        (file,) = (material() / "assets/stylesheets").glob(f"{name}.*.min.css")
        yield name, file.read_text("utf-8")


def classes_in(html: str) -> set[str]:
    """Every class that an element of a page has."""
    return {word for names in set(_CLASSES.findall(html)) for word in names.split()}


def classes_of_script(script: str) -> set[str]:
    """Every class that a script may give an element: whatever word it has in it."""
    return set(_WORD.findall(script))


def matching_rules(css: str, used: Set[str]) -> str:
    """A style sheet without the rules that want a class that is not used."""
    return "".join(_kept(css, used))


def properties_used(css: str) -> set[str]:
    """The custom properties that the values of a style sheet ask for."""
    return set(_ASKED.findall(css))


def without_properties(css: str, used: Set[str]) -> str:
    """A style sheet without the custom properties that nothing asks for."""
    return "".join(_needed(css, used))


def _needed(css: str, used: Set[str]) -> Iterator[str]:
    for head, body in _rules(css):
        if head.startswith(_NESTED):
            yield f"{head}{{{without_properties(body, used)}}}"
        elif head.startswith("@") or not body:
            yield f"{head}{{{body}}}" if body else head
        else:
            kept = [part for part in _declarations(body) if (name := _NAMED.match(part)) is None or name[1] in used]
            yield f"{head}{{{';'.join(kept)}}}" if kept else ""


def _declarations(body: str) -> Iterator[str]:
    """The declarations of a rule; a semicolon in a string ends none."""
    start = 0
    for match in _SIGN.finditer(body):
        if match[0] == ";":
            yield body[start : match.start()]
            start = match.end()
    if body[start:].strip():
        yield body[start:]


def _kept(css: str, used: Set[str]) -> Iterator[str]:
    for head, body in _rules(css):
        if head.startswith(_NESTED):
            inner = matching_rules(body, used)
            yield f"{head}{{{inner}}}" if inner else ""
        elif head.startswith("@") or not body:
            yield f"{head}{{{body}}}" if body else head
        else:
            selectors = [selector for selector in _selectors(head) if _may_match(selector, used)]
            yield f"{','.join(selectors)}{{{body}}}" if selectors else ""


def _may_match(selector: str, used: Set[str]) -> bool:
    plain = _ALTERNATIVES.sub("", selector)
    wanted = _WANTED.findall(re.sub(r"\[[^][]*\]", "", plain)) + _COLOUR.findall(plain)
    return "\\" in plain or all(name in used for name in wanted)


_SIGN = re.compile(
    r"\"(?:[^\"\\]|\\.)*(?:\"|\Z)|'(?:[^'\\]|\\.)*(?:'|\Z)|/\*.*?(?:\*/|\Z)|[{};]",
    re.DOTALL,
)


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """(head, body) of each rule; the body is empty for a statement such as @charset, and for what is not closed."""
    start, depth, opened = 0, 0, 0
    for match in _SIGN.finditer(css):
        sign, place = match[0], match.start()
        if sign == "{":
            depth, opened = depth + 1, opened if depth else place
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : place]
                start = place + 1
        elif sign == ";" and depth == 0:
            yield css[start : place + 1].strip(), ""
            start = place + 1
    if css[start:].strip():
        yield css[start:], ""


def _selectors(head: str) -> Iterator[str]:
    """The selectors of a list; commas within brackets part none."""
    start, depth = 0, 0
    for place, sign in enumerate(head):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            yield head[start:place].strip()
            start = place + 1
    yield head[start:].strip()
