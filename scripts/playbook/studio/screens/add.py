"""Adding something: a language, a topic, an article; and going on with a language or an article step by step."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

from babel import Locale as CldrLocale
from babel.localedata import locale_identifiers
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from playbook.articles.ledgers import UnusableLedger, ledger_path, update_from_article
from playbook.articles.verification import SUFFIXES
from playbook.editing import Refusal, apply_plan
from playbook.editing.language_steps import BEGIN, PUBLISH, WHOLE, LanguageStep, language_steps
from playbook.editing.languages import is_just_begun, plan_add_language, plan_take_out_language, take_out_folders
from playbook.files import UnreadableFile, UnwritableFile, remove_within, write_within
from playbook.model import REFERENCE, SECTION_CONTEXT, Playbook
from playbook.said import reason
from playbook.shown.addresses import page_address
from playbook.shown.collation import sort_key
from playbook.shown.generated import group_name
from playbook.studio.keeping import (
    KEEPING_WORDS,
    OpenSheet,
    keeping_routes,
    opened_sheet,
    sheet_field,
    sheet_state,
    told_problems,
)
from playbook.studio.line_places import told_place
from playbook.studio.making import ARTICLES, ArticleLine, ArticleSheet, TopicSheet, address_of, destinations
from playbook.studio.posting import refused
from playbook.studio.rendering import desk_of, editor_locale, show, told_row, translator
from playbook.studio.sheets import Sheet

STEP_WORDS = {
    "headings": "Translate the section headings",
    "notes": "Agree how people are spoken to",
    "glossary": "Find the words of the trade",
    "urgent": "Translate the pages on safety",
    "site": "Translate the words of the site",
    "titles": "Translate the titles of all other pages",
    "daily": "Translate the pages on daily trouble",
    "others": "Translate all other pages",
    "search": "Write down what people type",
}
"""What the steps of a language are called: messages of the studio."""
USE_WORDS = {
    BEGIN: "Before the first page",
    PUBLISH: "Before you tell readers of it",
    WHOLE: "Then, page by page",
}
"""What steps are needed for."""
STEP_SHEETS = {"headings": "headings", "notes": "notes", "glossary": "glossary", "titles": "titles", "search": "search"}
"""The steps that are a sheet of words."""
PICK_WORDS = {"take-out": "Take out {name}", "picked": "{name} is picked."}
"""What picks.mjs says."""
PRIORITIES = {"1": "Safety: it comes first everywhere", "2": "Daily trouble", "3": "Everything else"}
"""How urgent a topic is."""
_ARTICLE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def additions(request: Request) -> Response:
    """What can be added, and what has been begun."""
    playbook = desk_of(request).playbook
    languages = [(code, *_sum(language_steps(playbook, code))) for code in playbook.languages if code != REFERENCE]
    articles = [
        (
            ledger.article,
            ledger.facts.title or ledger.article,
            ledger.language,
            sheet.settled({}),
            len(sheet.placings({})),
        )
        for ledger in playbook.ledgers.values()
        if (sheet := ArticleSheet(playbook, ledger.article))
    ]
    return show(request, "add.html", languages=languages, articles=articles)


def _sum(steps: tuple[LanguageStep, ...]) -> tuple[int, int]:
    return sum(step.is_done for step in steps), len(steps)


def new_language(request: Request) -> Response:
    """Choosing a language to add."""
    playbook = desk_of(request).playbook
    names = CldrLocale.parse(editor_locale(request).code.replace("-", "_")).languages
    known = {code for code in locale_identifiers() if "_" not in code} - set(playbook.languages)
    own = editor_locale(request).code
    named = ((str(names[code]), code) for code in known if code in names)
    offered = sorted(named, key=lambda item: sort_key(item[0], own))
    return show(request, "add-language.html", offered=offered)


async def add_language(request: Request) -> Response:
    """Add a language, and show what comes next in it."""
    form = await request.form()
    code = str(form.get("code", "")).strip() or str(form.get("language", ""))
    desk, t = desk_of(request), translator(editor_locale(request))
    try:
        if not code:
            raise Refusal(t("Which language? Choose one of the list, or write its short code."))
        await run_in_threadpool(lambda: desk.apply(plan_add_language(desk.catch_up(), code)))
    except (Refusal, UnwritableFile) as error:
        return refused(request, error, "/studio/add/language")
    return RedirectResponse(f"/studio/add/languages/{code}", HTTPStatus.SEE_OTHER)


async def take_out_language(request: Request) -> Response:
    """Take out a language in which nothing was written yet."""
    desk, code = desk_of(request), request.path_params["language"]

    def take_out() -> None:
        plan = plan_take_out_language(desk.catch_up(), code)
        apply_plan(desk.root, plan)
        take_out_folders(desk.root, code)
        desk.read([change.path for change in plan.changes])
        desk.find_faults()

    try:
        await run_in_threadpool(take_out)
    except (Refusal, UnwritableFile) as error:
        back = f"/studio/add/languages/{code}"
        return refused(request, error, back)
    return RedirectResponse("/studio/add/", HTTPStatus.SEE_OTHER)


def show_language(request: Request) -> Response:
    """The steps of a language in order: what is done, what comes next, what readers get now."""
    playbook = desk_of(request).playbook
    code = request.path_params["language"]
    if code not in playbook.locales or code == REFERENCE:
        return show(request, "missing.html", HTTPStatus.NOT_FOUND)
    steps = language_steps(playbook, code)
    following = next((step.id for step in steps if not step.is_done), "")
    return show(
        request,
        "language.html",
        code=code,
        steps=steps,
        step_words=STEP_WORDS,
        use_words=USE_WORDS,
        sheets=STEP_SHEETS,
        following=following,
        is_just_begun=is_just_begun(playbook, code),
        lacking=sum(not step.is_done for step in steps if step.use in {BEGIN, PUBLISH}),
        titles=_titles(playbook, code, editor_locale(request).code),
        published=tuple(desk_of(request).site.playbook.in_language(code)),
        topics=len(tuple(playbook.taxonomy.topics())),
        site=page_address(code, "index.md"),
    )


def _titles(playbook: Playbook, language: str, spoken: str) -> dict[str, tuple[str, str]]:
    """The title of each topic, and the language that it is in: where it has none yet, the editor's, or English."""
    found = {}
    for topic in playbook.taxonomy.topics():
        pages = (playbook.page(code, topic.id) for code in (language, spoken, REFERENCE))
        page = next((page for page in pages if page and page.title != "…"), None)
        found[topic.id] = (page.title, page.language) if page else (topic.id, REFERENCE)
    return found


