"""Beginning a piece of work and handing it in, with git doing what it does out of sight of the editor.

Work always begins from what all have now, whatever became of the last piece of it; so a branch that was merged and
deleted on the server is nothing that anybody has to know of. What others changed meanwhile is put together with one's
own by sentence before anything is sent, and never by git: nobody is left with a half-done merge. Only what editors
write is handed in; whatever else somebody changed in the folder stays as it is.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playbook.checks import check_playbook
from playbook.checks.mending import sentences_apart
from playbook.editing.editor import Editor, who_works
from playbook.editing.git import Git, NoGit, Ran
from playbook.editing.merging import Clash, merge_files
from playbook.editing.plan import Refusal
from playbook.editing.work import GitStart, common_start, content_on_disk, is_editors, main_of, text_at, text_in
from playbook.editing.work_file import forget_received, received
from playbook.files import UnreadableFile, UnwritableFile, remove_within, write_within
from playbook.model import NotAPlaybook, Problem, load_playbook
from playbook.model.comment import COMMENTS
from playbook.model.playbook import UNREAD
from playbook.said import reason, said

_MAIN = ("main", "master")
_LINK = re.compile(r"https?://\S+")
_LINE_TO_PLACE = "unplaced-source"
"""The rule that tells the lines of an article that are not placed yet: they are placed one by one."""
_TWO_SENTENCES = "sentence-line"
"""The rule that tells where two sentences share a line, as in a paragraph that was pasted."""
_UNFINISHED = ("rebase-merge", "rebase-apply", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "BISECT_LOG")
"""What stands in git's folder while somebody does with git what takes several steps."""
NOBODY, HALF_DONE, APART, PROGRAM, TWICE = "nobody", "half-done", "apart", "program", "twice"
WHY = {
    NOBODY: "git does not know yet who you are, and writes a name beside each change. Say it once, with the same "
    'command: --name "Malee Srisai" --email malee@example.org',
    HALF_DONE: "somebody began to put work together in this folder with git, and has not finished; ask them to finish "
    "it, or to take it back. Nothing was changed",
    APART: "what is in this folder and what the others have do not go back to the same beginning; send the files, and "
    "fetch the project anew",
    PROGRAM: "you and the others changed the same files of the program itself; whoever looks after it has to put them "
    "together",
    TWICE: "somebody hands in work from this folder at this moment; try again",
}
"""Why work cannot be handed in, in words."""


class CannotHandIn(Refusal):
    """Work cannot be handed in now; `kind` is a key of WHY. Nothing was changed."""

    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(": ".join(part for part in (WHY[kind], detail) if part))
        self.kind = kind


class NotSettled(Refusal):
    """Others changed the same texts, and nobody has chosen yet; `clashes` are those, by file. Nothing was changed."""

    def __init__(self, clashes: Mapping[str, tuple[Clash, ...]]) -> None:
        places = "\n".join(f"  {path}: {clash.part}" for path, found in clashes.items() for clash in found)
        super().__init__(f"others changed the same texts; choose in the studio which stay (playbook edit):\n{places}")
        self.clashes = clashes


class NotSound(Refusal):
    """Something is wrong in what was changed: `problems`. Nothing was sent."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        rows = "\n".join(str(problem) for problem in problems)
        super().__init__(f"mend this first; nothing was sent:\n{rows}")
        self.problems = tuple(problems)


class NotSent(Refusal):
    """The work is kept here and could not be sent: `reason`, as the server or the network has it."""

    def __init__(self, reason: str, outcome: HandedIn) -> None:
        super().__init__(
            f"your work is kept on this computer, and could not be sent: {reason}\n"
            "  Is there a network, and may you write to the project? Then type the same command again."
        )
        self.reason, self.outcome = reason, outcome


@dataclass(frozen=True, slots=True)
class WorkDone:
    """What was done, in sentences, and the link at which the others are asked to take the work in, if there is one."""

    done: tuple[str, ...]
    link: str = ""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What was handed in: the files, and those that others had changed and that are here now, too.

    `branch` is where it was sent; empty where there is no server. `link` is where the others are asked to take it in.
    """

    title: str
    files: tuple[str, ...]
    brought: tuple[str, ...] = ()
    branch: str = ""
    link: str = ""

    @property
    def done(self) -> tuple[str, ...]:
        """What was done, in sentences."""
        done = [f"Kept: “{self.title}”, {len(self.files)} files."] if self.files else []
        done += [] if done else ["Nothing changed since you handed in last."]
        done += [f"What others changed in {len(self.brought)} files is here now, too."] if self.brought else []
        if self.branch:
            done.append(f"Sent to the server (branch {self.branch}).")
        elif self.files:
            done.append("There is no server to send it to; whoever looks after the site takes it from here.")
        return tuple(done)


