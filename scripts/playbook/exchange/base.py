"""What a file was made from: the English page and the translation as they were when it went out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from playbook.editing.history import versions
from playbook.exchange.job import JobPage, digest
from playbook.exchange.pairing import Pair, Pairs, matched_rows, pair
from playbook.model import REFERENCE, Page, Playbook
from playbook.model.page import heading_ids, read_page


class Base(Struct, frozen=True):
    """The texts of that moment. `knows_reference` and `knows_page` say whether they are really those.

    A version that was never committed, and is no more in the project, is not known: what is there now stands for it.
    """

    pairs: Pairs
    knows_reference: bool
    knows_page: bool


def find_base(playbook: Playbook, job: JobPage, reference: Page, page: Page | None, language: str) -> Base:
    """The versions that the file's stamp names, among what is there and what git has."""
    stamp = job.stamp
    if stamp is None:
        return Base(pair(playbook, reference, page, language), knows_reference=False, knows_page=page is None)
    path = page.path if page else f"docs/{language}/{reference.group}/{reference.topic}.md"
    english = _version(playbook, reference, reference.path, REFERENCE, reference, stamp.reference)
    own = _version(playbook, page, path, language, reference, stamp.page) if stamp.page else None
    known = own is not None or not stamp.page
    pairs = pair(playbook, english or reference, own if known else page, language)
    return Base(pairs, english is not None, known)


def _version(
    playbook: Playbook, now: Page | None, path: str, language: str, reference: Page, wanted: str
) -> Page | None:
    if now is not None and digest(now.text) == wanted:
        return now
    for text in (version.text for version in versions(playbook.root, path)):
        if digest(text) == wanted:
            headings = heading_ids(playbook.taxonomy, playbook.locales[language])
            return read_page(path, language, reference.group, reference.topic, text, headings)[0]
    return None


def carried(old: Pairs, new: Pairs) -> Mapping[str, str]:
    """From the id of each English text as it was to the id of the one that it is now, where there still is one."""
    return (
        dict(_carried(old, new))
        if old.reference.page.text != new.reference.page.text
        else {identifier: identifier for identifier in old.by_id}
    )


def _carried(old: Pairs, new: Pairs) -> Iterator[tuple[str, str]]:
    for section in dict.fromkeys(item.source.section for item in old.all):
        before = [item for item in old.all if item.source.section == section]
        after = [item for item in new.all if item.source.section == section]
        if all(item.source.row for item in (*before, *after)):
            rows = {was: now for now, was in matched_rows(_rows(before), _rows(after))}
            for item in before:
                row = rows.get(item.source.row)
                name = ".".join(filter(None, (section, str(row), item.source.rest)))
                if row and name in new.by_id:
                    yield item.source.id, name
        else:
            texts = [item.source.text for item in before], [item.source.text for item in after]
            for now, was in matched_rows(*texts):
                yield before[was - 1].source.id, after[now - 1].source.id


def _rows(pairs: list[Pair]) -> list[str]:
    rows: dict[int, list[str]] = {}
    for item in pairs:
        rows.setdefault(item.source.row, []).append(item.source.text)
    return ["\n".join(rows.get(row, ())) for row in range(1, max(rows, default=0) + 1)]
