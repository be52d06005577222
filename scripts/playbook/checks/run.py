"""Running rules on a playbook: each is asked of what it judges, and excepted problems are set aside."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec.structs import replace

from playbook.checks.documents import Guide, PageOrGuide, read_guides
from playbook.checks.edition import Edition
from playbook.checks.exceptions import Exemption, comment_exemptions, page_exemptions, set_aside
from playbook.checks.levels import Levels
from playbook.checks.outline import Outline, outline
from playbook.checks.registry import RULE_GROUPS, Rule, find_rules, load_rule, rule_ids
from playbook.checks.shared import Shared, Watched
from playbook.model import REFERENCE, Page, Playbook, Problem
from playbook.model.problem import did_you_mean

OFFERS = frozenset({"unlinked-term"})
"""Rules that find no faults: they offer what only a person can decide, when asked for (`--offers`)."""
ASKS_NETWORK = "external-link"
"""The rule that needs the network, and so runs only when asked for (`--external`)."""


SHAPE_OF_A_PAGE = ("stray-markup", "unknown-heading", "doubled-section", "phrase-table", "step-list", "practice-scene")
"""Rules of the group sections that say that a page does not read as it is meant."""


class UnknownRule(Exception):
    """A rule name that is none; `str(error)` says which is likely meant."""


def choose_rules(select: Sequence[str] = (), ignore: Sequence[str] = (), *, external: bool = False) -> tuple[Rule, ...]:
    """The rules to run on the source: those selected (all, if none is), without those ignored; ids or group names.

    Raises UnknownRule for a name that is neither a rule nor a group.
    """
    wanted = {rule.id for name in select for rule in named_rules(name)}
    unwanted = {rule.id for name in ignore for rule in named_rules(name)} | OFFERS
    if not external:
        unwanted.add(ASKS_NETWORK)
    return tuple(
        load_rule(folder, identifier)
        for folder, identifier in rule_ids()
        if folder != "site" and identifier not in unwanted and (not wanted or identifier in wanted)
    )


def offer_rules() -> tuple[Rule, ...]:
    """The rules whose problems are offers."""
    return tuple(load_rule(folder, identifier) for folder, identifier in rule_ids() if identifier in OFFERS)


def named_rules(name: str) -> tuple[Rule, ...]:
    """The rule of that id or the rules of the group of that name. Raises UnknownRule."""
    found = find_rules(name)
    if not found:
        names = (*RULE_GROUPS, *(identifier for _, identifier in rule_ids()))
        meant = did_you_mean(name, names, "what is meant?")
        raise UnknownRule(f'there is no rule "{name}"; {meant} "playbook check --list" names them all')
    return found


def unread_first(playbook: Playbook, problems: Iterable[Problem]) -> list[Problem]:
    """The problems, and before them every file or row that cannot be read, whatever was asked for.

    What cannot be read is judged by nobody, so that "no problems" would be no news of it.
    """
    found = {_place(problem): problem for problem in problems}
    unread = {_place(problem): found.get(_place(problem), problem) for problem in playbook.unread}
    return [*sorted(unread.values()), *(problem for place, problem in found.items() if place not in unread)]


def _place(problem: Problem) -> tuple[str, int, str]:
    return problem.path, problem.line, problem.message


def stamped(rule: Rule, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of a rule, with its id put in."""
    for found in problems:
        yield Problem(found.path, found.line, found.column, rule.id, found.message, found.hint)


def check_playbook(playbook: Playbook, rules: Sequence[Rule] | None = None) -> tuple[Problem, ...]:
    """Every problem that `rules` find, by default all that need no network; sorted by path, line and rule.

    Those that are excepted are left out.
    """
    return Checker(playbook, rules).problems()


