"""Sheets: screens of many short texts that go into one or a few files, such as the interface words of a language.

A sheet says what each of its fields says in the files, what is wrong with what was typed, and which files become what
when it is saved. What is typed is kept by `screens/sheets.py`, the same for all.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from playbook.checks import Checker, choose_rules
from playbook.editing import Plan, Refusal
from playbook.editing.language_steps import notes_path
from playbook.editing.word_plans import (
    ON_PAGES,
    doubled_headings,
    notes_parts,
    one_plan,
    plan_glossary,
    plan_keywords,
    plan_messages,
    plan_notes,
    plan_synonyms,
    plan_titles,
    split_lines,
    untranslated_titles,
)
from playbook.model import REFERENCE, Page, Playbook
from playbook.model.catalogue import Message, MessageKey
from playbook.model.locale import TITLE_CONTEXT
from playbook.model.synonyms import NO_SYNONYMS
from playbook.said import CHECK_WORDS, reason, said
from playbook.serve import STUDIO_WORDS

FieldProblems = Mapping[str, Sequence[tuple[str, str]]]
"""Field key to what is wrong with it: (message, hint)."""
_CATALOGUE_RULES = ("catalogue-placeholder", "not-nfc", "control-character", "invisible-character")
WORD_GROUPS: Mapping[str, tuple[str | None, ...]] = {
    "site": (None, "theme", "search", "relation", "group", "facet", "kind"),
    "triage": ("triage",),
    "slots": ("slot",),
    "places": ("country",),
    "packs": ("pack",),
    "studio": (STUDIO_WORDS,),
    "checks": (CHECK_WORDS,),
}
"""Groups of interface words by the contexts of their messages."""
WORD_KINDS = {
    "headings": "Section headings and fixed words",
    "site": "Words of the site",
    "triage": "Questions of “Find the right page”",
    "slots": "Names of the gaps that workplaces fill in",
    "places": "Countries, rights and workplaces",
    "packs": "Words of printed packs",
    "studio": "Words of the studio",
    "notes": "How this language is written",
    "glossary": "Glossary",
    "search": "What people type",
    "titles": "Titles of pages that are not translated yet",
    "checks": "What the checks say",
}
"""The kinds of sheet in the order in which they are shown, and what they are called: messages of the studio."""


def kind_of_words(context: str | None) -> str:
    """The kind of sheet on which a message of a context stands."""
    groups: dict[str, tuple[str | None, ...]] = {"headings": ON_PAGES, "titles": (TITLE_CONTEXT,), **WORD_GROUPS}
    return next((kind for kind, contexts in groups.items() if context in contexts), "site")


class Sheet:
    """A sheet of a playbook. `name` is what its drafts are kept by, `language` that of its texts."""

    name: str
    language: str
    makes = False
    """Whether saving it makes something that is not there yet."""

    def __init__(self, playbook: Playbook) -> None:
        self.playbook = playbook

    @property
    def saved(self) -> Mapping[str, str]:
        """What each field says in the files, by its key."""
        raise NotImplementedError

    def plan(self, texts: Mapping[str, str]) -> Plan:
        """The files with these fields as they were typed. Raises Refusal."""
        raise NotImplementedError

    def leads_to(self, texts: Mapping[str, str]) -> str:  # noqa: ARG002 - most lead nowhere
        """The address of what has been made with these fields, once it is saved; empty where one stays."""
        return ""

    def wrong(self, texts: Mapping[str, str]) -> FieldProblems:  # noqa: ARG002 - most have something to say
        """What is wrong with what was typed, by field."""
        return {}


class MessagesSheet(Sheet):
    """Interface words: a group of them, or the headings and fixed words that stand on pages ("headings")."""

    def __init__(self, playbook: Playbook, language: str, group: str) -> None:
        super().__init__(playbook)
        self.language, self.group = language, group
        self.name = f"{language}/{group}"
        self.locale = playbook.locales[language]
        contexts = ON_PAGES if group == "headings" else WORD_GROUPS[group]
        reference = playbook.locales[REFERENCE].catalogue.messages
        self.messages: dict[str, Message] = {
            _identity(key): message for key, message in reference.items() if key[1] in contexts
        }

    def strings(self, message: Message) -> tuple[str, ...]:
        """The translations of a message as the catalogue has them, one for each plural form."""
        found = self.locale.catalogue.messages.get(message.key)
        count = max(self.locale.catalogue.forms, 1) if message.plural is not None else 1
        return ((*found.strings, *[""] * count) if found else ("",) * count)[:count]

    @cached_property
    def saved(self) -> Mapping[str, str]:
        return {
            f"{identity}/{form}": text
            for identity, message in self.messages.items()
            for form, text in enumerate(self.strings(message))
        }

    def _texts(self, texts: Mapping[str, str]) -> dict[MessageKey, list[str]]:
        keys = dict.fromkeys(key.partition("/")[0] for key in texts)
        messages = {identity: self.messages[identity] for identity in keys}
        return {
            message.key: [texts.get(f"{identity}/{form}", text) for form, text in enumerate(self.strings(message))]
            for identity, message in messages.items()
        }

    def plan(self, texts: Mapping[str, str]) -> Plan:
        return plan_messages(self.playbook, self.language, self._texts(texts))

    def wrong(self, texts: Mapping[str, str]) -> FieldProblems:
        found: dict[str, list[tuple[str, str]]] = {}
        if self.group == "headings":
            typed = {self.messages[key.partition("/")[0]].id: text for key, text in texts.items()}
            for heading in doubled_headings(self.playbook, self.language, typed):
                for key, text in texts.items():
                    if text == heading:
                        found.setdefault(key, []).append((said("another section has this heading, too"), ""))
        path = self.locale.catalogue_path
        try:
            change = next(iter(plan_messages(self.playbook, self.language, self._texts(texts)).changes), None)
        except Refusal as error:
            return found or {key: [(reason(error), "")] for key in texts}
        if change is None or change.path != path or change.text is None:
            return found
        now = self.playbook.with_texts({path: change.text})
        lines = {message.line: _identity(key) for key, message in now.locales[self.language].catalogue.messages.items()}
        for problem in Checker(now, choose_rules(_CATALOGUE_RULES)).of_files({path}):
            identity = next((lines[line] for line in sorted(lines, reverse=True) if line <= problem.line), "")
            for key in (key for key in self.saved if key.startswith(f"{identity}/")):
                found.setdefault(key, []).append((problem.message, problem.hint))
        return found


def _identity(key: MessageKey) -> str:
    """A message's name in addresses and ids of elements."""
    return "m" + hashlib.sha256(f"{key[1] or ''}\4{key[0]}".encode()).hexdigest()[:12]


