"""`playbook articles`: raw articles, their ledgers, and whether every line of them is accounted for."""

from __future__ import annotations

import datetime
import os
import re
import shlex
import sys
from pathlib import Path

import click
from babel import Locale, UnknownLocaleError

from playbook import report
from playbook.articles.ledger_update import Update
from playbook.articles.ledgers import UnusableLedger, ledger_path, update_from_article
from playbook.articles.reader import shortened
from playbook.articles.showing import shown_lines
from playbook.articles.verification import article_files, verify_articles
from playbook.cli import load, root_of
from playbook.cli.telling import say, styled
from playbook.model import Ledger, Problem
from playbook.model.problem import did_you_mean

_FACTS = {"author": "who wrote it", "published": "when it came out", "publisher": "which site or paper it is from"}
_EXAMPLES = {"author": '"Ann Teak"', "published": "2025-10-14", "publisher": '"Example Post"'}
_IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def articles() -> None:
    """Source articles: read them, place every line, check that none is forgotten.

    An article is the raw text that pages were written from. It is not part of the project; its ledger is,
    taxonomy/sources/<article>.yml. The ledger has one row for each line of the article and says where in the playbook
    the line went, or why it was left out. It holds no sentence of the article.

    \b
    1. playbook articles read FILE --language tr     makes the ledger, or brings it up to a changed article
    2. you complete its rows: gist, and `to` or `left_out`
    3. playbook articles verify                      says what is missing, row by row
       playbook articles status                      says how far you are
    """


@articles.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--language", required=True, help="The language of the article: tr, fi, nb …")
@click.option("--article", default=None, help="The id of the article. Default: the name of its file.")
@click.option("--author", default="", help="Who wrote it, where the article does not say.")
@click.option("--published", default="", help="When it came out, where it does not say: 2025-10-14, or 2025-10.")
@click.option("--publisher", default="", help="The site or paper it is from, where it does not say.")
@click.pass_context
def read(
    ctx: click.Context, file: Path, language: str, article: str | None, author: str, published: str, publisher: str
) -> None:
    """Make the ledger of an article, or bring it up to a changed one.

    FILE is plain text or HTML, saved in any encoding; it is only read. The ledger gets one row for each line of a text
    that is not blank (each block of HTML), with its place in the article, the fingerprint of its text, whether it looks
    like site furniture and why, and the topics it seems to belong to. Those are guesses: you decide.

    \b
    To complete a row, write in taxonomy/sources/<article>.yml
      gist: what the line says, in your own words
      to: [angry-customer#steps]     the page sections that carry it: topic # section
      left_out: why                  or, instead, why the playbook does not carry it

    Run again on a changed article, it keeps all that you wrote, comments too, and lists what is new, changed or gone.
    A row keeps its id when its line moves. A row whose line is gone is marked `gone: true` if you had written in it,
    and taken out if not; delete it yourself once it is of no more use.

    Who wrote it, when and where, is read from the page's head, its by-line and its data; what it does not find, it asks
    for.

    The words by which it finds its way (method, author, related articles …) are in taxonomy/article-cues.yml.
    """
    identifier = article or file.stem
    if not _IDENTIFIER.fullmatch(identifier):
        hint = "small letters a to z, digits and dashes, beginning with a letter, such as tr-difficult-customers"
        raise click.UsageError(f'"{identifier}" cannot be the id of an article; give one with --article: {hint}')
    _known_language(language)
    given = {"author": shortened(author), "published": _date(published), "publisher": shortened(publisher)}
    given = {name: value for name, value in given.items() if value}
    try:
        update = update_from_article(load(ctx), file, identifier, language, given)
    except UnusableLedger as error:
        _report(error.problems)
        say(f"{ledger_path(identifier)} is as it was.", err=True)
        sys.exit(1)
    _tell(identifier, update)
    if update.unknown:
        asked = " ".join(f"--{name} {_EXAMPLES[name]}" for name in update.unknown)
        again = f"playbook articles read {shlex.quote(str(file))} --language {language}" + (
            f" --article {article}" if article else ""
        )
        say(f"The article does not say: {', '.join(_FACTS[name] for name in update.unknown)}.")
        say(f"  If you know, add it: {again} {asked}")


def _date(text: str) -> str:
    """A date as given; raises UsageError for what is none."""
    whole = text if text.count("-") == 2 else f"{text}-01"
    try:
        date = datetime.date.fromisoformat(whole) if text else None
    except ValueError:
        date = None
    if text and (date is None or not whole.startswith(date.isoformat())):
        raise click.UsageError(f'--published "{text}" is not a date; write year, month, day: 2025-10-14, or 2025-10')
    return text


def _known_language(language: str) -> None:
    try:
        Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        hint = "use its short code, such as tr or pt-BR"
        raise click.UsageError(f'"{language}" is not the code of a language; {hint}') from None


