"""`playbook build`: the site as files."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from playbook.cli import load_silently, root_of
from playbook.model import Playbook
from playbook.model.site_address import VARIABLE

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


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
    from mkdocs.commands.build import build as build_site  # noqa: PLC0415

    from playbook.site.publishing import replacing  # noqa: PLC0415

    if url:
        os.environ[VARIABLE] = url
    if not preview:
        _stop_on_problems(ctx)
    config = _config(root_of(ctx), strict=not preview)
    target = site_dir or Path(config.site_dir)
    with replacing(target, lambda: click.echo(f"Another build of {target} is under way; waiting.", err=True)) as new:
        config.site_dir = str(new)
        build_site(config)
    click.echo(f"The site is in {target}")


def _mkdocs_file(root: Path) -> Path:
    file = root / "mkdocs.yml"
    if not file.is_file():
        raise click.ClickException(f"there is no mkdocs.yml in {root}; run this in the project's folder")
    return file


def _config(root: Path, *, strict: bool) -> MkDocsConfig:
    from mkdocs.config import load_config  # noqa: PLC0415

    _quiet()
    return load_config(str(_mkdocs_file(root)), strict=strict)


def _show_problems(playbook: Playbook) -> int:
    from playbook.site.logo import logo_problems  # noqa: PLC0415 - what it needs takes its time

    problems = playbook.problems or logo_problems(playbook)
    for problem in problems:
        click.echo(str(problem), err=True)
    return len(problems)


def _stop_on_problems(ctx: click.Context) -> None:
    count = _show_problems(load_silently(ctx))
    if count:
        what = "1 problem" if count == 1 else f"{count} problems"
        raise click.ClickException(f"{what} in files that cannot be used; mend them and try again")


def _quiet() -> None:
    """Let mkdocs say warnings only, and leave out the theme's announcement of its successor."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    logger = logging.getLogger("mkdocs")
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
        logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
