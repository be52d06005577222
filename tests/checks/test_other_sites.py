"""`playbook check --site` on what other people's sites have: no false alarm, and nothing missed."""

from __future__ import annotations

import gzip
import json
import os
import resource
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.checks.site._facts import image_candidates
from playbook.checks.site._styles import style_addresses
from tests.checks.test_command import run

HOST = "https://care.test"
Build = Callable[..., Path]


def _page(head: str = "", body: str = "", title: str = "", lang: str = "en") -> str:
    top = f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>\n'
    return f"{top}<body>{body}</body></html>\n"


def _canonical(path: str, host: str = HOST) -> str:
    return f'<link rel="canonical" href="{host}/{path}">'


def _map(*paths: str) -> str:
    return "<urlset>" + "".join(f"<url><loc>{HOST}/{path}</loc></url>" for path in paths) + "</urlset>"


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Write a site of the files given; every page gets a title of its own and, unless said, a site map lists it."""

    def make(files: dict[str, str | bytes], *, listed: bool = True) -> Path:
        for path, content in files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            text = content.replace("<title></title>", f"<title>{path}</title>") if isinstance(content, str) else content
            file.write_bytes(text.encode() if isinstance(text, str) else text)
        if listed and "sitemap.xml" not in files:
            pages = [path.removesuffix("index.html") for path in files if path.endswith(".html")]
            (tmp_path / "sitemap.xml").write_text(_map(*pages), "utf-8")
        return tmp_path

    return make


def _found(site: Path, *arguments: str) -> list[str]:
    result = run(site, "--site", str(site), "--format", "json", *arguments)
    assert result.exit_code in {0, 1}, result.output
    return sorted(
        f"{row['path']} {row['rule']} {_quoted(row['message'])}" for row in json.loads(result.output)["problems"]
    )


def _quoted(message: str) -> str:
    return message.split('"')[1] if '"' in message else ""


@pytest.mark.parametrize(
    "body",
    [
        '<a id="skip" href="#main">Skip</a><main id="main"><img id="logo" src="a.png" alt=""></main>',
        '<pre><span id="s"></span><code><a id="l1" name="l1" href="#l1"></a>one</code></pre>',
        '<img id="i" src="a.png" srcset="a.png 2x" style="background:url(a.png)" alt="">',
        '<svg><a id="v" href="a.png" xlink:href="a.png"><use id="u" href="#v"></use></a></svg>',
        '<form id="f" action="index.html"><input id="n" type="image" src="a.png" alt=""></form>',
    ],
)
def test_an_id_beside_other_attributes_stands_once(build: Build, body: str) -> None:
    assert _found(build({"index.html": _page(_canonical(""), body), "a.png": b"x"})) == []


def test_an_id_that_does_stand_twice_is_told_with_its_count(build: Build) -> None:
    site = build({"index.html": _page(_canonical(""), '<p id="a"></p><a id="a" href="#a">x</a><b id="a"></b>')})
    result = run(site, "--site", str(site))
    assert 'the id "a" stands here 3 times' in result.output


@pytest.mark.parametrize(
    ("link", "works"),
    [
        ("#%E3%81%BE", True),
        ("#ま", True),
        ("#a%20b", True),
        ("#now:~:text=wait", True),
        ("#:~:text=wait", True),
        ("#TOP", True),
        ("#/route", True),
        ("#!/old/route", True),
        ("#", True),
        ("#nwo:~:text=wait", False),
        ("#%E3%81%B5", False),
    ],
)
def test_anchors_are_looked_for_as_browsers_do(build: Build, link: str, works: bool) -> None:
    body = f'<a href="{link}">x</a><p id="ま"></p><p id="a%20b"></p><p id="now"></p>'
    expected = [] if works else [f"index.html site-anchor {link}"]
    assert _found(build({"index.html": _page(_canonical(""), body)})) == expected


@pytest.mark.parametrize(
    ("base", "works", "broken"),
    [
        ("/book/", "other.html", "here.html"),
        (f"{HOST}/book/", "other.html", "here.html"),
        ("//care.test/book/", "other.html", "here.html"),
        ("../", "other.html", "here.html"),
        ("../sub/", "here.html", "other.html"),
        ("/book/sub/page.html", "here.html", "other.html"),
        ("", "here.html", "other.html"),
        ("../other.html", "#part", "#missing"),
        ("https://elsewhere.example/", "anything.html", ""),
    ],
)
def test_relative_addresses_start_from_the_base(build: Build, base: str, works: str, broken: str) -> None:
    links = "".join(f'<a href="{link}">x</a>' for link in (works, broken) if link)
    site = build(
        {
            "index.html": _page(_canonical("book/")),
            "other.html": _page(body='<p id="part"></p>'),
            "sub/here.html": _page(),
            "sub/page.html": _page(f'<base href="{base}">', links),
            "sitemap.xml": _map("book/", "book/other.html", "book/sub/here.html", "book/sub/page.html"),
        }
    )
    rule = "site-anchor" if broken.startswith("#") else "site-link"
    assert _found(site) == ([f"sub/page.html {rule} {broken}"] if broken else [])


def test_a_redirecting_start_page_does_not_say_where_the_site_stands(build: Build) -> None:
    away = f'<meta http-equiv="refresh" content="0; url={HOST}/en/">{_canonical("en/")}'
    site = build(
        {
            "index.html": _page(away),
            "en/index.html": _page(
                _canonical("en/"), '<a href="/en/a/">a</a><a href="/en/b/">b</a><a href="/fi/">f</a>'
            ),
            "en/a/index.html": _page(_canonical("en/a/"), '<a href="/en/">home</a>'),
            "fi/index.html": _page(_canonical("fi/"), '<a href="/en/">en</a>', lang="fi"),
            "sitemap.xml": _map("en/", "en/a/", "fi/"),
        }
    )
    assert _found(site) == ["en/index.html site-link /en/b/"]


@pytest.mark.parametrize(
    "head",
    [
        (_canonical("docs/index.html"), _canonical("docs/a.html")),
        (_canonical("docs/"), _canonical("docs/a")),
        ('<meta property="og:url" content="https://care.test/docs/">', ""),
        ("", ""),
    ],
    ids=["canonical with index.html", "canonical without endings", "og:url", "site map alone"],
)
def test_a_site_below_the_top_is_known_from_its_pages(build: Build, head: tuple[str, str]) -> None:
    site = build(
        {
            "index.html": _page(head[0], '<a href="/docs/a.html">a</a>'),
            "a.html": _page(head[1], '<a href="/docs/index.html">home</a><a href="/docs/gone.html">gone</a>'),
            "sitemap.xml": _map("docs/index.html", "docs/a.html"),
        }
    )
    assert _found(site) == ["a.html site-link /docs/gone.html"]


def test_a_site_below_the_top_is_known_from_its_links_alone(build: Build) -> None:
    pages = {
        f"{name}/index.html": _page("", '<a href="/user/book/">home</a><img alt="" src="/user/book/x.png">')
        for name in "abc"
    }
    pages["index.html"] = _page("", '<a href="/user/book/a/">a</a><a href="/user/book/d/">d</a>')
    site = build({**pages, "x.png": b"x"}, listed=False)
    assert _found(site, "--ignore", "site-sitemap") == ["index.html site-link /user/book/d/"]


def test_where_nothing_says_where_the_site_stands_there_is_one_hint(build: Build) -> None:
    links = "".join(
        f'<a href="/somewhere/{number}/">x</a><img alt="" src="/somewhere/{number}.png">' for number in range(40)
    )
    site = build({"index.html": _page("", links)}, listed=False)
    result = run(site, "--site", str(site), "--ignore", "site-sitemap")
    assert "--site-url" in result.output
    assert "1 problem in 1 file." in result.output


def test_a_named_place_is_believed(build: Build) -> None:
    site = build({"index.html": _page("", '<a href="/b/x/">x</a>')}, listed=False)
    assert _found(site, "--ignore", "site-sitemap", "--site-url", f"{HOST}/b/") == ["index.html site-link /b/x/"]


def test_a_page_that_names_another_is_neither_listed_nor_a_doubled_title(build: Build) -> None:
    alternate = f'<link rel="alternate" hreflang="en" href="{HOST}/a/">'
    site = build(
        {
            "index.html": _page(_canonical(""), '<a href="old/">x</a>'),
            "a/index.html": _page(_canonical("a/")).replace("<title></title>", "<title>A</title>"),
            "old/index.html": _page(_canonical("a/") + alternate).replace("<title></title>", "<title>A</title>"),
            "sitemap.xml": _map("", "a/"),
        }
    )
    assert _found(site) == []


@pytest.mark.parametrize("name", ["404.html", "moved/index.html", "old/index.html"])
def test_a_page_that_is_not_to_be_found_may_name_languages(build: Build, name: str) -> None:
    pair = f'<link rel="alternate" hreflang="en" href="{HOST}/"><link rel="alternate" hreflang="fi" href="{HOST}/fi/">'
    hidden = {"moved/index.html": '<meta http-equiv="refresh" content="0; url=/">', "old/index.html": _canonical("")}
    files = {"index.html": _page(_canonical("") + pair), "fi/index.html": _page(_canonical("fi/") + pair, lang="fi")}
    site = build({**files, name: _page(hidden.get(name, "") + pair), "sitemap.xml": _map("", "fi/")})
    assert _found(site) == []


@pytest.mark.parametrize("content", ["noindex", "NOINDEX, FOLLOW", "none", "follow,NoIndex", "None"])
def test_pages_that_are_not_to_be_found_need_no_place_in_the_site_map(build: Build, content: str) -> None:
    hidden = _page(f'<meta name="Robots" content="{content}">')
    site = build({"index.html": _page(_canonical("")), "a.html": hidden, "sitemap.xml": _map("")})
    assert _found(site) == []


def test_a_page_that_may_be_found_needs_one(build: Build) -> None:
    page = _page('<meta name="robots" content="index, nofollow">')
    site = build({"index.html": _page(_canonical("")), "a.html": page, "sitemap.xml": _map("")})
    assert _found(site) == ["a.html site-sitemap "]


@pytest.mark.parametrize("name", ["sitemap-index.xml", "sitemap_index.xml", "maps/all.xml.gz", "list.txt"])
def test_site_maps_are_found_by_name_or_in_robots_txt(build: Build, name: str) -> None:
    inner = f"<sitemapindex><sitemap><loc>{HOST}/part.xml</loc></sitemap></sitemapindex>"
    content: str | bytes = gzip.compress(inner.encode()) if name.endswith(".gz") else inner
    files = {"index.html": _page(_canonical("")), "part.xml": _map("", "gone/"), name: content}
    if name == "list.txt":
        files |= {name: f"{HOST}/\n{HOST}/gone/\n"}
    files["robots.txt"] = f"User-agent: *\nSITEMAP: {HOST}/{name}\n"
    root = build(files, listed=False)
    if "/" in name:
        (root / name).replace(root / "all.xml.gz")
    place = "list.txt" if name == "list.txt" else "part.xml"
    assert _found(root) == [f"{place} site-sitemap {HOST}/gone/"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('<a href="mailto:">x</a>', "site-link"),
        ('<main><p><a href="">x</a></p></main>', "site-link"),
        ('<nav><p>x</p></nav><main><a href=" ">x</a></main>', "site-link"),
        ('<a href="TEL: ">x</a>', "site-link"),
        ('<img src="" alt="">', "site-file"),
        ('<a href="///a.html">x</a>', "site-link"),
        ('<meta property="og:image" content="">', "site-file"),
        ('<a href="www.care.test/a">x</a>', "site-link"),
        ('<a href="a.html#Now">x</a>', "site-anchor"),
    ],
)
def test_addresses_that_lead_to_nobody_are_told(build: Build, text: str, rule: str) -> None:
    site = build({"index.html": _page(_canonical(""), text), "a.html": _page(body='<p id="now">x</p>')})
    assert [row.split()[1] for row in _found(site)] == [rule]


@pytest.mark.parametrize("link", ["b.html", "b.html/", "c.pdf#page=2", "d#x", "e.xhtml", "."])
def test_folders_with_endings_and_files_without_are_found(build: Build, link: str) -> None:
    files = {"index.html": _page(_canonical(""), f'<a href="{link}">x</a>'), "b.html/index.html": _page()}
    files |= {"c.pdf": "x", "d": "x", "e.xhtml": _page()}
    assert _found(build(files), "--ignore", "site-sitemap") == []


def _attributes() -> list[tuple[str, str]]:
    """(where the address stands, rule that finds it): the HTML Standard's list of attributes that hold addresses."""
    loaded = (
        '<img src="{}" alt="">', '<img src="a.png" srcset="a.png 1x, {} 2x" alt="">', '<img srcset="{}" alt="">',
        '<picture><source srcset="{}"><img src="a.png" alt=""></picture>', '<script src="{}"></script>',
        '<iframe src="{}"></iframe>', '<video src="{}"></video>', '<video poster="{}"></video>',
        '<video><source src="{}"></video>', '<audio src="{}"></audio>', '<video><track src="{}"></video>',
        '<embed src="{}">', '<object data="{}"></object>', '<input type="image" src="{}" alt="">',
        '<p style="background: url({})">x</p>', "<p style=\"background: url('{}')\">x</p>",
        '<style>@import "{}";</style>', "<style>a {{ background: image-set('a.png' 1x, '{}' 2x) }}</style>",
        '<table background="{}"></table>', '<svg><image href="{}"></image></svg>',
        '<svg><image xlink:href="{}"></image></svg>', '<svg><use href="{}#i"></use></svg>',
        '<svg><feImage href="{}"></feImage></svg>', '<link rel="stylesheet" href="{}">',
        '<link rel="preload" as="image" imagesrcset="{} 1x" href="a.png">', '<link rel="icon" href="{}">',
        '<link rel="alternate stylesheet" href="{}">', '<link rel="modulepreload" href="{}">',
        '<link rel="manifest" href="{}">', '<noscript><img src="{}" alt=""></noscript>',
        '<meta property="og:image" content="https://care.test/{}">', '<meta name="twitter:image" content="{}">',
    )  # fmt: skip
    followed = (
        '<a href="{}">x</a>', '<map name="m"><area href="{}" alt="x"></map>', '<form action="{}"></form>',
        '<form><button formaction="{}" formmethod="get">x</button></form>', '<blockquote cite="{}">x</blockquote>',
        '<q cite="{}">x</q>', '<ins cite="{}">x</ins>', '<svg><a href="{}"><text>x</text></a></svg>',
        '<svg><a xlink:href="{}"><text>x</text></a></svg>', '<link rel="next" href="{}">', '<link rel="me" href="{}">',
        '<link rel="edituri" href="{}">', '<meta http-equiv="Refresh" content="5; URL={}">',
    )  # fmt: skip
    return [(text, "site-file") for text in loaded] + [(text, "site-link") for text in followed]