class GlossarySheet(Sheet):
    """A language's words of the glossary."""

    def __init__(self, playbook: Playbook, language: str) -> None:
        super().__init__(playbook)
        self.language, self.name = language, f"{language}/glossary"

    @cached_property
    def saved(self) -> Mapping[str, str]:
        return {
            f"{concept.id}/{name}": words.get(self.language, "")
            for concept in self.playbook.glossary.values()
            for name, words in (("term", concept.terms), ("definition", concept.definitions))
        }

    def plan(self, texts: Mapping[str, str]) -> Plan:
        rows: dict[str, dict[str, str]] = {}
        for key, text in texts.items():
            identifier, _, name = key.partition("/")
            rows.setdefault(identifier, {})[name] = text
        return plan_glossary(self.playbook, self.language, rows)

    def wrong(self, texts: Mapping[str, str]) -> FieldProblems:
        found: dict[str, list[tuple[str, str]]] = {}
        for key, text in texts.items():
            others = (concept for concept in self.playbook.glossary.values() if concept.id != key.partition("/")[0])
            if key.endswith("/term") and any(text == concept.terms.get(self.language) for concept in others):
                found[key] = [(said("another concept has this term, too"), said("one word for one thing"))]
            if key.endswith("/term") and "\n" in text.strip():
                found[key] = [(said("a term is one line"), "")]
        return found

    def pages_with(self, term: str) -> list[Page]:
        """The language's pages that have a term, at the start of a word where spaces show the words."""
        wanted = term.strip().casefold()
        begins = re.compile(rf"(?<![^\W\d_\u0e00-\u0e7f]){re.escape(wanted)}")
        return [page for page, text in self._folded if wanted and wanted in text and begins.search(text)]

    @cached_property
    def _folded(self) -> list[tuple[Page, str]]:
        return [(page, page.text.casefold()) for page in self.playbook.in_language(self.language)]