def begin_work(root: Path, title: str, name: str = "", email: str = "") -> WorkDone:
    """Begin a piece of work from what all have now. Raises Refusal; what is not handed in yet goes along."""
    git = _ready(root, name, email)
    fetched = fetch(git)
    main, branch = main_of(git), _free_name(git, title)
    made = _run(git, "switch", "--no-track", "-c", branch, *([main] if main else []))
    if made.returncode and "would be overwritten" in made.stderr:
        raise Refusal(
            said(
                "you have work that is not handed in, in files that others changed too; "
                "hand it in first: playbook hand-in “what you did”\n{why}",
                why=git.why(made),
            )
        )
    _must(git, made, said("a place for your work could not be made"))
    left = GitStart(git, git.line("rev-parse", "--verify", "HEAD")).changed()
    done = [f"You are working on “{title}” now (branch {branch}), on what all have as of {_today()}."]
    done += ["What others did could not be fetched; is there a network? You are on what was fetched last."] * (
        not fetched
    )
    done += [f"Your changes in {len(left)} files came along: {', '.join(left[:5])}"] if left else []
    return WorkDone(tuple(done))


FileJudge = Callable[[Mapping[str, str], Collection[str]], Iterable[Problem]]
"""Gives what is wrong in files, by their paths, where others of the project have these texts."""


def hand_in_work(
    root: Path,
    title: str,
    name: str = "",
    email: str = "",
    choices: Mapping[str, str] = {},
    judge: FileJudge | None = None,
) -> HandedIn:
    """Put what was changed together with what others changed, check it, keep it and send it.

    Without a title, work that is kept here and was not sent keeps its own. `choices` settle where both changed the same
    text (`clash_id` to "mine" or "theirs"); `judge` checks it, in place of reading the whole project. Raises Refusal:
    NotSettled, NotSound, NotSent, CannotHandIn.
    """
    judge = judge or partial(_judged, root)
    git = _ready(root, name, email)
    title = " ".join(title.split()) or _noted_last(git) or _today()
    fetch(git)
    elsewhere = sent_elsewhere(git)
    if elsewhere:
        _HandingIn(git, title, choices, elsewhere, judge).kept_here()
    return _HandingIn(git, title, choices, main_of(git), judge).done()


def sent_elsewhere(git: Git) -> str:
    """What was sent for this very work from another computer and is not here yet; empty where there is nothing."""
    branch = git.line("branch", "--show-current")
    there = f"refs/remotes/origin/{branch}"
    if branch in {*_MAIN, ""} or not git.line("rev-parse", "--verify", there):
        return ""
    return "" if git.said("merge-base", "--is-ancestor", there, "HEAD") is not None else there


def unsent(git: Git, paths: Iterable[str]) -> tuple[str, ...]:
    """Those of one's own files that the server, as it was last heard of, does not have as they were kept here."""
    if not has_server(git):
        return ()
    there = f"refs/remotes/origin/{git.line('branch', '--show-current')}"
    if not git.line("rev-parse", "--verify", there):
        return tuple(paths)
    other = set(git.paths("diff", "--name-only", "-z", "--no-renames", "--relative", there, "HEAD", "--", "."))
    return tuple(path for path in paths if path in other)


