"""`playbook begin`, `hand-in` and `receive`: a piece of work, from what all have now to the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

import click

from playbook.cli import load, root_of
from playbook.cli.planning import carry_out
from playbook.cli.telling import say, styled
from playbook.editing import Plan, Refusal
from playbook.editing.editor import Editor, who_works
from playbook.editing.handing_in import begin_work, hand_in_work
from playbook.editing.work_file import FILE_BYTES, note_received, plan_receive, read_work, work_file
from playbook.files import read_bytes, write_whole

_name = click.option("--name", default="", metavar="NAME", help="Your name, once; it stands beside your changes.")
_email = click.option("--email", default="", metavar="ADDRESS", help="Your mail address, once.")


class _Outcome(Protocol):
    """What can be told of what was done."""

    @property
    def done(self) -> tuple[str, ...]:
        """In sentences."""

    @property
    def link(self) -> str:
        """Where to go on, or nothing."""


_Done = TypeVar("_Done", bound=_Outcome)


@click.command("begin")
@click.argument("title")
@_name
@_email
@click.pass_context
def begin_piece(ctx: click.Context, title: str, name: str, email: str) -> None:
    """Begin a piece of work from what all have now.

    TITLE says what you are going to do. It does not matter what became of the last piece of work: whether it was taken
    in, or is still waiting. What you changed and did not hand in comes along.

    \b
    Example: playbook begin "Thai: the angry customer"
    """
    _tell(lambda: begin_work(root_of(ctx), title, name, email))
    say("\nWrite, and when you are done: playbook hand-in “what you did”")


@click.command("hand-in")
@click.argument("title")
@_name
@_email
@click.option(
    "--file", type=click.Path(path_type=Path, dir_okay=False), help="Make one file to send, where there is no server."
)
@click.pass_context
def hand_in(ctx: click.Context, title: str, name: str, email: str, file: Path | None) -> None:
    """Check what you changed, keep it, and send it to the others.

    TITLE says what you did. What others changed meanwhile is put together with it, sentence by sentence. What is wrong
    in the files that you changed is listed, and nothing is sent until it is mended; what is still to do keeps nobody
    from handing in.

    \b
    Example: playbook hand-in "Thai: the angry customer"
    """
    if file:
        _write_file(ctx, title, Editor(name, email) if name else who_works(root_of(ctx)), file)
        return
    outcome = _tell(lambda: hand_in_work(root_of(ctx), title, name, email))
    if outcome.link:
        say(f"\nOpen this, and ask for your work to be taken in:\n  {outcome.link}")
    say("\nWhat you do next, you begin with: playbook begin “what you are going to do”")


def _write_file(ctx: click.Context, title: str, editor: Editor, file: Path) -> None:
    try:
        _, content = work_file(root_of(ctx), editor, title)
    except Refusal as error:
        raise click.ClickException(str(error)) from error
    write_whole(file, content)
    say(styled(f"Your work is in {file}; send it to whoever looks after the site.", fg="green"))


@click.command("receive")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--keep",
    type=click.Choice(["mine", "theirs"]),
    help="Where both changed the same text: which one stays. The studio shows both, one by one.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be done, and change nothing.")
@click.pass_context
def receive(ctx: click.Context, file: Path, keep: str | None, dry_run: bool) -> None:
    """Take in a piece of work that somebody sent as a file.

    What they changed is put together with what is here, sentence by sentence. FILE is one that the studio, or `playbook
    hand-in --file`, has made.

    \b
    Example: playbook receive work-2026-11-27.zip
    """
    playbook = load(ctx)
    root = playbook.root

    def plan() -> Plan:
        work = read_work(read_bytes(file, FILE_BYTES))
        found = plan_receive(root, work)
        rows = [(path, clash.part) for path, clashes in found.clashes.items() for clash in clashes]
        if rows and not keep:
            places = "\n".join(f"  {path}: {part}" for path, part in rows)
            raise Refusal(
                f"here and there the same texts were changed; settle them in the studio, or say --keep:\n{places}"
            )
        if rows:
            found = plan_receive(root, work, _AllOf(keep or ""))
        done = f"“{work.about.note}” by {work.about.by}, {work.about.day}: {len(work.files)} files."
        return Plan(found.plan.changes, (done,), ("Run: playbook check", "Then: playbook hand-in “what was taken in”"))

    carry_out(ctx, playbook, plan, dry_run=dry_run)
    if not dry_run:
        note_received(root, read_work(read_bytes(file, FILE_BYTES)).about)


class _AllOf(dict[str, str]):
    """The same choice for whatever is asked."""

    def __init__(self, choice: str) -> None:
        super().__init__()
        self._choice = choice

    def get(self, _: object, __: object = None) -> str:
        return self._choice


def _tell(work: Callable[[], _Done]) -> _Done:
    try:
        outcome = work()
    except Refusal as error:
        raise click.ClickException(str(error)) from error
    for line in outcome.done:
        say(styled(line, fg="green"))
    return outcome