@pytest.mark.parametrize(("text", "rule"), _attributes())
def test_every_attribute_that_holds_an_address_is_followed(build: Build, text: str, rule: str) -> None:
    files: dict[str, str | bytes] = {"a.png": b"x", "there.png": b"x"}
    for name in ("there.png", "gone.png"):
        head, body = (text.format(name), "") if text.startswith(("<link", "<meta")) else ("", text.format(name))
        files[f"{name[:-4]}.html"] = _page(head, body)
    files["index.html"] = _page(_canonical(""), '<a href="there.html">x</a>')
    rows = [row for row in _found(build(files)) if "site-sitemap" not in row]
    assert len(rows) == 1
    assert rows[0].startswith(f"gone.html {rule} ")
    assert "gone.png" in rows[0]


@pytest.mark.parametrize(
    "text",
    [
        '<link rel="dns-prefetch" href="//fonts.example">',
        '<link rel="preconnect" href="https://fonts.example">',
        '<p style="background:url(https://cdn.example/a.png)">x</p>',
        '<svg><image xlink:href="//cdn.example/a.png"></image></svg>',
        "<style>@import url(HTTPS://cdn.example/a.css);</style>",
    ],
)
def test_what_asks_another_host_is_told(build: Build, text: str) -> None:
    rows = _found(build({"index.html": _page(_canonical(""), text)}))
    assert [row.split()[1] for row in rows] == ["site-foreign-host"]


