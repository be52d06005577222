"""`playbook begin` and `playbook hand-in`: a piece of work, from what all have now to the others."""

from __future__ import annotations

from collections.abc import Callable

import click

from playbook.cli import root_of
from playbook.cli.telling import say, styled
from playbook.editing import Refusal
from playbook.editing.handing_in import WorkDone, begin_work, hand_in_work

_name = click.option("--name", default="", metavar="NAME", help="Your name, once; it stands beside your changes.")
_email = click.option("--email", default="", metavar="ADDRESS", help="Your mail address, once.")


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
@click.pass_context
def hand_in(ctx: click.Context, title: str, name: str, email: str) -> None:
    """Check what you changed, keep it, and send it to the others.

    TITLE says what you did. What is wrong in the files that you changed is listed, and nothing is sent until it is
    mended; what is still to do keeps nobody from handing in.

    \b
    Example: playbook hand-in "Thai: the angry customer"
    """
    outcome = _tell(lambda: hand_in_work(root_of(ctx), title, name, email))
    if outcome.link:
        say(f"\nOpen this, and ask for your work to be taken in:\n  {outcome.link}")
    say("\nWhat you do next, you begin with: playbook begin “what you are going to do”")


def _tell(work: Callable[[], WorkDone]) -> WorkDone:
    try:
        outcome = work()
    except Refusal as error:
        raise click.ClickException(str(error)) from error
    for line in outcome.done:
        say(styled(line, fg="green"))
    return outcome
