"""`playbook build`: the site as files."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from playbook.cli import load_silently, root_of
from playbook.model import Playbook, Problem
from playbook.model.site_address import VARIABLE

SITE = "site"
"""Where the site is built, in the project."""


@click.command()
@click.option("--site-dir", type=click.Path(path_type=Path), help="Where to build. Default: site/ in the project.")
@click.option("--url", help="The address where the site will be published, for canonical links and QR codes.")
@click.option("--preview", is_flag=True, hidden=True, help="As `playbook serve` wants it: whatever can be shown.")
@click.pass_context
def build(ctx: click.Context, site_dir: Path | None, url: str | None, preview: bool) -> None:
    """Build the static site, all languages.

    The site can be put on any web server, under any path. The build stops at the first broken link. The new site takes
    the place of the old one in one step, when it is whole.
    """
    from playbook.site import Site, build_site  # noqa: PLC0415 - what they need takes its time
    from playbook.site.kept import KEPT_AT  # noqa: PLC0415
    from playbook.site.publishing import replacing  # noqa: PLC0415

    started = time.monotonic()
    gc.disable()  # for so short a time, looking for what is needed no more takes longer than it is worth
    if url and not preview:  # packs are offered where their codes lead to this site
        os.environ[VARIABLE] = url
    playbook = load_silently(ctx)
    if not preview:
        _stop_at(_unusable(playbook), "in files that cannot be used")
    target = site_dir or root_of(ctx) / SITE
    site = Site(playbook, url or playbook.site_address)
    with replacing(target, lambda: click.echo(f"Another build of {target} is under way; waiting.", err=True)) as new:
        with _progress("Building") as told:
            built = build_site(site, new, playbook.root / KEPT_AT, preview=preview, told=told)
        if not preview:
            _stop_at(built.problems, "on the pages")
    what = f"{built.pages} pages in {len(playbook.languages)} languages, {_count(built.problems)}"
    click.echo(f"{what}, in {time.monotonic() - started:.1f} s. The site is in {target}")


def _unusable(playbook: Playbook) -> tuple[Problem, ...]:
    """What keeps files from being used."""
    from playbook.site.logo import logo_problems  # noqa: PLC0415 - what it needs takes its time

    return playbook.problems or logo_problems(playbook)


def _stop_at(problems: tuple[Problem, ...], where: str) -> None:
    """Tell the problems, if there are any, and go no further."""
    for problem in problems:
        click.echo(str(problem), err=True)
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