def _noted_last(git: Git) -> str:
    """What is noted beside work that is kept here and could not be sent; empty where there is none."""
    own = GitStart(git, common_start(git, main_of(git))).changed()
    return git.line("log", "-1", "--no-merges", "--format=%s") if unsent(git, own) else ""


def _judged(root: Path, texts: Mapping[str, str], _: Collection[str]) -> Iterable[Problem]:
    """What is wrong in the project, where some of its files have other texts."""
    playbook = load_playbook(root)
    try:
        return check_playbook(playbook.with_texts(texts) if texts else playbook)
    except NotAPlaybook as error:
        return error.problems


def fetch(git: Git) -> bool:
    """Fetch what others did; whether that could be done, or there is nowhere to fetch from."""
    return not has_server(git) or _run(git, "fetch", "--prune", "origin").returncode == 0


def has_server(git: Git) -> bool:
    """Whether there is a server to send work to."""
    return "origin" in (git.said("remote") or "").split()


def half_done(git: Git) -> bool:
    """Whether somebody is in the middle of something with git."""
    return any((git.folder / name).exists() for name in _UNFINISHED)


class Together:
    """What was changed here, put together with what `theirs` has: `texts` of the files that are to be other ones here.

    `own` are the files changed here, `clashes` what is to be settled, by file.
    """

    def __init__(self, git: Git, theirs: str, choices: Mapping[str, str] = {}) -> None:
        self.theirs, self.start = theirs, common_start(git, theirs)
        start = GitStart(git, self.start)
        self.own: list[str] = []
        self.texts: dict[str, str | None] = {}
        self.clashes: dict[str, tuple[Clash, ...]] = {}
        for path in start.changed():
            try:
                base, mine = start.content(path), text_in(content_on_disk(git.root, path))
            except UnreadableFile:
                self.own.append(path)
                continue
            other = text_at(git, theirs, path) if theirs else base
            if mine in {base, other}:
                continue
            self.own.append(path)
            merged = merge_files(path, base, mine, other, choices)
            if merged.clashes:
                self.clashes[path] = merged.clashes
            elif merged.text != mine:
                self.texts[path] = merged.text


