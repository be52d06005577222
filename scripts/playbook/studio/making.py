"""Sheets with which something new is made: a topic, and an article whose lines are placed one by one."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from playbook.articles.cues import load_cues
from playbook.articles.matching import match_rows
from playbook.articles.placing import Placing, is_settled, placing_of, with_placings
from playbook.articles.reader import read_article
from playbook.articles.verification import article_files, row_problems
from playbook.editing import Change, Plan, Refusal
from playbook.editing.page_fields import tidy
from playbook.editing.pages import plan_new, require_identifier
from playbook.files import UnreadableFile
from playbook.model import REFERENCE, SECTION_CONTEXT, Ledger, LedgerRow, Playbook
from playbook.said import Said, reason, said
from playbook.studio.sheets import FieldProblems, Sheet

ARTICLES = ".studio/articles"
"""Where the text of articles is kept; no part of the project's history."""
_SAME = 6
"""Words in a row that a gist may not share with its line."""


def split_ids(typed: str) -> tuple[str, ...]:
    """The ids of a list as a field has it, with commas between them."""
    return tuple(dict.fromkeys(word for part in typed.split(",") if (word := part.strip())))


class TopicSheet(Sheet):
    """A new topic: its title, its address, its group and kind, how urgent it is, what it is related to."""

    language, name, makes = REFERENCE, "new/topic", True

    @cached_property
    def saved(self) -> Mapping[str, str]:
        relations = dict.fromkeys((f"relation-{name}" for name in self.playbook.taxonomy.inverses), "")
        return {"title": "", "id": "", "group": "", "kind": "", "priority": "3", **relations}

    def plan(self, texts: Mapping[str, str]) -> Plan:
        typed = {**self.saved, **texts}
        title = " ".join(tidy(typed["title"]).split())
        if not title:
            raise Refusal(said("give the topic a title"))
        if not typed["group"] or not typed["kind"]:
            raise Refusal(said("choose the group that the topic belongs to, and its kind"))
        relations = {name: split_ids(typed[f"relation-{name}"]) for name in self.playbook.taxonomy.inverses}
        identifier = typed["id"].strip() or address_of(title)
        priority = int(typed["priority"])
        return plan_new(self.playbook, identifier, typed["group"], typed["kind"], title, priority, relations)

    def identifier(self, texts: Mapping[str, str]) -> str:
        """The id that the topic will have."""
        return {**self.saved, **texts}["id"].strip() or address_of({**self.saved, **texts}["title"])

    def leads_to(self, texts: Mapping[str, str]) -> str:
        return f"/studio/pages/{REFERENCE}/{self.identifier(texts)}"

    def wrong(self, texts: Mapping[str, str]) -> FieldProblems:
        found: dict[str, list[tuple[str, str]]] = {}
        identifier = self.identifier(texts)
        if identifier:
            try:
                require_identifier(identifier)
            except Refusal as error:
                found["id"] = [(reason(error), "")]
            if self.playbook.taxonomy.topic(identifier):
                found["id"] = [(said("there is a topic at this address already"), "")]
        relations = [text for key, text in {**self.saved, **texts}.items() if key.startswith("relation-")]
        if identifier and not any(relations):
            first = next(key for key in self.saved if key.startswith("relation-"))
            found[first] = [
                (said("nothing leads to this topic yet"), said("pick at least one page that belongs to it"))
            ]
        return found


