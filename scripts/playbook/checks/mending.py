"""`--fix`: what is mechanical is put right, never meaning. A file that would read otherwise is left alone."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from playbook.checks.registry import BYTES, Rule
from playbook.checks.shared import Shared
from playbook.checks.words import sentence_line
from playbook.files import write_within
from playbook.model import Block, Playbook, SourceFile, parse_yaml
from playbook.model.markdown import parse_markdown
from playbook.model.page import SLOT, split_front_matter

_LETTERS = re.compile(r"\w+")
_UNSEEN = re.compile("[\u00ad\u180e\u200b\u200e\u200f\u2060\ufeff]")
_OF_CATALOGUE = re.compile(
    r"^## .*$|^[ \t]*>[ \t]*\*\*[^*\n]+\*\*|^\|[^|\n]+\|[^|\n]+\|[ \t]*(?=\n\|[ \t:-]+\|[ \t:-]+\|[ \t]*$)",
    re.MULTILINE,
)
"""What a page has from its language's catalogue: section headings, the words of warnings, the head of the phrases."""
_ROUNDS = 3
"""Mending one thing may bring another to light; more rounds than this are never needed."""


class Mending(Struct, frozen=True):
    """A file as it is to be, the difference for people to read, and why it is left alone, if it is."""

    path: str
    text: str
    diff: str
    refused: str = ""


def mend_all(playbook: Playbook, rules: Sequence[Rule]) -> Iterator[Mending]:
    """What the rules' fixes would change, for each file that would change."""
    selected = {rule.id for rule in rules}
    fixes = [rule for rule in rules if rule.fix]
    shared = Shared(playbook)
    pages = {page.path for page in playbook.pages.values()}
    for file in playbook.files.values():
        if file.fault:
            continue
        text = _mended(file, [rule for rule in fixes if rule.subject != "page" or file.path in pages], shared)
        anew = file.raw != file.text.encode() and bool(BYTES & selected)
        if text != file.text or anew:
            yield Mending(file.path, text, _diff(file, text), _refusal(file, text))


def mend_page(shared: Shared, file: SourceFile, rules: Sequence[Rule]) -> str:
    """The text of a page's file as the rules' fixes would have it; as it is where it would read otherwise."""
    text = _mended(file, [rule for rule in rules if rule.fix], shared)
    return file.text if _page_refusal(file, text) else text


def sentences_apart(path: str, text: str) -> str:
    """The text of a page with every sentence on a line of its own; as it is where it would read otherwise."""
    file = SourceFile(path, text.encode(), text)
    mended = sentence_line.fix(text, file)
    return text if _page_refusal(file, mended) else mended


def _mended(file: SourceFile, rules: Sequence[Rule], shared: Shared) -> str:
    text = file.text
    for _ in range(_ROUNDS):
        before = text
        for rule in rules:
            given = {"text": text, "file": file, "shared": shared}
            text = rule.fix(**{name: given[name] for name in rule.fix_given}) if rule.fix else text
        if text == before:
            break
    return text


def write(root: Path, change: Mending) -> None:
    """Write what was mended to disk. Raises UnwritableFile."""
    write_within(root, change.path, change.text)


def _diff(file: SourceFile, text: str) -> str:
    if text == file.text:
        return f"{file.path}: byte-order mark or line ends only"
    lines = difflib.unified_diff(
        file.text.split("\n"), text.split("\n"), f"{file.path} (before)", f"{file.path} (after)", lineterm="", n=1
    )
    return "\n".join(lines)


def _refusal(file: SourceFile, text: str) -> str:
    """Why a file is left alone; empty where the mended text reads as the old one did."""
    if file.path.endswith(".md"):
        return _page_refusal(file, text)
    if file.path.endswith(".yml"):
        return "" if _same_yaml(file.text, text, grown=True) else "it would not read back to the same entries"
    return "" if _letters(file.text) == _letters(text) else "its words would change"


def _page_refusal(file: SourceFile, text: str) -> str:
    before, after = split_front_matter(file.text), split_front_matter(text)
    if (before[0] is None) != (after[0] is None) or not _same_yaml(before[0] or "", after[0] or ""):
        return "its front matter would read otherwise"
    if _skeleton(parse_markdown(before[1])) != _skeleton(parse_markdown(after[1])):
        return "it would not read back to the same structure"
    return "" if _same_words(before[1], after[1]) else "its words would change"


def _skeleton(blocks: tuple[Block, ...]) -> list[object]:
    return [
        (inner.kind, inner.level, inner.ordered, [(link.href, link.is_image) for link in inner.links])
        for block in blocks
        for inner in block.walk()
    ]


def _letters(text: str) -> list[str]:
    return _LETTERS.findall(_normal(text))


def _normal(text: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text))


def _same_words(before: str, after: str) -> bool:
    """Whether nothing but words of the catalogue differs in words, figures or slots."""
    if SLOT.findall(before) != SLOT.findall(after):
        return False
    return _letters(_OF_CATALOGUE.sub("", before)) == _letters(_OF_CATALOGUE.sub("", after))


def _same_yaml(before: str, after: str, *, grown: bool = False) -> bool:
    old, new = parse_yaml(before, "")[0], parse_yaml(after, "")[0]
    if old is None or new is None:
        return old is None and before == after
    one, other = _normal(str(old.data)), _normal(str(new.data))
    return one == other or (grown and set(_LETTERS.findall(one)) <= set(_LETTERS.findall(other)))
