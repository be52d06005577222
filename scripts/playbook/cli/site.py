"""`playbook build` and `playbook join`: the site as files."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from playbook.cli import load_silently, root_of
from playbook.cli.telling import say
from playbook.kept import Kept
from playbook.model import Playbook, Problem
from playbook.model.site_address import VARIABLE, is_address

if TYPE_CHECKING:
    from playbook.site import Site
    from playbook.site.build import Built

SITE = "site"
"""Where the site is built, in the project."""
KEPT_AT = Path(".cache/site")
"""Where what was made is kept for the next build, in the project."""


_URL_HELP = "The address where the site will be published, for canonical links and QR codes."


@click.command()
@click.option("--site-dir", type=click.Path(path_type=Path), help="Where to build. Default: site/ in the project.")
@click.option("--url", help=_URL_HELP)
@click.option("--language", help="Build the part of this language alone, for `playbook join`; needs --site-dir.")
@click.option("--preview", is_flag=True, hidden=True, help="As `playbook serve` wants it: whatever can be shown.")
@click.pass_context
def build(ctx: click.Context, site_dir: Path | None, url: str | None, language: str | None, preview: bool) -> None:
    """Build the static site, all languages.

    The site can be put on any web server, under any path. The build stops at the first broken link. The new site takes
    the place of the old one in one step, when it is whole.
    """
    from playbook.site import build_site  # noqa: PLC0415 - what it needs takes its time

    started = time.monotonic()
    kept = root_of(ctx) / KEPT_AT
    reading = Kept(kept / ("reading-preview" if preview else "reading"))
    site = _site(ctx, url or "", reading, preview=preview)
    if language is not None:
        _build_part(site, language, site_dir, kept)
        reading.write()
        return
    target = site_dir or root_of(ctx) / SITE
    with _replacing(target) as new:
        with _progress("Building") as told:
            judge = _let_pass if preview else partial(_stop_at_unusable, site.written)
            built = build_site(site, new, kept, preview=preview, told=told, judge=judge, before=target)
        if not preview:
            _stop_at(built.problems, "on the pages")
    reading.write()
    _tell(site, built, target, started)


def _build_part(site: Site, language: str, folder: Path | None, kept: Path) -> None:
    from playbook.site import build_parts  # noqa: PLC0415 - what they need takes its time
    from playbook.site.joining import write_part  # noqa: PLC0415

    if folder is None:
        raise click.UsageError("say where the part is to be, with --site-dir")
    if language not in site.playbook.languages:
        raise click.UsageError(site.playbook.no_language(language))
    with _replacing(folder) as new:
        (part,) = build_parts(site, [language], new, kept, judge=partial(_stop_at_unusable, site.written))
        write_part(part, new)
    say(f"{len(part.pages)} pages in {site.locale(language).name}. The part is in {folder}")


@click.command()
@click.argument("parts", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--site-dir", type=click.Path(path_type=Path), help="Where to build. Default: site/ in the project.")
@click.option("--url", help=_URL_HELP)
@click.pass_context
def join(ctx: click.Context, parts: tuple[Path, ...], site_dir: Path | None, url: str | None) -> None:
    """Join the parts of all languages, built elsewhere, to the site.

    \b
    playbook build --language th --site-dir part-th      (each language, on any machine)
    playbook join part-*

    The result is what `playbook build` would make here, to the byte. Parts that were built from other files, for
    another address or with another program are refused.
    """
    from playbook.site import join_parts  # noqa: PLC0415 - what they need takes its time
    from playbook.site.joining import WrongPart, copy_part, read_parts  # noqa: PLC0415
    from playbook.site.output import Output  # noqa: PLC0415

    started = time.monotonic()
    site = _site(ctx, url or "")
    _stop_at_unusable(site.written)
    target = site_dir or root_of(ctx) / SITE
    try:
        found = read_parts(parts, site)
        with _replacing(target) as new:
            for folder, part in found:
                copy_part(folder, part, Output(new))
            built = join_parts(site, [part for _, part in found], new)
            _stop_at(built.problems, "on the pages")
    except WrongPart as error:
        raise click.ClickException(str(error)) from error
    _tell(site, built, target, started)


def _site(ctx: click.Context, url: str, reading: Kept | None = None, *, preview: bool = False) -> Site:
    """The site of the project, for an address or for that of its settings; `reading` is kept of its files."""
    from playbook.site import Site  # noqa: PLC0415 - what it needs takes its time

    gc.disable()  # for so short a time, looking for what is needed no more takes longer than it is worth
    if url and not is_address(url):
        raise click.UsageError(f'"{url}" is not the address of a site; it begins with https://')
    if url and not preview:  # packs are offered where their codes lead to this site
        os.environ[VARIABLE] = url
    playbook = load_silently(ctx, reading)
    return Site(playbook, url or playbook.site_address)


def _replacing(target: Path) -> AbstractContextManager[Path]:
    """A new folder, which takes the place of another."""
    from playbook.site.publishing import replacing  # noqa: PLC0415 - what it needs takes its time

    return replacing(target, lambda: say(f"Another build of {target} is under way; waiting.", err=True))


def _tell(site: Site, built: Built, target: Path, started: float) -> None:
    what = f"{built.pages} pages in {len(site.playbook.languages)} languages, {built.files} files"
    say(f"{what}, {_count(built.problems)}, {_since(started)}. The site is in {target}")


def _since(started: float) -> str:
    return f"in {time.monotonic() - started:.1f} s"


def _stop_at_unusable(playbook: Playbook) -> None:
    """Go no further where files cannot be used."""
    from playbook.site.logo import logo_problems  # noqa: PLC0415 - what it needs takes its time

    _stop_at(playbook.problems or logo_problems(playbook), "in files that cannot be used")


def _let_pass() -> None:
    """Whatever can be shown is shown."""


def _stop_at(problems: tuple[Problem, ...], where: str) -> None:
    """Tell the problems, if there are any, and go no further."""
    for problem in problems:
        say(str(problem), err=True)
    if problems:
        raise click.ClickException(f"{_count(problems)} {where}; mend them and try again")


def _count(problems: tuple[Problem, ...]) -> str:
    return "1 problem" if len(problems) == 1 else f"{len(problems)} problems"


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that grows with what is done, on a terminal; it is told how many pieces are done, of how many."""
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    with click.progressbar(length=1, label=what, file=sys.stderr) as bar:

        def told(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield told
