"""Handing in: what I changed, what the others changed meanwhile, a note, send; or a file to send, and taking one in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from playbook.editing import Refusal
from playbook.editing.editor import remember, who_works
from playbook.editing.git import Git
from playbook.editing.handing_in import (
    APART,
    HALF_DONE,
    NOBODY,
    PROGRAM,
    TWICE,
    CannotHandIn,
    HandedIn,
    NotSent,
    NotSettled,
    NotSound,
    fetch,
    half_done,
    hand_in_work,
    has_server,
    unsent,
)
from playbook.editing.work import FileChange, GitStart, kept_by, news, own_changes, work_start
from playbook.editing.work_file import (
    FILE_BYTES,
    SentWork,
    note_received,
    plan_receive,
    read_work,
    work_file,
    work_name,
)
from playbook.files import UnreadableFile, UnwritableFile, read_bytes, write_within
from playbook.model import Problem
from playbook.studio.line_places import told_place
from playbook.studio.making import ArticleSheet
from playbook.studio.page_form import PlainWords
from playbook.studio.posting import Posted, answered, done, in_words, refusal, refused
from playbook.studio.rendering import desk_of, editor_locale, rendered, show, told_row, translator
from playbook.studio.screens.overview import unsaved_work
from playbook.studio.screens.reading import FORM_WORDS
from playbook.studio.told_work import Teller, ToldClash
from playbook.studio.workshop import workshop_of

INCOMING = ".studio/incoming"
"""Where a file that somebody sent waits until it is taken in."""
WHY_NOT = {
    NOBODY: "Say who you are first.",
    HALF_DONE: "Somebody puts work together in this folder with another program, and has not finished. "
    "Ask them to finish it. Until then you can get one file to send.",
    APART: "This folder and what the others have do not go back to the same beginning. "
    "Get one file to send, and ask whoever looks after the site for the folder anew.",
    PROGRAM: "You and the others changed the same files of the program itself. "
    "Whoever looks after it has to put them together. Until then you can get one file to send.",
    TWICE: "Somebody is sending work from this folder at this moment. Try again.",
}
"""Why work cannot be sent: messages of the studio."""


def show_work(request: Request) -> Response:
    """What was changed, and how to send it."""
    return show(request, "hand-in.html", words=FORM_WORDS, **_values(request))


def _values(request: Request, **outcome: Any) -> dict[str, Any]:
    desk = desk_of(request)
    playbook, root, git = desk.playbook, desk.root, Git(desk.root)
    teller = _teller(request)
    is_kept = git.has_repository
    changes = own_changes(root, work_start(root))
    new = set(GitStart(git, git.line("rev-parse", "--verify", "HEAD")).changed()) if is_kept else None
    fresh = [change for change in changes if new is None or change[0] in new]
    kept = [change for change in changes if change not in fresh]
    left = set(unsent(git, (path for path, _, _ in kept))) if is_kept else set()
    mine = kept_by(git, who_works(root).name) if is_kept else set()
    waiting = [change for change in kept if change[0] not in left and change[0] in mine]
    drafts = unsaved_work(request, playbook)
    return {
        "fresh": [teller.change(*change) for change in fresh],
        "left": [teller.change(*change) for change in kept if change[0] in left],
        "waiting": [teller.change(*change) for change in waiting],
        "unplaced": _unplaced(request, changes),
        "filename": work_name(),
        "unsaved": drafts,
        "server": is_kept and has_server(git),
        "kept": is_kept,
        "blocked": WHY_NOT[HALF_DONE] if is_kept and half_done(git) else "",
        "editor": who_works(root),
        "note": _suggested(request, fresh),
        "names": {code: locale.name for code, locale in playbook.locales.items()},
        "clashes": [],
        "problems": [],
        "outcome": None,
        "brought": [],
        "refusal": "",
        "reason": "",
        **outcome,
    }


def _unplaced(request: Request, changes: list[FileChange]) -> list[dict[str, Any]]:
    """The articles that were worked on and have lines of which it is not known yet where they go, with these lines."""
    playbook, t = desk_of(request).playbook, translator(editor_locale(request))
    changed = {path for path, _, now in changes if now is not None}
    found = []
    for ledger in playbook.ledgers.values():
        lines = ArticleSheet(playbook, ledger.article).unplaced if ledger.path in changed else ()
        if lines:
            title = ledger.facts.title or ledger.article
            told = [(told_place(line.row.place, t), line.text, line.row.id) for line in lines]
            found.append({"article": ledger.article, "title": title, "language": ledger.language, "lines": told})
    return found


def _teller(request: Request) -> Teller:
    locale = editor_locale(request)
    return Teller(desk_of(request).playbook, translator(locale), locale)


def _suggested(request: Request, changes: list[FileChange]) -> str:
    """A note to begin with: the language and the titles of what was changed."""
    teller, playbook = _teller(request), desk_of(request).playbook
    named = [teller.name(path) for path, _, _ in changes]
    titles = list(dict.fromkeys(title for title, _, _, _ in named))
    languages = list(dict.fromkeys(language for _, _, language, _ in named if language in playbook.locales))
    what = ", ".join(titles[:3]) + (" …" if titles[3:] else "")
    return f"{playbook.locales[languages[0]].name}: {what}" if len(languages) == 1 else what


def show_news(request: Request) -> Response:
    """What the others changed meanwhile, as a piece of the screen; asking the server may take a while."""
    root = desk_of(request).root
    git, teller = Git(root), _teller(request)
    try:
        fetched = fetch(git)
    except Refusal:
        fetched = False
    told = [(item, [teller.name(path) for path in item.paths]) for item in news(root)] if git.has_repository else []
    return HTMLResponse(rendered(request, "hand-in-news.html", news=told, fetched=fetched))


async def send_work(request: Request) -> Response:
    """Send the work; the answer is the screen anew, with what was done or what is to be settled."""
    return await answered(request, _sent)


def _sent(request: Request, sent: Posted) -> Response:
    desk, t, data = desk_of(request), translator(editor_locale(request)), sent.values
    before = set(own_paths(desk.root))
    try:
        remember(desk.root, data.get("name", ""), data.get("mail", ""))
        outcome = _told_outcome(request, data)
    except (Refusal, UnwritableFile) as error:
        return refusal(request, sent, error, in_words(t, error), "/studio/hand-in")
    handed: HandedIn | None = outcome.get("outcome")
    if handed:
        desk.read(sorted({*before, *handed.files, *handed.brought}))
        desk.find_faults()
    clashes = outcome.pop("raw_clashes", {})
    teller = _teller(request)
    others = news(desk.root) if clashes else ()
    outcome["clashes"] = [
        told
        for path, found in clashes.items()
        for told in teller.clashes(path, found, ", ".join(dict.fromkeys(who.by for who in others if path in who.paths)))
    ]
    outcome["brought"] = [teller.name(path) for path in handed.brought] if handed else []
    outcome["problems"] = _problems(request, outcome.pop("raw_problems", ()))
    outcome["refusal"] = t(outcome["refusal"]) if outcome.get("refusal") else ""
    values = _values(request, **outcome)
    if not sent.scripted:
        return show(request, "hand-in.html", words=FORM_WORDS, **values)
    state = t("Done.") if handed and not outcome.get("reason") else ""
    return JSONResponse({"html": rendered(request, "hand-in-page.html", **values), "state": state})


def own_paths(root: Path) -> list[str]:
    """The paths of what was changed here."""
    return [path for path, _, _ in own_changes(root, work_start(root))]


def _told_outcome(request: Request, data: Mapping[str, str]) -> dict[str, Any]:
    """What became of it, as the template wants it. Raises Refusal for what it has no words for."""
    choices = _choices(data)
    try:
        judge = workshop_of(request).judged
        return {"outcome": hand_in_work(desk_of(request).root, data.get("note", ""), choices=choices, judge=judge)}
    except NotSettled as stop:
        return {"raw_clashes": stop.clashes, "note": data.get("note", "")}
    except NotSound as stop:
        return {"raw_problems": stop.problems, "note": data.get("note", "")}
    except NotSent as stop:
        return {"outcome": stop.outcome, "reason": stop.reason}
    except CannotHandIn as stop:
        return {"refusal": WHY_NOT[stop.kind], "note": data.get("note", "")}


def _problems(request: Request, problems: tuple[Problem, ...]) -> list[dict[str, Any]]:
    """What is wrong in what was changed, by file, in words."""
    teller, playbook, locale = _teller(request), desk_of(request).playbook, editor_locale(request)
    rows: dict[str, dict[str, Any]] = {}
    for problem in problems:
        title, spoken, language, address = teller.name(problem.path)
        page = playbook.at(problem.path)
        plain = PlainWords(playbook, page, locale) if page else None
        told = plain.of([problem]) if plain else [told_row(locale, problem.message, problem.hint)]
        row = rows.setdefault(problem.path, {"title": title, "spoken": spoken, "address": address, "told": []})
        row["told"] += told
        row["language"] = language
    return list(rows.values())


async def get_file(request: Request) -> Response:
    """The work as one file to send."""
    form = await request.form()
    name, mail, note = (str(form.get(key, "")) for key in ("name", "mail", "note"))
    return await run_in_threadpool(_file, request, name, mail, note)


def _file(request: Request, name: str, mail: str, note: str) -> Response:
    root = desk_of(request).root
    try:
        filename, content = work_file(root, remember(root, name, mail), note)
    except (Refusal, UnwritableFile) as error:
        return refused(request, error, "/studio/hand-in")
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return Response(content, media_type="application/zip", headers=headers)


async def take_file(request: Request) -> Response:
    """Keep a file that somebody sent, and show what is in it."""
    form = await request.form()
    sent = form.get("file")
    raw = await sent.read(FILE_BYTES + 1) if isinstance(sent, UploadFile) else b""
    return await run_in_threadpool(_taken, request, raw)


def _taken(request: Request, raw: bytes) -> Response:
    root = desk_of(request).root
    name = hashlib.sha256(raw).hexdigest()[:16]
    try:
        read_work(raw)
        write_within(root, f"{INCOMING}/{name}.zip", raw)
    except (Refusal, UnwritableFile) as error:
        return refused(request, error, "/studio/hand-in")
    return RedirectResponse(f"/studio/receive/{name}", HTTPStatus.SEE_OTHER)


def show_received(request: Request) -> Response:
    """What is in a file that somebody sent."""
    work = _incoming(request)
    if work is None:
        return show(request, "missing.html", HTTPStatus.NOT_FOUND)
    try:
        values = _received_values(request, work)
    except Refusal as error:
        return refused(request, error, "/studio/hand-in")
    return show(request, "receive.html", words=FORM_WORDS, about=work.about, **values)


def _incoming(request: Request) -> SentWork | None:
    """The work in the file that the address names."""
    name = request.path_params["name"]
    if not (name.isalnum() and name.isascii()):
        return None
    try:
        return read_work(read_bytes(desk_of(request).root / INCOMING / f"{name}.zip", FILE_BYTES))
    except (UnreadableFile, Refusal):
        return None


def _received_values(request: Request, work: SentWork, *, is_in: bool = False) -> dict[str, Any]:
    teller = _teller(request)
    found = plan_receive(desk_of(request).root, work)
    clashes: list[ToldClash] = []
    for path, items in found.clashes.items():
        clashes += teller.clashes(path, items)
    names = {code: locale.name for code, locale in desk_of(request).playbook.locales.items()}
    changes = [teller.change(*change) for change in work.files]
    return {"changes": changes, "clashes": clashes, "names": names, "is_in": is_in, "here_page": request.url.path}


async def take_in(request: Request) -> Response:
    """Put what somebody sent together with what is here."""
    return await answered(request, _put_in)


def _put_in(request: Request, sent: Posted) -> Response:
    desk, t, work = desk_of(request), translator(editor_locale(request)), _incoming(request)
    if work is None:
        return JSONResponse({"message": t("There is no such page")}, HTTPStatus.NOT_FOUND)
    try:
        found = plan_receive(desk.root, work, _choices(sent.values))
        if found.clashes:
            raise Refusal(t("First choose between the two texts above."))
        desk.apply(found.plan)
        note_received(desk.root, work.about)
    except (Refusal, UnwritableFile) as error:
        return refusal(request, sent, error, str(error), request.url.path.removesuffix("/in"))
    values = {"changes": [], "clashes": [], "names": {}, "is_in": True, "here_page": request.url.path}
    return done(sent, rendered(request, "receive-page.html", **values), t("Done."), "/studio/hand-in")


def _choices(values: Mapping[str, str]) -> dict[str, str]:
    """Which text stays where both changed one, by the ids of the clashes."""
    return {key.removeprefix("choice-"): side for key, side in values.items() if key.startswith("choice-")}


HAND_IN_ROUTES: tuple[BaseRoute, ...] = (
    Route("/hand-in", show_work),
    Route("/hand-in/news", show_news),
    Route("/hand-in/send", send_work, methods=["POST"]),
    Route("/hand-in/file", get_file, methods=["POST"]),
    Route("/receive", take_file, methods=["POST"]),
    Route("/receive/{name}", show_received),
    Route("/receive/{name}/in", take_in, methods=["POST"]),
)
