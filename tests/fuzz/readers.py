"""What is fuzzed: each kind of text that people outside hand over, and all that is asked of it once it is read.

A reader of here gives its bytes to the program's own readers and raises where the program broke a promise. What the
program says in words, as problems or as an UnreadableFile, is no fault.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from lxml import etree

from playbook.articles.ledgers import UnusableLedger, update_from_article
from playbook.checks import check_playbook
from playbook.checks.site import check_site, choose_site_rules
from playbook.editing.merging import merge_pages, split_parts
from playbook.editing.page_drafts import draft_file, read_draft
from playbook.editing.page_fields import page_fields, write_field
from playbook.editing.redirects import redirects, redirects_text
from playbook.editing.side_by_side import side_by_side
from playbook.files import UnreadableFile, decoded
from playbook.model import NotAPlaybook, Problem, load_playbook
from playbook.model.article import build_ledger
from playbook.model.catalogue import plural_form, read_catalogue
from playbook.model.country import build_country
from playbook.model.glossary import build_glossary
from playbook.model.locale import build_locale
from playbook.model.markdown import find_links
from playbook.model.rules import build_rules
from playbook.model.source_file import SHARED_BYTES, SourceFile
from playbook.model.synonyms import build_synonyms
from playbook.model.taxonomy import Schema
from playbook.model.triage import build_triage
from playbook.model.yaml_source import YamlSource, parse_yaml, validate
from playbook.packs.organisation import read_organisation
from playbook.packs.request import UnusablePack, WrongRequest
from playbook.said import fill_in
from playbook.search.analysis import Analyser
from playbook.site import Site, page_content
from playbook.site.guides import guide_html, guide_toc
from tests.fuzz.ground import BASE, CONTROLS, LANGUAGES, PAGE, ROOT, place, reported, small
from tests.fuzz.incoming import INCOMING, asked, incoming_seeds

Read = Callable[[bytes], object]


def everything_of(root: Path) -> None:
    """Everything that is asked of a playbook's files: the checks, every report, every page as shown."""
    try:
        playbook = load_playbook(root)
    except NotAPlaybook as error:
        reported(list(error.problems))
        return
    reported(check_playbook(playbook))
    site = Site(playbook, "https://playbook.example/")
    for page in site.playbook.pages.values():
        page_content(site.topic_view(page, page.language))
    redirects_text(redirects(playbook))


def text_of(raw: bytes) -> str:
    """The bytes as a file of ours is read. Raises UnreadableFile."""
    if len(raw) > SHARED_BYTES:
        raise UnreadableFile("larger than any file of ours may be")
    return decoded(raw)


def read_whole_page(raw: bytes) -> None:
    """A page: read, judged, shown, taken apart for the studio, written back, merged."""
    page_file = place() / "playbook" / PAGE
    page_file.write_bytes(raw)
    everything_of(place() / "playbook")


