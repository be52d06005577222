"""The plans behind `new`, `translate`, `translated` and `reviewed`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from playbook.checks import check_playbook
from playbook.editing.editor import person_name
from playbook.editing.front_matter import set_record, set_review, without_review
from playbook.editing.new_rows import offers, with_offers
from playbook.editing.plan import Change, Plan, Refusal, changed, current_text
from playbook.editing.readiness import page_problems, placed, unready, untouched
from playbook.editing.redirects import FILE, redirects, redirects_text
from playbook.editing.scaffold import new_page, translation
from playbook.editing.status import stale_words
from playbook.editing.structure import unfinished
from playbook.files import UnreadableFile
from playbook.model import (
    REFERENCE,
    SECTION_CONTEXT,
    Page,
    Playbook,
    Problem,
    Signature,
    StalePart,
    page_fingerprints,
    stale_parts,
    text_print,
)
from playbook.model.locale import WARNING_CONTEXT
from playbook.model.page import Fingerprints
from playbook.said import reason, said, with_rows
from playbook.shown.cards import card_level, warning_levels
from playbook.shown.drafts import is_draft

TOPICS = "taxonomy/topics.yml"
_IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def plan_new(
    playbook: Playbook,
    topic: str,
    group: str,
    kind: str,
    title: str,
    priority: int,
    relations: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Plan:
    """Add a topic to the taxonomy and make its English page; `relations` are topics by the kind of relation.

    Raises Refusal.
    """
    require_identifier(topic)
    taxonomy = playbook.taxonomy
    related = {name: targets for name, targets in relations.items() if targets}
    unknown = [target for targets in related.values() for target in targets if taxonomy.topic(target) is None]
    if unknown:
        raise Refusal(said('there is no topic "{topic}"', topic=unknown[0]))
    groups = [item.id for item in taxonomy.groups]
    if group not in groups:
        raise Refusal(said('there is no group "{group}"; there are: {groups}', group=group, groups=", ".join(groups)))
    if kind not in taxonomy.kinds:
        raise Refusal(said('there is no kind "{kind}"; there are: {kinds}', kind=kind, kinds=", ".join(taxonomy.kinds)))
    known = taxonomy.topic(topic)
    path = f"docs/{REFERENCE}/{known.page_name if known else f'{group}/{topic}.md'}"
    if known and current_text(playbook.root, path) is not None:
        raise Refusal(said('the topic "{topic}" is there already: {path}', topic=topic, path=path))
    changes = [] if known else [Change(TOPICS, _with_topic(playbook, topic, group, kind, priority, related))]
    rows = redirects(playbook)
    if any(row.old == f"{group}/{topic}" for row in rows):
        changes.append(Change(FILE, redirects_text(tuple(row for row in rows if row.old != f"{group}/{topic}"))))
    if current_text(playbook.root, path) is None:
        changes.append(Change(path, new_page(taxonomy, known.kind if known else kind, title)))
    done = (f'The topic "{topic}" stands in {TOPICS}, group {group}, kind {kind}.', f"Its English page is {path}.")
    how = "relations: {next: […], see-also: […]}"
    to_relate = f"In {TOPICS}, give the topic relations, so that readers find it: {how}."
    steps = (
        f"Write {path}: put your text in place of each comment (<!-- Write: … --> and # Write: …).",
        *(() if related else (to_relate,)),
        "If it comes from an article, name its lines in `sources`, and the page in the article's ledger.",
        f"Run: playbook check {path}",
        f"Then, for each language: playbook translate {topic} LANGUAGE",
    )
    return Plan(changed(playbook.root, changes), done, steps)


def require_identifier(topic: str) -> None:
    """Raises Refusal for a word that cannot be a topic's id."""
    if not _IDENTIFIER.fullmatch(topic):
        raise Refusal(
            said(
                '"{topic}" cannot be the id of a topic; '
                "use small letters a to z, digits and dashes, beginning with a letter, such as angry-customer",
                topic=topic,
            )
        )


