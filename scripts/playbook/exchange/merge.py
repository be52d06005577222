"""What comes back from translators, into the pages: text by text, with nothing lost that was written meanwhile.

For each text three versions count: as it went out, as it came back, and as the page has it now. Where only one of the
two changed it, that one stands; where both did, the page's stays and both are told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from playbook.editing import Change, Plan, Refusal
from playbook.editing.pages import require_words
from playbook.editing.plan import changed
from playbook.exchange.applying import with_texts
from playbook.exchange.base import find_base
from playbook.exchange.job import Job, JobPage, JobText, UnusableFile
from playbook.exchange.merging import Merging, file_problem, joined, page_to_fill_in
from playbook.exchange.pairing import pair
from playbook.exchange.recording import left_as_they_were, recorded
from playbook.exchange.splicing import Wording, Writer
from playbook.model import REFERENCE, Playbook, Problem
from playbook.model.problem import did_you_mean
from playbook.shown.drafts import is_draft

_NAMED = 6
"""Places that are named in one line of what comes next; the others are counted."""


@dataclass(frozen=True)
class Brought:
    """The plan, and what was not taken: conflicts, and with `partial` what is wrong in the file."""

    plan: Plan
    problems: tuple[Problem, ...]


@dataclass
class _Tally:
    """What is told at the end."""

    taken: int = 0
    new: Counter[str] = field(default_factory=Counter)
    unsure: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)


def plan_import(playbook: Playbook, job: Job, name: str, *, overwrite: bool = False, partial: bool = False) -> Brought:
    """Bring what a file holds into the pages. `name` is the file's, for messages.

    `overwrite` takes the file's words where the page has changed too; `partial` takes what is sound of a file in which
    something is wrong. Raises Refusal, and UnusableFile with every text that is wrong.
    """
    writer = Writer(playbook, _language(playbook, job))
    wrong: list[Problem] = []
    conflicts: list[Problem] = []
    changes: list[Change] = []
    tally = _Tally()
    for job_page in joined(job.pages):
        merging = _merging(playbook, writer, job_page, name)
        if isinstance(merging, Problem):
            wrong.append(merging)
            continue
        changes.append(_merged(merging, tally, overwrite=overwrite))
        wrong += merging.wrong
        conflicts += merging.conflicts
    if wrong and not partial:
        raise UnusableFile(tuple(wrong))
    needed = changed(playbook.root, changes)
    plan = Plan(needed, tuple(_done(tally, needed, name)), tuple(_next(writer.locale.code, tally, needed)))
    return Brought(plan, (*wrong, *conflicts))


def _language(playbook: Playbook, job: Job) -> str:
    """The language of the file as the playbook names it: a program may have made fi-FI of fi."""
    code = job.language.replace("_", "-")
    if not code:
        raise Refusal("this file does not say which language it is translated into")
    found = next((known for known in (code, code.split("-")[0]) if known in playbook.languages), None)
    if found is None:
        raise Refusal(f"this file is translated into another language: {playbook.no_language(code)}")
    if found == REFERENCE:
        raise Refusal("this file is translated into English, from which the others are made; English pages are edited")
    return found


def _merging(playbook: Playbook, writer: Writer, job: JobPage, name: str) -> Merging | Problem:
    """A page of the file beside its page, or why there is none."""
    reference = playbook.reference(job.topic)
    if reference is None:
        topics = (topic.id for topic in playbook.taxonomy.topics())
        hint = did_you_mean(job.topic, topics, "was it renamed or retired since? playbook status lists all topics")
        return file_problem(name, job.topic, None, "there is no such topic with an English page", hint)
    language = writer.locale.code
    page = playbook.page(language, reference.topic)
    path = page.path if page else f"docs/{language}/{reference.group}/{reference.topic}.md"
    if page is None and (playbook.root / path).exists():
        hint = f"mend it first: playbook check {path}"
        return file_problem(name, job.topic, None, f"{path} is there and cannot be used as it is", hint)
    base = find_base(playbook, job, reference, page, language)
    if page is None:
        require_words(playbook, reference, language)
    there = page or page_to_fill_in(writer, reference, path)
    now = pair(playbook, reference, there, language)
    return Merging(job, name, writer, reference, there, base, now, is_new=page is None)


def _merged(merging: Merging, tally: _Tally, *, overwrite: bool) -> Change:
    """The page as it is to be: unwritten as it was, where nothing is taken."""
    merging.find_missing()
    taken = dict(_taken(merging, tally, overwrite=overwrite))
    page, count = with_texts(merging, taken)
    in_page = taken if count else {}
    text = recorded(merging, page, in_page)
    tally.taken += count
    tally.unchanged += [f"{merging.job.topic} {section}" for section in left_as_they_were(merging, in_page)]
    if merging.is_new and not count:
        return Change(page.path, None)
    after = merging.writer.read(page, text)
    if page.front.reviewed and after and after.front.reviewed is None:
        tally.ended.append(page.path)
    if is_draft(page):
        tally.drafts.append(page.path)
    return Change(page.path, text)


def _taken(merging: Merging, tally: _Tally, *, overwrite: bool) -> Iterator[tuple[str, Wording]]:
    """The texts that go into the page, by the id of the English text as it is now."""
    for unit in merging.units.values():
        text, before, old = merging.text(unit), merging.before(unit), merging.base.pairs.by_id[unit.id]
        if not text:
            tally.new[merging.job.topic] += 1
        elif text == before:
            continue
        elif unit.state == "unsure":
            tally.unsure.append(f"{merging.job.topic} {unit.id}")
        elif unit.id not in merging.ids:
            merging.conflict(unit.id, f"the English that this translates is gone; the file says: {text}", "")
        elif _stands(merging, unit, text, before, overwrite=overwrite):
            yield merging.ids[unit.id], Wording(text, {**(old.target.codes if old.target else {}), **old.source.codes})


def _stands(merging: Merging, unit: JobText, text: str, before: str | None, *, overwrite: bool) -> bool:
    """Whether the file's text goes in; where the page was changed as well, both are told."""
    name = merging.ids[unit.id]
    now = merging.now.by_id[name].text
    if text == now:
        return False
    if now in {"", before} or overwrite:
        return True
    merging.conflict(name, f"the page says now: {now} | and the file: {text}")
    return False


