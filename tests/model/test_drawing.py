"""A drawing that is published draws, and does nothing else."""

from __future__ import annotations

import pytest

from playbook.model.stray import is_mere_drawing

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
    "a base": DRAWING % '<g xml:base="javascript:1"/>',
}


@pytest.mark.parametrize("name", LIVE)
def test_what_does_more_than_draw_is_none(name: str) -> None:
    assert not is_mere_drawing(LIVE[name].encode())
    assert not is_mere_drawing(LIVE[name].encode("utf-16"))


@pytest.mark.parametrize(
    "drawn", ['<path d="M0 0"/>', '<use href="#a"/>', "<style>a{fill:url(#b)}</style>", "<!-- x -->"]
)
def test_what_draws_is_one(drawn: str) -> None:
    assert is_mere_drawing(f"<!-- a --><?xml version='1.0'?>{DRAWING % drawn}"[10:].encode())
