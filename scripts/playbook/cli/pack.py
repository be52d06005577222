"""`playbook pack` and `playbook packs`: printed packs for new starters, teams and walls."""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from typing import NoReturn

import click

from playbook.cli import load, root_of
from playbook.cli.telling import say
from playbook.files import write_whole
from playbook.model import Playbook, Problem
from playbook.model.pack import PACKS_FILE
from playbook.model.site_address import is_address, is_example
from playbook.packs.current import is_current
from playbook.packs.making import make_pack
from playbook.packs.request import PAPERS, PackRequest, UnusablePack, WrongRequest
from playbook.packs.several import shelve_all
from playbook.packs.shelf import BUILT_PACKS, requests, whole_files, write_list
from playbook.shown.speaker import SPEAKERS

_URL_HELP = "The address of your site, for the QR codes. Default: $PLAYBOOK_URL, or site_url in mkdocs.yml."
_COUNTRY_HELP = "The country it is used in: its numbers and rights are printed. [the organisation's]"
_SPEAKER_HELP = "Who says what is said, in Thai: ค่ะ/ครับ, ค่ะ or ครับ."
_ORGANISATION_HELP = "A file to use in place of taxonomy/organisation.yml: your names, numbers and logo."


@click.command()
@click.argument("name", required=False)
@click.option("--language", "-l", help="The language of the pack: en, tr, fi, nb, th, el.")
@click.option("--with", "second", metavar="LANGUAGE", help="A second language, on facing pages.")
@click.option("--paper", type=click.Choice(PAPERS), default="a4", show_default=True, help="The size of the paper.")
@click.option("--large-print", is_flag=True, help="Set the text in 16 points instead of 10.")
@click.option("--topics", metavar="A,B,C", default="", help="Print these topics instead of the pack's own.")
@click.option("--organisation", type=click.Path(path_type=Path), help=_ORGANISATION_HELP)
@click.option("--country", default="", help=_COUNTRY_HELP)
@click.option("--set", "settings", multiple=True, metavar="SLOT=VALUE", help="Fill in one slot; may be repeated.")
@click.option("--for", "recipient", default="", metavar="NAME", help="Who gets this copy; printed on the cover.")
@click.option("--speaker", type=click.Choice(SPEAKERS), default="both", show_default=True, help=_SPEAKER_HELP)
@click.option(
    "--trainer", is_flag=True, help="Print answers and times beside the exercises, for whoever trains others."
)
@click.option("--url", help=_URL_HELP)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The PDF to write. Default: NAME-LANGUAGE.pdf.")
@click.option("--list", "list_packs", is_flag=True, help="List the packs there are, and the topics of each.")
@click.pass_context
def pack(
    ctx: click.Context,
    name: str | None,
    language: str | None,
    second: str | None,
    paper: str,
    large_print: bool,
    topics: str,
    organisation: Path | None,
    country: str,
    settings: tuple[str, ...],
    recipient: str,
    speaker: str,
    trainer: bool,
    url: str | None,
    output: Path | None,
    list_packs: bool,
) -> None:
    """Make one printed pack as a PDF.

    \b
    playbook pack new-starter --language th
    playbook pack new-starter --language th --with nb --for "Somchai" -o somchai.pdf
    playbook pack custom --language fi --topics angry-customer,staying-calm
    playbook pack poster --language el --set emergency_number=112

    The packs stand in taxonomy/packs.yml. Print booklets on both sides of the paper, turned over the long edge.
    """
    playbook = _playbook(ctx)
    if list_packs:
        _list(playbook)
        return
    if not name or not language:
        raise click.UsageError("say which pack, and in which language: playbook pack new-starter --language th")
    request = PackRequest(
        name,
        (language, second) if second else (language,),
        paper,
        large_print,
        tuple(filter(None, (topic.strip() for topic in topics.split(",")))),
        organisation,
        _values(settings),
        " ".join(recipient.split()),
        _site_url(playbook, url),
        country.upper(),
        speaker,
        trainer,
    )
    target = output or Path(request.file_name)
    if target.is_dir():
        target /= request.file_name
    try:
        made = make_pack(playbook, request)
    except (WrongRequest, UnusablePack) as error:
        _stop(error)
    write_whole(target, made.pdf)
    say(f"{target}: {_size(len(made.pdf))}, version {made.version}")
    if made.left_out:
        names = ", ".join(made.left_out)
        say(f"Not in it, as they are not written yet: {names}. What comes next: playbook status", err=True)
    _warn_of_example(request.site_url)


