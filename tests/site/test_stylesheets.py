"""The theme's style sheets are matching_rules by what can match nothing, and by nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from playbook.site.stylesheets import matching_rules, theme_sheets

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
    ],
)
def test_a_rule_goes_where_it_wants_a_class_that_is_not_used(css: str, kept: str) -> None:
    assert matching_rules(css, USED) == kept


def test_where_everything_is_used_nothing_goes() -> None:
    for css in theme_styles():
        assert matching_rules(css, Everything()) == css


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