def find_topic_sheet(_: Request, playbook: Playbook) -> Sheet:
    """The sheet with which a topic is made."""
    return TopicSheet(playbook)


def new_topic(request: Request) -> Response:
    """Making a topic."""
    playbook = desk_of(request).playbook
    sheet, editor = TopicSheet(playbook), editor_locale(request)
    taxonomy = playbook.taxonomy
    with opened_sheet(request, sheet) as opening:
        fields = {key: sheet_field(opening, key, "") for key in sheet.saved}
        values = sheet_state(request, opening) | {"problems": told_problems(request, opening)}
    sections = {
        kind: [
            editor.text(section.heading, SECTION_CONTEXT)
            for section in taxonomy.sections
            if section.id in taxonomy.required_sections(kind)
        ]
        for kind in taxonomy.kinds
    }
    return show(
        request,
        "add-topic.html",
        words=KEEPING_WORDS | PICK_WORDS,
        sheet=sheet,
        sheet_locale=playbook.locales[REFERENCE],
        fields=fields,
        suggested=address_of(fields["title"].text),
        groups=[(group.id, group_name(group.id, editor)) for group in taxonomy.groups],
        kinds=[(kind, editor.text(kind.capitalize(), "kind"), sections[kind]) for kind in taxonomy.kinds],
        priorities=PRIORITIES,
        relations=[(name, editor.text(name.replace("-", " ").capitalize(), "relation")) for name in taxonomy.inverses],
        picks=[(page.topic, page.title) for page in playbook.in_language(REFERENCE)],
        **values,
    )


def new_article(request: Request) -> Response:
    """Giving the text of an article."""
    return show(request, "add-article.html", wrong=None, given={})


async def add_article(request: Request) -> Response:
    """Read an article into its ledger, or bring the ledger up to it; its text stays on this machine."""
    form = await request.form(max_part_size=4 * 1024 * 1024)
    given = {name: str(value).strip() for name, value in form.items() if isinstance(value, str)}
    upload = form.get("file")
    raw = await upload.read() if isinstance(upload, UploadFile) else b""
    name = str(upload.filename or "") if isinstance(upload, UploadFile) else ""
    try:
        article = await run_in_threadpool(_read, request, given, raw, name)
    except (Refusal, UnreadableFile, UnusableLedger, UnwritableFile) as error:
        told = told_row(editor_locale(request), reason(error), "")
        return show(request, "add-article.html", HTTPStatus.CONFLICT, wrong=told, given=given)
    return RedirectResponse(f"/studio/add/articles/{article}", HTTPStatus.SEE_OTHER)


