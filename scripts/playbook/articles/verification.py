"""Comparing the ledgers with their articles: is every line accounted for, and does its destination exist?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playbook.articles.cues import CUES_FILE, load_cues
from playbook.articles.ledgers import ledger_path, name_problems
from playbook.articles.matching import Match, match_rows
from playbook.articles.reader import read_article
from playbook.files import UnreadableFile
from playbook.model import Ledger, LedgerRow, Playbook, Problem
from playbook.model.problem import did_you_mean
from playbook.said import Said, reason, said

SUFFIXES = (".txt", ".html", ".htm")
"""How the file of an article may end, in the order in which they are looked for."""


@dataclass(frozen=True)
class Verification:
    """What `verify_articles` found: the problems, how many articles and segments it compared; those not there."""

    problems: tuple[Problem, ...]
    articles: int
    segments: int
    absent: tuple[str, ...] = ()


def verify_articles(playbook: Playbook, folder: Path) -> Verification:
    """Compare every ledger with its article in `folder`, and every article there with its ledger.

    An article that is not there is no problem where others are: nobody has all of them, as none is in the project.
    """
    problems = [problem for problem in playbook.problems if problem.path.startswith(("taxonomy/sources/", CUES_FILE))]
    unread = {Path(problem.path).stem for problem in problems}
    files = article_files(folder)
    segments = 0
    for article in sorted({*files, *playbook.ledgers} - unread):
        ledger = playbook.ledgers.get(article)
        if ledger is None:
            hint = said("run: playbook articles read {file} --language …", file=files[article])
            message = said('the article "{article}" has no ledger, so none of its lines has a row', article=article)
            problems.append(Problem(ledger_path(article), 0, 0, "article-ledger", message, hint))
        elif article not in files and files:
            problems.extend(_row_problems(playbook, ledger))
        elif article not in files:
            message = said(
                'the article "{article}" is not in {folder}, so its rows cannot be compared',
                article=article,
                folder=folder,
            )
            hint = said("put {article}.txt or {article}.html there", article=article)
            problems.append(Problem(ledger.path, 1, 1, "article-file", message, hint))
            problems.extend(_row_problems(playbook, ledger))
        else:
            matches, found = _compare(playbook.root, ledger, files[article])
            segments += sum(match.segment is not None for match in matches)
            problems.extend(found)
            problems.extend(_match_problems(ledger, matches, files[article]))
            problems.extend(_row_problems(playbook, ledger))
    absent = tuple(article for article in sorted(playbook.ledgers) if article not in files) if files else ()
    return Verification(tuple(sorted(set(problems))), len(files), segments, absent)


def article_files(folder: Path) -> dict[str, Path]:
    """The file of each article that is in a folder."""
    found: dict[str, Path] = {}
    for suffix in SUFFIXES:
        for file in sorted(folder.glob(f"*{suffix}")):
            found.setdefault(file.stem, file)
    return found


def _compare(root: Path, ledger: Ledger, file: Path) -> tuple[list[Match], list[Problem]]:
    cues, problems = load_cues(root, ledger.language)
    try:
        return match_rows(read_article(file, cues).segments, ledger.rows), problems
    except UnreadableFile as error:
        return [], [
            *problems,
            Problem(ledger.path, 1, 1, "article-file", said("the article cannot be read: {why}", why=reason(error))),
        ]


def _match_problems(ledger: Ledger, matches: list[Match], file: Path) -> Iterator[Problem]:
    again = said("run: playbook articles read {file} --language {language}", file=file, language=ledger.language)
    for match in matches:
        segment, row = match.segment, match.row
        if segment is not None and row is None:
            message = said(
                "line {number} of the article ({place}) has no row", number=segment.number, place=segment.place
            )
            yield Problem(ledger.path, 1, 1, "segment-without-row", message, again)
        elif row is not None and segment is None and not row.gone:
            message = said('"{row}": no line of the article has this text any more', row=row.id)
            yield Problem(ledger.path, row.line, 1, "row-without-segment", message, again)
        elif row is not None and segment is not None and row.sha256 != segment.sha256:
            message = said(
                '"{row}": line {number} of the article ({place}) is not the text of this row',
                row=row.id,
                number=segment.number,
                place=segment.place,
            )
            hint = said("{again}, then see whether gist and destinations are still right", again=again)
            yield Problem(ledger.path, row.line, 1, "changed-segment", message, hint)


def _row_problems(playbook: Playbook, ledger: Ledger) -> Iterator[Problem]:
    yield from name_problems(ledger)
    for row in (row for row in ledger.rows if not row.gone):
        yield from row_problems(playbook, ledger, row)


def row_problems(playbook: Playbook, ledger: Ledger, row: LedgerRow) -> Iterator[Problem]:
    """What is missing in a row of a ledger: a destination or a reason, a gist, a destination that there is."""
    if not row.to and not row.left_out.strip():
        message = _of_row(row, said("has no destination and no reason"))
        hint = said("write where it went, to: [angry-customer#steps], or why it is left out")
        yield Problem(ledger.path, row.line, 1, "row-without-destination", message, hint)
    if row.to and not row.gist.strip():
        message = _of_row(row, said("has a destination and no gist"))
        hint = said("say in your own words what the line says; its sentence does not belong here")
        yield Problem(ledger.path, row.line, 1, "row-without-gist", message, hint)
    for destination in row.to:
        yield from _destination_problem(playbook, ledger, row, destination)


def _of_row(row: LedgerRow, wrong: Said) -> Said:
    return said('"{row}" ({place}) {wrong}', row=row.id, place=row.place, wrong=wrong)


def _destination_problem(playbook: Playbook, ledger: Ledger, row: LedgerRow, destination: str) -> Iterator[Problem]:
    topic, _, section = destination.partition("#")
    page = playbook.page(ledger.language, topic)
    if page is not None and section in page.by_id:
        return
    hint: str
    if playbook.taxonomy.topic(topic) is None:
        fault = said('there is no topic "{topic}"', topic=topic)
        hint = did_you_mean(topic, (known.id for known in playbook.taxonomy.topics()), said("see taxonomy/topics.yml"))
    elif page is None:
        fault, hint = (
            said('"{topic}" has no page in {tongue}', topic=topic, tongue=ledger.language),
            said("write the page first, or name another"),
        )
    else:
        fault = said('{page} has no section "{section}"', page=page.path, section=section)
        hint = (
            said("it has: {sections}", sections=", ".join(page.by_id))
            if page.by_id
            else said("its headings are none of the language's headings")
        )
    message = said(
        '"{row}": {wrong}', row=row.id, wrong=said("{destination}: {fault}", destination=destination, fault=fault)
    )
    yield Problem(ledger.path, row.line, 1, "dead-destination", message, hint)
