from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, problem
from playbook.checks.registry import Scope
from playbook.model import REFERENCE, Page, Problem

SCOPE = Scope.EDITION


def check(context: Context) -> Iterator[Problem]:
    """The taxonomy has an entry that nothing uses: a facet, kind, section, relation, slot or group.

    Bad:
        setting: [retail, hospitality, aviation]     and no page with aviation
    Good:
        setting: [retail, hospitality]
    """
    if any(found.path.startswith(f"docs/{REFERENCE}/") for found in context.playbook.problems):
        return  # what a page that cannot be read uses is not known
    pages = list(context.playbook.in_language(REFERENCE))
    yield from _words_in_lists(context, pages)
    slots = {name for page in pages for name, _ in page.slots}
    for name, slot in context.playbook.taxonomy.slots.items():
        if name not in slots and name != "organisation_name":  # the cover of a pack shows it
            message = f'no page uses the slot "{name}"'
            yield problem("taxonomy/organisation.yml", slot.line, message, "use it, or take it out")
    for group in context.playbook.taxonomy.groups:
        if not group.topics:
            yield problem("taxonomy/topics.yml", group.line, f'the group "{group.id}" has no topics', "take it out")


def _words_in_lists(context: Context, pages: list[Page]) -> Iterator[Problem]:
    taxonomy = context.playbook.taxonomy
    topics, sections = "taxonomy/topics.yml", "taxonomy/sections.yml"
    used_sections = {name for page in pages for name in page.by_id}
    used_relations = {relation for topic in taxonomy.topics() for relation in topic.relations}
    used_kinds = {topic.kind for topic in taxonomy.topics()}
    rows = [(sections, "kind", kind, used_kinds) for kind in taxonomy.kinds]
    rows += [(sections, "section", section.id, used_sections) for section in taxonomy.sections]
    rows += [(topics, "relation", relation, used_relations) for relation in taxonomy.inverses]
    for facet, values in taxonomy.facets.items():
        used = {value for page in pages for value in getattr(page.front, facet, ())}
        rows += [(topics, facet, value, used) for value in values]
    for path, what, value, used in rows:
        if value not in used:
            yield _unused(context, path, f'{what} "{value}"', f"id: {value}" if what == "relation" else value)


def _unused(context: Context, path: str, what: str, word: str) -> Problem:
    text = context.texts[path].text if path in context.texts else ""
    place = max(text.rfind(word), 0)
    return problem(path, text.count("\n", 0, place) + 1, f"no page uses the {what}", "use it, or take it out")