class _HandingIn:
    """One piece of work on its way: first all is worked out, then files are written, then git remembers them."""

    def __init__(self, git: Git, title: str, choices: Mapping[str, str], theirs: str, judge: FileJudge) -> None:
        self.git, self.title, self.judge = git, title, judge
        self.head = git.line("rev-parse", "--verify", "HEAD")
        self.main = git.line("rev-parse", "--verify", theirs) if theirs else ""
        self.together = Together(git, theirs, choices)
        self.fresh = tuple(set(self.together.own) & set(GitStart(git, self.head).changed()))
        self.editor = who_works(git.root)

    def done(self) -> HandedIn:
        """Do it. Raises Refusal."""
        _, branch, brought = self.kept_here()
        forget_received(self.git.root)
        if not has_server(self.git) or branch in {*_MAIN, ""}:
            return HandedIn(self.title, tuple(sorted(self.fresh)), brought)
        files = {*self.fresh, *unsent(self.git, self.together.own)}
        return self._send(HandedIn(self.title, tuple(sorted(files)), brought, branch))

    def kept_here(self) -> tuple[str, str, tuple[str, ...]]:
        """Keep all of it in this folder: the commit, its branch, and the files of others that came in."""
        if self.together.clashes:
            raise NotSettled(self.together.clashes)
        if self.head and self.main and not self.git.line("merge-base", self.head, self.main):
            raise CannotHandIn(APART)
        self._require_sound()
        now = self.git.line("branch", "--show-current")
        commit, brought = self._kept(self.main)
        branch = _free_name(self.git, self.title) if self._is_over(now) and commit != self.main else now
        if commit != self.head or branch != now:
            self._remember(commit, branch)
        self._tidy_index(commit)
        return commit, branch, brought

    def _is_over(self, branch: str) -> bool:
        """Whether what is on a branch was taken in, or it is no place for work; the next work then has a new one."""
        if branch in {*_MAIN, ""}:
            return True
        if self.together.theirs != main_of(self.git):
            return False
        was_sent = bool(self.git.line("config", f"branch.{branch}.merge"))
        return bool(self.main) and (was_sent or self.head != self.main) and self._is_in(self.head, self.main)

    def _is_in(self, commit: str, other: str) -> bool:
        return bool(commit) and self.git.said("merge-base", "--is-ancestor", commit, other) is not None

    def _require_sound(self) -> None:
        """Raises NotSound with what is wrong in the files that were changed, as they are to be."""
        if not self.together.own:
            return
        texts = {path: text for path, text in self.together.texts.items() if text is not None}
        found = tuple(self.judge(texts, self.together.own))
        apart = self._set_apart({problem.path for problem in found if problem.rule == _TWO_SENTENCES})
        if apart:
            self.together.texts.update(apart)
            found = tuple(self.judge({**texts, **apart}, self.together.own))
        wrong = [problem for problem in found if problem.path in self.together.own and _stops(problem)]
        if wrong:
            raise NotSound(wrong)

    def _set_apart(self, paths: Collection[str]) -> dict[str, str]:
        """The new texts of those pages changed here in which sentences that share a line can be set apart."""
        apart: dict[str, str] = {}
        for path in set(paths) & set(self.together.own):
            text = self.together.texts.get(path) or text_in(content_on_disk(self.git.root, path)) or ""
            mended = sentences_apart(path, text)
            if mended != text:
                apart[path] = mended
        return apart

    def _kept(self, main: str) -> tuple[str, tuple[str, ...]]:
        """The commit that has all of it, and the files of others that were written for it. Raises CannotHandIn."""
        head, own = self.head, self.together.own
        parents = [commit for commit in (head, main) if commit]
        if len(parents) == 2 and self._is_in(head, main):
            parents = [main]
        elif len(parents) == 2 and self._is_in(main, head):
            parents = [head]
        index = {"GIT_INDEX_FILE": str((self.git.folder / f"playbook-index.{os.getpid()}").resolve())}
        try:
            self._fill_index(parents, index)
            tree = self._ok(self._run("write-tree", variables=index)).stdout.strip()
            brought = self._bring(head, tree, own)
            same = len(parents) == 1 and tree == self.git.line("rev-parse", f"{parents[0]}^{{tree}}")
            return (parents[0] if same else self._commit(tree, parents)), brought
        finally:
            Path(index["GIT_INDEX_FILE"]).unlink(missing_ok=True)
            Path(index["GIT_INDEX_FILE"] + ".lock").unlink(missing_ok=True)

    def _fill_index(self, parents: Sequence[str], index: Mapping[str, str]) -> None:
        """Put all files as they are to be into an index of its own: theirs, and mine above them."""
        own, texts = self.together.own, self.together.texts
        if len(parents) == 2:
            base = self.together.start
            self._ok(self._run("read-tree", "-i", "-m", "--aggressive", base, *parents, variables=index))
            unmerged = {
                row.partition("\t")[2] for row in self._run("ls-files", "-u", "-z", variables=index).stdout.split("\0")
            }
            both = sorted(path for path in unmerged if path and path not in own)
            program = [path for path in both if not is_editors(path)]
            if program:
                raise CannotHandIn(PROGRAM, ", ".join(program[:5]))
            self._put({path: text_at(self.git, parents[1], path) for path in both}, index)
        elif parents:
            self._ok(self._run("read-tree", parents[0], variables=index))
        self._put({path: texts.get(path) for path in own if path in texts}, index)
        as_they_are = [path for path in own if path not in texts]
        if as_they_are:
            there = "".join(f"{path}\0" for path in as_they_are)
            self._ok(self._run("update-index", "--add", "--remove", "-z", "--stdin", given=there, variables=index))

    def _put(self, texts: Mapping[str, str | None], index: Mapping[str, str]) -> None:
        """Put texts into the index, in the place of whatever it has by that name."""
        prefix = self.git.line("rev-parse", "--show-prefix")
        rows = ""
        for path, text in texts.items():
            rows += f"0 {'0' * 40}\t{prefix}{path}\0"
            if text is not None:
                blob = self._ok(self._run("hash-object", "-w", "--stdin", given=text)).stdout.strip()
                rows += f"100644 {blob}\t{prefix}{path}\0"
        if rows:
            self._ok(self._run("update-index", "-z", "--index-info", given=rows, variables=index))

    def _bring(self, head: str, tree: str, own: Sequence[str]) -> tuple[str, ...]:
        """Write the files that others changed, and those in which both did, so that they are here, too.

        A file that somebody changed here and that is not handed in stays as it is.
        """
        root, texts = self.git.root, self.together.texts
        for path, text in texts.items():
            _write(root, path, text)
        known = self.git.paths("diff", "--name-only", "-z", "--no-renames", "--relative", head or tree, tree, "--", ".")
        dirty = set(self.git.paths("diff", "--name-only", "-z", "--no-renames", "--relative", "HEAD", "--", "."))
        theirs = [path for path in known if path not in own and path not in dirty]
        new = [path for path in theirs if (root / path).exists() and text_at(self.git, head, path) is None]
        brought = [path for path in theirs if path not in new]
        for path in brought:
            if self.git.said("cat-file", "-e", f"{tree}:./{path}") is None:
                _write(root, path, None)
            else:
                self._ok(self._run("restore", f"--source={tree}", "--worktree", "--", path))
        return (*(path for path in texts if self._has_theirs(path)), *brought)

    def _has_theirs(self, path: str) -> bool:
        """Whether others changed a file, too."""
        start, theirs = self.together.start, self.together.theirs
        return bool(theirs) and text_at(self.git, theirs, path) != text_at(self.git, start, path)

    def _commit(self, tree: str, parents: Sequence[str]) -> str:
        parts = [part for commit in parents for part in ("-p", commit)]
        return self._ok(
            self._run("commit-tree", tree, *parts, given=self._note(), variables=_named(self.editor))
        ).stdout.strip()

    def _note(self) -> str:
        """What is noted beside the work: its title, and who else had a hand in it."""
        others = "".join(f"Co-authored-by: {who.by} <{mail_of(who.by, who.mail)}>\n" for who in received(self.git.root))
        return f"{self.title}\n" + (f"\n{others}" if others else "")

    def _remember(self, commit: str, branch: str) -> None:
        """Have the branch be at the commit, and this folder on the branch; without one, at the commit alone."""
        if not branch:
            self._ok(self._run("update-ref", "-m", "handed in", "--no-deref", "HEAD", commit))
            return
        before = self.git.line("rev-parse", "--verify", f"refs/heads/{branch}") or "0" * 40
        moved = self._run("update-ref", "-m", "handed in", f"refs/heads/{branch}", commit, before)
        if moved.returncode and re.search("but expected|already exists", moved.stderr):
            raise CannotHandIn(TWICE)
        self._ok(moved)
        self._ok(self._run("symbolic-ref", "-m", "handed in", "HEAD", f"refs/heads/{branch}"))

    def _tidy_index(self, commit: str) -> None:
        """Have git's list of what is staged agree with the commit, but for files of others that somebody staged."""
        ours = [*self.together.own, *self.together.texts]
        if self.head and self.head != commit:
            ours += self.git.paths(
                "diff", "--name-only", "-z", "--no-renames", "--relative", self.head, commit, "--", "."
            )
        ours += [
            path for path in self.git.paths("diff", "--cached", "--name-only", "-z", "--relative") if is_editors(path)
        ]
        if ours:
            listed = "".join(f"{path}\0" for path in dict.fromkeys(ours))
            done = self._run("reset", "-q", "--pathspec-from-file=-", "--pathspec-file-nul", given=listed)
            self._ok(done)

    def _send(self, outcome: HandedIn) -> HandedIn:
        refs = f"refs/heads/{outcome.branch}"
        sent = self._run("push", "-u", "origin", f"{refs}:{refs}")
        if sent.returncode:
            raise NotSent(self.git.why(sent), outcome)
        links = _LINK.findall(sent.stderr)
        return HandedIn(outcome.title, outcome.files, outcome.brought, outcome.branch, links[0] if links else "")

    def _run(self, *arguments: str, given: str | None = None, variables: Mapping[str, str] = {}) -> Ran:
        return _run(self.git, *arguments, given=given, variables=variables)

    def _ok(self, done: Ran) -> Ran:
        _must(self.git, done, said("your changes could not be kept"))
        return done


