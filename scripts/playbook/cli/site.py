"""`playbook build` and `playbook serve`: the site as files, and the site while you write."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from playbook.cli import load_silently, root_of
from playbook.model import Playbook
from playbook.model.problem import legible
from playbook.model.site_address import VARIABLE

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

HOST, PORT = "127.0.0.1", 8000


@click.command()
@click.option("--site-dir", type=click.Path(path_type=Path), help="Where to build. Default: site/ in the project.")
@click.option("--url", help="The address where the site will be published, for canonical links and QR codes.")
@click.pass_context
def build(ctx: click.Context, site_dir: Path | None, url: str | None) -> None:
    """Build the static site, all languages.

    The site can be put on any web server, under any path. The build stops at the first broken link. The new site takes
    the place of the old one in one step, when it is whole.
    """
    from mkdocs.commands.build import build as build_site  # noqa: PLC0415

    from playbook.site.publishing import replacing  # noqa: PLC0415

    if url:
        os.environ[VARIABLE] = url
    _stop_on_problems(ctx)
    config = _config(root_of(ctx))
    target = site_dir or Path(config.site_dir)
    with replacing(target, lambda: click.echo(f"Another build of {target} is under way; waiting.", err=True)) as new:
        config.site_dir = str(new)
        build_site(config)
    click.echo(f"The site is in {target}")


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="The port to serve at.")
@click.option("--language", help="Build only this language beside English; much faster while you write.")
@click.pass_context
def serve(ctx: click.Context, port: int, language: str | None) -> None:
    """Serve the site at http://127.0.0.1:8000 and rebuild it when a file is saved.

    Stop it with Ctrl-C.
    """
    from mkdocs.commands import serve as mkdocs_serve  # noqa: PLC0415

    root = root_of(ctx)
    if not _is_free(port):
        hint = f"stop the other program, or choose another port: playbook serve --port {port + 1}"
        raise click.ClickException(f"port {port} of {HOST} is taken; {hint}")
    playbook = load_silently(ctx)
    _show_problems(playbook)
    if language and language not in playbook.languages:
        raise click.ClickException(playbook.no_language(language))
    if language:
        os.environ["PLAYBOOK_ONLY"] = language
    _quiet()
    click.echo(f"Building the site; it will be at http://{HOST}:{port} in a moment. Ctrl-C stops it.")
    vars(mkdocs_serve)["LiveReloadServer"] = _patient(vars(mkdocs_serve)["LiveReloadServer"])
    mkdocs_serve.serve(str(_mkdocs_file(root)), dev_addr=f"{HOST}:{port}", livereload=True, strict=False)


def _patient(server: type[LiveReloadServer]) -> type[LiveReloadServer]:
    """A server that shows the site as it was where it cannot be built anew, instead of nothing until it can."""

    class Patient(server):  # type: ignore[misc, valid-type]
        def __init__(self, builder: Callable[..., None], *arguments: Any, **options: Any) -> None:
            super().__init__(lambda: _told(builder), *arguments, **options)

        def _serve_request(self, environ: dict[str, Any], start_response: Any) -> Any:
            return None if "\0" in environ["PATH_INFO"] else super()._serve_request(environ, start_response)

    return Patient


def _told(builder: Callable[..., None]) -> None:
    """Build, or say why that cannot be done."""
    try:
        builder()
    except (Exception, SystemExit) as error:
        click.echo(f"{legible(str(error))}\nplaybook: the site stays as it was until that is mended", err=True)


def _mkdocs_file(root: Path) -> Path:
    file = root / "mkdocs.yml"
    if not file.is_file():
        raise click.ClickException(f"there is no mkdocs.yml in {root}; run this in the project's folder")
    return file


def _config(root: Path, **overrides: str | None) -> MkDocsConfig:
    from mkdocs.config import load_config  # noqa: PLC0415

    _quiet()
    return load_config(str(_mkdocs_file(root)), strict=True, **{k: v for k, v in overrides.items() if v})


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


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _quiet() -> None:
    """Let mkdocs say warnings only, and leave out the theme's announcement of its successor."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    logger = logging.getLogger("mkdocs")
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
        logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