def _tell(identifier: str, update: Update) -> None:
    say(f"{ledger_path(identifier)}: {_number(update.rows, 'line')} of the article, each with its row.")
    all_new = len(update.new) == update.rows
    if all_new:
        say("  all of them new")
    elif not (update.new or update.changed or update.back or update.kept or update.dropped):
        say("  nothing has changed in the article")
    for rows, what, why in (
        ([] if all_new else update.new, "new", ""),
        (update.changed, "changed", "the text of the line is another one; see whether gist and destinations still fit"),
        (update.back, "back", "the line is in the article again"),
        (update.kept, "gone, kept", "the line is no longer in the article; the row stays for what you wrote in it"),
        (update.dropped, "gone", "the line is no longer in the article; nothing was written in its row"),
        (update.waiting, "still kept as gone", "delete the rows once they are of no more use"),
    ):
        if rows:
            say(f"  {what} ({len(rows)}): {', '.join(rows)}" + (f"\n    {why}" if why else ""))


@articles.command()
@click.option(
    "--articles",
    "folder",
    type=click.Path(path_type=Path),
    default=None,
    help="The folder of the articles. Default: $PLAYBOOK_ARTICLES, or else ../shared/sources beside the project.",
)
@click.pass_context
def verify(ctx: click.Context, folder: Path | None) -> None:
    """Check that every line of every article is accounted for.

    Reads all articles again (FOLDER/<article>.txt or .html) and compares them with their ledgers. It lists, all in
    one run: lines without a row; rows whose line has changed or is gone; rows with no destination and no reason;
    placed rows without a gist; destinations that do not exist in the article's language. It writes nothing. Articles
    that are not in the folder are named and not compared; nobody needs to have them all.

    Exit codes: 0 every line is accounted for, 1 something is missing (listed), 2 the articles are not there.
    """
    found = verify_articles(load(ctx), _folder(root_of(ctx), folder))
    _report(found.problems)
    if found.absent:
        say(f"Not compared, as they are not in the folder: {', '.join(found.absent)}", err=True)
    counted = f"{_number(found.articles, 'article')}, {_number(found.segments, 'line')}"
    if found.problems:
        say(f"{counted}; problems: {len(found.problems)}", err=True)
        sys.exit(1)
    say(f"{counted}, every one accounted for.")


def _folder(root: Path, given: Path | None) -> Path:
    named = os.environ.get("PLAYBOOK_ARTICLES")
    folder = given or (Path(named) if named else root.resolve().parent / "shared" / "sources")
    if folder.is_dir():
        return folder
    how = "name their folder with --articles FOLDER, or in the environment variable PLAYBOOK_ARTICLES"
    raise click.UsageError(f"the articles are not in {folder}; {how}")


@articles.command("show")
@click.argument("article")
@click.option(
    "--articles",
    "folder",
    type=click.Path(path_type=Path),
    default=None,
    help="The folder of the articles. Default: $PLAYBOOK_ARTICLES, or else ../shared/sources beside the project.",
)
@click.pass_context
def show_article(ctx: click.Context, article: str, folder: Path | None) -> None:
    """Show an article line by line, each beside its row: its id, and where it went.

    ARTICLE is the id of the article, the name of its ledger. It only shows; the text goes into no file.

    \b
    Example: playbook articles show el-kinito --articles ../articles
    """
    playbook, place = load(ctx), _folder(root_of(ctx), folder)
    ledger = playbook.ledgers.get(article)
    if ledger is None:
        meant = did_you_mean(article, playbook.ledgers, "make it: playbook articles read FILE --language …")
        raise click.UsageError(f'there is no ledger "{article}"; {meant}')
    if article not in article_files(place):
        raise click.ClickException(
            f"the article {article} is not in {place}; put {article}.txt or {article}.html there"
        )
    for line in shown_lines(playbook, ledger, place):
        number = f"line {line.number}" if line.number else "–"
        say(styled(line.row or "(no row)", bold=True), f"  {number}  ", styled(line.state, fg="cyan"))
        if line.text:
            say(f"    {line.text}")


@articles.command("status")
@click.pass_context
def ledger_status(ctx: click.Context) -> None:
    """Show for each article how many rows are placed, left out, and still open.

    A row is placed when it names the page sections that carry it (`to`), left out when it says why (`left_out`), and
    open as long as it does neither. Rows that are gone from the article are counted apart.
    """
    playbook = load(ctx)
    problems = [problem for problem in playbook.problems if problem.path.startswith("taxonomy/sources/")]
    rows: list[tuple[str, ...]] = [("article", "rows", "placed", "left out", "open", "gone")]
    rows += [(ledger.article, *(str(count) for count in _counts(ledger))) for ledger in playbook.ledgers.values()]
    if len(rows) == 1 and not problems:
        say("There is no ledger yet. Make one: playbook articles read FILE --language …")
        return
    width = max(len(row[0]) for row in rows)
    for name, *counts in rows:
        say(f"{name:<{width}}" + "".join(f"{count:>10}" for count in counts))
    if problems:
        _report(problems)
        sys.exit(1)


def _counts(ledger: Ledger) -> tuple[int, int, int, int, int]:
    rows = [row for row in ledger.rows if not row.gone]
    placed = sum(bool(row.to) for row in rows)
    left_out = sum(bool(row.left_out.strip() and not row.to) for row in rows)
    return len(rows), placed, left_out, len(rows) - placed - left_out, len(ledger.rows) - len(rows)


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


def _report(problems: tuple[Problem, ...] | list[Problem]) -> None:
    if problems:
        say(report.as_text(sorted(problems)))