class Checker:
    """A playbook and the rules to judge it by. It keeps what is worked out over all pages, so that of a page that is
    edited only that page need be judged again.
    """

    def __init__(self, playbook: Playbook, rules: Sequence[Rule] | None = None) -> None:
        self.playbook, self.rules = playbook, choose_rules() if rules is None else tuple(rules)
        self.shared = Shared(playbook)
        self._outlines: dict[str, Outline] = {}
        self._misshapen: dict[str, bool] = {}
        self._levels = Levels(playbook)
        self._shared_alone: dict[str, tuple[Problem, ...]] = {}
        self._rules: dict[str, dict[tuple[str, ...], list[Rule]]] = {}
        for rule in self.rules:
            self._rules.setdefault(rule.subject, {}).setdefault(rule.given, []).append(rule)

    def problems(self) -> tuple[Problem, ...]:
        """Every problem of the playbook, sorted, without those that are excepted."""
        pages = self.playbook.pages.values()
        files = [file for file in self.playbook.files.values() if not file.fault]
        found = [problem for page in pages for problem in self._of_page(page)]
        found += [problem for guide in self.guides for problem in self._asked("document", document=guide)]
        found += [problem for file in files for problem in self._asked("file", file=file)]
        found += self._of_all(None)
        written = [item for page in pages for item in page_exemptions(page)]
        written += [item for file in files for item in comment_exemptions(file)]
        return self._kept(found, written)

    def of_page(self, path: str) -> tuple[Problem, ...]:
        """The problems of one topic page, as `problems` has them."""
        return self.of_files((path,))

    def of_files(self, paths: Collection[str]) -> tuple[Problem, ...]:
        """The problems of topic pages and of files that all pages share, as `problems` has them."""
        files = [self.playbook.files[path] for path in paths]
        pages = [page for path in paths if (page := self.playbook.at(path))]
        found = [problem for page in pages for problem in self._of_page(page)]
        found += [problem for file in files for problem in self._asked("file", file=file)]
        found += (problem for problem in self._of_all(paths) if problem.path in paths)
        written = [item for page in pages for item in page_exemptions(page)]
        return self._kept(found, [*written, *(item for file in files for item in comment_exemptions(file))])

    def edited(self, path: str, text: str) -> Checker:
        """The same with another text of one topic page."""
        return self.saved(self.playbook.with_text(path, text), {path})

    def saved(self, playbook: Playbook, paths: Collection[str]) -> Checker:
        """The same with a playbook of which only these topic pages are other ones."""
        checker = Checker(playbook, self.rules)
        checker._outlines = {other: found for other, found in self.outlines.items() if other not in paths}
        checker.guides = self.guides
        checker._shared_alone = self._shared_alone
        return checker

    def _kept(self, found: Iterable[Problem], written: Sequence[Exemption]) -> tuple[Problem, ...]:
        kept = set_aside(written, {rule.id for rule in self.rules}, found)
        seen = {problem for problem in kept if not self._follows(problem)}
        return tuple(sorted(replace(found, to_do=True) if self._levels.is_to_do(found) else found for found in seen))

    def _follows(self, problem: Problem) -> bool:
        """Whether a translation differs as its English page does not read as it is meant, which comes first."""
        if problem.rule not in self._parity or not (page := self.playbook.at(problem.path)):
            return False
        reference = self.playbook.reference(page.topic)
        return bool(page.language != REFERENCE and reference and self._is_misshapen(reference))

    @cached_property
    def _parity(self) -> frozenset[str]:
        return frozenset(identifier for folder, identifier in rule_ids() if folder == "parity")

    def _is_misshapen(self, page: Page) -> bool:
        if page.path not in self._misshapen:
            rules = [load_rule("sections", identifier) for identifier in SHAPE_OF_A_PAGE]
            given = {"page": page, "shared": self.shared}
            found = (rule.check(*(given[name] for name in rule.given)) for rule in rules)
            self._misshapen[page.path] = any(True for problems in found for _ in problems)
        return self._misshapen[page.path]

    def _of_page(self, page: Page) -> Iterator[Problem]:
        reference = self.playbook.reference(page.topic) if page.language != REFERENCE else None
        yield from self._asked("page", page=page, reference=reference)
        if reference:
            yield from self._asked("translation", translation=page, reference=reference)
        yield from self._asked("document", document=page)

    def _of_all(self, paths: Collection[str] | None) -> Iterator[Problem]:
        """What the rules on all of it say; of some files at least, where these are given."""
        yield from self._of_shared()
        if "edition" in self._rules:
            edition = Edition(self.shared, self.playbook.ledgers, tuple(self.outlines.values()), paths)
            yield from self._asked("edition", edition=edition)

    def _of_shared(self) -> Iterator[Problem]:
        """What the rules on what all pages share say; those that see nothing of a page are asked once for all edits."""
        for rule in (rule for rules in self._rules.get("shared", {}).values() for rule in rules):
            found = self._shared_alone.get(rule.id)
            if found is None:
                watched = Watched(self.shared)
                found = tuple(stamped(rule, rule.check(watched)))
                if watched.saw_no_page:
                    self._shared_alone[rule.id] = found
            yield from found

    def _asked(self, subject: str, **given: object) -> Iterator[Problem]:
        """What the rules on a subject say of it."""
        given["shared"] = self.shared
        for names, rules in self._rules.get(subject, {}).items():
            values = [given[name] for name in names]
            for rule in rules:
                yield from stamped(rule, rule.check(*values))

    @cached_property
    def guides(self) -> tuple[Guide, ...]:
        """The guides, parsed."""
        return tuple(read_guides(self.playbook))

    @cached_property
    def outlines(self) -> Mapping[str, Outline]:
        """The outline of every page and guide, by path."""
        faulty = {problem.path for problem in self.shared.problems}
        documents: tuple[PageOrGuide, ...] = (*self.playbook.pages.values(), *self.guides)
        for document in documents:
            if document.path not in self._outlines:
                self._outlines[document.path] = outline(document, self.shared, faulty=document.path in faulty)
        return self._outlines