def _with_topic(
    playbook: Playbook, topic: str, group: str, kind: str, priority: int, relations: Mapping[str, Sequence[str]]
) -> str:
    """topics.yml with a row for the topic behind the last one of its group."""
    lines = (current_text(playbook.root, TOPICS) or "").split("\n")
    found = next(item for item in playbook.taxonomy.groups if item.id == group)
    last = max(row.line for row in found.topics) if found.topics else found.line + 1
    end = last
    indent = len(lines[last - 1]) - len(lines[last - 1].lstrip())
    while end < len(lines) and lines[end].strip() and len(lines[end]) - len(lines[end].lstrip()) > indent:
        end += 1
    ranked = f", priority: {priority}" if priority < 3 else ""
    related = ", ".join(f"{name}: [{', '.join(targets)}]" for name, targets in relations.items())
    row = " " * indent + f"- {{id: {topic}, kind: {kind}{ranked}, relations: {{{related}}}}}"
    return "\n".join([*lines[:end], row, *lines[end:]])


def plan_translate(playbook: Playbook, topic: str, language: str) -> Plan:
    """Make the file to fill in for a topic in a language, or put into a page that is there what English has more.

    Raises Refusal.
    """
    reference = _reference(playbook, topic, language)
    path = f"docs/{language}/{reference.group}/{topic}.md"
    there = playbook.page(language, topic)
    if there is not None:
        return _plan_offers(playbook, there, reference)
    try:
        exists = current_text(playbook.root, path) is not None
    except UnreadableFile as error:
        raise Refusal(said("{path} is there and cannot be read: {why}", path=path, why=reason(error))) from error
    if exists:
        raise Refusal(said('{path} is there but cannot be used as it is; "playbook check {path}" says why', path=path))
    if is_draft(reference):
        raise Refusal(
            said("the English page is not finished: {unfinished}", unfinished=next(unfinished(reference, reference)))
        )
    require_words(playbook, reference, language)
    text = translation(reference, playbook.taxonomy, playbook.locales[language])
    steps = (
        f"Open {path} and put your words in place of each comment (<!-- English: … --> and # English: …).",
        "Leave the headings that begin with ##, the number of steps, rows and scenes, the links' targets and the "
        "{{ slots }} as they are.",
        "Until the last comment is gone, readers get the English page.",
        f"Run: playbook check {path}",
        f"When it finds nothing: playbook translated {topic} {language}",
    )
    return Plan((Change(path, text),), (f"The file to fill in is {path}.",), steps)


def _plan_offers(playbook: Playbook, page: Page, reference: Page) -> Plan:
    """Put the rows and sections that are new in English into a translation, as comments. Raises Refusal."""
    found = offers(playbook, page, reference) if not is_draft(page) else ()
    if not found:
        raise Refusal(_already(page, reference, page.language))
    name = f"{page.topic} {page.language}"
    steps = (
        f"Open {page.path} and put your words in place of each comment (<!-- English: … -->).",
        f"What else changed in English, word by word: playbook diff {name}",
        "Until the last comment is gone, readers get the English page.",
        f"Run: playbook check {page.path}",
        f"Then: playbook translated {name}",
    )
    done = f"{page.path} now holds, as comments, what is new in English: {', '.join(item.name for item in found)}."
    return Plan((Change(page.path, with_offers(page, found)),), (done, "All that you wrote is as it was."), steps)


def require_words(playbook: Playbook, reference: Page, language: str) -> None:
    """Raises Refusal where the headings and fixed words that a page needs are not translated yet."""
    locale, taxonomy = playbook.locales[language], playbook.taxonomy
    needed = [(SECTION_CONTEXT, section.heading) for section in taxonomy.sections if section.id in reference.by_id]
    needed += [("phrases", column) for column in taxonomy.phrase_columns if "phrases" in reference.by_id]
    cards = warning_levels(taxonomy, playbook.locales[REFERENCE])
    levels = {card_level(block, cards, REFERENCE) for block in reference.every_block}
    needed += [(WARNING_CONTEXT, word) for level, word in taxonomy.warnings.items() if level in levels]
    missing = [(context, word) for context, word in needed if not locale.is_translated(word, context)]
    if missing:
        messages = locale.catalogue.messages
        rows = [
            f"{locale.catalogue_path}:{messages[word, context].line if (word, context) in messages else 1}: {word}"
            for context, word in missing
        ]
        raise Refusal(with_rows(said("translate first the headings and fixed words that the page has:"), rows))


