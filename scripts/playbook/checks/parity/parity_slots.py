from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from playbook.checks.problems import ENGLISH_HAS_IT, problem
from playbook.checks.shared import Shared
from playbook.model import Page, Problem
from playbook.model.staleness import counterpart_line
from playbook.said import said


def check(translation: Page, reference: Page, shared: Shared) -> Iterator[Problem]:
    """A section of a translation has other slots than in English, so that a phone number or a limit is lost.

    Gaps in what is said are left alone: a language may name people where another does not.

    Bad:
        … (esihenkilö)   beside   … ({{ duty_manager }}, {{ duty_manager_phone }})
    Good:
        … ({{ duty_manager }}, {{ duty_manager_phone }})   in both
    """
    known = shared.taxonomy.slots
    spoken = {name for name, slot in known.items() if slot.is_said}
    mine, theirs = _slots(translation, spoken), _slots(reference, spoken)
    doubtful = {
        name
        for name in mine.keys() | theirs.keys()
        if any(slot not in known for slot in (*mine.get(name, ()), *theirs.get(name, ())))
    }  # rule unknown-slot has said so
    for name, slots in theirs.items():
        section = translation.by_id.get(name)
        if name in doubtful or (name and section is None):
            continue
        for slot, count in (Counter(slots) - Counter(mine.get(name, {}))).items():
            there = _slot_line(reference, name, slot)
            line = counterpart_line(section, reference.by_id[name], there) if section else translation.body_line
            message = said("{{ {slot} }} is missing", slot=slot)
            if count > 1:
                message = said("{{ {slot} }} is missing {count} times", slot=slot, count=count)
            hint = ENGLISH_HAS_IT.filled(page=reference.path, line=there)
            yield problem(translation.path, line, message, hint)
    for name, slots in mine.items():
        for slot in Counter(slots) - Counter(theirs.get(name, {})):
            if name not in doubtful and (not name or name in reference.by_id):
                message = said("{{ {slot} }} is not in the same section of the English page", slot=slot)
                yield problem(
                    translation.path,
                    _slot_line(translation, name, slot),
                    message,
                    said("compare with {page}", page=reference.path),
                )


def _slots(page: Page, left_alone: set[str]) -> dict[str, Counter[str]]:
    """The slots of each section, how often each stands there."""
    found: dict[str, Counter[str]] = {}
    for slot, line in (row for row in page.slots if row[0] not in left_alone):
        found.setdefault(_section_at(page, line), Counter())[slot] += 1
    return found


def _slot_line(page: Page, name: str, slot: str) -> int:
    """The line of the last use of a slot in a section."""
    return max(line for other, line in page.slots if other == slot and _section_at(page, line) == name)


def _section_at(page: Page, line: int) -> str:
    section = page.section_at(line)
    return (section.id or "") if section else ""
