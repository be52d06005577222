"""`playbook status` and `playbook diff`: what is written and what comes next; what changed in English since."""

from __future__ import annotations

import json

import click

from playbook.cli import load
from playbook.cli.planning import page_named
from playbook.cli.telling import Styled, say, styled
from playbook.editing.comparison import Difference, Word, differences
from playbook.editing.countries import country_status
from playbook.editing.status import STATES, Cell, Row, as_data, next_steps, stale_words, status_table, totals
from playbook.model import REFERENCE, Page, Playbook, Signature
from playbook.model.problem import legible

_COLOURS = {
    "written": "green",
    "out-of-date": "yellow",
    "unrecorded": "cyan",
    "unfinished": "magenta",
    "fallback": "red",
}
_SIGNS = {"written": "✓", "out-of-date": "~", "unrecorded": "?", "unfinished": "…", "fallback": "–"}
_MEANINGS = {
    "written": "up to date",
    "out-of-date": "the English text changed since it was translated",
    "unrecorded": "written, but not recorded what it was made from",
    "unfinished": "begun, or sections are missing; readers get English",
    "fallback": "not written; readers get English",
}
_FIRST = 12
"""Steps that are listed unless --all is given."""


@click.command()
@click.argument("language", required=False)
@click.option("--all", "everything", is_flag=True, help="List every topic and every step, not only the first.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="For people or programs."
)
@click.option("--countries", is_flag=True, help="Show the countries: what is missing in each, and when it was checked.")
@click.pass_context
def status(ctx: click.Context, language: str | None, everything: bool, format_: str, countries: bool) -> None:
    """Show what is written in each language, and what comes next.

    With a LANGUAGE, every topic in it: its state, words, last review, and what is out of date or missing. What matters
    most stands first: safety, then daily trouble, then the pages to which most others lead.
    """
    playbook = load(ctx)
    if countries:
        _show_countries(playbook)
        return
    if language and language not in playbook.languages:
        raise click.UsageError(playbook.no_language(language))
    rows = status_table(playbook)
    if format_ == "json":
        say(json.dumps(as_data(playbook, rows), ensure_ascii=False, indent=2))
        return
    _show_totals(playbook, rows)
    if language or everything:
        for code in [language] if language else playbook.languages:
            _show_language(playbook, rows, code)
    _show_steps(rows, language or "", everything)


def _show_totals(playbook: Playbook, rows: tuple[Row, ...]) -> None:
    names = ("written", "out of date", "unrecorded", "unfinished", "fallback")
    say("language" + "".join(f"{name:>13}" for name in names) + f"{'words':>9}  last review")
    finished = 0
    for total in totals(playbook, rows):
        finished += total.counts["written"]
        counts = (_number(total.counts[state], state) for state in STATES)
        days = f"{total.oldest} to {total.newest}" if total.oldest != total.newest else f"{total.newest or 'never'}"
        say(f"{total.language:<8}", *counts, f"{total.words:>9,}  {days}")
    pages = len(rows) * len(playbook.languages)
    say(f"\n{finished} of {pages} pages are written and up to date.")


def _number(count: int, state: str) -> Styled:
    return styled(f"{count or '·':>13}", fg=_COLOURS[state] if count else None)


def _show_language(playbook: Playbook, rows: tuple[Row, ...], language: str) -> None:
    number = playbook.languages.index(language)
    width = max(len(row.topic.id) for row in rows)
    say(f"\n{playbook.locales[language].name} ({language})")
    for row in rows:
        item = row.cells[number]
        sign = styled(f"{_SIGNS[item.state]} {item.state:<12}", fg=_COLOURS[item.state])
        review = f"{item.reviewed or ''}".ljust(10)
        words = str(item.words) if item.words else "–"
        head = f"  {row.topic.id:<{width}}  {row.topic.priority}  "
        say(head, sign, f"{words:>5}  {review}  {_details(item)}".rstrip())
    say("  The number is the priority: 1 safety, 2 daily trouble, 3 everything else.")


