"""What is wrong, and what is only still to do: two things, of which the first alone keeps work from being handed in.

Still to do is what nobody has come to yet: a page or a word that is not translated, a page that is still being written,
a question that waits for its answer, and all in which a translation differs from English because the English text has
changed since. Readers are not misled by it: they get the English text, or a page marked as out of date.
"""

from __future__ import annotations

from functools import lru_cache

from playbook.checks.registry import rule_ids
from playbook.model import REFERENCE, Page, Playbook, Problem, stale_parts
from playbook.shown.drafts import is_draft

TO_DO = frozenset(
    {"missing-translation", "stale-translation", "unrecorded-translation", "unfinished-page", "glossary-row"}
    | {"catalogue-missing", "catalogue-fuzzy", "old-fact"}
)
"""Rules all of whose problems are still to do; those of the reference edition are wrong, as all others show it."""
_ASKED = "open-comment"
"""The rule on what readers asked: nothing is wrong until somebody has answered, in whatever language."""
_FOLLOWS = frozenset({"required-section"} | {identifier for folder, identifier in rule_ids() if folder == "parity"})
"""Rules by which a translation differs from English; where that has changed since, the change is still to do."""
_REFERENCE = (f"docs/{REFERENCE}/", f"locales/{REFERENCE}/")


class Levels:
    """Tells for the problems of one playbook whether they are still to do."""

    def __init__(self, playbook: Playbook) -> None:
        self._playbook = playbook
        self._stale = lru_cache(maxsize=None)(self._stale_sections)

    def is_to_do(self, problem: Problem) -> bool:
        """Whether the problem is nothing that is wrong, but something that is still to do."""
        if problem.rule == _ASKED or (problem.rule in TO_DO and not problem.path.startswith(_REFERENCE)):
            return True
        if not problem.path.endswith(".md") or (page := self._playbook.at(problem.path)) is None:
            return False
        if is_draft(page):
            return True
        return problem.rule in _FOLLOWS and self._has_changed(page, problem)

    def _has_changed(self, page: Page, problem: Problem) -> bool:
        """Whether the English part that a problem is about has changed since the page was made from it."""
        stale = self._stale(page.language, page.topic)
        if not stale or problem.line == 0:
            return bool(stale)
        section = page.section_at(problem.line)
        return (section.id if section else "intro") in stale or any(f'"{name}"' in problem.message for name in stale)

    def _stale_sections(self, language: str, topic: str) -> frozenset[str | None]:
        page, reference = self._playbook.page(language, topic), self._playbook.reference(topic)
        if page is None or reference is None or language == REFERENCE or not page.front.translated_from:
            return frozenset()
        return frozenset(part.section for part in stale_parts(page, reference))
