"""The `playbook` command: arguments and exit codes. The only place that prints an outcome or exits.

Each sub-command stands in a file of its own, imported only when it is called, so that every command starts fast.
Exit codes: 0 all is well, 1 there are problems, 2 the command could not run.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from playbook.cli.telling import say, styled
from playbook.files import UnreadableFile, UnwritableFile, why_unwritable
from playbook.model import NotAPlaybook

if TYPE_CHECKING:
    from playbook.kept import Kept
    from playbook.model import Playbook

TRACEBACK = "PLAYBOOK_TRACEBACK"
"""A variable of the environment: whether a fault of the program itself ends in a traceback."""
_TOLD = 10
"""Problems of files that cannot be read that are told before a command does its work."""
COMMANDS = {
    "serve": "playbook.cli.serving:serve",
    "edit": "playbook.cli.serving:edit",
    "build": "playbook.cli.site:build",
    "join": "playbook.cli.site:join",
    "pack": "playbook.cli.pack:pack",
    "packs": "playbook.cli.pack:packs",
    "check": "playbook.cli.check:check",
    "articles": "playbook.cli.articles:articles",
    "status": "playbook.cli.status:status",
    "new": "playbook.cli.editing:new",
    "translate": "playbook.cli.editing:translate",
    "translated": "playbook.cli.editing:translated",
    "reviewed": "playbook.cli.editing:record_review",
    "diff": "playbook.cli.status:diff",
    "export": "playbook.cli.exchange:export_texts",
    "import": "playbook.cli.exchange:import_texts",
    "begin": "playbook.cli.handing_in:begin_piece",
    "hand-in": "playbook.cli.handing_in:hand_in",
    "receive": "playbook.cli.handing_in:receive",
    "rename": "playbook.cli.topics:rename",
    "retire": "playbook.cli.topics:retire",
    "organisation": "playbook.cli.countries:organisation",
    "add-country": "playbook.cli.countries:add_country",
    "add-language": "playbook.cli.languages:add_language",
}
"""Sub-command name to `module:function`, in the order in which --help lists them."""


class _LazyGroup(click.Group):
    """A group that imports a sub-command only when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, function = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), function)
        return command


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=None,
    help="The project's folder. Default: this folder or the nearest one above it that holds taxonomy/topics.yml.",
)
@click.version_option(package_name="customer-care-playbook")
@click.pass_context
def playbook(ctx: click.Context, root: Path | None) -> None:
    """Tools for the Customer Care Playbook.

    Staff read the site, managers print packs, editors write pages; these commands serve all three. Every command has
    its own --help.
    """
    ctx.obj = root or _find_root(Path.cwd())


def _find_root(start: Path) -> Path:
    for folder in (start, *start.parents):
        if (folder / "taxonomy" / "topics.yml").is_file():
            return folder
    return start


def load(ctx: click.Context) -> Playbook:
    """The playbook in the project's folder, for a sub-command; first of all it is told what of it cannot be read."""
    playbook = load_silently(ctx)
    tell_unread(playbook)
    return playbook


def load_silently(ctx: click.Context, kept: Kept | None = None) -> Playbook:
    """The same, for a sub-command that tells by itself what cannot be read, and that may have things kept."""
    from playbook.model import load_playbook  # noqa: PLC0415 - it takes its time, and not every command needs it

    return load_playbook(ctx.find_root().obj, kept)


def tell_unread(playbook: Playbook) -> None:
    """Say which files cannot be read, as all that follows is told without them."""
    found = playbook.unread
    if not found:
        return
    say(styled("This cannot be read, and what follows is told without it; mend it first:", bold=True), err=True)
    for problem in found[:_TOLD]:
        say(str(problem), err=True)
    if found[_TOLD:]:
        say(f"… and {len(found) - _TOLD} more: playbook check", err=True)
    say(err=True)


def root_of(ctx: click.Context) -> Path:
    """The project's folder, for a sub-command that does not read the playbook."""
    folder: Path = ctx.find_root().obj
    return folder


def main() -> None:
    """Run the command line; every failure ends in a message and an exit code, never in a traceback."""
    try:
        status = playbook.main(standalone_mode=False)
        sys.stdout.flush()  # what cannot be written is told below
        sys.exit(status if isinstance(status, int) else 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.exceptions.Abort:
        _fail("stopped; nothing was left half-written", 130)
    except click.ClickException as error:
        told = io.StringIO()
        error.show(told)
        say(told.getvalue(), err=True, nl=False)
        sys.exit(2)
    except NotAPlaybook as error:
        _fail(str(error))
    except (UnreadableFile, UnwritableFile) as error:
        _fail(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        _fail("stopped; nothing was left half-written", 130)
    except MemoryError:
        _fail("not enough memory for this; close other programs and try again")
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _fail(f"{where}{why_unwritable(error)}")
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        hint = f"tell its developers what you did; {TRACEBACK}=1 shows them where"
        _fail(f"a fault of this program, not of yours: {type(error).__name__}: {error}\n    hint: {hint}")


def _fail(message: str, code: int = 2) -> None:
    say(f"playbook: {message}", err=True)
    sys.exit(code)
