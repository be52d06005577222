from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, problem
from playbook.model import REFERENCE, Problem


def check(context: Context) -> Iterator[Problem]:
    """The taxonomy has an entry that nothing uses: a facet, kind, section, relation, slot or group.

    Bad:
        setting: [retail, hospitality, aviation]     and no page with aviation
    Good:
        setting: [retail, hospitality]
    """
    taxonomy = context.playbook.taxonomy
    pages = list(context.playbook.in_language(REFERENCE))
    for facet, values in taxonomy.facets.items():
        used = {value for page in pages for value in getattr(page.front, facet, ())}
        for value in values:
            if value not in used:
                yield _unused(context, "taxonomy/topics.yml", f'{facet} "{value}"', value)
    kinds = {topic.kind for topic in taxonomy.topics()}
    for kind in taxonomy.kinds:
        if kind not in kinds:
            yield _unused(context, "taxonomy/sections.yml", f'kind "{kind}"', kind)
    sections = {name for page in pages for name in page.by_id}
    for section in taxonomy.sections:
        if section.id not in sections:
            yield _unused(context, "taxonomy/sections.yml", f'section "{section.id}"', section.id)
    relations = {relation for topic in taxonomy.topics() for relation in topic.relations}
    for relation in taxonomy.inverses:
        if relation not in relations:
            yield _unused(context, "taxonomy/topics.yml", f'relation "{relation}"', f"id: {relation}")
    slots = {name for page in pages for name, _ in page.slots}
    for name, slot in taxonomy.slots.items():
        if name not in slots and name != "organisation_name":  # the cover of a pack shows it
            message = f'no page uses the slot "{name}"'
            yield problem("taxonomy/organisation.yml", slot.line, message, "use it, or take it out")
    for group in taxonomy.groups:
        if not group.topics:
            yield problem("taxonomy/topics.yml", group.line, f'the group "{group.id}" has no topics', "take it out")


def _unused(context: Context, path: str, what: str, word: str) -> Problem:
    text = context.texts[path].text if path in context.texts else ""
    place = max(text.rfind(word), 0)
    return problem(path, text.count("\n", 0, place) + 1, f"no page uses the {what}", "use it, or take it out")