def _read(request: Request, given: dict[str, str], raw: bytes, name: str) -> str:
    t = translator(editor_locale(request))
    desk = desk_of(request)
    raw = raw or given.get("text", "").encode()
    if not raw:
        raise Refusal(t("Choose the file of the article, or paste its text."))
    language = given.get("language", "")
    if language not in desk.playbook.locales:
        raise Refusal(t("Choose the language of the article."))
    article = given.get("article") or f"{language}-{address_of(given.get('name', '')) or 'article'}"
    if not _ARTICLE.fullmatch(article) or not _is_latin(given.get("name", "")):
        raise Refusal(t("The short name of the article has small letters a to z, digits and hyphens."))
    ending = next((ending for ending in SUFFIXES if name.lower().endswith(ending)), ".txt")
    folder = desk.root / ARTICLES
    for other in SUFFIXES:
        remove_within(desk.root, f"{ARTICLES}/{article}{other}")
    file = folder / f"{article}{ending}"
    write_within(desk.root, f"{ARTICLES}/{article}{ending}", raw)
    facts = {key: given[key] for key in ("author", "published", "publisher") if given.get(key)}
    try:
        update_from_article(desk.playbook, file, article, language, facts)
    except (UnreadableFile, UnusableLedger):
        file.unlink(missing_ok=True)
        raise
    desk.read([ledger_path(article)])
    desk.find_faults()
    return article


def _is_latin(name: str) -> bool:
    """Whether each letter of a name is in the address that is made of it."""
    return all(address_of(f"x{letter}") != "x" for letter in name if letter.isalnum())


def find_article_sheet(request: Request, playbook: Playbook) -> Sheet | None:
    """The sheet of the article that an address names."""
    article = request.path_params["article"]
    return ArticleSheet(playbook, article) if article in playbook.ledgers else None


def show_ledger(request: Request) -> Response:
    """The lines of an article, each with where it went."""
    playbook = desk_of(request).playbook
    sheet = find_article_sheet(request, playbook)
    if not isinstance(sheet, ArticleSheet):
        return show(request, "missing.html", HTTPStatus.NOT_FOUND)
    places = destinations(playbook, sheet.language)
    with opened_sheet(request, sheet) as opening:
        rows = [_row(request, line, opening, dict(places)) for line in sheet.lines]
        values = sheet_state(request, opening) | {"problems": told_problems(request, opening)}
        settled = sheet.settled(opening.texts)
    return show(
        request,
        "article.html",
        words=KEEPING_WORDS | PICK_WORDS,
        sheet=sheet,
        sheet_locale=playbook.locales.get(sheet.language, playbook.locales[REFERENCE]),
        reference_locale=playbook.locales[REFERENCE],
        rows=rows,
        picks=places,
        settled=settled,
        **values,
    )


def _likely(topic: str, places: dict[str, str]) -> tuple[str, str] | None:
    """The section of a topic that most lines went to, where it has that one."""
    wanted = (f"{topic}#{section}" for section in ("steps", "why"))
    found = next((place for place in wanted if place in places), None)
    return (found, places[found]) if found else None


def _row(request: Request, line: ArticleLine, opening: OpenSheet, places: dict[str, str]) -> dict[str, Any]:
    t = translator(editor_locale(request))
    row = line.row
    likely = [place for topic in row.topics if (place := _likely(topic, places))]
    return {
        "line": line,
        "place": told_place(row.place, t),
        "gist": sheet_field(opening, f"{row.id}/gist", t("What it says, in your own words")),
        "to": sheet_field(opening, f"{row.id}/to", t("Where it went")),
        "left": sheet_field(opening, f"{row.id}/left", t("Or why it is left out")),
        "likely": likely,
    }


ADD_ROUTES: tuple[BaseRoute, ...] = (
    Route("/add/", additions),
    Route("/add/language", new_language),
    Route("/add/language", add_language, methods=["POST"]),
    Route("/add/languages/{language}", show_language),
    Route("/add/languages/{language}/take-out", take_out_language, methods=["POST"]),
    Route("/add/topic", new_topic),
    *keeping_routes("/add/topic", find_topic_sheet),
    Route("/add/article", new_article),
    Route("/add/article", add_article, methods=["POST"]),
    Route("/add/articles/{article}", show_ledger),
    *keeping_routes("/add/articles/{article}", find_article_sheet),
)