@pytest.mark.parametrize(
    "text",
    [
        '<nav><ul><li><a href="">this page</a></li></ul></nav>',
        '<div role="navigation"><a href="">this page</a></div><main><a href="" aria-current="page">x</a></main>',
        '<link rel="author" href="https://person.example/">',
        '<link rel="pingback" href="https://care.test.example/xmlrpc">',
        '<link rel="EditURI" href="https://elsewhere.example/x">',
        '<link rel="license" href="https://creativecommons.example/by">',
        '<meta property="og:image" content="https://cdn.example/shared.png">',
        '<a href="https://elsewhere.example/" ping="https://count.example/">x</a>',
        "<style>@namespace svg url(http://www.w3.org/2000/svg);</style>",
        "<style>/* url(https://cdn.example/x.png) */ a::after { content: 'url(https://cdn.example/y.png)' }</style>",
        '<p style="fill:url(#gradient)"><svg><linearGradient id="gradient" xlink:href="#x"></linearGradient></svg></p>',
        '<img src="data:image/png;base64,AA,BB" srcset="data:image/png;base64,AA 1x, data:image/png,B 2x" alt="">',
        '<form action="/send" method="post"><button formaction="/other">x</button></form>',
        '<template><img src="later.png"><a href="later">x</a></template>',
        '<a href="MAILTO:me@care.test">x</a><a href="Tel:1">x</a><a href="sms:1">x</a><a href="geo:1,2">x</a>',
        "<a>no address</a><a name='here'></a><a href='#here'>x</a>",
        '<script type="application/json">{"a": "<a href=gone.html>"}</script>',
    ],
)
def test_what_loads_nothing_and_leads_out_is_no_problem(build: Build, text: str) -> None:
    assert _found(build({"index.html": _page(_canonical(""), text)})) == []


