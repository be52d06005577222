"""`playbook check --site` on small sites of our own making: every kind of fault, and nothing on a sound site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.checks import find_rules
from playbook.checks.site._facts import read_html
from tests.checks.test_command import run

ADDRESS = "https://playbook.example/book/"
HEAD = """<!doctype html>
<html lang="{lang}">
<head><meta charset="utf-8"><title>{title}</title>
<link rel="canonical" href="{address}{path}">
<link rel="alternate" hreflang="en" href="{address}a/">
<link rel="alternate" hreflang="fi" href="{address}fi/a/">
<link rel="stylesheet" href="{up}style.css">
<script src="{up}app.js"></script></head>
<body>
"""
BODY = """<h1 id="top">{title}</h1>
<p>See <a href="{up}#part">home</a>, <a href="#now">below</a>, <a href="/book/a/?q=1#now">here</a>.</p>
<h2 id="now">Now</h2>
<p><a href="mailto:help@example.org">write</a> <a href="https://elsewhere.example/">elsewhere</a></p>
<img src="{up}queue.png" alt="Six people" srcset="{up}queue.png 1x, {up}queue.png 2x">
</body></html>
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A sound site of three pages in two languages."""
    for path, lang, title, up in (("a/", "en", "Anger", "../"), ("fi/a/", "fi", "Viha", "../../")):
        text = (HEAD + BODY).format(lang=lang, title=title, up=up, path=path, address=ADDRESS)
        (tmp_path / path).mkdir(parents=True)
        (tmp_path / path / "index.html").write_text(text, "utf-8")
    home = f'<html lang="en"><head><title>Home</title><link rel="canonical" href="{ADDRESS}"></head>'
    (tmp_path / "index.html").write_text(f'{home}<body id="part"><a href="a/">Anger</a></body></html>', "utf-8")
    (tmp_path / "404.html").write_text('<html lang="en"><title>Gone</title><a href="/book/a/">a</a></html>', "utf-8")
    (tmp_path / "style.css").write_text("body { background: url('queue.png') }\n", "utf-8")
    (tmp_path / "app.js").write_text("", "utf-8")
    (tmp_path / "queue.png").write_bytes(b"")
    places = "".join(f"<url><loc>{ADDRESS}{path}</loc></url>\n" for path in ("", "a/", "fi/a/"))
    (tmp_path / "sitemap.xml").write_text(f"<urlset>\n{places}</urlset>\n", "utf-8")
    return tmp_path


def _found(site: Path, *arguments: str) -> list[str]:
    result = run(site, "--site", str(site), "--format", "json", *arguments)
    return [f"{row['path']}:{row['line']} {row['rule']}" for row in json.loads(result.output)["problems"]]


def test_a_sound_site_has_no_problems(site: Path) -> None:
    result = run(site, "--site", str(site))
    assert result.output == "No problems in 4 pages.\n"
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("path", "find", "put", "expected"),
    [
        ("a/index.html", 'href="../#part"', 'href="../b/"', ["a/index.html:11 site-link"]),
        ("a/index.html", 'href="../#part"', 'href=""', ["a/index.html:11 site-link"]),
        ("a/index.html", 'href="../#part"', 'href="../../../etc/"', ["a/index.html:11 site-link"]),
        ("404.html", '"/book/a/"', '"/a/"', ["404.html:1 site-link"]),
        ("a/index.html", "#part", "#prat", ["a/index.html:11 site-anchor"]),
        ("a/index.html", "#now", "#nwo", ["a/index.html:11 site-anchor"]),
        ("a/index.html", "q=1#now", "q=1#nix", ["a/index.html:11 site-anchor"]),
        ("a/index.html", "app.js", "ap.js", ["a/index.html:8 site-file"]),
        ("a/index.html", "../style.css", "../styles.css", ["a/index.html:7 site-file"]),
        ("a/index.html", 'src="../queue.png"', 'src="../queu.png"', ["a/index.html:14 site-file"]),
        ("a/index.html", "../queue.png 2x", "../queue2.png 2x", ["a/index.html:14 site-file"]),
        ("style.css", "queue.png", "qu.png", ["style.css:1 site-file"]),
        ("a/index.html", ' alt="Six people"', "", ["a/index.html:14 site-alt"]),
        ("a/index.html", "../app.js", "https://cdn.example/a.js", ["a/index.html:8 site-foreign-host"]),
        ("a/index.html", "../style.css", "//cdn.example/a.css", ["a/index.html:7 site-foreign-host"]),
        ("style.css", "queue.png", "https://cdn.example/q.png", ["style.css:1 site-foreign-host"]),
        ("a/index.html", ' lang="en"', "", ["a/index.html:2 site-lang"]),
        (
            "fi/a/index.html",
            'id="now"',
            'id="top"',
            ["fi/a/index.html:11 site-anchor", "fi/a/index.html:10 site-doubled-id"],
        ),
        ("a/index.html", "<title>Anger</title>", "", ["a/index.html:3 site-title"]),
        ("a/index.html", "<title>Anger", "<title>home", ["index.html:1 site-title"]),
        ("sitemap.xml", "/book/fi/a/", "/book/fi/b/", ["fi/a/index.html:0 site-sitemap", "sitemap.xml:4 site-sitemap"]),
    ],
)
def test_each_fault_is_found_at_its_line(site: Path, path: str, find: str, put: str, expected: list[str]) -> None:
    file = site / path
    text = file.read_text("utf-8")
    assert find in text
    file.write_text(text.replace(find, put, 1), "utf-8")
    assert sorted(_found(site)) == sorted(expected)


def test_hreflang_pairs_must_answer(site: Path) -> None:
    file = site / "fi" / "a" / "index.html"
    file.write_text(file.read_text("utf-8").replace(f'"en" href="{ADDRESS}a/"', f'"en" href="{ADDRESS}"'), "utf-8")
    assert _found(site) == ["a/index.html:6 site-hreflang", "fi/a/index.html:5 site-hreflang"]


def test_without_a_site_map_there_is_one_problem(site: Path) -> None:
    (site / "sitemap.xml").unlink()
    assert _found(site) == ["sitemap.xml:0 site-sitemap"]


def test_the_address_may_be_given(site: Path) -> None:
    for file in site.rglob("*.html"):
        file.write_text(file.read_text("utf-8").replace(ADDRESS, "https://other.example/book/"), "utf-8")
    assert "sitemap.xml:2 site-sitemap" in _found(site)
    (site / "sitemap.xml").unlink()
    assert _found(site, "--ignore", "site-sitemap", "--site-url", "https://other.example/book/") == []


def test_rules_can_be_chosen(site: Path) -> None:
    (site / "sitemap.xml").unlink()
    (site / "a" / "index.html").write_text('<html lang="en"><title>T</title><a href="x">x</a></html>', "utf-8")
    assert _found(site, "--select", "site-link") == ["a/index.html:1 site-link"]


@settings(max_examples=80)
@given(raw=st.one_of(st.binary(max_size=200), st.text("<>a=\"'/ hrefsidimgstyle#%[:&;", max_size=120).map(str.encode)))
def test_any_bytes_can_be_read_as_a_page(raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    page = read_html("index.html", raw)
    assert page.path == "index.html"
    folder = tmp_path_factory.mktemp("site")
    (folder / "index.html").write_bytes(raw)
    assert run(folder, "--site", str(folder)).exit_code in {0, 1}


def test_every_site_rule_is_shown_here() -> None:
    source = Path(__file__).read_text("utf-8")
    assert all(rule.id in source for rule in find_rules("site"))