def address_of(title: str) -> str:
    """The id that a title suggests: its words in small letters without accents, joined with hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    return "-".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words)


class ArticleLine(Struct, frozen=True):
    """A line of an article with its row; `text` is empty where the article is not on this machine, or lacks it."""

    row: LedgerRow
    number: int
    text: str


class ArticleSheet(Sheet):
    """The lines of an article, each to be placed: what it says in the editor's own words, and where it went."""

    def __init__(self, playbook: Playbook, article: str) -> None:
        super().__init__(playbook)
        self.ledger: Ledger = playbook.ledgers[article]
        self.language, self.name = self.ledger.language, f"articles/{article}"

    @cached_property
    def file(self) -> Path | None:
        """The file of the article, where it is on this machine."""
        folders = [self.playbook.root / ARTICLES, Path(os.environ.get("PLAYBOOK_ARTICLES") or os.devnull)]
        found = (article_files(folder).get(self.ledger.article) for folder in folders if folder.is_dir())
        return next((file for file in found if file), None)

    @cached_property
    def lines(self) -> tuple[ArticleLine, ...]:
        """Every row with the text of its line, in the article's order."""
        rows = [row for row in self.ledger.rows if not row.gone]
        if self.file is None:
            return tuple(ArticleLine(row, 0, "") for row in rows)
        try:
            cues, _ = load_cues(self.playbook.root, self.language)
            segments = read_article(self.file, cues).segments
        except UnreadableFile:
            return tuple(ArticleLine(row, 0, "") for row in rows)
        return tuple(
            ArticleLine(
                match.row, match.segment.number if match.segment else 0, match.segment.text if match.segment else ""
            )
            for match in match_rows(segments, self.ledger.rows)
            if match.row and not match.row.gone
        )

    @cached_property
    def saved(self) -> Mapping[str, str]:
        return {
            f"{row.id}/{name}": text
            for row in self.ledger.rows
            if not row.gone
            for name, text in (("gist", row.gist), ("to", ", ".join(row.to)), ("left", row.left_out))
        }

    def placings(self, texts: Mapping[str, str]) -> dict[str, Placing]:
        """What becomes of every line, with what was typed, by row."""
        said = {**self.saved, **texts}
        return {
            row.id: Placing(
                " ".join(tidy(said[f"{row.id}/gist"]).split()),
                split_ids(said[f"{row.id}/to"]),
                " ".join(tidy(said[f"{row.id}/left"]).split()),
            )
            for row in self.ledger.rows
            if not row.gone
        }

    def settled(self, texts: Mapping[str, str]) -> int:
        """How many lines it is known of what becomes of them."""
        return sum(is_settled(placing) for placing in self.placings(texts).values())

    @property
    def unplaced(self) -> tuple[ArticleLine, ...]:
        """The lines of which it is not known yet what becomes of them, as the file has them."""
        return tuple(line for line in self.lines if not is_settled(placing_of(line.row)))

    def plan(self, texts: Mapping[str, str]) -> Plan:
        before = self.playbook.files[self.ledger.path].text
        rows = {key.rpartition("/")[0] for key in texts}
        placings = {row: placing for row, placing in self.placings(texts).items() if row in rows}
        try:
            text = with_placings(before, self.ledger, placings)
        except ValueError as error:
            raise Refusal(reason(error)) from error
        return Plan((Change(self.ledger.path, text),) if text != before else ())

    def wrong(self, texts: Mapping[str, str]) -> FieldProblems:
        found: dict[str, list[tuple[str, str]]] = {}
        lines = {line.row.id: line for line in self.lines}
        placings = self.placings(texts)
        for identifier in dict.fromkeys(key.rpartition("/")[0] for key in texts):
            placing, row = placings[identifier], lines[identifier].row
            now = replace(row, gist=placing.gist, to=placing.to, left_out=placing.left_out)
            for problem in row_problems(self.playbook, self.ledger, now) if placing != placing_of(row) else ():
                if problem.rule == "row-without-destination":
                    continue  # that is still to do, and no mistake
                field = "gist" if problem.rule == "row-without-gist" else "to"
                message = problem.message
                if isinstance(message, Said):
                    message = said("{wrong}", wrong=message.values["wrong"])  # of which row is seen here
                found.setdefault(f"{identifier}/{field}", []).append((message, problem.hint))
            if _shares(placing.gist, lines[identifier].text):
                told = (said("these are the article's words"), said("say in your own words what the line says"))
                found.setdefault(f"{identifier}/gist", []).append(told)
        return found


def _shares(gist: str, text: str) -> bool:
    """Whether a gist has so many words of its line in a row that it is a copy."""
    words, line = gist.casefold().split(), f" {' '.join(text.casefold().split())} "
    runs = (" ".join(words[start : start + _SAME]) for start in range(len(words) - _SAME + 1))
    return any(f" {run} " in line for run in runs) or (bool(text.strip()) and gist.strip() == text.strip())


def destinations(playbook: Playbook, language: str) -> list[tuple[str, str]]:
    """(topic # section, what a reader calls it) of every section of the pages of a language."""
    locale = playbook.locales.get(language)
    headings = {
        section.id: locale.text(section.heading, SECTION_CONTEXT) if locale else section.heading
        for section in playbook.taxonomy.sections
    }
    return [
        (f"{page.topic}#{section}", f"{page.title} › {headings.get(section, section)}")
        for page in playbook.in_language(language)
        for section in page.by_id
    ]
