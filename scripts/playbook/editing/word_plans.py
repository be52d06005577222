"""The plans behind the words of a language: its catalogue and what pages have of it, glossary, search words, titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from playbook.checks.mending import mend_page
from playbook.checks.run import choose_rules
from playbook.checks.shared import Shared
from playbook.editing.catalogue_text import with_messages
from playbook.editing.page_fields import tidy, write_field
from playbook.editing.plan import Change, Plan, Refusal, changed
from playbook.editing.yaml_entries import with_entry, with_words
from playbook.model import REFERENCE, SECTION_CONTEXT, Playbook, SourceFile
from playbook.model.catalogue import Catalogue, Message, MessageKey
from playbook.model.glossary import GLOSSARY_FILE, GLOSSARY_WORDS
from playbook.model.locale import TITLE_CONTEXT, WARNING_CONTEXT, fold_heading
from playbook.model.synonyms import SYNONYMS
from playbook.said import said
from playbook.shown.drafts import is_draft

ON_PAGES = (SECTION_CONTEXT, "phrases", WARNING_CONTEXT)
"""The contexts of messages that stand on pages as well: a change of one is carried through there."""
_CARRY = ("unknown-heading", "phrase-table", "warning-card")
_NOTES_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_NEW_SYNONYMS = """\
# What people type when they look for a topic, in this language: slang, nicknames, half sentences, loan words.
# The search finds a topic by these as if they stood among its keywords; they are shown nowhere.
"""


def plan_messages(playbook: Playbook, language: str, texts: Mapping[MessageKey, Sequence[str]]) -> Plan:
    """Write interface words, each with its plural forms; headings and fixed words on the language's pages too.

    Raises Refusal.
    """
    path = playbook.locales[language].catalogue_path
    reference = playbook.locales[REFERENCE].catalogue
    tidied = {key: [tidy(text) for text in strings] for key, strings in texts.items()}
    _require_kept(playbook, language, tidied)
    changes = [Change(path, with_messages(playbook.files[path], tidied, reference))]
    if any(context in ON_PAGES for _, context in texts):
        now = playbook.with_texts({path: str(changes[0].text)})
        pages = {page.path: page.text for page in playbook.in_language(language)}
        changes += [Change(page, text) for page, text in carried_through(now, pages).items()]
    return Plan(changed(playbook.root, changes))


def _require_kept(playbook: Playbook, language: str, texts: Mapping[MessageKey, Sequence[str]]) -> None:
    """Raises Refusal where pages would lose a section: its heading is emptied, or is that of another one."""
    locale, there = playbook.locales[language], touched_pages(playbook, language)
    for key, strings in texts.items():
        if there.get(key) and not any(strings) and locale.is_translated(key[0], str(key[1])):
            raise Refusal(
                said('"{heading}" stands on {count} pages and cannot be left empty', heading=key[0], count=there[key])
            )
    doubled = doubled_headings(playbook, language, {key[0]: strings[0] for key, strings in texts.items() if strings})
    if doubled:
        raise Refusal(
            said('"{heading}" would be the heading of two sections; each needs one of its own', heading=doubled[0])
        )


def doubled_headings(playbook: Playbook, language: str, texts: Mapping[str, str]) -> tuple[str, ...]:
    """The headings, with those in `texts` by their English words, that two sections would have."""
    locale = playbook.locales[language]
    headings = [
        texts.get(section.heading) or locale.text(section.heading, SECTION_CONTEXT)
        for section in playbook.taxonomy.sections
    ]
    counts = Counter(fold_heading(heading) for heading in headings)
    return tuple(dict.fromkeys(heading for heading in headings if counts[fold_heading(heading)] > 1))


def carried_through(playbook: Playbook, pages: Mapping[str, str]) -> dict[str, str]:
    """Pages' texts (by path) with headings and fixed words as the catalogue has them now."""
    rules, shared = choose_rules(_CARRY), Shared(playbook)
    return {path: mend_page(shared, SourceFile(path, text.encode(), text), rules) for path, text in pages.items()}


def touched_pages(playbook: Playbook, language: str) -> dict[MessageKey, int]:
    """For each message that stands on pages as well, how many pages of a language have it."""
    locale, taxonomy = playbook.locales[language], playbook.taxonomy
    messages = [(section.heading, SECTION_CONTEXT) for section in taxonomy.sections]
    messages += [(column, "phrases") for column in taxonomy.phrase_columns]
    messages += [(word, WARNING_CONTEXT) for word in taxonomy.warnings.values()]
    forms = {SECTION_CONTEXT: "\n## {}\n", "phrases": "| {} |", WARNING_CONTEXT: "> **{}"}
    texts = [page.text for page in playbook.in_language(language)]
    found: dict[MessageKey, int] = {}
    for message, context in messages:
        wanted = [forms[context].format(words) for words in locale.wordings(message, context)]
        found[message, context] = sum(any(form in text for form in wanted) for text in texts)
    return found


