"""What the English said when a translation was made, so that a translator sees what changed."""

from __future__ import annotations

from collections.abc import Mapping

from playbook.editing.comparison import earlier_parts
from playbook.exchange.notation import words_of
from playbook.exchange.page_texts import find_page_texts
from playbook.exchange.pairing import Pairs, matched_rows
from playbook.model import REFERENCE, Playbook, fingerprint, page_fingerprints, stale_parts


def earlier_texts(playbook: Playbook, pairs: Pairs) -> Mapping[str, str]:
    """From the id of an English text to what it said when it was translated.

    Only of parts that are out of date, and where git has that version.
    """
    if pairs.translation is None:
        return {}
    page, reference = pairs.translation.page, pairs.reference.page
    found: dict[str, str] = {}
    stale = stale_parts(page, reference)
    for section, (_, old_page) in earlier_parts(playbook, page, reference, stale).items():
        old = find_page_texts(old_page, playbook.taxonomy, playbook.locales[REFERENCE])
        was, now = page_fingerprints(old_page).get(section), page_fingerprints(reference).get(section)
        rows = dict(matched_rows(was, now)) if isinstance(was, list) and isinstance(now, list) else {}
        for source in (item.source for item in pairs.all if item.source.section == section):
            row = str(rows.get(source.row, "")) if source.row else ""
            name = ".".join(filter(None, (section, row, source.rest))) if source.row else source.id
            if name in old.by_id and bool(row) == bool(source.row):
                found[source.id] = old.by_id[name].text
    return found


def says_the_same(old: str, new: str) -> bool:
    """Whether two English texts differ in typography at most."""
    return fingerprint(words_of(old)) == fingerprint(words_of(new))
