from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.edition import Edition
from playbook.checks.outline import Outline
from playbook.checks.problems import problem
from playbook.model import REFERENCE, Problem
from playbook.said import said


def check(edition: Edition) -> Iterator[Problem]:
    """The taxonomy has an entry that nothing uses: a facet, kind, section, relation, slot or group.

    Bad:
        setting: [retail, hospitality, aviation]     and no page with aviation
    Good:
        setting: [retail, hospitality]
    """
    pages = [page for page in edition.pages.values() if page.language == REFERENCE]
    written = {f"docs/{REFERENCE}/{topic.page_name}" for topic in edition.taxonomy.topics()} & edition.shared.paths
    if written - edition.paths or any(page.faulty for page in edition.outlines if page.language == REFERENCE):
        return  # what a page that cannot be read uses is not known
    yield from _words_in_lists(edition, pages)
    slots = {name for page in pages for name in page.slots}
    for name, slot in edition.taxonomy.slots.items():
        if name not in slots and name != "organisation_name":  # the cover of a pack shows it
            message = said('no page uses the slot "{slot}"', slot=name)
            path = f"taxonomy/{'sections' if slot.is_said else 'organisation'}.yml"
            yield problem(path, slot.line, message, said("use it, or take it out"))
    for group in edition.taxonomy.groups:
        if not group.topics:
            yield problem(
                "taxonomy/topics.yml",
                group.line,
                said('the group "{group}" has no topics', group=group.id),
                said("take it out"),
            )


def _words_in_lists(edition: Edition, pages: list[Outline]) -> Iterator[Problem]:
    taxonomy = edition.taxonomy
    topics, sections = "taxonomy/topics.yml", "taxonomy/sections.yml"
    used_sections = {anchor.name for page in pages for anchor in page.anchors}
    used_relations = {relation for topic in taxonomy.topics() for relation in topic.relations}
    used_kinds = {topic.kind for topic in taxonomy.topics()}
    rows = [(sections, "kind", kind, used_kinds) for kind in taxonomy.kinds]
    rows += [(sections, "section", section.id, used_sections) for section in taxonomy.sections]
    rows += [(topics, "relation", relation, used_relations) for relation in taxonomy.inverses]
    for facet, values in taxonomy.facets.items():
        used = {value for page in pages for value in dict(page.facets).get(facet, ())}
        rows += [(topics, facet, value, used) for value in values]
    for path, what, value, used in rows:
        if value not in used:
            yield _unused(edition, path, what, value, f"id: {value}" if what == "relation" else value)


def _unused(edition: Edition, path: str, what: str, value: str, word: str) -> Problem:
    text = edition.shared.text(path)
    place = max(text.rfind(word), 0)
    return problem(
        path,
        text.count("\n", 0, place) + 1,
        said('no page uses the {what} "{value}"', what=what, value=value),
        said("use it, or take it out"),
    )
