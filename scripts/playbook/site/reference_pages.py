"""What the pages made from taxonomy files show: the decision guide, the situations of home."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playbook.model import TRIAGE_CONTEXT, Locale, Playbook, read_triage
from playbook.model.triage import Answer, Situation
from playbook.site.topic_link import TopicLink

FindTopic = Callable[[str], TopicLink | None]


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer or situation: its words, and the question (an id on the page) or the topic and section it leads to."""

    text: str
    question: str = ""
    topic: TopicLink | None = None
    section: str = ""


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question of the decision guide."""

    id: str
    text: str
    answers: tuple[ShownAnswer, ...]


def situations(playbook: Playbook, locale: Locale, topic: FindTopic) -> tuple[ShownAnswer, ...]:
    """The situations of the home page whose page is written."""
    triage, _ = read_triage(playbook)
    return tuple(_answers(triage.situations if triage else (), locale, topic))


def new_here(playbook: Playbook, topic: FindTopic) -> tuple[TopicLink, ...]:
    """The pages for a new starter, in reading order."""
    triage, _ = read_triage(playbook)
    return tuple(link for name in (triage.new_here if triage else ()) if (link := topic(name)))


def questions(playbook: Playbook, locale: Locale, topic: FindTopic) -> tuple[ShownQuestion, ...]:
    """The questions of the decision guide, the first to ask first."""
    triage, _ = read_triage(playbook)
    return tuple(
        ShownQuestion(row.id, locale.text(row.text, TRIAGE_CONTEXT), tuple(_answers(row.answers, locale, topic)))
        for row in (triage.questions.values() if triage else ())
    )


def _answers(
    rows: tuple[Answer, ...] | tuple[Situation, ...], locale: Locale, topic: FindTopic
) -> Iterator[ShownAnswer]:
    for row in rows:
        text = locale.text(row.text, TRIAGE_CONTEXT)
        if isinstance(row, Answer) and row.question:
            yield ShownAnswer(text, question=row.question)
        elif row.topic and (link := topic(row.topic)):
            yield ShownAnswer(text, topic=link, section=row.section or "")
