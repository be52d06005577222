"""SVG from others: whether it draws and does nothing else, and whether a browser is soon done with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from playbook.said import said

_DRAWN = frozenset(
    {"svg", "g", "defs", "title", "desc", "style", "clipPath", "mask", "linearGradient", "radialGradient", "stop"}
    | {"rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "text", "tspan", "use", "symbol", "marker"}
)
"""Elements of a drawing that draw and do nothing else. Source: SVG 2, chapters 5 to 13."""
_REPEATED = frozenset({"clipPath", "mask", "marker"})
"""Elements that are drawn anew wherever something names them."""
_FETCHES = re.compile(r"@import|image(?:-set)?\(|src\(|url\((?!\s*['\"]?#)|expression|javascript:|\\", re.IGNORECASE)
_NAMES = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)", re.IGNORECASE)
_SVG = "{http://www.w3.org/2000/svg}"
_DOES_MORE = said("this drawing does more than draw: it has scripts, links or parts from elsewhere")
_ENDLESS = said("this drawing repeats its parts so often that a browser would stand still")
_MOST_DRAWN = 20_000
"""Elements that a browser may have to draw, each as often as it is named."""
_MOST_IN_A_MARKER = 20
"""Elements of a marker, which is drawn at each point of a line."""
_LONGEST_CHAIN = 8
"""Parts that name each other."""


def drawing_fault(data: bytes) -> str:
    """Why an SVG may not be shown; empty where it draws and does nothing else, and does not do that for ever.

    It runs nothing, leads nowhere and needs nothing from outside; nor do its parts name parts that name parts, by which
    a small file keeps a browser busy for hours.
    """
    from lxml import etree  # noqa: PLC0415 - few files need it

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (etree.XMLSyntaxError, ValueError):
        return _DOES_MORE
    around = (*root.itersiblings(preceding=True), *root.itersiblings())  # a style sheet is named before the drawing
    is_mere = root.getroottree().docinfo.internalDTD is None and all(map(_only_draws, (*around, *root.iter())))
    return "" if is_mere and _Parts(root).are_soon_drawn() else _ENDLESS if is_mere else _DOES_MORE


def _only_draws(node: Any) -> bool:
    if not isinstance(node.tag, str):  # a comment is nothing; an instruction may bring a style sheet along
        return type(node).__name__ == "_Comment"
    name = node.tag.removeprefix(_SVG)
    if name not in _DRAWN:
        return False
    if name == "style" and (len(node) or _FETCHES.search(node.text or "")):
        return False  # behind what stands within, a browser reads on
    return all(_is_harmless(str(key), str(value)) for key, value in node.attrib.items())


def _is_harmless(key: str, value: str) -> bool:
    name = key.rpartition("}")[2].lower()
    if name.startswith("on") or name == "base":
        return False
    return value.startswith("#") if name == "href" else not _FETCHES.search(value)


class _Parts:
    """The parts of a drawing that have names, and what it costs to draw them."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.named = {name: node for node in root.iter() if (name := node.get("id"))}
        self.known: dict[str, int] = {}

    def are_soon_drawn(self) -> bool:
        """Whether a browser draws it all in a moment."""
        return (
            all(self._is_small(marker) for marker in self.root.iter(f"{_SVG}marker"))
            and not any(self._repeats(style.text or "") for style in self.root.iter(f"{_SVG}style"))
            and self._drawn(self.root, ()) <= _MOST_DRAWN
        )

    def _is_small(self, marker: Any) -> bool:
        parts = [*marker.iter()]
        return len(parts) <= _MOST_IN_A_MARKER and not any(name for part in parts for name in _names_in(part))

    def _repeats(self, style: str) -> bool:
        """Whether a style sheet, which may mean any element, names a part that is drawn anew each time."""
        named = (self.named.get(name) for name in _NAMES.findall(style))
        return any(node is not None and node.tag.removeprefix(_SVG) in _REPEATED for node in named)

    def _drawn(self, node: Any, chain: tuple[str, ...]) -> int:
        """How many elements are drawn for one: it, what is within, and what any of them name."""
        count = 0
        for part in node.iter():
            count += 1 + sum(self._cost(name, chain) for name in _names_in(part))
            if count > _MOST_DRAWN:
                break
        return count

    def _cost(self, name: str, chain: tuple[str, ...]) -> int:
        if name in chain or len(chain) == _LONGEST_CHAIN:
            return _MOST_DRAWN
        if name not in self.known:
            self.known[name] = self._drawn(self.named[name], (*chain, name)) if name in self.named else 0
        return self.known[name]


def _names_in(part: Any) -> Iterator[str]:
    """The names of other parts in the attributes of one."""
    for key, value in part.attrib.items():
        if str(key).rpartition("}")[2].lower() == "href":
            yield str(value).removeprefix("#")
        elif "url" in str(value).lower():
            yield from _NAMES.findall(str(value))
