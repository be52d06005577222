"""Building a site: the parts of all languages side by side, then what it has once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from playbook.kept import Kept
from playbook.model import Problem
from playbook.processes import spread
from playbook.site.broken import broken_links
from playbook.site.finish import finish_site
from playbook.site.output import Output
from playbook.site.part import LanguagePart, PartMaker
from playbook.site.site import Site
from playbook.site.templates import compile_templates

_MOST = 16
"""Processes at most."""


class Built(Struct, frozen=True):
    """A site that was built: how many pages and files it has, and what is wrong with it."""

    pages: int
    files: int
    problems: tuple[Problem, ...]


Progress = Callable[[int, int], None]
"""Is told how many pieces of work are done, of how many."""


def _silent(_done: int, _of: int) -> None:
    """For who does not want to know."""


def build_site(
    site: Site,
    folder: Path,
    kept: Path | None = None,
    *,
    preview: bool = False,
    told: Progress = _silent,
    judge: Callable[[], None] = lambda: None,
    before: Path | None = None,
) -> Built:
    """Build the site into an empty folder. What was made before and is kept, is taken from there.

    `before` is the folder whose place it takes, if any (see output.py). `judge` is called while that is done, to look
    whether there may be a site at all. Raises OSError.
    """
    kept = kept and kept / _name(site, preview)
    parts = build_parts(
        site, site.playbook.languages, folder, kept, preview=preview, told=told, judge=judge, before=before
    )
    return join_parts(site, parts, folder, kept, before)


def build_parts(
    site: Site,
    languages: Sequence[str],
    folder: Path,
    kept: Path | None = None,
    *,
    preview: bool = False,
    told: Progress = _silent,
    judge: Callable[[], None] = lambda: None,
    before: Path | None = None,
) -> list[LanguagePart]:
    """Build what each of the languages has to itself; see `build_site`."""
    maker = PartMaker(site, folder, kept, preview=preview, before=before)
    makers = {"search": maker.search, "press": maker.press, "pages": maker.pages}
    jobs = [(kind, language) for kind in makers for language in languages]

    def work(job: tuple[str, str]) -> LanguagePart:
        kind, language = job
        return makers[kind](language)

    len(site.playbook.pages)
    maker.inputs.all  # noqa: B018 - worked out here, and not in each process
    if kept is None or not kept.exists():
        compile_templates()  # here, and not in each process
    found: dict[str, list[LanguagePart]] = {}
    for number, part in enumerate(spread(work, jobs, _MOST, meanwhile=judge), 1):
        found.setdefault(part.language, []).append(part)
        told(number, len(jobs))
    return [_together(found[language]) for language in languages]


def join_parts(
    site: Site, parts: Iterable[LanguagePart], folder: Path, kept: Path | None = None, before: Path | None = None
) -> Built:
    """Complete a site whose folder has the parts of all languages. Raises OSError."""
    parts = list(parts)
    pages = {source: page for part in parts for source, page in part.pages.items()}
    output = Output(folder, {path: digest for part in parts for path, digest in part.hashes.items()}, before)
    shared = Kept(kept and kept / "shared")
    finish_site(site, output, frozenset().union(*(part.classes for part in parts)), shared)
    shared.write()
    problems = dict.fromkeys(broken_links(site, pages))
    return Built(len(pages), len(output.hashes), tuple(sorted(problems)))


def _together(parts: list[LanguagePart]) -> LanguagePart:
    """What was made of one language in several pieces, as one part."""
    return LanguagePart(
        parts[0].language,
        parts[0].inputs,
        {source: page for part in parts for source, page in part.pages.items()},
        {path: digest for part in parts for path, digest in part.hashes.items()},
        frozenset().union(*(part.classes for part in parts)),
    )


def _name(site: Site, preview: bool) -> str:
    """The folder of what is kept for one address: builds for two do not take each other's place."""
    return hashlib.sha256(f"{site.site_url} {preview}".encode()).hexdigest()[:16]
