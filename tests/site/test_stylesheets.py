"""The theme's style sheets are matching_rules by what can match nothing, and by nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from playbook.site.stylesheets import matching_rules, properties_used, theme_sheets, without_properties

USED = {"a", "b"}


class Everything(set[str]):
    def __contains__(self, name: object) -> bool:
        return True


def theme_styles() -> list[str]:
    return [text for _, text in theme_sheets()]


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".a{x:1}.c{x:2}", ".a{x:1}"),
        (".a,.c,.b>p{x:1}", ".a,.b>p{x:1}"),
        (".a .c{x:1}.a.b{x:2}", ".a.b{x:2}"),
        (".a:not(.c){x:1}:is(.c,.a){x:2}", ".a:not(.c){x:1}:is(.c,.a){x:2}"),
        ("@media print{.c{x:1}.a{x:2}}@media print{.c{x:1}}", "@media print{.a{x:2}}"),
        ('@keyframes c{to{x:1}}@charset "UTF-8";', '@keyframes c{to{x:1}}@charset "UTF-8";'),
        ('.a{b:url("data:,}.c{")}.c{x:1}', '.a{b:url("data:,}.c{")}'),
        ('[href=".c"]{x:1}h1{x:2}.d\\:c{x:3}', '[href=".c"]{x:1}h1{x:2}.d\\:c{x:3}'),
        (".a{x:1", ".a{x:1"),
        ("[data-md-color-primary=pink]{x:1}[data-md-color-primary=custom]{x:2}", "[data-md-color-primary=custom]{x:2}"),
    ],
)
def test_a_rule_goes_where_it_wants_a_class_that_is_not_used(css: str, kept: str) -> None:
    assert matching_rules(css, USED) == kept


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".a{--a:1;--b:2;x:var(--a)}", ".a{--a:1;x:var(--a)}"),
        (':root{--b:url("data:a;--a:}");--a:1}', ":root{--a:1}"),
        ("@media print{.a{--b:1}}.b{x:var( --a , 1)}", "@media print{}.b{x:var( --a , 1)}"),
        (":root{--b:1}@charset 'x';", "@charset 'x';"),
    ],
)
def test_a_property_goes_that_nothing_asks_for(css: str, kept: str) -> None:
    assert without_properties(css, {"--a"}) == kept


def test_every_property_that_a_sheet_of_the_site_asks_for_is_there(site_dir: Path) -> None:
    built = [file.read_text("utf-8") for file in (site_dir / "assets").rglob("*.css")]
    own = "".join(built)
    whole = "".join(theme_styles())
    for name in sorted(set().union(*map(properties_used, built))):
        assert f"{name}:" in own or f"{name}:" not in whole, name


def test_where_everything_is_used_nothing_goes() -> None:
    for css in theme_styles():
        assert matching_rules(css, Everything()) == css
        assert without_properties(css, Everything()).replace(";", "") == css.replace(";", "")


def test_what_went_matches_nothing_on_any_kind_of_page(site_dir: Path) -> None:
    built = "".join(file.read_text("utf-8") for file in (site_dir / "assets" / "stylesheets").glob("*.css"))
    whole = "".join(css for css in theme_styles() if css[:200] in built or css[:200].partition("{")[0] in built)
    gone = [name for name in ("md-tabs", "md-nav__title", "md-clipboard", "admonition") if f".{name}" not in built]
    assert len(gone) >= 2
    assert all(f".{name}" in whole for name in gone)
    for address in ("th/customers/angry-customer", "", "packs", "status", "guides/publishing", "el/glossary"):
        tree = LexborHTMLParser((site_dir / address / "index.html").read_text("utf-8"))
        for node in tree.css("[class]"):
            for name in (node.attributes["class"] or "").split():
                if any(f".{name}{sign}" in css for css in theme_styles() for sign in "{,:> ."):
                    assert f".{name}" in built, name