def _already(page: Page, reference: Page, language: str) -> str:
    if is_draft(page):
        return (
            f"{page.path} is begun already and was not touched; {next(unfinished(page, reference), 'go on writing it')}"
        )
    if page.front.translated_from and stale_parts(page, reference):
        return f"{page.path} is there, but out of date; see what to change: playbook diff {page.topic} {language}"
    return f"{page.path} is there already and was not touched"


def _reference(playbook: Playbook, topic: str, language: str) -> Page:
    if language == REFERENCE:
        raise Refusal(said("English is the edition that the others are made from; name another language"))
    reference = playbook.reference(topic)
    if reference is None:
        raise Refusal(said('the topic "{topic}" has no English page yet; write that first', topic=topic))
    return reference


def plan_translated(
    playbook: Playbook, topic: str, language: str, sections: Sequence[str] = (), *, unchanged: bool = False
) -> Plan:
    """Record that a translation says what the English page says now; only for `sections`, if any are named.

    `unchanged` says that somebody compared the two and the page said so already. Raises Refusal for a page that is not
    finished, has faults, or in which nothing was done since the English text changed.
    """
    reference, page = _pair(playbook, topic, language)
    record = _record(page, reference, sections)
    lacking = list(unready(page, reference, page_problems(playbook, page), sections))
    if lacking:
        raise Refusal(with_rows(said("this page cannot be up to date yet:"), lacking))
    stale = [part for part in stale_parts(page, reference) if not sections or part.section in sections]
    same = untouched(playbook, page, stale)
    if same and not unchanged:
        command = f"playbook translated {topic} {language}{''.join(f' --section {name}' for name in sections)}"
        raise Refusal(
            with_rows(
                said("nothing changed here since the English text did: {parts}", parts=", ".join(stale_words(same))),
                (
                    said("What changed in English: playbook diff {topic} {language}", topic=topic, language=language),
                    said("If this page says so already: {command} --unchanged", command=command),
                ),
            )
        )
    text = set_record(page.text, record)
    ended = "" if unchanged else _ended_review(page, reference, stale)
    text = without_review(text) if ended else text
    what = ", ".join(sections) if sections else "every section"
    changes = changed(playbook.root, [Change(page.path, text)])
    left = [part.section for part in stale_parts(page, reference) if sections and part.section not in sections]
    done = f"{page.path}: {what} is recorded as up to date with {reference.path}."
    steps = [f"Still out of date: {', '.join(left)}. See: playbook diff {topic} {language}"] if left else []
    steps.append(
        f"Ask another speaker of the language to read it, then: playbook reviewed {topic} {language} --by NAME"
    )
    if not changes:
        return Plan((), (f"Nothing changed here: {page.path} was recorded as up to date already.",), tuple(steps))
    return Plan(changes, (done, ended) if ended else (done,), tuple(steps))


def _ended_review(page: Page, reference: Page, stale: Sequence[StalePart]) -> str:
    """That a review ends with the text that was read, in words; nothing where it goes on, or there is none.

    A review of today is of the new text. A page that was never recorded may have its review from the English page.
    """
    front = page.front
    if front.reviewed is None or front.reviewed >= datetime.date.today():
        return ""
    copied = not front.translated_from and front.reviewed == reference.front.reviewed and not front.read_by
    if not copied and not (stale and front.translated_from):
        return ""
    by = f" by {front.read_by[-1].by}" if front.read_by else ""
    return f"The review of {front.reviewed}{by} was of another text, and is taken out."


def _record(page: Page, reference: Page, sections: Sequence[str]) -> Fingerprints:
    current = page_fingerprints(reference)
    if not sections:
        return current
    unknown = [name for name in sections if name not in current]
    if unknown:
        raise Refusal(
            said(
                'the English page has no section "{section}"; it has: {sections}',
                section=unknown[0],
                sections=", ".join(current),
            )
        )
    old = dict(page.front.translated_from)
    merged = {part: current[part] if part in sections else old.get(part) for part in current}
    return {part: prints for part, prints in merged.items() if prints is not None}


