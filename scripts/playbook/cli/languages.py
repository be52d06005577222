"""`playbook add-language`: a new language from nothing to a site in which every page is still English."""

from __future__ import annotations

import click

from playbook.cli import load
from playbook.cli.planning import carry_out, dry_run_option
from playbook.editing.languages import plan_add_language


@click.command("add-language")
@click.argument("code")
@dry_run_option
@click.pass_context
def add_language(ctx: click.Context, code: str, dry_run: bool) -> None:
    """Add a language: its catalogue of words, its folder, and the list of what to do.

    CODE is the language's short code: pl, ar, zh, pt-BR. Its own name, its direction and its plural rules come from the
    Unicode data (CLDR). The site builds at once; every page shows English until it is translated.

    \b
    Example: playbook add-language pl
    """
    playbook = load(ctx)
    carry_out(ctx, playbook, lambda: plan_add_language(playbook, code), dry_run=dry_run)
