from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Concept, Problem
from playbook.said import said


def check(shared: Shared) -> Iterator[Problem]:
    """A concept of taxonomy/glossary.yml has no term or definition in a language, there or in the language's own file.

    Bad:
        terms: {en: complaint, fi: valitus}
    Good:
        terms: {en: complaint, tr: şikâyet, fi: valitus, nb: klage, th: ข้อร้องเรียน, el: παράπονο}
    """
    for concept in shared.glossary.values():
        for key, words in (("terms", concept.terms), ("definition", concept.definitions)):
            for code in (code for code in shared.languages if not words.get(code)):
                path, line = _place(shared, concept, code, key)
                message = said(
                    '"{concept}" has no {what} in language "{language}"',
                    concept=concept.id,
                    what=key.rstrip("s"),
                    language=code,
                )
                yield problem(path, line, message, said("write it; ask someone who speaks the language"))


def _place(shared: Shared, concept: Concept, code: str, key: str) -> tuple[str, int]:
    """Where a language's words for a concept are, or are to be."""
    if code in concept.places:
        return concept.places[code]
    if any(code in {**other.terms, **other.definitions} for other in shared.glossary.values()):
        return "taxonomy/glossary.yml", shared.line("glossary.yml", concept.number, key)
    return f"taxonomy/glossary/{code}.yml", 0
