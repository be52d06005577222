from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, problem
from playbook.model import Problem


def check(context: Context) -> Iterator[Problem]:
    """A row of taxonomy/glossary.yml lacks a language's term or definition, or its id stands twice.

    Bad:
        terms: {en: complaint, fi: valitus}
    Good:
        terms: {en: complaint, tr: şikâyet, fi: valitus, nb: klage, th: ข้อร้องเรียน, el: παράπονο}
    """
    source = context.playbook.data.get("glossary.yml")
    if source is None or not isinstance(source.data, list):
        return
    seen: dict[str, int] = {}
    for index, row in enumerate(source.data):
        line = source.line(index)
        if not isinstance(row, dict) or "id" not in row:
            yield problem(source.path, line, "this row has no id", "a row begins with - id: and a short name")
            continue
        if row["id"] in seen:
            yield problem(source.path, line, f'"{row["id"]}" stands here twice', f"first in line {seen[row['id']]}")
        seen.setdefault(row["id"], line)
        for key in ("terms", "definition"):
            words = row.get(key)
            missing = [code for code in context.playbook.languages if not (isinstance(words, dict) and words.get(code))]
            if missing:
                message = f'"{row["id"]}" has no {key.rstrip("s")} in {", ".join(missing)}'
                yield problem(
                    source.path, source.line(index, key), message, "write it; ask someone who speaks the language"
                )