@pytest.mark.parametrize(
    "link",
    ["a.html", "a", "./a.html", " a.html ", "a\n.html", "b%20c.html", "b c.html", "sub\\", "sub/../a.html?x=1#p",
     "//care.test/a", "http://care.test/a.html", "HTTPS://CARE.TEST/a.html", "/a.html", "sub", "?q", "", ],
)  # fmt: skip
def test_addresses_are_understood_as_browsers_do(build: Build, link: str) -> None:
    files = {"index.html": _page(_canonical(""), f'<a href="{link}">x</a>' if link else "")}
    files |= {
        "a.html": _page(body='<p id="p">x</p>'),
        "b c.html": _page(),
        "sub/index.htm": "<html lang=en><title>s</title>",
    }
    assert _found(build(files), "--ignore", "site-sitemap") == []


@pytest.mark.parametrize(
    ("encoding", "title"),
    [("iso-8859-7", "Παράπονα"), ("windows-1254", "Şikâyet"), ("cp874", "ร้องเรียน"), ("utf-16", "Käyttö")],
)
def test_old_encodings_are_read_as_browsers_read_them(build: Build, encoding: str, title: str) -> None:
    mark = f'<p id="{title}">x</p>'
    home = _page(_canonical(""), f'{mark}<a href="b.html#{title}">b</a>', title).replace('"utf-8"', f'"{encoding}"')
    second = _page("", mark, "b").replace('"utf-8"', f'"{encoding}"')
    site = build({"index.html": home.encode(encoding)})
    (site / "b.html").write_bytes(second.encode(encoding))
    (site / "sitemap.xml").write_text(_map("", "b.html"), "utf-8")
    assert _found(site) == []


