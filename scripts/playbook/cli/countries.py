"""`playbook add-country` and `playbook organisation`: where a playbook is used."""

from __future__ import annotations

import click

from playbook.cli import load
from playbook.cli.planning import carry_out, dry_run_option
from playbook.cli.telling import say
from playbook.editing.countries import plan_add_country
from playbook.editing.organisation import plan_organisation, value_fault
from playbook.model import Playbook, Slot
from playbook.model.country import country_name
from playbook.model.problem import legible


@click.command("add-country")
@click.argument("code")
@dry_run_option
@click.pass_context
def add_country(ctx: click.Context, code: str, dry_run: bool) -> None:
    """Add a country: a file for its numbers, rights and bodies, in which everything is still missing.

    CODE is the country's code of two letters: SE, DE, PL. The site shows at once that its facts are not confirmed.

    \b
    Example: playbook add-country SE
    """
    playbook = load(ctx)
    carry_out(ctx, playbook, lambda: plan_add_country(playbook, code.upper()), dry_run=dry_run)


@click.command()
@click.option("--country", help="The country you work in, by its code: NO, TH, GB. It fills the emergency numbers.")
@click.option("--logo", help="The name of a PNG, JPEG or SVG file that you put into taxonomy/.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Fill in one slot; may be repeated.")
@dry_run_option
@click.pass_context
def organisation(
    ctx: click.Context, country: str | None, logo: str | None, settings: tuple[str, ...], dry_run: bool
) -> None:
    """Fill in your organisation's name, country, numbers and contacts: taxonomy/organisation.yml.

    Without options it asks for one thing after the other: Enter keeps what is there, "-" empties it. The page
    "Set up your workplace" of the site asks the same.

    \b
    playbook organisation
    playbook organisation --country NO --set duty_manager_phone="22 00 00 00"
    """
    playbook = load(ctx)
    values = _given(settings)
    if country is None and logo is None and not settings:
        country, values = _ask_all(playbook)
    code = None if country is None else country.upper()
    carry_out(ctx, playbook, lambda: plan_organisation(playbook, values, code, logo), dry_run=dry_run)


def _given(settings: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for setting in settings:
        name, sign, value = setting.partition("=")
        if not sign:
            raise click.UsageError(f'--set {setting}: write NAME=VALUE, such as --set duty_manager="Kim Berg"')
        values[name.strip()] = value
    return values


def _ask_all(playbook: Playbook) -> tuple[str | None, dict[str, str]]:
    known = ", ".join(f"{code} {country_name(code)}" for code in playbook.countries)
    say('Enter keeps what stands in brackets; "-" empties it.')
    country = _ask(f"Country ({known})", playbook.taxonomy.country or "").upper()
    while country and country not in playbook.countries:
        say(f'There is no country "{country}".')
        country = _ask("Country", playbook.taxonomy.country or "").upper()
    values = {}
    for slot in playbook.taxonomy.organisation_slots:
        before = slot.value or "" if slot.origin == "organisation" else ""
        value = _ask_slot(slot, before)
        if value != before:
            values[slot.name] = value
    return (country if country != (playbook.taxonomy.country or "") else None), values


def _ask_slot(slot: Slot, before: str) -> str:
    while True:
        value = _ask(slot.label, before)
        fault = value_fault(slot, value)
        if not fault:
            return value
        say(fault)


def _ask(question: str, before: str) -> str:
    answer: str = click.prompt(legible(question), default=legible(before), show_default=bool(before))
    return "" if answer.strip() == "-" else " ".join(answer.split())
