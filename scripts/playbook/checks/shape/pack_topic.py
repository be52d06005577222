from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playbook.checks.context import Context, likely, problem
from playbook.checks.registry import Scope
from playbook.model import Problem, YamlSource

SCOPE = Scope.SHARED

Key = tuple[str | int, ...]


def check(context: Context) -> Iterator[Problem]:
    """A print pack, the glossary or the triage page names a topic, group, facet or language that does not exist.

    Bad:
        topics: [angry-costumer]
    Good:
        topics: [angry-customer]
    """
    taxonomy = context.playbook.taxonomy
    topics = tuple(topic.id for topic in taxonomy.topics())
    names: dict[str, tuple[str, ...]] = {
        "topic": topics,
        "topics": topics,
        "without": topics,
        "group": tuple(group.id for group in taxonomy.groups),
        "groups": tuple(group.id for group in taxonomy.groups),
        "section": tuple(section.id for section in taxonomy.sections),
        "kind": tuple(taxonomy.kinds),
        "kinds": tuple(taxonomy.kinds),
        "language": context.playbook.languages,
        "languages": context.playbook.languages,
        **taxonomy.facets,
        **{f"{facet}s": values for facet, values in taxonomy.facets.items()},
    }
    for file in ("packs.yml", "glossary.yml", "triage.yml"):
        source = context.playbook.data.get(file)
        if source:
            yield from _names(source, source.data, (), names)


def _names(source: YamlSource, value: Any, key: Key, names: dict[str, tuple[str, ...]]) -> Iterator[Problem]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in names and isinstance(inner, str | list):
                yield from _unknown(source, name, inner, (*key, name), names[name])
            else:
                yield from _names(source, inner, (*key, name), names)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _names(source, inner, (*key, index), names)


def _unknown(source: YamlSource, name: str, value: Any, key: Key, allowed: tuple[str, ...]) -> Iterator[Problem]:
    for index, item in enumerate(value) if isinstance(value, list) else [(None, value)]:
        word = item.get("id", item.get("topic")) if isinstance(item, dict) else item
        word = word.partition("#")[0] if isinstance(word, str) else word
        if isinstance(word, str) and word not in {*allowed, "all", "*"}:
            place = key if index is None else (*key, index)
            close = likely(word, allowed)
            hint = (
                f'did you mean "{close}"?'
                if close
                else f"one of {', '.join(allowed[:8])}" + (" …" if allowed[8:] else "")
            )
            yield problem(
                source.path, source.line(*place), f'"{word}" is not one of the {name.rstrip("s")}s there are', hint
            )
