from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, likely, problem
from playbook.model import Problem

_FACETS = ("channel", "setting", "role")


def check(context: Context) -> Iterator[Problem]:
    """Front matter names a channel, setting or role that taxonomy/topics.yml does not list, or no section's id.

    Bad:
        channel: [telephone]
    Good:
        channel: [phone]
    """
    taxonomy = context.playbook.taxonomy
    sections = tuple(section.id for section in taxonomy.sections)
    allowed = {**{facet: taxonomy.facets.get(facet, ()) for facet in _FACETS}, "editorial": sections}
    for page in context.pages:
        for key, values in allowed.items():
            for index, value in enumerate(getattr(page.front, key)):
                if value not in values:
                    close = likely(value, values)
                    hint = f'did you mean "{close}"?' if close else f"one of {', '.join(values)}"
                    yield problem(page.path, page.front_source.line(key, index), f'"{value}" is not a {key}', hint)
                elif key == "editorial" and value not in page.by_id:
                    message = f'"editorial" names the section "{value}", which this page does not have'
                    yield problem(page.path, page.front_source.line(key, index), message, "take it out")
