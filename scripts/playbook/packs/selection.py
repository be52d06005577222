"""Choosing: the pack, its topics and their pages, or a clear word on what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from playbook.model import Locale, Pack, Page, Playbook, Problem, Topic
from playbook.model.pack import PACKS_FILE
from playbook.model.problem import did_you_mean
from playbook.packs.request import PAPERS, POSTER_PAPER, PackRequest, UnusablePack, WrongRequest
from playbook.shown.drafts import is_draft
from playbook.shown.glossary import ConceptRow, concepts_of


@dataclass(frozen=True, slots=True)
class Selection:
    """The topics of a pack in the playbook's order, with each one's page in every language asked for."""

    pack: Pack
    locales: tuple[Locale, ...]
    topics: tuple[Topic, ...]
    pages: tuple[tuple[Page, ...], ...]
    """`pages[n]` are the pages of `topics[n]`, one for each of `locales`."""
    left_out: tuple[str, ...] = ()
    """The ids of the pack's topics that are not in it, as they are not written yet."""


def select(playbook: Playbook, request: PackRequest) -> Selection:
    """Choose what goes into a pack.

    Of the pack's own topics those that are not written in a language yet are left out. Raises WrongRequest for a pack,
    language, topic or paper there is not, and UnusablePack where packs.yml is wrong, no topic of the pack is written,
    or one is not that was asked for by its name.
    """
    problems = playbook.problems_in(PACKS_FILE)
    if problems:
        raise UnusablePack(problems)
    pack = playbook.packs[_known(request.pack, playbook.packs, "pack")]
    if request.paper not in PAPERS:
        raise WrongRequest(f'there is no paper "{request.paper}"; use one of {", ".join(PAPERS)}')
    if request.paper == POSTER_PAPER and pack.layout != "poster":
        raise WrongRequest(f'the pack "{pack.id}" is no poster; only posters are printed on {POSTER_PAPER}')
    if request.trainer and pack.layout != "booklet":
        raise WrongRequest(f'the pack "{pack.id}" has no exercises, so there is none for trainers')
    locales = _locales(playbook, request.languages)
    topics = _topics(playbook, pack, request.topics)
    pages = {topic.id: _pages(playbook, topic, locales) for topic in topics}
    missing = [topic for topic in topics if len(pages[topic.id]) < len(locales)]
    if missing and (request.topics or len(missing) == len(topics)):
        raise UnusablePack(tuple(problem for topic in missing for problem in _missing(playbook, topic, locales)))
    left_out = tuple(topic.id for topic in missing)
    kept = tuple(topic for topic in topics if topic.id not in left_out)
    return Selection(pack, locales, kept, tuple(pages[topic.id] for topic in kept), left_out)


def glossary_of(playbook: Playbook, selection: Selection) -> tuple[ConceptRow, ...]:
    """The concepts of the glossary that a pack's topics explain, in its languages."""
    topics = [topic.id for topic in selection.topics]
    return concepts_of(playbook, topics, [locale.code for locale in selection.locales])


def _known(name: str, names: Iterable[str], kind: str) -> str:
    names = list(names)
    if name in names:
        return name
    raise WrongRequest(f'there is no {kind} "{name}"; {did_you_mean(name, names)}')


def _locales(playbook: Playbook, codes: tuple[str, ...]) -> tuple[Locale, ...]:
    if len(codes) not in {1, 2} or len(set(codes)) != len(codes):
        raise WrongRequest("a pack is in one language or in two different ones")
    for code in codes:
        if code not in playbook.languages:
            raise WrongRequest(playbook.no_language(code))
    return tuple(playbook.locales[code] for code in codes)


def _topics(playbook: Playbook, pack: Pack, asked: tuple[str, ...]) -> tuple[Topic, ...]:
    known = [topic.id for topic in playbook.taxonomy.topics()]
    wanted = {_known(topic, known, "topic") for topic in asked} or set(pack.topics)
    unknown = wanted - set(known)
    if not wanted or unknown:
        hint = "such as --topics angry-customer,staying-calm"
        raise WrongRequest(f'the pack "{pack.id}" has no topics of its own: say which, {hint}')
    return tuple(topic for topic in playbook.taxonomy.topics() if topic.id in wanted)


def _pages(playbook: Playbook, topic: Topic, locales: tuple[Locale, ...]) -> tuple[Page, ...]:
    """The topic's page in each language in which it is written; one that is still being written is not."""
    found = (playbook.page(locale.code, topic.id) for locale in locales)
    return tuple(page for page in found if page and not is_draft(page))


def _missing(playbook: Playbook, topic: Topic, locales: tuple[Locale, ...]) -> Iterator[Problem]:
    for locale in locales:
        page = playbook.page(locale.code, topic.id)
        if page is None or is_draft(page):
            path = f"docs/{locale.code}/{topic.page_name}"
            message = f'the topic "{topic.id}" cannot be printed in {locale.name}: its page is missing or unfinished'
            hint = "write it, or leave the topic out: name the others with --topics"
            yield Problem(path, 0, 0, "missing-page", message, hint)