def _details(item: Cell) -> str:
    parts = [f"missing: {', '.join(item.missing)}"] if item.missing else []
    parts += [f"out of date: {', '.join(stale_words(item.stale))}"] if item.stale else []
    parts += [f"read by {_names(item.read_by)}"] if item.read_by else []
    parts += [f"changed since it was read by {_names(item.lapsed)}"] if item.lapsed else []
    parts += [f"comments to answer: {item.comments}"] if item.comments else []
    return "; ".join(parts)


def _names(signatures: tuple[Signature, ...]) -> str:
    return ", ".join(f"{signature.by} ({signature.day})" for signature in signatures)


def _show_steps(rows: tuple[Row, ...], language: str, everything: bool) -> None:
    steps = list(next_steps(rows, language))
    if not steps:
        say(styled("Nothing is left to do.", fg="green"))
        return
    say("\nWhat is still to do, the most important first (what is wrong: playbook check):")
    shown = steps if everything else steps[:_FIRST]
    for item, advice in shown:
        sign = styled(_SIGNS[item.state], fg=_COLOURS[item.state])
        say("  ", sign, f" {item.language} {item.topic}: {advice}")
    if len(steps) > len(shown):
        say(f"  … and {len(steps) - len(shown)} more: playbook status{f' {language}' if language else ''} --all")
    states = dict.fromkeys(item.state for item, _ in shown)
    say("\n" + "\n".join(f"  {_SIGNS[state]} {_MEANINGS[state]}" for state in states))


@click.command()
@click.argument("page", nargs=-1, required=True, metavar="TOPIC LANGUAGE")
@click.pass_context
def diff(ctx: click.Context, page: tuple[str, ...]) -> None:
    """Show word by word what changed in English since a page was translated, beside the translation.

    What the English text said before comes from git. Without git, or where it is not found there, the English text as
    it is now is shown beside the translation.

    \b
    Example: playbook diff angry-customer th
    """
    playbook = load(ctx)
    topic, language = page_named(playbook, page)
    translation, reference = playbook.page(language, topic), playbook.reference(topic)
    if language == REFERENCE:
        raise click.UsageError("English is what the others are made from; name another language")
    if reference is None:
        raise click.ClickException(f'the topic "{topic}" has no English page')
    if translation is None:
        raise click.ClickException(
            f'"{topic}" is not translated yet; start with: playbook translate {topic} {language}'
        )
    found = differences(playbook, translation, reference)
    if not found:
        say(styled(f"{translation.path} is up to date with {reference.path}.", fg="green"))
        return
    if not translation.front.translated_from:
        say(f"It is not recorded which English text {translation.path} was made from; all of it is shown.\n")
    for item in found:
        _show(item, translation, reference)
    say(f"When the translation says the same again: playbook translated {topic} {language}")


def _show(item: Difference, translation: Page, reference: Page) -> None:
    row = f" {item.row}" if item.row else ""
    say(styled(f"{item.part}{row}", bold=True), f"   {reference.path}:{item.reference_line}")
    since = f"since {item.since}" if item.since else "now; what it was before is not known"
    _show_text(f"English ({since})", Styled("".join(_marked(word) for word in item.words)))
    if item.translation:
        _show_text(f"{translation.path}:{item.line}", item.translation)
    else:
        _show_text(f"{translation.path}:{item.line}", "(nothing yet)")
    say()


def _show_text(head: str, text: str) -> None:
    say("  ", styled(head, fg="cyan"))
    shown = text if isinstance(text, Styled) else legible(text)
    for line in shown.split("\n"):
        say("    ", Styled(line))


def _marked(word: Word) -> str:
    state, text = word[0], legible(word[1])
    if state == "same":
        return text
    body = text.strip()
    if not body:
        return text
    left, right = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    marked = f"[-{body}-]" if state == "old" else f"{{+{body}+}}"
    return left + styled(marked, fg="red" if state == "old" else "green") + right


def _show_countries(playbook: Playbook) -> None:
    for country, name, given, missing in country_status(playbook):
        day = f", the oldest checked on {country.checked}" if country.checked else ""
        say(styled(f"{name} ({country.code})", bold=True), f": {given} facts, {missing} missing{day}")
        if country.missing:
            say(f"  not confirmed: {', '.join(country.missing)}")
