"""`playbook check`: every fault in the pages, the taxonomy, the catalogues or a built site, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from playbook import report
from playbook.cli import load_silently, root_of, tell_unread
from playbook.cli.telling import Styled, say, styled
from playbook.model import NotAPlaybook, Problem
from playbook.model.site_address import is_address

if TYPE_CHECKING:
    from playbook.checks import Rule
    from playbook.model import Playbook

_LOOKS: dict[str, dict[str, Any]] = {
    "path": {"bold": True},
    "place": {"fg": "cyan"},
    "rule": {"fg": "yellow"},
    "hint": {"dim": True},
    "good": {"fg": "green"},
}


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--list", "list_rules", is_flag=True, help="List every rule, with one line on each.")
@click.option("--explain", metavar="RULE", help="Explain a rule, with a bad and a good example.")
@click.option("--manual", is_flag=True, help="Print all rules as a Markdown page for editors.")
@click.option("--select", multiple=True, metavar="RULE", help="Run only these rules or groups; may be repeated.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave these rules or groups out; may be repeated.")
@click.option("--language", multiple=True, metavar="CODE", help="Show only this language's problems; may be repeated.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="How to show problems: for people, for programs, beside a pull request's lines, for code scanning.",
)
@click.option("--fix", is_flag=True, help="Put right what is mechanical, show what changed, then check.")
@click.option("--dry-run", is_flag=True, help="With --fix: show what would change and change nothing.")
@click.option("--offers", is_flag=True, help="Show words of the glossary that could be linked; none is a fault.")
@click.option("--to-do", is_flag=True, help="List each thing that is still to do, not only how many there are.")
@click.option("--external", is_flag=True, help="Also ask the addresses of other sites (needs the network).")
@click.option(
    "--site",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="Check a built site in this folder instead of the source; any static site will do.",
)
@click.option("--site-url", metavar="ADDRESS", default="", help="With --site: the address it is published at.")
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[Path, ...],
    list_rules: bool,
    explain: str | None,
    manual: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    language: tuple[str, ...],
    format_: str,
    fix: bool,
    dry_run: bool,
    offers: bool,
    to_do: bool,
    external: bool,
    site: Path | None,
    site_url: str,
) -> None:
    """Check the playbook: links, sections, drift between languages, wording, hygiene, shape.

    PATHS limit what is shown to these files and folders; everything is read all the same, as pages depend on each
    other. A file that cannot be read is shown first, whatever was asked for. A problem that is meant gets an exception
    with its reason, on its line or the one above:

    \b
        <!-- check: ignore sentence-length: the wording of the law -->

    What is wrong and what is still to do are two things. A page that is not translated yet, or whose English text has
    changed since, is no fault: it is counted, and listed with --to-do or for the PATHS that are named.

    Exit code: 0 nothing is wrong, whatever is still to do; 1 something is wrong; 2 could not run.
    """
    from playbook.checks import UnknownRule, choose_rules, offer_rules  # noqa: PLC0415 - rules load only when they are needed

    try:
        if list_rules or manual or explain:
            _describe(explain, manual=manual)
        elif site:
            _check_site(ctx, site, site_url, select, ignore, language, format_)
        else:
            if offers and (select or ignore):
                raise click.UsageError("--offers shows one kind of thing; leave --select and --ignore out")
            rules = offer_rules() if offers else choose_rules(select, ignore, external=external)
            places = [_inside(root_of(ctx), path) for path in paths]
            _check_source(ctx, rules, places, language, format_, fix=fix, dry_run=dry_run, offers=offers, to_do=to_do)
    except UnknownRule as error:
        raise click.UsageError(str(error)) from error


def _describe(explain: str | None, *, manual: bool) -> None:
    from playbook.checks.manual import as_list, as_page, explained  # noqa: PLC0415

    say(explained(explain) if explain else as_page() if manual else as_list())


def _check_source(
    ctx: click.Context,
    rules: Sequence[Rule],
    wanted: Sequence[str],
    language: Sequence[str],
    format_: str,
    *,
    fix: bool,
    dry_run: bool,
    offers: bool,
    to_do: bool,
) -> None:
    from playbook.checks import check_playbook, unread_first  # noqa: PLC0415 - rules load only when they are needed

    try:
        playbook = load_silently(ctx)
    except NotAPlaybook as error:
        _show(error.problems, format_, 0)
        ctx.exit(2)
    _require_languages(playbook, language)
    if fix and _mend(playbook, rules, wanted, language, dry_run=dry_run):
        playbook = load_silently(ctx)
    if offers:
        tell_unread(playbook)
    problems = check_playbook(playbook, rules)
    found = [problem for problem in problems if _is_wanted(problem.path, wanted, language)]
    found = found if offers else unread_first(playbook, found)
    pages = len(playbook.pages) + len(playbook.other_pages)
    _show(found, format_, pages, offers=offers, each=to_do or bool(wanted))
    ctx.exit(1 if any(not problem.to_do for problem in found) and not offers else 0)


def _mend(
    playbook: Playbook, rules: Sequence[Rule], wanted: Sequence[str], language: Sequence[str], *, dry_run: bool
) -> bool:
    """Put right what can be and say so; whether a file was changed."""
    from playbook.checks.mending import mend_all, write  # noqa: PLC0415

    changes = [change for change in mend_all(playbook, rules) if _is_wanted(change.path, wanted, language)]
    for change in changes:
        say(change.diff, err=True)
        if change.refused:
            say(f"{change.path}: left alone, as {change.refused}\n", err=True)
        elif not dry_run:
            write(playbook.root, change)
    done = [change for change in changes if not change.refused]
    verb = "would be put right" if dry_run else "put right"
    say(f"{_count(len(done), 'file')} {verb}\n", err=True)
    return bool(done) and not dry_run


def _check_site(
    ctx: click.Context,
    site: Path,
    site_url: str,
    select: Sequence[str],
    ignore: Sequence[str],
    language: Sequence[str],
    format_: str,
) -> None:
    from playbook.checks.site import check_site, choose_site_rules  # noqa: PLC0415

    if site_url and not is_address(site_url):
        raise click.UsageError(f'"{site_url}" is not the address of a site; it begins with https://')
    rules = choose_site_rules(select, ignore)
    found, pages = check_site(site, rules, site_url)
    shown = [problem for problem in found if not language or problem.path.split("/")[0] in language]
    _show(shown, format_, pages)
    ctx.exit(1 if shown else 0)


def _inside(root: Path, path: Path) -> str:
    """The path relative to the project, whether it was given from here or from the project's folder."""
    top = root.resolve()
    for full in ((Path.cwd() / path).resolve(), (top / path).resolve()):
        if full.exists() and full.is_relative_to(top):
            return full.relative_to(top).as_posix()
    if path.exists():
        raise click.UsageError(f"{path} is not in the project's folder {root}")
    raise click.UsageError(f"there is no file or folder {path}")


