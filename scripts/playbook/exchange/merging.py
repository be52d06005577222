"""One page of a file that came back, beside what it was made from and what is there now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from playbook.editing import Refusal
from playbook.editing.scaffold import translation
from playbook.exchange.base import Base, carried
from playbook.exchange.job import EXCHANGE, JobPage, JobText
from playbook.exchange.notation import as_on_page, fault, mark_counts
from playbook.exchange.pairing import Pair, Pairs
from playbook.exchange.splicing import Writer
from playbook.model import Page, Problem

_EXPORT = "export the page again and copy your translation into it, or leave the text out: --partial"
_SETTLE = "settle it in the page; or take the file's words everywhere: --overwrite"


@dataclass
class Merging:
    """A page of a file, what it was made from (`base`), and the page as it is now beside its English (`now`).

    `page` is the file to fill in where the page is not written yet. `name` is the file's, for messages. `wrong` is what
    is wrong in the file, `conflicts` what cannot be taken from it.
    """

    job: JobPage
    name: str
    writer: Writer
    reference: Page
    page: Page
    base: Base
    now: Pairs
    is_new: bool
    wrong: list[Problem] = field(default_factory=list)
    conflicts: list[Problem] = field(default_factory=list)

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """From the id of each English text as it went out to the id of the one that it is now."""
        return carried(self.base.pairs, self.now)

    @cached_property
    def units(self) -> Mapping[str, JobText]:
        """The texts of the file that can be used, by id; what is wrong with the others is told."""
        counts = Counter(unit.id for unit in self.job.units)
        for unit in {unit.id: unit for unit in reversed(self.job.units) if counts[unit.id] > 1}.values():
            self.fault(unit, f"this text stands in the file {counts[unit.id]} times", "keep the right one")
        return {unit.id: unit for unit in self.job.units if counts[unit.id] == 1 and self._is_usable(unit)}

    def text(self, unit: JobText) -> str:
        """The translation in the file as it can stand on the page."""
        return as_on_page(unit.target, one_line=self.base.pairs.by_id[unit.id].source.one_line)

    def before(self, unit: JobText) -> str | None:
        """The translation as it went out; None where that is not known."""
        return self.base.pairs.by_id[unit.id].text if self.base.knows_page else None

    def fault(self, unit: JobText | None, message: str, hint: str = "") -> None:
        """Tell what is wrong in the file, with a text of it or as a whole."""
        self.wrong.append(file_problem(self.name, self.job.topic, unit, message, hint))

    def conflict(self, name: str, message: str, hint: str = _SETTLE) -> None:
        """Tell what cannot be taken; `name` is the English text's id, as it is now where there still is one."""
        found = self.now.by_id.get(name)
        line = found.target.line if found and found.target else 0
        path, line = (self.name, 0) if self.is_new else (self.page.path, line)
        words = f"{self.job.topic}, {name}: {message}"
        self.conflicts.append(Problem(path, line, 1 if line else 0, EXCHANGE, words, hint))

    def find_missing(self) -> None:
        """Tell which texts went out and did not come back."""
        stamp = self.job.stamp
        if stamp is None or not self.base.knows_reference:
            return
        there = {unit.id for unit in self.job.units}
        for item in self.base.pairs.all:
            wanted = stamp.parts is None or item.source.part in stamp.parts
            if wanted and item.source.id not in there:
                self.fault(None, f"the text {item.source.id} is missing in the file", _EXPORT)

    def _is_usable(self, unit: JobText) -> bool:
        old = self.base.pairs.by_id.get(unit.id)
        if old is None and self.base.knows_reference:
            self.fault(unit, "the page has no such text", _EXPORT)
        elif old is None:
            self.conflict(unit.id, f"the English page has no such text any more; the file says: {unit.target}", "")
        elif as_on_page(unit.source, one_line=old.source.one_line) != old.source.text:
            self._tell_other_english(unit)
        else:
            return not self._has_fault(unit, old)
        return False

    def _tell_other_english(self, unit: JobText) -> None:
        if self.base.knows_reference:
            self.fault(unit, "its English text was changed in the file", _EXPORT)
        elif unit.target:
            message = "the English changed since, and what it was then is not known"
            self.conflict(unit.id, f"{message}; the file says: {unit.target}", "")

    def _has_fault(self, unit: JobText, old: Pair) -> bool:
        target = self.text(unit)
        if target in {"", old.text}:
            return False
        reason = fault(target, mark_counts(old.source.text), *([mark_counts(old.text)] if old.text else []))
        if reason:
            self.fault(unit, reason, f"the English has it: {old.source.text}")
        return bool(reason)


def file_problem(name: str, topic: str, unit: JobText | None, message: str, hint: str = "") -> Problem:
    """A problem of a file, with the topic and the text that it is about."""
    line = unit.line if unit else 0
    head = f"{topic}, {unit.id}" if unit else topic
    return Problem(name, line, 1 if line else 0, EXCHANGE, f"{head}: {message}", hint)


def page_to_fill_in(writer: Writer, reference: Page, path: str) -> Page:
    """The page of a language with a comment for each text. Raises Refusal."""
    text = translation(reference, writer.playbook.taxonomy, writer.locale)
    empty = Page(path, writer.locale.code, reference.topic, reference.group, reference.front, "", "")
    draft = writer.read(empty, text)
    if draft is None:
        raise Refusal(f"the file to fill in for {path} cannot be made; playbook check {reference.path}")
    return draft


def joined(pages: tuple[JobPage, ...]) -> Iterator[JobPage]:
    """The pages of a file; what a program cut in two is one again."""
    for topic in dict.fromkeys(page.topic for page in pages):
        parts = [page for page in pages if page.topic == topic]
        stamp = next((page.stamp for page in parts if page.stamp), None)
        yield JobPage(topic, stamp, tuple(unit for page in parts for unit in page.units), parts[0].path)
