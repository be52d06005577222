"""The decision guide of `taxonomy/triage.yml`: questions that lead to the right page, and the situations of home."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from msgspec import Meta, Struct

from playbook.model.problem import Problem
from playbook.model.taxonomy import Identifier, Schema
from playbook.model.yaml_source import YamlSource, validate
from playbook.said import said

TRIAGE_FILE = "triage.yml"
TRIAGE_CONTEXT = "triage"
"""gettext context of the questions, the answers and the situations."""
MOST_QUESTIONS = 4
"""The most questions that a reader may have to answer before reaching a page."""


class Answer(Schema, frozen=True):
    """An answer: it leads to a section of a topic's page, or to another question."""

    text: Annotated[str, Meta(min_length=1)]
    topic: Identifier | None = None
    section: Identifier | None = None
    question: Identifier | None = None

    def __post_init__(self) -> None:
        """Raises ValueError where an answer leads nowhere or two ways."""
        if (self.topic is None) == (self.question is None):
            raise ValueError(said("an answer leads either to a topic or to a question: give one of the two"))


class Situation(Schema, frozen=True):
    """A situation of the home page, in the words of the person in trouble."""

    text: Annotated[str, Meta(min_length=1)]
    topic: Identifier
    section: Identifier | None = None


class TriageQuestion(Schema, frozen=True):
    """A question with two to six answers."""

    id: Identifier
    text: Annotated[str, Meta(min_length=1)]
    answers: Annotated[tuple[Answer, ...], Meta(min_length=2, max_length=6)]


class _Path(Schema, frozen=True):
    topics: Annotated[tuple[Identifier, ...], Meta(min_length=1)]


class TriageFile(Schema, frozen=True):
    """`taxonomy/triage.yml`."""

    start: Identifier
    questions: tuple[TriageQuestion, ...]
    situations: Annotated[tuple[Situation, ...], Meta(min_length=6, max_length=8)]
    new_here: _Path | None = None


class Triage(Struct, frozen=True, dict=True):
    """The decision guide. `questions` come in the file's order, the first to ask first; `file` is as it was written."""

    questions: Mapping[str, TriageQuestion]
    situations: tuple[Situation, ...]
    new_here: tuple[str, ...]
    file: TriageFile


def build_triage(source: YamlSource) -> tuple[Triage | None, list[Problem]]:
    """The decision guide, or None where it cannot be used, and what is wrong with it."""
    file, problems = validate(source, TriageFile)
    if file is None:
        return None, problems
    problems.extend(_unknown_questions(file, source))
    questions = {row.id: row for row in file.questions}
    if not problems:
        problems.extend(_bad_ways(file, questions, source))
    if problems:
        return None, problems
    ordered = {file.start: questions[file.start], **questions}
    return Triage(ordered, file.situations, file.new_here.topics if file.new_here else (), file), []


def _unknown_questions(file: TriageFile, source: YamlSource) -> Iterator[Problem]:
    known: dict[str, int] = {}
    for index, row in enumerate(file.questions):
        line = source.line("questions", index)
        if row.id in known:
            message = said(
                'the question "{question}" stands here twice, first in line {line}', question=row.id, line=known[row.id]
            )
            yield Problem(source.path, line, 1, "schema", message, said("give one of them another id"))
        known.setdefault(row.id, line)
    hint = said("the questions here are {questions}", questions=", ".join(known))
    if file.start not in known:
        yield Problem(
            source.path,
            source.line("start"),
            1,
            "schema",
            said('there is no question "{question}"', question=file.start),
            hint,
        )
    for index, row in enumerate(file.questions):
        for number, answer in enumerate(row.answers):
            if answer.question and answer.question not in known:
                line = source.line("questions", index, "answers", number)
                yield Problem(
                    source.path,
                    line,
                    1,
                    "schema",
                    said('there is no question "{question}"', question=answer.question),
                    hint,
                )


def _bad_ways(file: TriageFile, questions: Mapping[str, TriageQuestion], source: YamlSource) -> Iterator[Problem]:
    """Questions that nobody reaches, and those that come too late or again and again (a circle comes too late too)."""
    depth: dict[str, int] = {}
    ways = [(file.start, 1)]
    while ways:
        name, number = ways.pop()
        if depth.get(name, 0) >= number:
            continue
        depth[name] = number
        if number <= MOST_QUESTIONS:
            ways.extend((answer.question, number + 1) for answer in questions[name].answers if answer.question)
    for index, row in enumerate(file.questions):
        line = source.line("questions", index)
        if row.id not in depth:
            message = said('no answer leads to the question "{question}"', question=row.id)
            yield Problem(source.path, line, 1, "schema", message, said("let an answer lead to it, or remove it"))
        elif depth[row.id] > MOST_QUESTIONS:
            before = depth[row.id] - 1
            message = said(
                'the question "{question}" comes after {count} others; {most} in all is the most',
                question=row.id,
                count=before,
                most=MOST_QUESTIONS,
            )
            yield Problem(source.path, line, 1, "schema", message, said("lead an earlier answer straight to a topic"))