def _stops(problem: Problem) -> bool:
    """Whether something is wrong that would be in others' way: what is only to do, or is said in a comment, is not."""
    if problem.path.startswith(COMMENTS) and problem.rule not in UNREAD:
        return False
    return not problem.to_do and not (problem.rule == _LINE_TO_PLACE and problem.path.startswith("taxonomy/sources/"))


def _write(root: Path, path: str, text: str | None) -> None:
    """Write a file, with the line ends that it had; take it away where there is no text."""
    before = content_on_disk(root, path)
    try:
        if text is None:
            remove_within(root, path)
        else:
            write_within(root, path, text.replace("\n", "\r\n") if before and b"\r\n" in before else text)
    except UnwritableFile as error:
        raise Refusal(
            said("{error}. Nothing was handed in; mend the cause and do the same again", error=reason(error))
        ) from error


def _named(editor: Editor) -> dict[str, str]:
    """Who git is told has done it; whoever gives no address has one that leads nowhere."""
    mail = mail_of(editor.name, editor.mail)
    return {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", editor.name), ("EMAIL", mail))
    }


def mail_of(name: str, mail: str) -> str:
    """A person's address; whoever gave none has one that leads nowhere."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "editor"
    return mail or f"{plain}@editors.invalid"


def _ready(root: Path, name: str, email: str) -> Git:
    """Git in a folder in which work can be handed in. Raises Refusal where there is no git, no repository, no name."""
    git = Git(root)
    inside = _run(git, "rev-parse", "--show-toplevel")
    if inside.returncode and "not a git repository" not in inside.stderr:
        raise Refusal(said("git does not work in this folder: {why}", why=git.why(inside)))
    if inside.returncode:
        raise Refusal(
            said(
                "this folder was not fetched with git, so nothing can be handed in from it; "
                "make a file to send instead: playbook hand-in “what you did” --file work.zip"
            )
        )
    for key, value in (("user.name", name), ("user.email", email)):
        if value:
            _must(git, _run(git, "config", key, value), said("your name could not be kept"))
    if not who_works(root).is_known:
        raise CannotHandIn(NOBODY)
    if half_done(git):
        raise CannotHandIn(HALF_DONE)
    return git


def _free_name(git: Git, title: str) -> str:
    """A branch's name made of a title; one that there is not yet, here or on the server."""
    stem = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:50].strip("-") or f"work-{_today()}"
    names = [stem, *(f"{stem}-{number}" for number in range(2, 1000))]
    taken = set((git.said("for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads", "refs/remotes") or "").split())
    return next(name for name in names if name not in taken and f"origin/{name}" not in taken and name not in _MAIN)


def _today() -> str:
    return datetime.date.today().isoformat()


def _must(git: Git, done: Ran, what: str) -> None:
    if done.returncode:
        raise Refusal(said("{what}: {why}", what=what, why=git.why(done)))


def _run(git: Git, *arguments: str, given: str | None = None, variables: Mapping[str, str] = {}) -> Ran:
    """Run git. Raises Refusal where there is none."""
    try:
        return git.run(*arguments, given=given, variables=variables)
    except NoGit as error:
        raise Refusal(reason(error)) from error
