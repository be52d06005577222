"""Comments on rows of pages: written, answered, taken away; the file keeps all else as it is."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator

from playbook.editing.editor import NO_NAME
from playbook.editing.page_fields import tidy
from playbook.editing.plan import Change, Plan, Refusal, current_text
from playbook.model import Comment, Page, Playbook, Reply
from playbook.model.comment import COMMENTS, NO_COMMENTS, row_begins
from playbook.model.yaml_source import YamlSource, parse_yaml
from playbook.said import said

LONGEST_COMMENT = 2000
"""Characters of a comment; whoever has more to say writes the page."""
_HEAD = "# What those who read the pages asked or said, row by row; kept by the studio.\n\ncomments:\n"


def comments_on(playbook: Playbook, page: Page) -> tuple[Comment, ...]:
    """Every comment on a page, the oldest first."""
    return playbook.comments.get(page.language, NO_COMMENTS).on(page.topic)


def open_comments(playbook: Playbook, page: Page) -> tuple[Comment, ...]:
    """Those that wait for an answer."""
    return tuple(comment for comment in comments_on(playbook, page) if comment.open)


def plan_comment(playbook: Playbook, page: Page, row: str, by: str, text: str, day: datetime.date) -> Plan:
    """Write a comment on a row of a page. Raises Refusal."""
    try:
        about = row_begins(page, row)
    except KeyError as error:
        raise Refusal(said("this row is not on the page any more")) from error
    comment = Comment(page.topic, row, _name(by), day, _words(text), about)
    path, file = _file(playbook, page.language)
    if file.text.strip() and not (file.data or {}).get("comments"):
        raise Refusal(said("{path} holds no comments; give it a line comments: or take it out", path=path))
    if comment.id in {item.id for item in comments_on(playbook, page)}:
        return Plan(())
    new = "".join(f"{line}\n" for line in _lines(comment))
    return _written(path, _behind(file, page.topic, new))


def plan_answer(playbook: Playbook, page: Page, identifier: str, by: str, text: str, day: datetime.date) -> Plan:
    """Reply to a comment, after what was answered before. Raises Refusal."""
    path, file, comment, number = _found(playbook, page, identifier)
    reply = Reply(_name(by), day, _words(text))
    if comment.answers[-1:] == (reply,):
        return Plan(())
    _, end = file.span("comments", number, "answers") or file.span("comments", number) or (0, 0)
    end = file.text.find("\n", end - 1) + 1 or len(file.text)
    head = "" if comment.answers else "    answers:\n"
    return _written(path, f"{file.text[:end]}{head}      - {_answer(reply)}\n{file.text[end:]}")


def plan_take_away(playbook: Playbook, page: Page, identifier: str) -> Plan:
    """Take a comment out of its file, with its answer. Raises Refusal."""
    path, file, _, number = _found(playbook, page, identifier)
    if len((file.data or {})["comments"]) == 1:
        return Plan((Change(path, None),))
    start, end = file.span("comments", number) or (0, 0)
    start = file.text.rfind("\n", 0, start) + 1
    end = file.text.find("\n", end - 1) + 1 or len(file.text)
    return _written(path, file.text[:start] + file.text[end:])


def _found(playbook: Playbook, page: Page, identifier: str) -> tuple[str, YamlSource, Comment, int]:
    rows = playbook.comments.get(page.language, NO_COMMENTS).rows
    for number, (comment, _) in enumerate(rows):
        if comment.topic == page.topic and comment.id == identifier:
            return *_file(playbook, page.language), comment, number
    raise Refusal(said("this comment is not there any more"))


def _file(playbook: Playbook, language: str) -> tuple[str, YamlSource]:
    path = f"{COMMENTS}{language}.yml"
    source, problems = parse_yaml(current_text(playbook.root, path) or "", path)
    if source is None or problems:
        raise Refusal(
            said("{path} cannot be read; mend it first: {why}", path=path, why=problems[0].message if problems else "")
        )
    return path, source


def _behind(file: YamlSource, topic: str, new: str) -> str:
    """The file's text with a comment behind the last one on its topic, or at the end, so that few lines meet."""
    if not file.text.strip():
        return _HEAD + new
    text = file.text if file.text.endswith("\n") else f"{file.text}\n"
    rows = (file.data or {})["comments"]
    last = max((number for number, row in enumerate(rows) if row.get("topic") == topic), default=len(rows) - 1)
    _, end = file.span("comments", last) or (0, len(text))
    end = text.find("\n", end - 1) + 1 or len(text)
    return text[:end] + new + text[end:]


def _lines(comment: Comment) -> Iterator[str]:
    yield f"  - topic: {comment.topic}"
    yield f"    row: {comment.row}"
    if comment.about:
        yield f"    about: {_quoted(comment.about)}"
    yield f"    by: {_quoted(comment.by)}"
    yield f"    day: {comment.day.isoformat()}"
    yield f"    text: {_quoted(comment.text)}"


def _answer(answer: Reply) -> str:
    return f"{{by: {_quoted(answer.by)}, day: {answer.day.isoformat()}, text: {_quoted(answer.text)}}}"


def _quoted(text: str) -> str:
    """A text as YAML in double quotes."""
    return json.dumps(text, ensure_ascii=False)


def _written(path: str, text: str) -> Plan:
    """The plan that writes the file; raises Refusal where it could not be read afterwards."""
    source, problems = parse_yaml(text, path)
    if source is None or problems:
        raise Refusal(said("this text cannot be kept; take out what is not plain text"))
    return Plan((Change(path, text),))


def _words(text: str) -> str:
    """What somebody wrote, as it is kept. Raises Refusal where that is nothing, or too much."""
    spaced = (" " if letter.isspace() and letter != "\n" else letter for letter in tidy(text))
    kept = "".join(letter for letter in spaced if letter == "\n" or letter.isprintable())
    if not kept:
        raise Refusal(said("write something first"))
    if len(kept) > LONGEST_COMMENT:
        raise Refusal(
            said("this has {count} characters; a comment may have {most}", count=len(kept), most=LONGEST_COMMENT)
        )
    return kept


def _name(by: str) -> str:
    """A person's name, in one line. Raises Refusal where there is none."""
    name = " ".join(by.split())
    if not name or not name.isprintable():
        raise Refusal(NO_NAME)
    return name