def _pair(playbook: Playbook, topic: str, language: str) -> tuple[Page, Page]:
    reference = _reference(playbook, topic, language)
    page = playbook.page(language, topic)
    if page is None:
        raise Refusal(
            said(
                '"{topic}" is not translated yet; make the file to fill in: playbook translate {topic} {language}',
                topic=topic,
                language=language,
            )
        )
    return reference, page


def plan_all_translated(playbook: Playbook, languages: Iterable[str], *, again: bool = False) -> Plan:
    """Record every finished translation that has no record yet; with `again` those that are out of date, too."""
    changes: list[Change] = []
    waiting: list[str] = []
    stale = 0
    problems: dict[str, list[Problem]] = {}
    for problem in check_playbook(playbook):
        problems.setdefault(problem.path, []).append(problem)
    for language in languages:
        for page in playbook.in_language(language) if language != REFERENCE else ():
            reference = playbook.reference(page.topic)
            if reference is None:
                waiting.append(f"{page.path}: it has no English page")
            elif page.front.translated_from and not again:
                stale += bool(stale_parts(page, reference))
            elif lacking := next(unready(page, reference, problems.get(page.path, ())), None):
                waiting.append(lacking)
            else:
                changes.append(Change(page.path, set_record(page.text, page_fingerprints(reference))))
    needed = changed(playbook.root, changes)
    done = [f"{len(needed)} pages are recorded as up to date with their English pages."]
    done += [f"Not recorded yet: {line}" for line in waiting]
    steps = [f"{stale} pages are out of date and were left alone; see: playbook status"] if stale else []
    return Plan(needed, tuple(done), tuple(steps))


def plan_reviewed(
    playbook: Playbook,
    topic: str,
    language: str,
    name: str,
    day: datetime.date,
    problems: Sequence[Problem] | None = None,
) -> Plan:
    """Write into a page who read it and when; `problems` are the page's, where they are known. Raises Refusal."""
    page = playbook.page(language, topic)
    if page is None:
        raise Refusal(said('"{topic}" is not written in this language yet: {language}', topic=topic, language=language))
    clean = person_name(name)
    if not clean:
        raise Refusal(said("give the name of the person who read the page: --by NAME"))
    if is_draft(page):
        raise Refusal(said("this page is not finished: {unfinished}", unfinished=next(unfinished(page, page))))
    if day > datetime.date.today():
        raise Refusal(said("{day} is still to come; a review is dated when the page was read", day=day.isoformat()))
    _require_reviewable(playbook, page, page_problems(playbook, page) if problems is None else problems)
    done = f"{page.path}: reviewed on {day.isoformat()} by {clean}."
    others = [signature for signature in page.front.read_by if signature.by != clean]
    signed = (*others, Signature(clean, day, text_print(page)))
    latest = max(row.day for row in signed)
    changes = changed(playbook.root, [Change(page.path, set_review(page.text, signed, latest))])
    return Plan(changes, (done if changes else f"Nothing changed here: {done}",))


def _require_reviewable(playbook: Playbook, page: Page, problems: Iterable[Problem]) -> None:
    """Raises Refusal for a page that is not what readers should get: out of date, never compared, or with faults."""
    reference = playbook.reference(page.topic) if page.language != REFERENCE else None
    name = f"{page.topic} {page.language}"
    if reference and not page.front.translated_from:
        raise Refusal(
            said("nobody has said yet that this page says what English says: playbook translated {name}", name=name)
        )
    stale = stale_parts(page, reference) if reference else ()
    if stale:
        changed_parts = ", ".join(stale_words(stale))
        raise Refusal(
            said(
                "this page is out of date ({parts}); bring it up to date first: playbook diff {name}",
                parts=changed_parts,
                name=name,
            )
        )
    faults = [problem for problem in problems if not problem.to_do]
    if faults:
        raise Refusal(with_rows(said("mend this first, so that what is read is what stays:"), map(placed, faults)))
