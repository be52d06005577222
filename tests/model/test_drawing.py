"""A drawing that is published draws, and does nothing else."""

from __future__ import annotations

import pytest

from playbook.model.drawing import drawing_fault

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">%s</svg>'
LIVE = {
    "a style sheet that is named before it": '<?xml-stylesheet type="text/xsl" href="a.xsl"?>' + DRAWING % "",
    "a style sheet that is named behind it": DRAWING % "" + '<?xml-stylesheet href="a.css"?>',
    "a script": DRAWING % "<script>1</script>",
    "a script of HTML": DRAWING % '<x:script xmlns:x="http://www.w3.org/1999/xhtml">1</x:script>',
    "a part from elsewhere": DRAWING % '<use xlink:href="data:image/svg+xml,x#a"/>',
    "a link": DRAWING % '<a href="javascript:1"><text>x</text></a>',
    "an animation": DRAWING % '<set attributeName="onload" to="x"/>',
    "HTML in it": DRAWING % "<foreignObject/>",
    "an event": DRAWING % '<path ONCLICK="x"/>',
    "an address in a style": DRAWING % '<path style="fill:url(//x)"/>',
    "an escaped import": DRAWING % '<style>@im\\70ort "x";</style>',
    "a set of pictures": DRAWING % '<style>a{b:image-set("//x" 1x)}</style>',
    "a picture": DRAWING % '<style>a{b:image("//x")}</style>',
    "a source": DRAWING % '<style>a{b:src("//x")}</style>',
    "an entity": '<!DOCTYPE svg [<!ENTITY a "x">]>' + DRAWING % "&a;",
    "an import behind a comment": DRAWING % '<style>/*<!-- x -->*/ @import "//x";</style>',
    "an import behind an element": DRAWING % '<style><g/>@import "//x";</style>',
    "a base": DRAWING % '<g xml:base="javascript:1"/>',
}


@pytest.mark.parametrize("name", LIVE)
def test_what_does_more_than_draw_is_none(name: str) -> None:
    assert drawing_fault(LIVE[name].encode())
    assert drawing_fault(LIVE[name].encode("utf-16"))


@pytest.mark.parametrize(
    "drawn",
    [
        '<path d="M0 0"/>',
        '<use href="#a"/>',
        "<style>a{fill:url(#b)}</style>",
        "<!-- x -->",
        '<linearGradient id="a"/><linearGradient id="b" href="#a"/><rect fill="url(#b)"/>',
        '<marker id="a"><path d="M0 0"/></marker><path marker-end="url(#a)"/>',
        '<g id="a"><use href="#b"/></g><path id="b"/>' + '<use href="#a"/>' * 100,
    ],
)
def test_what_draws_is_one(drawn: str) -> None:
    assert not drawing_fault(f"<!-- a --><?xml version='1.0'?>{DRAWING % drawn}"[10:].encode())


def chain(opened: str, inner: str, closed: str) -> str:
    """A drawing of parts that each name the one before ten times."""
    parts = [f'<{opened} id="p0"><rect/></{closed}>']
    parts += [f'<{opened} id="p{row}">{inner.replace("NAMED", f"p{row - 1}") * 10}</{closed}>' for row in range(1, 7)]
    return DRAWING % ("".join(parts) + inner.replace("NAMED", "p6"))


ENDLESS = {
    "parts of parts": chain("g", '<use href="#NAMED"/>', "g"),
    "masks of masks": chain("mask", '<rect mask="url(#NAMED)"/>', "mask"),
    "masks of masks in a style": chain("mask", "<rect style='mask: url( \"#NAMED\")'/>", "mask"),
    "clips of clips": chain("clipPath", '<rect clip-path="URL( #NAMED)"/>', "clipPath"),
    "itself": DRAWING % '<g id="a"><use href="#a"/></g>',
    "each other": DRAWING % '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
    "a long chain": DRAWING % "".join(f'<g id="p{row}"><use href="#p{row + 1}"/></g>' for row in range(5000)),
    "masks by a style sheet": DRAWING % '<style>rect{mask:url(#a)}</style><mask id="a"><rect/></mask>',
    "a marker of markers": DRAWING % '<marker id="a"><path marker-mid="url(#b)"/></marker>',
    "a large marker": DRAWING % f'<marker id="a">{"<path/>" * 50}</marker>',
    "very much": DRAWING % ("<path/>" * 30_000),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_what_is_small_and_endless_is_told_of(name: str) -> None:
    assert "stand still" in drawing_fault(ENDLESS[name].encode())
