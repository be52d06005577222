from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Problem


def check(shared: Shared) -> Iterator[Problem]:
    """A row of taxonomy/glossary.yml lacks a language's term or definition.

    Bad:
        terms: {en: complaint, fi: valitus}
    Good:
        terms: {en: complaint, tr: şikâyet, fi: valitus, nb: klage, th: ข้อร้องเรียน, el: παράπονο}
    """
    for concept in shared.glossary.values():
        for key, words in (("terms", concept.terms), ("definition", concept.definitions)):
            missing = [code for code in shared.languages if code not in words]
            if missing:
                message = f'"{concept.id}" has no {key.rstrip("s")} in {", ".join(missing)}'
                line = shared.line("glossary.yml", concept.number, key)
                yield problem("taxonomy/glossary.yml", line, message, "write it; ask someone who speaks the language")
