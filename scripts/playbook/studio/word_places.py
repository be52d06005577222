"""Where an interface word is used, as somebody finds it who looks at the site: the place's name and its address."""

from __future__ import annotations

import ast
import re
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment
from msgspec import Struct

from playbook.model import Locale, Playbook
from playbook.model.catalogue import Message
from playbook.model.pack import PACKS_FILE
from playbook.model.triage import TRIAGE_FILE
from playbook.said import CHECK_WORDS
from playbook.serve import STUDIO_WORDS
from playbook.shown.addresses import page_address

_PACKAGE = Path(__file__).parent.parent
_READING = threading.Lock()
_TEMPLATES = Environment(autoescape=True)
_FROM = {"*.py": ("site", "shown", "packs", "search", "studio", "serve"), "*.html": ("site/theme", "studio/templates")}

TOPIC, AROUND, PAPER, LOST = "Every page of a topic", "Around every page", "In a printed pack", "Where no page is"
"""What places are called that have no name on the site: messages of the studio."""
_PLACES: tuple[tuple[str, str, str | None, str], ...] = (
    (r"site/theme/content/home|search/start|site/install", "Start page", STUDIO_WORDS, "index.md"),
    (
        r"site/theme/content/(topic|text|page-tools|show-customer)|site/views/topic|shown/speaker",
        TOPIC,
        STUDIO_WORDS,
        "*",
    ),
    (r"site/theme/partials/search", "Search", STUDIO_WORDS, "index.md"),
    (r"site/theme/(partials|main)", AROUND, STUDIO_WORDS, "index.md"),
    (r"site/theme/(404|offline)|site/theme/content/redirect", LOST, STUDIO_WORDS, ""),
    (r"site/theme/content/phrasebook", "Phrasebook", None, "phrasebook.md"),
    (r"site/theme/content/glossary", "Glossary", None, "glossary.md"),
    (r"site/theme/content/triage", "Find the right page", None, "triage.md"),
    (
        r"site/theme/content/(where-you-work|place)|(shown|model)/country",
        "Where you work",
        "country",
        "where-you-work.md",
    ),
    (r"site/theme/content/workplace", "Set up your workplace", "country", "workplace.md"),
    (r"site/theme/content/packs", "Printed packs", "pack", "packs.md"),
    (r"site/theme/content/version|packs/version", "Is this copy current?", "pack", "version.md"),
    (r"packs/", PAPER, STUDIO_WORDS, ""),
    (r"studio/|serve/", "Studio", STUDIO_WORDS, "/studio/"),
)
"""Files that say messages, and where on the site that is: its name, the name's context, and its page."""
_BY_CONTEXT = {
    "triage": ("Find the right page", None, "triage.md"),
    "slot": ("Set up your workplace", "country", "workplace.md"),
    "theme": (AROUND, STUDIO_WORDS, "index.md"),
    "relation": (TOPIC, STUDIO_WORDS, "*"),
    "group": (AROUND, STUDIO_WORDS, "index.md"),
    "facet": ("Printed packs", "pack", "packs.md"),
    "kind": ("Printed packs", "pack", "packs.md"),
    "section": (TOPIC, STUDIO_WORDS, "*"),
    "phrases": (TOPIC, STUDIO_WORDS, "*"),
    "warning": (TOPIC, STUDIO_WORDS, "*"),
    "pack": ("Printed packs", "pack", "packs.md"),
    "search": ("Search", STUDIO_WORDS, "index.md"),
    "country": ("Where you work", "country", "where-you-work.md"),
    STUDIO_WORDS: ("Studio", STUDIO_WORDS, "/studio/"),
    CHECK_WORDS: ("Studio", STUDIO_WORDS, "/studio/"),
}
"""Where messages of a context are shown that no program says, as they stand in the taxonomy."""
_THERE_ALONE = frozenset(
    {"triage", "slot", "theme", "relation", "group", "facet", "kind", "section", STUDIO_WORDS, CHECK_WORDS}
)
"""Contexts whose messages are shown nowhere else."""


class WordPlace(Struct, frozen=True):
    """A place where a word is used: its name in the editor's language, and its address; none where there is no page."""

    name: str
    address: str


def word_places(playbook: Playbook, message: Message, language: str, editor: Locale) -> tuple[WordPlace, ...]:
    """Where readers of a language find a message, the places each once."""
    found = dict.fromkeys(_places(message))
    return tuple(
        WordPlace(editor.text(name, context), _address(playbook, page, language)) for name, context, page in found
    )


def _places(message: Message) -> Iterator[tuple[str, str | None, str]]:
    files = [
        file
        for file in _users().get(message.id, ())
        if (message.context == STUDIO_WORDS) == file.startswith(("studio/", "serve/"))
    ]
    known = [
        (name, context, page) for file in files for pattern, name, context, page in _PLACES if re.match(pattern, file)
    ]
    always = _BY_CONTEXT.get(message.context or "")
    if message.context in _THERE_ALONE and always:
        yield always
    elif known:
        yield from known[:3]
    else:
        yield always or (TOPIC, STUDIO_WORDS, "*")


def _address(playbook: Playbook, page: str, language: str) -> str:
    if page.startswith("/") or not page:
        return page
    needed = {"triage.md": TRIAGE_FILE, "packs.md": PACKS_FILE, "version.md": PACKS_FILE}.get(page)
    if needed and needed not in playbook.data:
        return ""
    topic = next((topic.page_name for topic in playbook.taxonomy.topics() if playbook.reference(topic.id)), "index.md")
    return "/" + page_address(language, topic if page == "*" else page)


def warm_places() -> None:
    """Read the programs and templates beside the answers, so that the first sheet of words need not wait for it."""
    threading.Thread(target=_users, daemon=True).start()


def _users() -> dict[str, tuple[str, ...]]:
    """Every text that our programs and templates say, and the files that have it."""
    with _READING:
        return _read_users()


@cache
def _read_users() -> dict[str, tuple[str, ...]]:
    """The same; in one thread at a time, as Python before 3.11.5 cannot read two programs at once (cpython#106905)."""
    found: dict[str, list[str]] = {}
    for pattern, folders in _FROM.items():
        for file in sorted(path for folder in folders for path in (_PACKAGE / folder).rglob(pattern)):
            for text in set(_texts(file)):
                found.setdefault(text, []).append(file.relative_to(_PACKAGE).as_posix())
    return {text: tuple(files) for text, files in found.items()}


def _texts(file: Path) -> Iterator[str]:
    """The texts between quotation marks of a program, or of what a template works out."""
    source = file.read_text("utf-8")
    if file.suffix == ".py":
        constants = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
        yield from (value for value in constants if isinstance(value, str))
    else:  # what a template is made of tells as much as the template, and is found in a third of the time
        yield from (ast.literal_eval(text) for _, kind, text in _TEMPLATES.lex(source) if kind == "string")
