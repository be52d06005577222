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
            hint = f"run: playbook articles read {files[article]} --language …"
            message = f'the article "{article}" has no ledger, so none of its lines has a row'
            problems.append(Problem(ledger_path(article), 0, 0, "article-ledger", message, hint))
        elif article not in files and files:
            problems.extend(_row_problems(playbook, ledger))
        elif article not in files:
            message = f'the article "{article}" is not in {folder}, so its rows cannot be compared'
            hint = f"put {article}.txt or {article}.html there"
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
        return [], [*problems, Problem(ledger.path, 1, 1, "article-file", f"the article cannot be read: {error}")]


def _match_problems(ledger: Ledger, matches: list[Match], file: Path) -> Iterator[Problem]:
    again = f"run: playbook articles read {file} --language {ledger.language}"
    for match in matches:
        segment, row = match.segment, match.row
        if segment is not None and row is None:
            message = f"line {segment.number} of the article ({segment.place}) has no row"
            yield Problem(ledger.path, 1, 1, "segment-without-row", message, again)
        elif row is not None and segment is None and not row.gone:
            message = f'"{row.id}": no line of the article has this text any more'
            yield Problem(ledger.path, row.line, 1, "row-without-segment", message, again)
        elif row is not None and segment is not None and row.sha256 != segment.sha256:
            message = f'"{row.id}": line {segment.number} of the article ({segment.place}) is not the text of this row'
            hint = f"{again}, then see whether gist and destinations are still right"
            yield Problem(ledger.path, row.line, 1, "changed-segment", message, hint)


def _row_problems(playbook: Playbook, ledger: Ledger) -> Iterator[Problem]:
    yield from name_problems(ledger)
    for row in (row for row in ledger.rows if not row.gone):
        yield from row_problems(playbook, ledger, row)


def row_problems(playbook: Playbook, ledger: Ledger, row: LedgerRow) -> Iterator[Problem]:
    """What is missing in a row of a ledger: a destination or a reason, a gist, a destination that there is."""
    if not row.to and not row.left_out.strip():
        message = f'"{row.id}" ({row.place}) has no destination and no reason'
        hint = "write where it went, to: [angry-customer#steps], or why it is left out"
        yield Problem(ledger.path, row.line, 1, "row-without-destination", message, hint)
    if row.to and not row.gist.strip():
        message = f'"{row.id}" ({row.place}) has a destination and no gist'
        hint = "say in your own words what the line says; its sentence does not belong here"
        yield Problem(ledger.path, row.line, 1, "row-without-gist", message, hint)
    for destination in row.to:
        yield from _destination_problem(playbook, ledger, row, destination)


def _destination_problem(playbook: Playbook, ledger: Ledger, row: LedgerRow, destination: str) -> Iterator[Problem]:
    topic, _, section = destination.partition("#")
    page = playbook.page(ledger.language, topic)
    if page is not None and section in page.by_id:
        return
    if playbook.taxonomy.topic(topic) is None:
        reason = f'there is no topic "{topic}"'
        hint = did_you_mean(topic, (known.id for known in playbook.taxonomy.topics()), "see taxonomy/topics.yml")
    elif page is None:
        reason, hint = f'"{topic}" has no page in {ledger.language}', "write the page first, or name another"
    else:
        reason = f'{page.path} has no section "{section}"'
        hint = f"it has: {', '.join(page.by_id)}" if page.by_id else "its headings are none of the language's headings"
    yield Problem(ledger.path, row.line, 1, "dead-destination", f'"{row.id}": {destination}: {reason}', hint)
