"""No text becomes script: marks planted in every text field of every schema are nowhere live in what is built.

The fields are found by walking the schemas as files are read: a new field is covered without anybody remembering.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec
import pikepdf
import pytest
from selectolax.lexbor import LexborHTMLParser

from playbook.model import NotAPlaybook, load_playbook
from playbook.model.taxonomy import Schema
from playbook.site.logo import logo_problems
from tests.conftest import CONTENT, ROOT
from tests.editing.conftest import run
from tests.fuzz.ground import shorten_lists

MARKUP = "\"'><script>zzmark()</script><b onclick=zzmark()>"
ADDRESS = "javascript:zzmark()"
OTHER = ("el", "nb", "th", "tr")
PRINTED = "angry-customer"
"""The topic that is there in every language."""
BODY = """
<script>zzmark()</script>

<!-- note --><script src=//zzmark.example/a.js></script>

<!--> <img src=x onerror=zzmark()>

- [x](javascript:zzmark) [x](data:text/html,zzmark) [x](JaVaScRiPt:zzmark) [x](java&#9;script:zzmark)
- [x](vbscript:zzmark) [x](//zzmark.example) ![x](//zzmark.example/a.png) ![x](https://zzmark.example/a.png)
- ![x](data:image/svg+xml,zzmark) ![" onerror="zzmark()](a.png) [x](a.md "\\" onclick=\\"zzmark()")
- <javascript:zzmark> <b style="zzmark:1" onclick="zzmark()">x</b> `<script>zzmark()</script>`

| <script>zzmark()</script> | b |
|---|---|
| "><img src=x onerror=zzmark()> | \\<script>zzmark()\\</script> |

> <meta http-equiv="refresh" content="0;url=//zzmark.example">

x {onclick="zzmark()" style="zzmark:1"}

<style>*{color:zzmark}</style><iframe src="//zzmark.example"></iframe><base href="//zzmark.example/">
"""
STRAY = {
    "docs/evil.js": "zzmark()",
    "docs/evil.html": "<script>zzmark()</script>",
    "docs/en/assets/playbook.mjs": "zzmark()",
    "docs/en/service-worker.js": "zzmark()",
    "docs/en/skills/notes.md": f"# x\n{BODY}",
    "docs/en/skills/evil.svg": '<svg xmlns="http://www.w3.org/2000/svg" onload="zzmark()"/>',
}
Field = tuple[str, str]
"""A schema and a field of it."""


def schemas() -> Iterator[type[Any]]:
    """Every schema of a file of ours."""
    waiting: list[type[Any]] = list(Schema.__subclasses__())
    while waiting:
        schema = waiting.pop()
        waiting += schema.__subclasses__()
        yield schema


def is_text(kind: Any) -> bool:
    """Whether a type holds free text somewhere: not only ids, whose form is fixed."""
    if isinstance(kind, msgspec.inspect.StrType):
        return kind.pattern is None or bool(re.search(kind.pattern, f"x{MARKUP}"))
    inner = [getattr(kind, name, None) for name in ("item_type", "value_type", "type")]
    inner += [*getattr(kind, "types", ()), *getattr(kind, "item_types", ())]
    return any(is_text(part) for part in inner if part is not None)


def text_fields() -> set[Field]:
    """Every field of every schema that holds text."""
    return {
        (schema.__name__, field.encode_name)
        for schema in schemas()
        for field in msgspec.inspect.type_info(schema).fields  # type: ignore[attr-defined]
        if is_text(field.type)
    }


class Planting:
    """Puts marks into what files are read into, at the one place where it is held against its schema."""

    def __init__(self, mark: str, *, whole: bool) -> None:
        self.mark, self.whole = mark, whole
        self.fields: frozenset[Field] = frozenset()
        self.planted: set[Field] = set()
        self.convert = msgspec.convert

    @contextmanager
    def working(self) -> Iterator[None]:
        def convert(data: Any, type: Any, **options: Any) -> Any:
            try:
                return self.convert(self.grown(data, described(type), None), type, **options)
            except msgspec.ValidationError:
                return self.convert(data, type, **options)

        with mock.patch("msgspec.convert", convert):
            yield

    def grown(self, data: Any, kind: Any, field: Field | None) -> Any:  # noqa: PLR0911 - one for each kind
        """The data with marks in the text of those of its fields that are to have some."""
        if isinstance(kind, msgspec.inspect.Metadata):
            return self.grown(data, kind.type, field)
        if isinstance(kind, msgspec.inspect.StructType) and isinstance(data, dict):
            own = {row.encode_name: row for row in kind.fields}
            name = kind.cls.__name__
            if name == "_SlotRow" and data.get("kind", "text") != "text":
                return data  # a number is held to its form
            grown = {
                key: self.grown(value, own[key].type, (name, key)) if key in own else value
                for key, value in data.items()
            }
            missing = {key: row for key, row in own.items() if key not in data and (name, key) in self.fields}
            return grown | {key: self.grown(example(row.type), row.type, (name, key)) for key, row in missing.items()}
        if isinstance(kind, msgspec.inspect.DictType) and isinstance(data, dict):
            return {key: self.grown(value, kind.value_type, field) for key, value in data.items()}
        if isinstance(data, list) and isinstance(kind, msgspec.inspect.TupleType):
            return [self.grown(value, part, field) for value, part in zip(data, kind.item_types, strict=False)]
        if isinstance(data, list) and hasattr(kind, "item_type"):
            return [self.grown(value, kind.item_type, field) for value in data]
        if isinstance(kind, msgspec.inspect.UnionType):
            data = example(kind) if data is None and field in self.fields else data
            fitting = [part for part in kind.types if fits(data, part)]
            return self.grown(data, fitting[0], field) if fitting else data
        if isinstance(kind, msgspec.inspect.StrType) and isinstance(data, str) and field in self.fields:
            text = self.mark if self.whole else f"{data}{self.mark}"
            if kind.pattern is None or re.search(kind.pattern, text):
                self.planted.add(field)
                return text
        return data


described = cache(msgspec.inspect.type_info)
"""A type as it can be walked."""


def fits(data: Any, kind: Any) -> bool:
    kind = kind.type if isinstance(kind, msgspec.inspect.Metadata) else kind
    if isinstance(data, list):
        return hasattr(kind, "item_type")
    if isinstance(data, dict):
        return isinstance(kind, msgspec.inspect.StructType | msgspec.inspect.DictType)
    return isinstance(data, str) and isinstance(kind, msgspec.inspect.StrType)


def example(kind: Any) -> Any:
    """A value of a kind for a field that the file leaves out."""
    if isinstance(kind, msgspec.inspect.Metadata):
        return example(kind.type)
    if isinstance(kind, msgspec.inspect.UnionType):
        return next((example(part) for part in kind.types if example(part) is not None), None)
    if hasattr(kind, "item_type"):
        inner = example(kind.item_type)
        return [] if inner is None else [inner]
    return "x" if isinstance(kind, msgspec.inspect.StrType) else {} if hasattr(kind, "value_type") else None


def accepted(planting: Planting, root: Path, fields: list[Field], had: frozenset[Field]) -> Iterator[Field]:
    """Those of the fields in which marks raise no problem; for the others an editor hears of it before."""
    planting.fields = had | frozenset(fields)
    if fields and loads(planting, root):
        yield from fields
    elif len(fields) > 1:
        half = len(fields) // 2
        first = list(accepted(planting, root, fields[:half], had))
        yield from first
        yield from accepted(planting, root, fields[half:], had | frozenset(first))


def loads(planting: Planting, root: Path) -> bool:
    with planting.working():
        try:
            playbook = load_playbook(root)
            return not (playbook.problems or logo_problems(playbook))
        except NotAPlaybook:
            return False


@pytest.fixture(scope="module")
def fields() -> list[Field]:
    return sorted(text_fields())


def planted_project(root: Path) -> None:
    """The project with the English pages and some of the Finnish ones, which show all that there is."""
    for name in CONTENT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            root.mkdir(exist_ok=True, parents=True)
            shutil.copy(source, root / name)
    shorten_lists(root / "taxonomy/synonyms")
    for language in (*OTHER, "fi"):
        for number, page in enumerate(sorted((root / "docs" / language).rglob("*.md"))):
            if page.stem != PRINTED and (language != "fi" or number % 8):
                page.unlink()


def plant_texts(root: Path, mark: str) -> None:
    """Put the mark into every message and its plural forms, into headings and warnings of pages too, into pages."""
    quoted, escaped = json.dumps(mark)[1:-1], re.sub(r"([!-/:-@[-`{-~])", r"\\\1", mark)
    for file in (root / "locales").rglob("*.po"):
        head, rest = file.read_text("utf-8").split("\n\n", 1)
        for kind, word in re.findall(r'msgctxt "(section|warning)"\nmsgid ".*"\nmsgstr "(.+)"', rest):
            old, new = ("## {}\n", "## {}{}\n") if kind == "section" else ("> **{}.**", "> **{}{}.**")
            for page in (root / "docs" / file.parent.name).rglob("*.md"):
                text = page.read_text("utf-8")
                page.write_text(text.replace(old.format(word), new.format(word, escaped)), "utf-8")
        planted = re.sub(r'(?m)^(msgstr(?:\[\d\])? ".+)"$', lambda line: f'{line[1]}{quoted}"', rest)
        file.write_text(f"{head}\n\n{planted}", "utf-8")
    for page in sorted((root / "docs").rglob("*.md"))[::6]:
        page.write_text(page.read_text("utf-8") + BODY, "utf-8")


@pytest.fixture(scope="module", params=["markup", "address"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, fields: list[Field]) -> Path:
    folder = tmp_path_factory.mktemp(request.param)
    root, site = folder / "project", folder / "site"
    planted_project(root)
    planting = Planting(MARKUP if request.param == "markup" else ADDRESS, whole=request.param == "address")
    planting.fields = frozenset(accepted(planting, root, fields, frozenset()))
    assert len(planting.fields) > (40 if request.param == "markup" else 10)
    parts = {key: tuple(page.by_id) for key, page in load_playbook(root).pages.items()}
    plant_texts(root, planting.mark)
    assert {key: tuple(page.by_id) for key, page in load_playbook(root).pages.items()} == parts
    planting.planted.clear()
    with planting.working():
        outcome = run(root, "build", "--preview", "--site-dir", str(site))
        packs = run(root, "packs", "--language", "en", "--output", str(site / "printed"))
        for language, other in zip(("el", "fi", "nb", "th", "tr"), ("en", "th", "en", "fi", "en"), strict=True):
            file = str(site / "printed" / f"{language}.pdf")
            pack = (
                "pack",
                "custom",
                "--topics",
                PRINTED,
                "--language",
                language,
                "--with",
                other,
                "--for",
                f"{planting.mark} #$@\\",
            )
            made = run(root, *pack, "--output", file)
            assert made.code == 0, made.text
    assert outcome.code == 0, outcome.text
    assert packs.code == 0, packs.text
    assert len(planting.planted) > len(planting.fields) / 2
    return site


def live(file: Path) -> list[str]:
    """What of the marks a browser would run, load or follow in a page."""
    tree, found = LexborHTMLParser(file.read_text("utf-8")), []
    for node in tree.css("*"):
        attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
        text = node.text(deep=False) if node.tag in {"script", "style"} else ""
        if "zzmark" in text and attributes.get("type") not in {"application/json", "application/ld+json"}:
            found.append(node.html or "")
        if node.tag in {"iframe", "object", "embed", "base"} or (
            node.tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh" and "zzmark" in str(attributes)
        ):
            found.append(node.html or "")
        for name, value in attributes.items():
            address = re.sub(r"[\x00-\x20]", "", value).lower()
            leads = name in {"href", "src", "action", "formaction", "srcset", "poster", "data", "xlink:href"}
            if name.startswith("on") or name == "style" or (leads and is_strange(address)):
                found.append(f"{node.tag} {name}={value[:60]}")
    return found


def is_strange(address: str) -> bool:
    return address.startswith(("javascript:", "data:", "vbscript:")) or "//zzmark" in address


def test_nothing_planted_is_live_in_a_page(built: Path) -> None:
    pages = list(built.rglob("*.html"))
    assert len(pages) > 100
    wrong = {str(page.relative_to(built)): live(page) for page in pages}
    assert not {page: found[:3] for page, found in wrong.items() if found}
    assert any("zzmark" in page.read_text("utf-8") for page in pages)  # as text it is there


def test_nothing_planted_is_in_what_runs_or_is_sent(built: Path) -> None:
    for file in built.rglob("*"):
        if file.suffix in {".js", ".mjs", ".css", ".svg"} or file.name in {"_headers", ".htaccess", "robots.txt"}:
            assert "zzmark" not in file.read_text("utf-8"), file
        elif file.suffix in {".json", ".webmanifest"}:
            for key, value in addresses_in(json.loads(file.read_text("utf-8"))):
                assert not is_strange(value.lower()), f"{file}: {key}"
        elif file.suffix == ".xml":
            assert not re.search(r"<script|javascript:|zzmark\.example", file.read_text("utf-8")), file


def addresses_in(data: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from addresses_in(value, str(name))
    elif isinstance(data, list):
        for value in data:
            yield from addresses_in(value, key)
    elif isinstance(data, str) and re.search(r"url|href|src|address|link|file|page", key, re.IGNORECASE):
        yield key, data


def test_nothing_planted_is_live_in_a_pdf(built: Path) -> None:
    packs = list(built.rglob("*.pdf"))
    assert packs
    for pack in packs:
        with pikepdf.open(pack) as document:
            for thing in document.objects:
                if isinstance(thing, pikepdf.Dictionary):
                    kind = str(thing.get("/S", ""))
                    assert kind not in {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData"}, pack
                    assert not ("/URI" in thing and is_strange(str(thing["/URI"]).lower())), pack
                    assert "/JS" not in thing, pack


def test_strays_are_told_of_and_not_published(tmp_path: Path) -> None:
    root, site = tmp_path / "project", tmp_path / "site"
    planted_project(root)
    (root / "docs/en/skills/secret.png").symlink_to("/etc/hostname")
    for path, text in STRAY.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    told = run(root, "check", "--select", "stray-file", "--select", "unknown-topic").text
    for path in (*STRAY, "docs/en/skills/secret.png"):
        assert path in told
    assert run(root, "build", "--site-dir", str(site)).code == 2
    assert run(root, "build", "--preview", "--site-dir", str(site)).code == 0
    assert not [
        file for file in site.rglob("*") if file.is_file() and file.suffix != ".png" and b"zzmark" in file.read_bytes()
    ]
    assert not (site / "skills/secret.png").exists()


def test_the_search_for_live_marks_finds_them(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    for text in (
        "<script>zzmark()</script>",
        "<b onclick=zzmark()>",
        "<a href=' java\tscript:zzmark'>x</a>",
        "<p style=x>",
    ):
        page.write_text(f"<html><body>{text}</body></html>", "utf-8")
        assert live(page), text


def test_every_text_field_is_walked(fields: list[Field]) -> None:
    assert len(fields) > 50
    assert ("FrontMatter", "owner") in fields
    assert ("OrganisationFile", "logo") in fields
