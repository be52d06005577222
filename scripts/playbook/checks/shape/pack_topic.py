from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Problem
from playbook.model.problem import did_you_mean
from playbook.model.triage import Answer, Situation
from playbook.said import said


def check(shared: Shared) -> Iterator[Problem]:
    """A print pack, the glossary, the triage page or the synonyms name a topic, group, section or facet that is none.

    Bad:
        topics: [angry-costumer]
    Good:
        topics: [angry-customer]
    """
    taxonomy = shared.taxonomy
    allowed = {
        "topic": tuple(topic.id for topic in taxonomy.topics()),
        "group": tuple(group.id for group in taxonomy.groups),
        "section": tuple(section.id for section in taxonomy.sections),
        "kind": tuple(taxonomy.kinds),
        "facet": tuple(taxonomy.facets),
        **taxonomy.facets,
    }
    for file, key, noun, name in (*_in_glossary(shared), *_in_packs(shared), *_in_triage(shared)):
        known = allowed[noun]
        if name not in known:
            otherwise = said("one of {values} …") if known[8:] else said("one of {values}")
            message = said('"{name}" is not one of the {noun}s there are', name=name, noun=noun)
            yield problem(
                f"taxonomy/{file}",
                shared.line(file, *key),
                message,
                did_you_mean(name, known, otherwise.filled(values=", ".join(known[:8]))),
            )
    for synonyms in shared.synonyms.values():
        for (_, topic), line in synonyms.lines.items():
            if topic not in allowed["topic"]:
                hint = did_you_mean(topic, allowed["topic"], said("name a topic of taxonomy/topics.yml"))
                yield problem(
                    synonyms.path, line, said('"{topic}" is not one of the topics there are', topic=topic), hint
                )


Named = tuple[str, tuple[str | int, ...], str, str]
"""A file, where something is named in it, what kind of thing that is (a key of `allowed`), and its name."""


def _in_glossary(shared: Shared) -> Iterator[Named]:
    for concept in shared.glossary.values():
        for index, topic in enumerate(concept.topics):
            yield "glossary.yml", (concept.number, "topics", index), "topic", topic


def _in_packs(shared: Shared) -> Iterator[Named]:
    for pack in shared.packs.values():
        place, row = ("packs", pack.number), pack.row
        for key, noun, names in (
            ("topics", "topic", row.topics),
            ("short", "topic", row.short),
            ("groups", "group", row.groups),
            ("kinds", "kind", row.kinds),
        ):
            for index, name in enumerate(names):
                yield "packs.yml", (*place, key, index), noun, name
        for facet, values in row.facets.items():
            if facet not in shared.taxonomy.facets:
                yield "packs.yml", (*place, "facets", facet), "facet", facet
                continue
            for index, value in enumerate(values):
                yield "packs.yml", (*place, "facets", facet, index), facet, value


def _in_triage(shared: Shared) -> Iterator[Named]:
    guide = shared.triage
    if guide is None:
        return
    rows: list[tuple[tuple[str | int, ...], Answer | Situation]] = [
        (("questions", number, "answers", index), answer)
        for number, question in enumerate(guide.file.questions)
        for index, answer in enumerate(question.answers)
    ]
    rows += [(("situations", index), situation) for index, situation in enumerate(guide.situations)]
    for place, row in rows:
        for noun, name in (("topic", row.topic), ("section", row.section)):
            if name is not None:
                yield "triage.yml", (*place, noun), noun, name
    for index, topic in enumerate(guide.new_here):
        yield "triage.yml", ("new_here", "topics", index), "topic", topic