def test_a_folder_that_holds_itself_is_read_once(build: Build) -> None:
    site = build(
        {"index.html": _page(_canonical(""), '<a href="sub/">x</a>'), "sub/index.html": _page(_canonical("sub/"))}
    )
    (site / "sub" / "again").symlink_to(site)
    (site / "sub" / "self").symlink_to(site / "sub")
    (site / "lost").symlink_to(site / "nowhere")
    (site / "round.html").symlink_to(site / "round.html")
    os.mkfifo(site / "pipe.html")
    assert _found(site) == []


def test_a_link_to_what_leads_round_in_a_circle_leads_nowhere(build: Build) -> None:
    site = build({"index.html": _page(_canonical(""), '<a href="round.html">x</a><a href="lost.html">y</a>')})
    (site / "round.html").symlink_to(site / "round.html")
    (site / "lost.html").symlink_to(site / "nowhere")
    assert _found(site) == ["index.html site-link lost.html", "index.html site-link round.html"]


@given(st.text(alphabet="ab ,()12xw:data;\n", max_size=80))
def test_candidates_hold_no_space_and_no_comma_at_their_ends(text: str) -> None:
    for address in image_candidates(text):
        assert address == address.strip(" \n,")
        assert address in text


@given(st.text(alphabet="url(\"')@import \\/*;image-set,a.", max_size=120))
def test_any_style_can_be_read(text: str) -> None:
    assert all(address and not address.startswith("#") for address in style_addresses(text))


@pytest.mark.parametrize(
    "unit", ["url(", "url( ", "/*", "'", '"', "@import ", "\\a ", "image-set('a'", "(x)", "a,", "@namespace "]
)
def test_long_styles_are_read_in_one_pass(unit: str) -> None:
    for start in ("", "url(", "image-set('a'", "@import "):
        assert style_addresses(start + unit * 50_000) is not None


@pytest.mark.parametrize("start", ["a{b:url(", "@import '", "a{b:image-set('"])
def test_a_long_address_takes_little_room(start: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert style_addresses(start + "!!x:y" * 600_000) == []
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * 1024  # kB; it was 200 times the text
