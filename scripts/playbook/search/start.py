"""What the search box shows before anything is typed, and beside thin results: situations, and the way to safety."""

from __future__ import annotations

from typing import Any

from playbook.model import TRIAGE_CONTEXT, Playbook
from playbook.model.synonyms import SAFETY
from playbook.search.documents import Address

UNSURE = "Not sure? Answer two or three questions."
"""The link to the decision guide, as on the home page."""


def start_of(playbook: Playbook, language: str, address: Address) -> dict[str, Any]:
    """The situations, the safety page and the decision guide, each as [text, address]; none where there is no guide.

    The safety page comes from the first situation that leads there, and stays where no page is written yet.
    """
    triage, locale = playbook.triage, playbook.locales[language]
    if triage is None:
        return {"happening": "", "situations": [], "safety": None, "guide": None}
    written = {page.topic for page in playbook.in_language(language)}
    ways = [
        (row.topic, [locale.text(row.text, TRIAGE_CONTEXT), f"{address(language, topic.page_name)}#{row.section}"])
        for row in triage.situations
        if (topic := playbook.taxonomy.topic(row.topic)) and row.topic in written | {SAFETY}
    ]
    return {
        "happening": locale.text("What is happening?", TRIAGE_CONTEXT),
        "situations": [way for _, way in ways],
        "safety": next((way for topic, way in ways if topic == SAFETY), None),
        "guide": [locale.text(UNSURE), address(language, "triage.md")],
    }
