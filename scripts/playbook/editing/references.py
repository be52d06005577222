"""Every place that names a topic: links in pages and guides, the taxonomy's files, ledgers, golden search queries."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from playbook.editing.plan import Change
from playbook.editing.topic_keys import has_topic_keys, rekeyed
from playbook.editing.yaml_text import rewrite
from playbook.files import UnreadableFile, read_text
from playbook.model import Playbook
from playbook.model.markdown import find_links
from playbook.model.mismatches import Key
from playbook.model.page import split_front_matter


class Move:
    """From one topic's id to another's. `target` is None where nothing takes the topic's place.

    `sections` are the ids of the target's sections; a link to a section that it does not have leads to its top. None
    keeps every section as it is.
    """

    def __init__(
        self, old: str, old_page: str, target: tuple[str, str] | None, sections: frozenset[str] | None
    ) -> None:
        self.old, self.old_page, self.sections = old, old_page, sections
        self.target = target[0] if target else None
        self.target_page = target[1] if target else None

    def value(self, key: Key, value: str) -> str | None:  # noqa: ARG002
        """The new value of one that names a topic, with its section where it has one; None takes it out."""
        topic, mark, section = value.partition("#")
        if topic != self.old:
            return value
        if self.target is None:
            return None
        if mark and not self._has(section):
            return None
        return f"{self.target}{mark}{section}"

    def _has(self, section: str) -> bool:
        return self.sections is None or section in self.sections

    def link(self, path: str, href: str) -> str | None:
        """The new target of a link in the file `path`; None where it leads nowhere any more, or to the page itself."""
        target, mark, section = href.partition("#")
        language = "/".join(path.split("/")[:2])
        full = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
        if full != f"{language}/{self.old_page}":
            return href
        if self.target_page is None or path == f"{language}/{self.target_page}":
            return None
        if not target:
            return href
        new = posixpath.relpath(f"{language}/{self.target_page}", posixpath.dirname(path))
        return new + (f"#{section}" if mark and self._has(section) else "")


def in_markdown(text: str, path: str, move: Move) -> str:
    """The text of a Markdown file with its links changed; a link that leads nowhere any more becomes its words."""
    body = split_front_matter(text)[1]
    head = text[: len(text) - len(body)]
    for place in sorted(find_links(body), reverse=True):
        new = move.link(path, place.href)
        if new is not None:
            start, end = place.target
            body = body[:start] + new + body[end:]
        elif place.words != (place.whole[0], place.whole[0]):  # a definition is left for the check to name
            (start, end), (first, last) = place.whole, place.words
            body = body[:start] + body[first:last] + body[end:]
    return head + body


def mentions(playbook: Playbook, move: Move) -> Iterator[Change]:
    """Every file but topics.yml that names the topic, as it is to be."""
    root = playbook.root
    for folder, pattern in (("docs", "*.md"), ("taxonomy", "*.yml"), ("tests/search", "*.tsv")):
        for file in sorted((root / folder).rglob(pattern)):
            path = file.relative_to(root).as_posix()
            if path in {"taxonomy/topics.yml", "taxonomy/redirects.yml"}:
                continue
            try:
                text = read_text(file)
            except UnreadableFile:
                continue  # loading the playbook has already said so
            if move.old not in text:
                continue
            new = _changed(text, path, move)
            if new != text:
                yield Change(path, new)


def _changed(text: str, path: str, move: Move) -> str:
    if path.endswith(".md"):
        return in_markdown(text, path, move)
    if has_topic_keys(path):
        text = rekeyed(text, path, move.old, move.target)
    if path.endswith(".yml"):
        return rewrite(text, path, move.value)
    lines = (_query(line, move) for line in text.split("\n"))
    return "\n".join(line for line in lines if line is not None)


def _query(line: str, move: Move) -> str | None:
    """A test search with its topics changed; None where no topic is left that it is to find."""
    cells = line.split("\t")
    if len(cells) < 2 or line.startswith("#"):
        return line
    topics = [topic.strip() for topic in cells[1].split(",")]
    values = [value for topic in topics if (value := move.value((), topic))]
    if not values and any(topics):
        return None
    cells[1] = ",".join(dict.fromkeys(values))
    return "\t".join(cells)


def lost_searches(playbook: Playbook, topic: str) -> Iterator[str]:
    """The test searches that are to find this topic and no other."""
    for file in sorted((playbook.root / "tests/search").rglob("*.tsv")):
        for line in read_text(file).split("\n"):
            cells = line.split("\t")
            if len(cells) > 1 and not line.startswith("#") and cells[1].strip() == topic:
                yield cells[0]