def read_page_text(raw: bytes) -> None:
    """A page's text alone: its tree, its links, its fields, its parts."""
    text = text_of(raw)
    with suppress(UnreadableFile):
        find_links(text)
    parts = split_parts(text)
    assert not parts or "".join(parts.values()) == text
    mine, theirs = text[: len(text) // 2] + "x" + text[len(text) // 2 :], text + "\n- y\n"
    merge_pages(text, mine, theirs)
    playbook = small().with_text(PAGE, text)
    page = playbook.at(PAGE)
    if page is None:
        return
    fields = page_fields(page)
    for key in list(fields)[:3]:
        with suppress(ValueError, UnreadableFile):
            write_field(playbook, page, key, 'a "b" | <c> {{d}} # e')
    side_by_side(playbook, page, playbook.reference(page.topic))


def read_words(raw: bytes) -> None:
    """A catalogue."""
    file = SourceFile("locales/fi/playbook.po", raw, text_of(raw))
    catalogue, problems = read_catalogue(file)
    reported(problems)
    assert (catalogue is None) == bool(problems)
    if catalogue:
        plural_form(catalogue.plural_expression)(7)
    locale, problems = build_locale("fi", file)
    reported(problems)
    if locale:
        for message in list(locale.catalogue.messages.values())[:20]:
            fill_in(locale.text(message.id, message.context), {"count": 1})
            locale.plural(message.id, message.plural or "", 3, message.context)


@cache
def schemas() -> tuple[type[Any], ...]:
    """Every schema of a file of ours."""
    waiting, found = list(Schema.__subclasses__()), []
    while waiting:
        schema = waiting.pop()
        waiting += schema.__subclasses__()
        found.append(schema)
    return tuple(sorted(found, key=lambda schema: (schema.__module__, schema.__qualname__)))


def read_yaml(raw: bytes) -> None:
    """YAML, held against one schema, told by the first byte, or given to the reader of a file of the taxonomy."""
    number = raw[0] if raw else 0
    source, problems = parse_yaml(text_of(raw[1:]), "taxonomy/any.yml")
    reported(problems)
    if source is None:
        return
    builders: tuple[Callable[[YamlSource], tuple[Any, list[Problem]]], ...] = (
        build_glossary, build_triage, build_country, build_ledger, build_synonyms,
        lambda source: build_rules(source, small().taxonomy),
    )  # fmt: skip
    if number % 2:
        reported(builders[number // 2 % len(builders)](source)[1])
    else:
        reported(validate(source, schemas()[number // 2 % len(schemas())])[1])


def read_taxonomy(raw: bytes) -> None:
    """One file of the playbook, told by the first byte: all that follows from it."""
    files = shared_files()
    file = files[raw[0] % len(files)] if raw else files[0]
    before = file.read_bytes()
    file.write_bytes(raw[1:])
    try:
        everything_of(place() / "playbook")
    finally:
        file.write_bytes(before)


@cache
def shared_files() -> tuple[Path, ...]:
    folder = place() / "playbook"
    return tuple(sorted((*folder.glob("taxonomy/**/*.yml"), *folder.glob("locales/*/*.po"), folder / "mkdocs.yml")))


def read_any_article(raw: bytes) -> None:
    """An article, plain or a web page, in one of the languages: its ledger is made, read back and made again."""
    kind = raw[0] if raw else 0
    file = place() / ("any.html" if kind & 1 else "any.txt")
    file.write_bytes(raw[1:])
    root = place() / "sound"
    language = LANGUAGES[kind // 2 % 6]
    ledger = root / "taxonomy/sources/any.yml"
    ledger.unlink(missing_ok=True)
    try:
        update = update_from_article(small(), file, "any", language)
    except UnusableLedger as error:
        reported(list(error.problems))
        return
    assert update.text
    source, problems = parse_yaml(ledger.read_text("utf-8"), "taxonomy/sources/any.yml")
    assert source is not None, problems
    assert not problems, problems
    found, problems = build_ledger(source)
    assert found is not None, problems
    assert not problems, problems
    again = update_from_article(small(), file, "any", language)
    assert not [*again.new, *again.changed, *again.dropped, *again.kept], again
    ledger.unlink()


def read_own_values(raw: bytes) -> None:
    """An organisation's file, as an agency sends it."""
    file = place() / "organisation.yml"
    file.write_bytes(raw)
    (place() / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    try:
        found = read_organisation(small(), file, {})
    except UnusablePack as error:
        reported(list(error.problems))
        return
    for slot in found.slots.values():
        assert not set(slot.value or "") & CONTROLS, slot


def read_logo(raw: bytes) -> None:
    """A logo, told by the first byte to be of one kind or another."""
    name = ("logo.png", "logo.svg", "logo.jpg")[raw[0] % 3 if raw else 0]
    (place() / name).write_bytes(raw[1:])
    file = place() / "organisation.yml"
    file.write_text(f"logo: {name}\nslots: []\n", "utf-8")
    with suppress(UnusablePack):
        found = read_organisation(small(), file, {})
        if found.logo and found.logo.kind == "svg":
            drawing = etree.ElementTree(etree.fromstring(found.logo.data, etree.XMLParser(resolve_entities=False)))
            assert not drawing.xpath("//processing-instruction() | //@*[starts-with(local-name(), 'on')]")
            assert not drawing.xpath("//*[local-name() = 'script' or local-name() = 'foreignObject']")


SPLIT = b"\n%%%\n"
SITE_FILES = ("index.html", "sitemap.xml", "robots.txt", "style.css", "a/index.html", "sitemap.xml.gz")


def read_built_site(raw: bytes) -> None:
    """A built site of a page, a site map, robots.txt, a style sheet, a redirection: told apart by a line of %%%."""
    folder = place() / "site"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "a").mkdir(parents=True)
    for name, content in zip(SITE_FILES, raw.split(SPLIT, 5), strict=False):
        (folder / name).write_bytes(content)
    for address in ("", "https://playbook.example/book/"):
        reported(check_site(folder, choose_site_rules(), address)[0])


def read_guide(raw: bytes) -> None:
    """A guide: nothing in its HTML runs."""
    text = text_of(raw)
    playbook = msgspec.structs.replace(small(), other_pages={"docs/en/guides/any.md": text})
    html, _ = guide_html(playbook, "guides/any.md")
    guide_toc(html)
    lowered = html.lower()
    for live in ("<script", "<iframe", "<style", 'href="javascript:', 'src="javascript:', "<meta", "<svg", "<object"):
        assert live not in lowered, live


def read_kept_draft(raw: bytes) -> None:
    """A draft as the studio keeps it."""
    root = place() / "playbook"
    file = draft_file(root, PAGE)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(raw)
    draft = read_draft(root, PAGE)
    if draft:
        draft.undone().redone().with_text("x").on("y")
    shutil.rmtree(root / ".studio")


def read_query(raw: bytes) -> None:
    """Words of any kind, cut and stemmed as search does it in one of the languages, told by the first byte."""
    language = LANGUAGES[raw[0] % len(LANGUAGES)] if raw else LANGUAGES[0]
    text = raw[1 : 1 + SHARED_BYTES].decode("utf-8", "replace")  # nothing that is indexed comes from a larger file
    list(Analyser(language, ("สนใจ", "ลูกค้า") if language == "th" else ()).stems(text))


COMMANDS = (
    ("check", "--format", "json"), ("status",), ("diff", "patience", "fi"), ("status", "--all"),
    ("translate", "patience", "fi"), ("translated", "patience", "fi"), ("rename", "patience", "calm"),
    ("check", "--fix"), ("retire", "honesty", "--to", "patience", "--yes"), ("articles", "status"),
    ("reviewed", "patience", "fi", "--by", "Aino"), ("new", "late", "--group", "skills"), ("add-language", "pl"),
)  # fmt: skip


def read_by_command(raw: bytes) -> None:
    """A file of the playbook and a command, told by two bytes: it ends with 0, 1 or 2, and commands no terminal."""
    one, two = (raw[0], raw[1]) if len(raw) > 1 else (0, 0)
    root = place() / "asked"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(place() / "sound", root)
    files = tuple(sorted(file for file in root.rglob("*") if file.suffix in {".md", ".yml", ".po"}))
    files[two % len(files)].write_bytes(raw[2:])
    command = COMMANDS[one % len(COMMANDS)]
    done = asked(root, *command)
    if command[-1] == "json" and done.text.strip() and done.code != 2:
        json.loads(done.text)


READERS: dict[str, Read] = {
    "page": read_whole_page,
    "text": read_page_text,
    "catalogue": read_words,
    "yaml": read_yaml,
    "taxonomy": read_taxonomy,
    "article": read_any_article,
    "organisation": read_own_values,
    "logo": read_logo,
    "site": read_built_site,
    "guide": read_guide,
    "draft": read_kept_draft,
    "query": read_query,
    "command": read_by_command,
    **INCOMING,
}


def seeds(name: str) -> Iterator[bytes]:
    """Sound inputs of a reader, to begin from."""
    folder = place() / "playbook"
    if name in INCOMING:
        yield from incoming_seeds(name)
    elif name in {"page", "text", "guide"}:
        yield from (file.read_bytes() for file in sorted(BASE.glob("docs/*/*/*.md")))
        yield from (file.read_bytes() for file in sorted((ROOT / "docs/en").glob("*/*.md"))[:20])
    elif name == "catalogue":
        yield from (file.read_bytes() for file in sorted(BASE.glob("locales/*/*.po")))
    elif name == "yaml":
        files = [*sorted(folder.glob("taxonomy/**/*.yml")), *sorted((ROOT / "taxonomy").glob("**/*.yml"))]
        yield from (bytes([number % 256]) + file.read_bytes()[:6000] for number, file in enumerate(files))
    elif name == "taxonomy":
        yield from (bytes([number]) + file.read_bytes() for number, file in enumerate(shared_files()))
    elif name == "article":
        texts = sorted((ROOT / "tests/articles/fixtures").iterdir())
        yield from (bytes([number % 12]) + file.read_bytes() for number, file in enumerate(texts) if file.is_file())
        yield b"\x01<html><body><h1>Late</h1><ol><li>Ring<ul><li>a</ol><p>By: Ann</p><h2>FAQ</h2><p>Why?"
    elif name == "organisation":
        yield (ROOT / "taxonomy/organisation.yml").read_bytes()
        yield (BASE / "taxonomy/organisation.yml").read_bytes()
        yield b"logo: logo.svg\ncountry: FI\nslots:\n- {name: duty_manager, label: Duty manager, value: Ann}\n"
    elif name == "logo":
        yield b"\x01<svg xmlns='http://www.w3.org/2000/svg'><style>a{fill:url(#b)}</style><path d='M0 0'/></svg>"
        yield b"\x00\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
    elif name == "site":
        page = b"<!doctype html><html lang=en><title>a</title><link rel=canonical href=/><a href='a/#x'>a</a>"
        page += b"<img src=a.png srcset='a 1x, b 2x' alt=''><div style='background:url(x)'></div>"
        site_map = b"<?xml version='1.0'?><urlset><url><loc>https://playbook.example/book/</loc></url></urlset>"
        again = b"<meta http-equiv=refresh content='0; url=../'><p id=x>"
        yield SPLIT.join([page, site_map, b"Sitemap: /sitemap.xml\n", b"@import 'a'; a{b:url(c)}", again])
    elif name == "draft":
        yield b'{"base":"a","text":"b","clashes":[{"part":"a","mine":"b","theirs":"c"}]}'
        yield b'{"base":"a","text":"b","earlier":[{"start":0,"end":0,"text":"a"}],"later":[]}'
    elif name == "query":
        queries = ("angry", "Kızgın müşteri", "tyytymätön asiakas", "misfornøyd", "โกรธ", "πελάτης θυμωμένος")
        yield from (bytes([number]) + query.encode() for number, query in enumerate(queries))
    elif name == "command":
        files = sorted(file for file in BASE.rglob("*") if file.suffix in {".md", ".yml", ".po"})
        yield from (bytes([number % 13, number]) + file.read_bytes() for number, file in enumerate(files))


def tried(name: str, raw: bytes) -> None:
    """Give bytes to a reader. Raises whatever is no refusal in words."""
    try:
        READERS[name](raw)
    except UnreadableFile as refusal:
        str(refusal).encode("utf-8")
    except WrongRequest as refusal:
        str(refusal).encode("utf-8")


os.environ.setdefault("PLAYBOOK_TRACEBACK", "1")
