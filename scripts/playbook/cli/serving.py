"""`playbook serve` and `playbook edit`: the site while you write, and the studio."""

from __future__ import annotations

import errno
import http.client
import os
import re
import traceback
import webbrowser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from playbook.cli import TRACEBACK, root_of, tell_unread
from playbook.cli.telling import say, styled
from playbook.files import UnwritableFile
from playbook.model import Problem

if TYPE_CHECKING:
    from playbook.serve import Access

_PORT = 8000
_OPEN = ".studio/open"


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=_PORT, show_default=True, help="The port to serve at.")
@click.option("--packs", is_flag=True, help="Make the printed packs too, beside everything else.")
@click.pass_context
def serve(ctx: click.Context, port: int, packs: bool) -> None:
    """Serve the site at http://127.0.0.1:8000, each page as you save it.

    A mistake is shown here and on the page, and the page as it was beneath it. Stop it with Ctrl-C.
    """
    _start(ctx, port, studio=False, packs=packs)


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=_PORT, show_default=True, help="The port to serve at.")
@click.pass_context
def edit(ctx: click.Context, port: int) -> None:
    """Open the studio: write and translate pages in the browser.

    It is served on this machine alone, together with the site. Stop it with Ctrl-C.
    """
    _start(ctx, port, studio=True)


def _start(ctx: click.Context, port: int, *, studio: bool, packs: bool = False) -> None:
    from playbook.editing.work import keep_start  # noqa: PLC0415
    from playbook.serve import Access, Desk, run_server, take_port  # noqa: PLC0415 - what they need takes its time
    from playbook.studio import studio_routes  # noqa: PLC0415

    access = Access(port)
    try:
        taken = take_port(port)
    except OSError as error:
        if studio and _opened_before(root_of(ctx)):
            return
        if error.errno != errno.EADDRINUSE:
            raise click.ClickException(f"port {port} of 127.0.0.1 cannot be had: {error.strerror}") from error
        hint = f"stop the other program, or choose another port: playbook {ctx.info_name} --port {port % 65535 + 1}"
        raise click.ClickException(f"port {port} of 127.0.0.1 is taken; {hint}") from error
    with taken, suppress(KeyboardInterrupt):
        desk = Desk(root_of(ctx), access.address)
        with suppress(UnwritableFile):  # the studio says so when something is to be kept
            keep_start(desk.root)
        tell_unread(desk.playbook)
        with _noted(desk.root, access.studio):
            run_server(desk, access, taken, studio_routes(), _Terminal(access, studio=studio), packs=packs)


@contextmanager
def _noted(root: Path, address: str) -> Iterator[None]:
    """While the server runs, its address stands in the folder, for whoever starts it once more; for nobody else."""
    file = root / _OPEN
    try:
        file.parent.mkdir(exist_ok=True)
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as note:
            note.write(address)
    except OSError:
        pass  # then it is started once more as if it were not open
    try:
        yield
    finally:
        with suppress(OSError):
            if file.read_text("utf-8") == address:
                file.unlink()


def _opened_before(root: Path) -> bool:
    """Open the studio that is running already in this folder; whether there is one."""
    try:
        address = (root / _OPEN).read_text("utf-8")
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)(/studio/\?key=[\w-]+)", address)
        if not found:
            return False
        asked = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=5)
        asked.request("GET", found[2])
        if asked.getresponse().status != http.HTTPStatus.SEE_OTHER:
            return False
    except (OSError, ValueError, http.client.HTTPException):
        return False
    say(f"The studio is open already, at {address}")
    webbrowser.open(address)
    return True


class _Terminal:
    """Says what the server has to say where it was started."""

    def __init__(self, access: Access, *, studio: bool) -> None:
        self._access, self._studio = access, studio

    def ready(self) -> None:
        address = self._access.studio
        say(f"The site is at {self._access.address}, the studio at {address}\nCtrl-C stops both.")
        if self._studio and not webbrowser.open(address):
            say("No browser could be opened; open the studio's address in one.")

    def mistakes(self, made: Sequence[Problem], mended: Sequence[Problem]) -> None:
        for problem in made:
            say(str(problem), err=True)
        for problem in mended:
            say(styled("mended", fg="green"), f": {problem.path}: {problem.message}", err=True)

    def fault(self, error: Exception) -> None:
        say(f"playbook: a fault of this program, not of yours: {type(error).__name__}: {error}", err=True)
        if os.environ.get(TRACEBACK):
            traceback.print_exception(error)
