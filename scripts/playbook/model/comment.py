"""Comments: what somebody who read a page says of one of its rows, and what was answered."""

from __future__ import annotations

import datetime
import hashlib
from typing import Annotated

from msgspec import Meta, Struct

from playbook.model.page import OneLine, Page
from playbook.model.problem import Problem
from playbook.model.rows import page_rows
from playbook.model.taxonomy import Identifier, Schema
from playbook.model.yaml_source import YamlSource, validate
from playbook.said import said

COMMENTS = "taxonomy/comments/"
"""Where the files are, one a language: `taxonomy/comments/th.yml`."""
_KEPT = 60
"""Characters of a row that a comment keeps."""
_ROW = {"mismatch": said("must be a part of a page and a row of it: steps/item-3")}
_Row = Annotated[str, Meta(pattern=r"^[a-z0-9-]+/[a-z]+(-[0-9]+)?\Z", extra=_ROW)]


class Reply(Schema, frozen=True):
    """What somebody answered, and when."""

    by: OneLine
    day: datetime.date
    text: str


class Comment(Schema, frozen=True):
    """What somebody says of a row of a page. `about` is how that row began, by which it is found where it moved."""

    topic: Identifier
    row: _Row
    by: OneLine
    day: datetime.date
    text: str
    about: str = ""
    answers: tuple[Reply, ...] = ()

    @property
    def id(self) -> str:
        """What it is known by: ten hexadecimal digits."""
        told = "\n".join((self.topic, self.row, self.by, str(self.day), self.text))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:10]

    @property
    def open(self) -> str:
        """What waits for an answer: the comment, or what whoever began says of another's answer; else nothing."""
        if not self.answers:
            return self.text
        last = self.answers[-1]
        return last.text if last.by == self.by and any(reply.by != self.by for reply in self.answers) else ""


class _CommentsFile(Schema, frozen=True):
    """`taxonomy/comments/<language>.yml`."""

    comments: tuple[Comment, ...] = ()


class Comments(Struct, frozen=True):
    """The comments on the pages of one language, each with its line in the file."""

    path: str = ""
    rows: tuple[tuple[Comment, int], ...] = ()

    def on(self, topic: str) -> tuple[Comment, ...]:
        """The comments on a topic's page, the oldest first."""
        return tuple(comment for comment, _ in self.rows if comment.topic == topic)


NO_COMMENTS = Comments()


def build_comments(source: YamlSource) -> tuple[Comments | None, list[Problem]]:
    """The comments in a file; None where it does not fit its schema."""
    file, problems = validate(source, _CommentsFile)
    if file is None:
        return None, problems
    rows = ((comment, source.line("comments", number)) for number, comment in enumerate(file.comments))
    return Comments(source.path, tuple(rows)), problems


def commented_row(page: Page, comment: Comment) -> tuple[str, int]:
    """The row that a comment is about and its line: where it was, or where its text has moved.

    Where the page has it no more, the row is empty, and the line is the top of its section.
    """
    rows = {row: (text, line) for row, text, line in page_rows(page)}
    text, line = rows.get(comment.row, ("", 0))
    if line and text.startswith(comment.about):
        return comment.row, line
    part = comment.row.partition("/")[0]
    inside = [(row, there) for row, (words, there) in rows.items() if comment.about and words.startswith(comment.about)]
    moved = [place for place in inside if place[0].startswith(f"{part}/")]
    if len(moved) == 1:
        return moved[0]
    if line:
        return comment.row, line
    section = page.by_id.get(part)
    return "", section.line if section else page.body_line


def row_begins(page: Page, row: str) -> str:
    """How a row begins, as a comment on it keeps it. Raises KeyError where the page has no such row."""
    return {key: text for key, text, _ in page_rows(page)}[row][:_KEPT].rstrip()