def _done(tally: _Tally, needed: Sequence[Change], name: str) -> Iterator[str]:
    if needed:
        taken = "1 text is" if tally.taken == 1 else f"{tally.taken} texts are"
        yield f"{name}: {taken} taken. Pages: {', '.join(change.path for change in needed)}."
    else:
        yield f"{name} has nothing that the pages do not have already."


def _next(language: str, tally: _Tally, needed: Sequence[Change]) -> Iterator[str]:
    if tally.new:
        counted = [f"{topic} ({count})" for topic, count in tally.new.items()]
        yield f"Not translated in the file, and left as it was: {_named(counted)}."
    if tally.unsure:
        yield f"Marked as unfinished (fuzzy) in the file, and left as it was: {_named(tally.unsure)}."
    if tally.unchanged:
        yield (
            f"Out of date, and came back as it went out: {_named(tally.unchanged)}. "
            f"Where it is right all the same: playbook translated TOPIC {language}"
        )
    if tally.drafts:
        yield f"Drafts, which readers do not see before all of it is translated: {_named(tally.drafts)}."
    if tally.ended:
        yield f"Reviews that were of an earlier text, and are taken out: {_named(tally.ended)}."
    if needed:
        yield f"Look at what changed (git diff), and run: playbook check docs/{language}"
        yield f"Ask another speaker of the language to read it, then: playbook reviewed TOPIC {language} --by NAME"


def _named(places: Sequence[str]) -> str:
    more = f" and {len(places) - _NAMED} more" if len(places) > _NAMED else ""
    return ", ".join(places[:_NAMED]) + more