class SearchSheet(Sheet):
    """What people type in a language: the keywords of its pages, and the words that stand on no page."""

    def __init__(self, playbook: Playbook, language: str) -> None:
        super().__init__(playbook)
        self.language, self.name = language, f"{language}/search"

    @cached_property
    def saved(self) -> Mapping[str, str]:
        synonyms = self.playbook.synonyms.get(self.language, NO_SYNONYMS)
        fields = {}
        for topic in self.playbook.taxonomy.topics():
            page = self.playbook.page(self.language, topic.id)
            if page:
                fields[f"{topic.id}/keywords"] = ", ".join(page.front.keywords)
            fields[f"{topic.id}/topics"] = "\n".join(synonyms.topics.get(topic.id, ()))
            if topic.priority == 1 or topic.id in synonyms.danger:
                fields[f"{topic.id}/danger"] = "\n".join(synonyms.danger.get(topic.id, ()))
        return fields | {"elsewhere": "\n".join(synonyms.elsewhere), "unanswered": "\n".join(synonyms.unanswered)}

    def plan(self, texts: Mapping[str, str]) -> Plan:
        keywords = {key.partition("/")[0]: text for key, text in texts.items() if key.endswith("/keywords")}
        others = {_place(key): text for key, text in texts.items() if not key.endswith("/keywords")}
        plans = [plan_keywords(self.playbook, self.language, keywords)]
        plans += [plan_synonyms(self.playbook, self.language, others)] if others else []
        return one_plan(plans)

    def wrong(self, texts: Mapping[str, str]) -> FieldProblems:
        found: dict[str, list[tuple[str, str]]] = {}
        for key, text in texts.items():
            if key.endswith("/danger"):
                short = [word for word in split_lines(text) if len(word) < _LEAST_FEAR]
                if short:
                    message = said('"{word}" is so short that it stands in many words', word=short[0])
                    found[key] = [(message, said("write more of it"))]
        try:
            changes = {change.path: str(change.text) for change in self.plan(texts).changes}
        except Refusal as error:
            return found | {key: [(reason(error), "")] for key in texts}
        now = self.playbook.with_texts(changes)
        places = {page.path: f"{page.topic}/keywords" for page in now.in_language(self.language)}
        for problem in Checker(now, choose_rules(("few-keywords",))).of_files(changes.keys() & places):
            found.setdefault(places[problem.path], []).append((problem.message, problem.hint))
        return found


class TitlesSheet(Sheet):
    """The titles of pages that a language does not have yet."""

    def __init__(self, playbook: Playbook, language: str) -> None:
        super().__init__(playbook)
        self.language, self.name = language, f"{language}/titles"
        self.messages = untranslated_titles(playbook, language)

    @cached_property
    def saved(self) -> Mapping[str, str]:
        known = self.playbook.locales[self.language].catalogue.messages
        there = {topic: known.get(message.key) for topic, message in self.messages.items()}
        return {f"{topic}/title": found.strings[0] if found else "" for topic, found in there.items()}

    def plan(self, texts: Mapping[str, str]) -> Plan:
        return plan_titles(self.playbook, self.language, {key.partition("/")[0]: text for key, text in texts.items()})


class NotesSheet(Sheet):
    """The notes for those who write in a language: how people are addressed, how they apologise, what is typed how."""

    def __init__(self, playbook: Playbook, language: str) -> None:
        super().__init__(playbook)
        self.language, self.name, self.path = language, f"{language}/notes", notes_path(language)
        self.text = playbook.files[self.path].text if self.path in playbook.files else ""

    @cached_property
    def saved(self) -> Mapping[str, str]:
        texts = (self.text[start:end].strip() for _, start, end in notes_parts(self.text))
        return {f"part-{number}": "" if text == "- …" else text for number, text in enumerate(texts)}

    @property
    def headings(self) -> tuple[str, ...]:
        """The heading of each part."""
        return tuple(heading for heading, _, _ in notes_parts(self.text))

    def plan(self, texts: Mapping[str, str]) -> Plan:
        numbered = {int(key.removeprefix("part-")): text for key, text in texts.items()}
        return plan_notes(self.playbook, self.path, numbered)


_LEAST_FEAR = 2
"""Letters that words of fear have at least; some of a Thai word have two."""


def _place(key: str) -> tuple[str, ...]:
    topic, _, part = key.partition("/")
    return (part, topic) if part else (topic,)


def sheet_maker(kind: str) -> Callable[[Playbook, str], Sheet] | None:
    """What makes the sheet of a kind, for a playbook and a language; None where there is no such kind."""
    if kind in {"headings", *WORD_GROUPS}:
        return lambda playbook, language: MessagesSheet(playbook, language, kind)
    return {"glossary": GlossarySheet, "search": SearchSheet, "titles": TitlesSheet, "notes": NotesSheet}.get(kind)
