"""Reading an article into its ledger: the file is made, or brought up to the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from playbook.articles.cues import Cues, load_cues
from playbook.articles.ledger_update import ExistingLedger, Update, update_ledger
from playbook.articles.reader import read_article
from playbook.articles.suggestions import Suggester
from playbook.files import UnreadableFile, read_text, write_within
from playbook.model import Ledger, Playbook, Problem, parse_yaml
from playbook.model.article import build_ledger
from playbook.model.source_file import SHARED_BYTES
from playbook.said import said


class UnusableLedger(Exception):
    """A ledger that cannot be brought up to its article; `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def ledger_path(article: str) -> str:
    """Where the ledger of an article stands in the project."""
    return f"taxonomy/sources/{article}.yml"


def update_from_article(
    playbook: Playbook, file: Path, article: str, language: str, given: Mapping[str, str] = MappingProxyType({})
) -> Update:
    """Read an article and bring its ledger up to it; the file is written whole, or not at all.

    `given` are facts, by their key in the ledger, that an editor knows better than the article.

    Raises UnreadableFile for the article, UnusableLedger where the ledger or the cue words have problems, and
    UnwritableFile.
    """
    cues = _cues(playbook.root, language)
    content = read_article(file, cues)
    existing = _existing(playbook.root, article, language)
    update = update_ledger(article, content, existing, Suggester(playbook, language).topics, given)
    if len(update.text.encode("utf-8")) > SHARED_BYTES:
        raise UnreadableFile(
            said(
                "{file}: this is not one article: its ledger would be larger than {most} bytes",
                file=file,
                most=f"{SHARED_BYTES:,}",
            )
        )
    if existing is None or update.text != existing.text:
        write_within(playbook.root, ledger_path(article), update.text)
    return update


def _cues(root: Path, language: str) -> Cues:
    cues, problems = load_cues(root, language)
    if problems:
        raise UnusableLedger(problems)
    return cues


def _existing(root: Path, article: str, language: str) -> ExistingLedger | None:
    relative = ledger_path(article)
    if not (root / relative).exists():
        return None
    text = read_text(root / relative)
    source, problems = parse_yaml(text, relative)
    ledger = None
    if source is not None:
        ledger, found = build_ledger(source)
        problems = [*problems, *found]
    if ledger is not None:
        problems = [*problems, *_own_problems(ledger, language)]
    if source is None or ledger is None or problems:
        raise UnusableLedger(problems)
    return ExistingLedger(ledger, source, text)


def _own_problems(ledger: Ledger, language: str) -> Iterator[Problem]:
    if ledger.language != language:
        message = said(
            "the ledger says that the article is in {tongue}, the command says {other_tongue}",
            tongue=ledger.language,
            other_tongue=language,
        )
        yield Problem(ledger.path, 1, 1, "ledger", message, said("give the right --language, or mend the ledger's"))
    yield from name_problems(ledger)


def name_problems(ledger: Ledger) -> Iterator[Problem]:
    """A ledger whose file is not named after its article, and rows that have the same id as another."""
    if ledger.path != ledger_path(ledger.article):
        message = said('this says that it is the ledger of "{article}"', article=ledger.article)
        yield Problem(
            ledger.path, 1, 1, "ledger", message, said("a ledger's file is named after its article; mend article:")
        )
    count = Counter(row.id for row in ledger.rows)
    for row in ledger.rows:
        if count[row.id] > 1:
            hint = said("each row has an id of its own; rename or remove one of them")
            yield Problem(
                ledger.path,
                row.line,
                1,
                "ledger",
                said('"{row}" stands here {count} times', row=row.id, count=count[row.id]),
                hint,
            )
