"""`playbook export` and `playbook import`: pages to translators' own tools, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from playbook.cli import load
from playbook.cli.planning import carry_out, dry_run_option, unknown_topic
from playbook.cli.telling import say
from playbook.editing import Plan, Refusal
from playbook.files import write_whole
from playbook.model import REFERENCE, Problem

FORMATS = {"xliff": "xlf", "xliff-1.2": "xlf", "po": "po", "docx": "docx"}
"""A format to the ending of its files."""


@click.command("export")
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@click.option("--language", "-l", required=True, help="The language to translate into.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="xliff",
    show_default=True,
    help="xliff (2.1) or xliff-1.2 for translation programs, po for Weblate and Poedit, docx for Word.",
)
@click.option("--outdated", is_flag=True, help="Only what is still to do: new pages, and what changed in English.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file. Default: playbook-LANGUAGE.xlf, …")
@click.pass_context
def export_texts(
    ctx: click.Context, topics: tuple[str, ...], language: str, form: str, outdated: bool, output: Path | None
) -> None:
    """Put pages into a file that translators open in their own tools.

    Without TOPIC it holds all pages. Each text has its English, the translation that there is, where it stands, and a
    note. Links, bold words and {{ slots }} are protected. When the file comes back: playbook import FILE

    \b
    Examples: playbook export --language fi --outdated
              playbook export -l th --format docx angry-customer honesty
    """
    from playbook.exchange.export import make_job  # noqa: PLC0415 - these libraries are needed here alone

    playbook = load(ctx)
    if language not in playbook.languages:
        raise click.UsageError(playbook.no_language(language))
    if language == REFERENCE:
        raise click.UsageError("English is the edition that the others are made from; name another language")
    for topic in topics:
        if playbook.taxonomy.topic(topic) is None:
            raise click.UsageError(unknown_topic(playbook, topic))
    try:
        job = make_job(playbook, language, tuple(dict.fromkeys(topics)), outdated=outdated)
    except Refusal as error:
        raise click.ClickException(str(error)) from error
    if not job.pages:
        say("There is nothing to translate: every page is up to date." if outdated else "There is no page yet.")
        return
    stem = f"{topics[0]}-{language}" if len(topics) == 1 else f"playbook-{language}"
    target = output or Path(f"{stem}.{FORMATS[form]}")
    write_whole(target, _written(job, form))
    count = sum(len(page.units) for page in job.pages)
    todo = sum(unit.state != "done" for _, unit in job.units())
    texts, pages = _counted(count, "text"), _counted(len(job.pages), "page")
    say(f"{target}: {texts} of {pages}, {todo} to translate or look through.")
    say(f"When it comes back: playbook import {target}")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _written(job: Any, form: str) -> bytes:
    if form == "po":
        from playbook.exchange.po import write_po  # noqa: PLC0415

        return write_po(job)
    if form == "docx":
        from playbook.exchange.word import write_docx  # noqa: PLC0415

        return write_docx(job)
    from playbook.exchange.xliff import write_xliff  # noqa: PLC0415

    return write_xliff(job, "1.2" if form == "xliff-1.2" else "2.1")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--partial", is_flag=True, help="Take the texts that are sound, and leave out those that are not.")
@click.option("--overwrite", is_flag=True, help="Where the page was changed too, take the file's words.")
@dry_run_option
@click.pass_context
def import_texts(ctx: click.Context, file: Path, partial: bool, overwrite: bool, dry_run: bool) -> None:
    """Bring a file that `playbook export` made back into the pages.

    Only texts that were changed in the file are touched. Where a page was changed too since the file was made, the
    page's words stay and both are listed; so are texts whose English is gone. A file in which something is wrong (a
    link lost, a row missing) changes nothing, and each text is named.

    \b
    Example: playbook import playbook-fi.xlf
    """
    from playbook.exchange.job import UnusableFile  # noqa: PLC0415
    from playbook.exchange.merge import plan_import  # noqa: PLC0415 - these libraries are needed here alone
    from playbook.exchange.opening import read_job  # noqa: PLC0415

    playbook = load(ctx)
    problems: list[Problem] = []

    def make() -> Plan:
        merged = plan_import(playbook, read_job(file), file.name, overwrite=overwrite, partial=partial)
        problems.extend(merged.problems)
        return merged.plan

    try:
        carry_out(ctx, playbook, make, dry_run=dry_run)
    except UnusableFile as error:
        _tell(error.problems)
        say("Nothing was changed.", err=True)
        ctx.exit(1)
    if problems:
        say("\nNot taken from the file:", err=True)
        _tell(tuple(problems))
        ctx.exit(1)


def _tell(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        say(str(problem), err=True)
