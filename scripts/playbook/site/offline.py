"""What a device keeps for when there is no signal: the service worker, and for each language the list of its files.

`offline/<language>.json` is `{"version": …, "files": {address: hash}}`: the addresses relative to the site's root, the
hashes the first 32 hex digits of the file's SHA-256. The version is a hash over the list, so that a change in one
language asks nothing of the readers of another. See theme/service-worker.js for what is done with it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping

from playbook.model import REFERENCE

OFFLINE_PAGE = "offline.html"
HASH_DIGITS = 32

_NOT_KEPT = re.compile(
    r"\.(pdf|gz|xml|txt|zip)$"  # for developers, for the printer, for search engines
    r"|^guides/(?!staff/|managers/)|^status/|^search-report/|/golden\.json$"  # for editors, at a desk
    r"|^assets/icons/icon-(192|512)"  # of an installed site the device keeps its own
    r"|^(404\.html|topics\.json|topics\.schema\.json|service-worker\.js|_headers|\.htaccess|vercel\.json|.*config\.json)$"
    r"|^offline/"
    r"|^search/[^/]+/keywords\.json$"  # of other languages; search-foreign.mjs makes it of words.json
    r"|^packs/files/"  # pictures of what is for the printer
    r"|^assets/(search-report\.mjs|status\.css)$"  # what only pages for editors load
    r"|^press/|^assets/press-"  # kept by press-worker.mjs, when somebody makes a pack
)
_SHARED_BY_ALL = re.compile(r"^assets/phrases/")
"""What names a language but serves readers of every language: phrases to show a customer."""


def offline_lists(hashes: Mapping[str, str], languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(path on the site, content) of the list of each language; `hashes` are of all other files, by their paths."""
    languages = tuple(languages)
    readers = [(file, _readers(file, languages)) for file in sorted(hashes)]
    for language in languages:
        kept = {address(file): hashes[file][:HASH_DIGITS] for file, whose in readers if language in whose}
        version = hashlib.sha256(json.dumps(kept).encode()).hexdigest()[:16]
        yield f"offline/{language}.json", json.dumps({"version": version, "files": kept}, separators=(",", ":"))


def is_kept(file: str, language: str, languages: Iterable[str]) -> bool:
    """Whether a reader of `language` keeps `file` (its path in the site): its pages and data, and assets."""
    return language in _readers(file, tuple(languages))


def _readers(file: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages whose readers keep a file."""
    if _NOT_KEPT.search(file):
        return ()
    language = None if _SHARED_BY_ALL.search(file) else _language_of(file, languages)
    return (language,) if language else languages


def address(file: str) -> str:
    """The address of a file of the site, as a reader's browser asks for it."""
    return re.sub(r"(^|/)index\.html$", r"\1", file)


def _language_of(file: str, languages: tuple[str, ...]) -> str | None:
    """The language that a path names in a folder or in a part of the file's name; None for what all share."""
    named = [part for part in re.split(r"[/.]", file)[:-1] if part in languages]
    if named:
        return named[0]
    return REFERENCE if file.endswith(".html") and file != OFFLINE_PAGE else None
