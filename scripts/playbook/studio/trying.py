"""Trying the search with words that are not saved yet: its files, as the next build would make them."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from msgspec import Struct

from playbook.model import Playbook
from playbook.search import search_files
from playbook.shown.addresses import page_address
from playbook.shown.drafts import published
from playbook.studio.sheets import SearchSheet


class _Made(Struct, frozen=True):
    playbook: Playbook
    language: str
    typed: Mapping[str, str]
    files: Mapping[str, bytes]


_MADE: dict[str, _Made] = {}
"""What was made last for a language: typing changes one language, and its files are asked for one by one."""
_MAKING = threading.Lock()


def tried_files(sheet: SearchSheet, typed: Mapping[str, str], language: str) -> Mapping[str, bytes]:
    """The search files of a language by their path, with what was typed on a sheet. Raises Refusal."""
    with _MAKING:
        last = _MADE.get(language)
        known = dict(typed) if language == sheet.language else {}
        if last is None or last.playbook is not sheet.playbook or last.typed != known:
            changes = {change.path: str(change.text) for change in sheet.plan(known).changes}
            now = sheet.playbook.with_texts(changes) if changes else sheet.playbook
            files = search_files(published(now), language, page_address)
            last = _MADE[language] = _Made(sheet.playbook, language, known, files)
        return last.files