def _is_wanted(path: str, paths: Sequence[str], languages: Sequence[str]) -> bool:
    inside = not paths or any(wanted in (path, ".") or path.startswith(f"{wanted}/") for wanted in paths)
    return inside and (not languages or report.shown_language(path) in languages)


def _require_languages(playbook: Playbook, wanted: Sequence[str]) -> None:
    for code in wanted:
        if code not in playbook.languages:
            tell_unread(playbook)
            raise click.UsageError(playbook.no_language(code))


def _show(problems: Sequence[Problem], format_: str, pages: int, *, offers: bool = False, each: bool = False) -> None:
    """Show what is wrong, then what is still to do: with `each` one by one, without it how much of what."""
    verdict, level = _verdict(problems, pages, "offer" if offers else "problem"), "note" if offers else "error"
    if format_ == "json":
        say(report.as_json(problems))
    elif format_ == "sarif":
        from importlib.metadata import version  # noqa: PLC0415

        from playbook.checks import find_rules  # noqa: PLC0415

        manuals = {rule.id: rule.manual for name in {found.rule for found in problems} for rule in find_rules(name)}
        say(report.as_sarif(problems, manuals, version("customer-care-playbook"), level))
    elif format_ == "github":
        say(report.as_github(problems, level), nl=bool(problems))
        say(*verdict, err=True)
    else:
        wrong = [problem for problem in problems if not problem.to_do]
        to_do = [problem for problem in problems if problem.to_do]
        if wrong:
            say(Styled(report.as_text(wrong, _role)), "\n\n" + report.summary(wrong) + "\n")
        if to_do:
            say(styled("Still to do; nothing of it is wrong:", bold=True))
            rows = f"\n{report.as_text(to_do, _role)}\n\n" if each else ""
            say(Styled(rows), report.summary(to_do) + "\n")
        say(*verdict)
        if to_do and not each:
            say("What is still to do, one by one: playbook check --to-do; what comes first: playbook status")


def _verdict(problems: Sequence[Problem], pages: int, noun: str) -> tuple[str, ...]:
    wrong = [problem for problem in problems if not problem.to_do]
    left = f" {len(problems) - len(wrong)} still to do." if len(wrong) < len(problems) else ""
    if not wrong:
        return styled(f"No {noun}s in {_count(pages, 'page')}.", fg="green"), left
    files = len({problem.path for problem in wrong})
    return (f"{_count(len(wrong), noun)} in {_count(files, 'file')}.{left}",)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _role(text: str, role: str) -> Styled:
    return styled(text, **_LOOKS[role])
