"""`playbook rename` and `playbook retire`: a topic under another id, or gone, everywhere at once."""

from __future__ import annotations

import click

from playbook.cli import load
from playbook.cli.planning import carry_out, dry_run_option
from playbook.editing.moving import plan_rename, plan_retire


@click.command()
@click.argument("topic")
@click.argument("new_id")
@dry_run_option
@click.pass_context
def rename(ctx: click.Context, topic: str, new_id: str, dry_run: bool) -> None:
    """Give a topic another id, in all languages at once.

    The id is the page's file name and its address. Pages, links, relations, packs, the decision guide, the glossary and
    ledgers follow, and the old address leads on to the new one. The titles on the pages stay: change them by hand.
    Stopped half-way, the same command finishes the work.

    \b
    Example: playbook rename delayed-order late-delivery
    """
    playbook = load(ctx)
    carry_out(ctx, playbook, lambda: plan_rename(playbook, topic, new_id), dry_run=dry_run)


@click.command()
@click.argument("topic")
@click.option("--to", metavar="TOPIC", help="The topic that takes its place; links lead there.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@dry_run_option
@click.pass_context
def retire(ctx: click.Context, topic: str, to: str | None, yes: bool, dry_run: bool) -> None:
    """Take a topic out, in all languages at once.

    Its pages are removed. Links, relations, packs, the decision guide, the glossary and ledgers lead to the topic that
    takes its place; without --to, links become plain words. The old address leads on to that topic, or to the group.
    Stopped half-way, the same command finishes the work.

    \b
    Example: playbook retire delayed-order --to keeping-promises
    """
    playbook = load(ctx)
    question = "" if yes else f'Remove the pages of "{topic}" in all languages?'
    carry_out(ctx, playbook, lambda: plan_retire(playbook, topic, to), dry_run=dry_run, question=question)
