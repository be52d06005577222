from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, problem
from playbook.checks.registry import Scope
from playbook.model import Problem

SCOPE = Scope.SHARED


def check(context: Context) -> Iterator[Problem]:
    """A row of taxonomy/glossary.yml lacks a language's term or definition.

    Bad:
        terms: {en: complaint, fi: valitus}
    Good:
        terms: {en: complaint, tr: şikâyet, fi: valitus, nb: klage, th: ข้อร้องเรียน, el: παράπονο}
    """
    source = context.playbook.data.get("glossary.yml")
    if source is None or not isinstance(source.data, list):
        return
    for index, row in enumerate(source.data):
        if not isinstance(row, dict):
            continue  # rule schema says so
        for key in ("terms", "definition"):
            words = row.get(key)
            missing = [code for code in context.playbook.languages if not (isinstance(words, dict) and words.get(code))]
            if missing:
                message = f'"{row.get("id")}" has no {key.rstrip("s")} in {", ".join(missing)}'
                yield problem(
                    source.path, source.line(index, key), message, "write it; ask someone who speaks the language"
                )
