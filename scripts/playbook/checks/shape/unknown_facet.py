from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.meant import meant_sections
from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Page, Problem
from playbook.model.page import FACETS
from playbook.model.problem import did_you_mean
from playbook.said import said


def check(page: Page, shared: Shared) -> Iterator[Problem]:
    """Front matter names a channel, setting or role that taxonomy/topics.yml does not list, or no section's id.

    Bad:
        channel: [telephone]
    Good:
        channel: [phone]
    """
    taxonomy = shared.taxonomy
    sections = tuple(section.id for section in taxonomy.sections)
    misread = meant_sections(page, shared.headings[page.language])  # another rule says so of their headings
    allowed = {**{facet: taxonomy.facets.get(facet, ()) for facet in FACETS}, "editorial": sections}
    for key, values in allowed.items():
        for index, value in enumerate(getattr(page.front, key)):
            if value not in values:
                hint = did_you_mean(value, values, said("one of {values}", values=", ".join(values)))
                yield problem(
                    page.path,
                    page.front_source.line(key, index),
                    said('"{value}" is not a {key}', value=value, key=key),
                    hint,
                )
            elif key == "editorial" and value not in page.by_id and value not in misread:
                message = said('"editorial" names the section "{value}", which this page does not have', value=value)
                yield problem(
                    page.path,
                    page.front_source.line(key, index),
                    message,
                    said("write the section, or take its name out here"),
                )