def plan_glossary(playbook: Playbook, language: str, texts: Mapping[str, Mapping[str, str]]) -> Plan:
    """Write a language's words of the glossary: for each concept (by its id) the `term` and the `definition`.

    They go where the language's words are: its own file, or the one that all languages share. Raises Refusal.
    """
    shared, own = f"taxonomy/{GLOSSARY_FILE}", f"{GLOSSARY_WORDS}{language}.yml"
    path = own if own in playbook.files or not _in_shared(playbook, language) else shared
    before = text = playbook.files[path].text if path in playbook.files else ""
    for identifier, words in texts.items():
        concept = playbook.glossary[identifier]
        for name, typed in words.items():
            value = " ".join(tidy(typed).split())
            known = concept.terms if name == "term" else concept.definitions
            if value == known.get(language, ""):
                continue
            if path == own:
                text = with_entry(text, (identifier, name), value)
            elif not value:
                raise Refusal(
                    said(
                        "{concept}: write something; it cannot be left empty",
                        concept=concept.terms.get(REFERENCE, identifier),
                    )
                )
            else:
                text = with_entry(text, (concept.number, f"{name}s" if name == "term" else name, language), value)
    return Plan(changed(playbook.root, [Change(path, text)]) if text != before else ())


def _in_shared(playbook: Playbook, language: str) -> bool:
    return any(language in concept.terms for concept in playbook.glossary.values())


def split_lines(typed: str) -> tuple[str, ...]:
    """The words and half sentences of a list as typed, a line each; each once."""
    found = (" ".join(word.split()) for word in tidy(typed).split("\n"))
    return tuple(dict.fromkeys(word for word in found if word))


def plan_synonyms(playbook: Playbook, language: str, texts: Mapping[tuple[str, ...], str]) -> Plan:
    """Write what people type: for ("topics" or "danger", topic id), ("elsewhere",) or ("unanswered",), as typed."""
    path = f"{SYNONYMS}{language}.yml"
    text = playbook.files[path].text if path in playbook.files else _NEW_SYNONYMS
    for place, typed in texts.items():
        text = with_words(text, place, split_lines(typed))
    return Plan(changed(playbook.root, [Change(path, text)]))


def plan_keywords(playbook: Playbook, language: str, texts: Mapping[str, str]) -> Plan:
    """Write the keywords of pages, by topic id. Raises Refusal."""
    changes = []
    for topic, typed in texts.items():
        page = playbook.page(language, topic)
        if page is None:
            raise Refusal(said("this page was taken away meanwhile"))
        changes.append(Change(page.path, write_field(playbook, page, "front/keywords", typed)))
    return Plan(changed(playbook.root, changes))


def untranslated_titles(playbook: Playbook, language: str) -> dict[str, Message]:
    """For each topic that readers of a language get in English, the message of its title."""
    known = {page.topic for page in playbook.in_language(language) if not is_draft(page)}
    pages = [page for page in playbook.in_language(REFERENCE) if page.topic not in known and not is_draft(page)]
    note = "title of a page that is not translated yet"
    return {page.topic: Message(page.title, None, TITLE_CONTEXT, ("",), False, 0, note) for page in pages}


def plan_titles(playbook: Playbook, language: str, texts: Mapping[str, str]) -> Plan:
    """Write the titles, by topic id, of pages that a language does not have yet. Raises Refusal."""
    messages = {message.key: message for message in untranslated_titles(playbook, language).values()}
    keys = {topic: message.key for topic, message in untranslated_titles(playbook, language).items()}
    file = playbook.files[playbook.locales[language].catalogue_path]
    titles = {keys[topic]: [" ".join(tidy(text).split())] for topic, text in texts.items()}
    text = with_messages(file, titles, Catalogue(messages, ""))
    return Plan(changed(playbook.root, [Change(file.path, text)]))


def notes_parts(text: str) -> list[tuple[str, int, int]]:
    """The parts of a language's notes: heading, and where its text begins and ends in the file."""
    found = list(_NOTES_HEADING.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)][: len(found)]
    return [(match[1], match.end(), end) for match, end in zip(found, ends, strict=True)]


def plan_notes(playbook: Playbook, path: str, texts: Mapping[int, str]) -> Plan:
    """Write parts, by their number from 0, of the notes for those who write in a language. Raises Refusal."""
    text = playbook.files[path].text if path in playbook.files else ""
    parts = notes_parts(text)
    for number, typed in sorted(texts.items(), reverse=True):
        if number >= len(parts):
            raise Refusal(said("this part of the notes was taken away meanwhile"))
        _, start, end = parts[number]
        words = tidy(typed) or "- …"
        if _NOTES_HEADING.search(f"\n{words}"):
            raise Refusal(said("a line here cannot begin with ##"))
        text = text[:start] + f"\n\n{words}\n" + ("" if end == len(text) else "\n") + text[end:]
    return Plan(changed(playbook.root, [Change(path, text)]))


def one_plan(plans: Collection[Plan]) -> Plan:
    """Several plans as one."""
    return Plan(tuple(change for plan in plans for change in plan.changes))