@click.command()
@click.option("--language", "-l", "languages", multiple=True, help="Only this language; may be repeated.")
@click.option("--paper", "papers", type=click.Choice(PAPERS), multiple=True, help="The paper; may be repeated. [a4]")
@click.option("--large-print", is_flag=True, help="Set the text in 16 points instead of 10.")
@click.option("--every-form", is_flag=True, help="On A4 and Letter, in normal and in large print.")
@click.option("--with", "second", metavar="LANGUAGE", help="Two languages in each: every other one, and this.")
@click.option("--organisation", type=click.Path(path_type=Path), help=_ORGANISATION_HELP)
@click.option("--country", default="", help=_COUNTRY_HELP)
@click.option("--url", help=_URL_HELP)
@click.option("--again", is_flag=True, help="Also make those whose content is what it was.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help=f"The folder to write to. Default: {BUILT_PACKS}."
)
@click.pass_context
def packs(
    ctx: click.Context,
    languages: tuple[str, ...],
    papers: tuple[str, ...],
    large_print: bool,
    every_form: bool,
    second: str | None,
    organisation: Path | None,
    country: str,
    url: str | None,
    again: bool,
    output: Path | None,
) -> None:
    """Make all printed packs in all languages.

    They go to build/packs/, from where `playbook build` takes them onto the site's page of packs. Those whose content
    is what it was stay as they are.
    """
    playbook = _playbook(ctx)
    folder = output or root_of(ctx) / BUILT_PACKS
    unknown = [code for code in (*languages, *filter(None, [second])) if code not in playbook.languages]
    if unknown:
        raise click.UsageError(playbook.no_language(unknown[0]))
    address = _site_url(playbook, url)
    template = PackRequest("", (), organisation=organisation, site_url=address, country=country.upper())
    sheets, prints = (PAPERS, (False, True)) if every_form else (papers or ("a4",), (large_print,))
    try:
        wanted = requests(playbook, languages or playbook.languages, template, sheets, prints, second or "")
    except UnusablePack as error:
        _stop(error)
    changed = wanted if again else _changed(playbook, wanted, folder)
    failed = _make_all(playbook, changed, folder, len(wanted) - len(changed))
    _warn_of_example(template.site_url)
    if failed:
        sys.exit(1)


def _playbook(ctx: click.Context) -> Playbook:
    gc.disable()  # nothing here is made in circles, and looking for what is would take a fifth of Python's time
    return load(ctx)


def _changed(playbook: Playbook, wanted: list[PackRequest], folder: Path) -> list[PackRequest]:
    """Those of the packs that are not in the folder, or not as they would be made now."""
    there = [pack.request for pack in whole_files(folder) if is_current(playbook, pack)]
    return [request for request in wanted if request not in there]


def _make_all(playbook: Playbook, wanted: list[PackRequest], folder: Path, others: int) -> bool:
    """Make every pack, with a progress bar; returns whether one could not be made. `others` stay as they are.

    Interrupted, it keeps those that are made, so that the next time goes on from there.
    """
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import track  # noqa: PLC0415

    started, made, problems = time.monotonic(), [], set[Problem]()
    # First the processes, then the progress bar: it has a thread, beside which no process may begin.
    console, outcomes = Console(stderr=True), shelve_all(playbook, wanted, folder)
    hidden = not console.is_terminal
    shown = track(outcomes, "Making packs", len(wanted), console=console, transient=True, disable=hidden)
    try:
        for pack, reasons in shown:
            problems.update(reasons)
            if pack:
                made.append(pack)
    except KeyboardInterrupt:
        say(f"Interrupted: {len(made)} of {len(wanted)} packs are made and stay, in {folder}", err=True)
        raise
    finally:
        write_list(folder, made)
    for problem in sorted(problems):
        say(str(problem), err=True)
    size = _size(sum(pack.size for pack in made))
    seconds = time.monotonic() - started
    stay = f"; {others} are as they were" if others else ""
    say(f"{len(made)} of {len(wanted)} packs, {size}, in {seconds:.1f} s, in {folder}{stay}")
    return bool(problems)


def _list(playbook: Playbook) -> None:
    for row in playbook.packs.values():
        say(f"{row.id} – {row.name}. {row.audience}. ({row.layout})")
        say(f"    {', '.join(row.topics) or 'the topics you name with --topics'}")
    problems = playbook.problems_in(PACKS_FILE)
    if problems:
        _stop(UnusablePack(problems))


def _values(settings: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals:
            raise click.UsageError(f'--set {setting}: write SLOT=VALUE, such as --set "duty_manager=Ann Lee"')
        values[name.strip()] = value
    return values


def _site_url(playbook: Playbook, given: str | None) -> str:
    """Where the site is: as given, or as the playbook has it."""
    url = given or playbook.site_address
    if not is_address(url):
        raise click.UsageError(f'"{url}" is not the address of a site; it begins with https://')
    return url


def _warn_of_example(url: str) -> None:
    if is_example(url):
        message = "Note: without the address of your site no QR code is printed."
        say(f"{message} Give it with --url, or set it in mkdocs.yml.", err=True)


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{size / 1000:.0f} kB"


def _stop(error: WrongRequest | UnusablePack) -> NoReturn:
    """Say what is wrong; nothing has been written. A wrong request could not run, a wrong file is a problem."""
    if isinstance(error, WrongRequest):
        raise click.UsageError(str(error)) from error
    for problem in error.problems:
        say(str(problem), err=True)
    say("The pack was not made; nothing was written.", err=True)
    sys.exit(1)
