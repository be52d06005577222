"""What goes on while the server runs: files are saved, pages shown anew, mistakes told, the whole site built."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

import msgspec

from playbook.model import REFERENCE, Locale, Problem
from playbook.said import said
from playbook.serve.desk import Desk
from playbook.serve.events import Listeners
from playbook.serve.judging import Judge
from playbook.serve.watching import is_look
from playbook.serve.whole import WholeSite
from playbook.site import environment

_EVERYWHERE, _THERE = "everywhere", "there"
"""Whether a mistake is shown on every page, or only on that of its file."""


class Starter(Protocol):
    """Whoever started the server, and wants to hear of it."""

    def ready(self) -> None:
        """It answers now, and follows what is saved."""

    def mistakes(self, made: Sequence[Problem], mended: Sequence[Problem]) -> None:
        """Mistakes that were made since, and those that were mended."""

    def fault(self, error: Exception) -> None:
        """Something went wrong within the program."""


class Course:
    """The course of things, as the pages that are open and the starter are told it."""

    def __init__(self, desk: Desk, whole: WholeSite, starter: Starter) -> None:
        self.desk, self.whole, self.starter = desk, whole, starter
        self.listeners = Listeners(self.state)
        self._judge = Judge(self._tell, starter.fault)
        self._start, self._looks = secrets.token_hex(4), 0
        self._saved: set[str] = set()
        self._known = {_key(problem): problem for problem in desk.faults}
        self._telling = threading.Lock()
        whole.done = self._tell

    def begin(self) -> None:
        """Start what works beside the answers."""
        self.whole.want()
        for work in (self.whole.run, self._judge.run):
            threading.Thread(target=work, daemon=True).start()

    def end(self) -> None:
        """Stop it."""
        self.listeners.end()
        self._judge.end()
        self.whole.end()

    @property
    def version(self) -> str:
        """Another text after each change of what is shown, and after each start."""
        return f"{self._start}-{self.desk.number}-{self._looks}"

    def saved(self, paths: Collection[str]) -> None:
        """Somebody saved these files."""
        if not paths:
            return
        self._saved.update(paths)
        looks = {path for path in paths if is_look(self.desk.root, path)}
        content = [path for path in paths if path not in looks]
        if looks:
            environment.cache_clear()
            self._looks += 1
        if content:
            self.desk.read(content)
        self.listeners.wake()
        self.desk.find_faults()
        self._tell()
        self._judge.judge(self.desk.playbook, content)
        if not self.desk.held:
            self.whole.want()

    def _tell(self) -> None:
        """Tell the open pages how things are, and the terminal what is new."""
        self.listeners.wake()
        with self._telling:
            now = {_key(problem): problem for problem, _ in self._mistakes()}
            fresh = sorted(now[key] for key in now.keys() - self._known.keys())
            mended = sorted(self._known[key] for key in self._known.keys() - now.keys())
            self._known = now
            if fresh or mended:
                self.starter.mistakes(fresh, mended)

    def _mistakes(self) -> Iterable[tuple[Problem, str]]:
        """Every mistake with where it is shown: what keeps a file from being read, then what the checks found."""
        faults = self.desk.faults
        for problem in faults:
            everywhere = problem.path in self._saved or not problem.path.startswith("docs/")
            yield problem, _EVERYWHERE if everywhere else _THERE
        for problem in self._judge.findings:
            if problem not in faults:
                yield problem, _THERE
        if self.whole.failure:
            hint = said("the site stays as it was until that is mended")
            yield Problem("build/serve", 0, 0, "build", self.whole.failure, hint), _EVERYWHERE

    def state(self, language: str) -> Mapping[str, object]:
        """How things are, as open pages of a language are told."""
        locales = self.desk.playbook.locales
        locale = locales.get(language, locales[REFERENCE])
        rows = [{**_told(problem, locale), "shown": shown} for problem, shown in self._mistakes()]
        return {"version": self.version, "problems": rows}


def _told(problem: Problem, locale: Locale) -> Mapping[str, object]:
    """A problem as it is sent: in a language where that has all its words, else in English."""
    known = locale.can_say(problem.message, problem.hint)
    words = {"message": locale.say(problem.message), "hint": locale.say(problem.hint)} if known else {}
    return {**msgspec.structs.asdict(problem), **words, "lang": locale.code if known else REFERENCE}


def _key(problem: Problem) -> tuple[str, str, str]:
    """What a problem is known by: its line may move."""
    return problem.path, problem.rule, problem.message
