"""How a command that changes files says what it will do, tries it, asks, does it, and says what comes next."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import click

from playbook.cli import root_of
from playbook.cli.telling import say, styled
from playbook.editing import Plan, Refusal, apply_plan, verify_plan
from playbook.model import Playbook
from playbook.model.problem import did_you_mean, legible

dry_run_option = click.option("--dry-run", is_flag=True, help="Show what would be done, and change nothing.")


def page_named(playbook: Playbook, words: Sequence[str]) -> tuple[str, str]:
    """(topic id, language code) from what was typed: `TOPIC LANGUAGE`, in either order, or the page's file.

    Raises click.UsageError that names the likely topic.
    """
    if len(words) == 1 and words[0].endswith(".md"):
        parts = words[0].replace("\\", "/").removesuffix(".md").split("/")
        words = [parts[-1], parts[-3]] if len(parts) >= 3 else [parts[-1]]
    languages = [word for word in words if word in playbook.languages]
    others = [word for word in words if word not in playbook.languages]
    topics = [word for word in others if playbook.taxonomy.topic(word)]
    if len(words) == 2 and len(languages) == 1 and topics:
        return topics[0], languages[0]
    if len(words) != 2:
        raise click.UsageError("name a topic and a language, such as: angry-customer th")
    if not languages:
        wrong = next((word for word in others if word not in topics), others[-1])
        raise click.UsageError(playbook.no_language(wrong))
    raise click.UsageError(unknown_topic(playbook, others[0] if others else words[0]))


def unknown_topic(playbook: Playbook, word: str) -> str:
    """That there is no such topic, and which is likely meant."""
    meant = did_you_mean(word, (topic.id for topic in playbook.taxonomy.topics()), "playbook status lists them all")
    return f'there is no topic "{word}"; {meant}'


def carry_out(
    ctx: click.Context, playbook: Playbook, make: Callable[[], Plan], *, dry_run: bool, question: str = ""
) -> None:
    """Make the plan, try it on a copy, ask `question` if there is one, write it, and say what comes next.

    Raises click.ClickException where it cannot be done; nothing is changed then.
    """
    try:
        plan = make()
    except Refusal as error:
        raise click.ClickException(str(error)) from error
    found = verify_plan(playbook.root, plan, playbook.problems) if plan.changes else ()
    if found:
        what = "\n".join(str(problem) for problem in found)
        raise click.ClickException(f"nothing was changed, as the project could not be read any more after it:\n{what}")
    if dry_run or (question and plan.changes):
        _list_changes(ctx, plan)
    if plan.takes:
        say("What goes with it, as no other topic takes its place (--to names one):")
        for line in plan.takes:
            say(f"  - {line}")
    if dry_run:
        say("Nothing was changed (--dry-run). Without it:")
    elif question and plan.changes and not _agreed(question):
        say("Nothing was changed.")
        return
    else:
        apply_plan(root_of(ctx), plan)
    for line in plan.done:
        say(f"  {line}" if dry_run else styled(line, fg="green"))
    if plan.next:
        say("\nWhat comes next:")
        for number, line in enumerate(plan.next, 1):
            say(f"  {number}. {line}")


def _list_changes(ctx: click.Context, plan: Plan) -> None:
    root = root_of(ctx)
    for change in plan.changes:
        verb = "remove" if change.text is None else "change" if (root / change.path).exists() else "write"
        say(f"  {verb:<7} {change.path}")


def _agreed(question: str) -> bool:
    if not sys.stdin.isatty():
        raise click.ClickException("this asks for a yes; run it in a terminal, or with --yes")
    return click.confirm(legible(question), default=False)
