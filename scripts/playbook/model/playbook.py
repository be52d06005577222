"""`load_playbook` reads everything once; all else works from the `Playbook` it returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from playbook.files import UnreadableFile, read_text
from playbook.model.article import Ledger, build_ledger
from playbook.model.locale import Locale, load_locale
from playbook.model.page import Page, heading_ids, read_page
from playbook.model.problem import NotAPlaybook, Problem
from playbook.model.reference import REFERENCE
from playbook.model.taxonomy import Taxonomy, build_taxonomy
from playbook.model.yaml_source import YamlSource, parse_yaml


@dataclass(frozen=True)
class Playbook:
    """Everything an editor wrote, as read. `problems` are the files and rows that could not be used.

    `pages` maps (language, topic id) to the page. `other_pages` are Markdown files in `docs/` that belong to no topic
    (path to text): the guides, and files in the wrong place. `data` are further taxonomy files (glossary, packs,
    triage) as YAML with lines, by file name; the rooms that use them give them their shape.
    """

    root: Path
    taxonomy: Taxonomy
    locales: Mapping[str, Locale]
    pages: Mapping[tuple[str, str], Page]
    ledgers: Mapping[str, Ledger]
    data: Mapping[str, YamlSource]
    other_pages: Mapping[str, str] = field(default_factory=dict, repr=False)
    problems: tuple[Problem, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The language codes, the reference first."""
        return tuple(self.locales)

    def page(self, language: str, topic: str) -> Page | None:
        """The topic's page in that language, if it is written."""
        return self.pages.get((language, topic))

    def reference(self, topic: str) -> Page | None:
        """The topic's page in the reference edition."""
        return self.pages.get((REFERENCE, topic))

    def in_language(self, language: str) -> Iterator[Page]:
        """The pages of one language in navigation order."""
        for topic in self.taxonomy.topics():
            page = self.pages.get((language, topic.id))
            if page:
                yield page


def load_playbook(root: Path) -> Playbook:
    """Read the playbook in the folder `root`.

    What cannot be read is left out and named in `problems`. Raises NotAPlaybook where the taxonomy or the reference
    language itself cannot be read, as nothing else makes sense then.
    """
    problems: list[Problem] = []
    taxonomy = _taxonomy(root, problems)
    locales = dict(_locales(root, problems))
    if taxonomy is None or REFERENCE not in locales:
        missing = Problem("taxonomy/topics.yml", 0, 0, "load", "this folder is not a playbook", "run it in the project")
        raise NotAPlaybook(tuple(problems) or (missing,))
    pages: dict[tuple[str, str], Page] = {}
    others: dict[str, str] = {}
    for code, locale in locales.items():
        _read_language(root, code, taxonomy, heading_ids(taxonomy, locale), pages, others, problems)
    ledgers = dict(_ledgers(root, problems))
    data = dict(_data(root, problems))
    return Playbook(
        root,
        taxonomy,
        MappingProxyType(locales),
        MappingProxyType(pages),
        MappingProxyType(ledgers),
        MappingProxyType(data),
        MappingProxyType(others),
        tuple(sorted(problems)),
    )


def _yaml(root: Path, relative: str, problems: list[Problem]) -> YamlSource | None:
    try:
        text = read_text(root / relative)
    except UnreadableFile as error:
        problems.append(Problem(relative, error.line, 1 if error.line else 0, "load", str(error)))
        return None
    source, found = parse_yaml(text, relative)
    problems.extend(found)
    return source


def _taxonomy(root: Path, problems: list[Problem]) -> Taxonomy | None:
    topics = _yaml(root, "taxonomy/topics.yml", problems)
    sections = _yaml(root, "taxonomy/sections.yml", problems)
    organisation = _yaml(root, "taxonomy/organisation.yml", problems)
    if topics is None or sections is None or organisation is None:
        return None
    taxonomy, found = build_taxonomy(topics, sections, organisation)
    problems.extend(found)
    return taxonomy


def _locales(root: Path, problems: list[Problem]) -> Iterator[tuple[str, Locale]]:
    folder = root / "locales"
    codes = sorted(entry.name for entry in folder.iterdir() if entry.is_dir()) if folder.is_dir() else []
    for code in sorted(codes, key=lambda code: (code != REFERENCE, code)):
        locale, found = load_locale(root, code)
        problems.extend(found)
        if locale:
            yield code, locale


def _read_language(
    root: Path,
    code: str,
    taxonomy: Taxonomy,
    headings: Mapping[str, str],
    pages: dict[tuple[str, str], Page],
    others: dict[str, str],
    problems: list[Problem],
) -> None:
    by_name = {topic.page_name: topic for topic in taxonomy.topics()}
    folder = root / "docs" / code
    for file in sorted(folder.rglob("*.md")):
        relative = file.relative_to(root).as_posix()
        try:
            text = read_text(file)
        except UnreadableFile as error:
            problems.append(Problem(relative, error.line, 1 if error.line else 0, "load", str(error)))
            continue
        topic = by_name.get(file.relative_to(folder).as_posix())
        if topic is None:
            others[relative] = text
            continue
        page, found = read_page(relative, code, topic.group, topic.id, text, headings)
        problems.extend(found)
        if page:
            pages[code, topic.id] = page


def _ledgers(root: Path, problems: list[Problem]) -> Iterator[tuple[str, Ledger]]:
    for file in sorted((root / "taxonomy" / "sources").glob("*.yml")):
        source = _yaml(root, file.relative_to(root).as_posix(), problems)
        if source is None:
            continue
        ledger, found = build_ledger(source)
        problems.extend(found)
        if ledger:
            yield ledger.article, ledger


def _data(root: Path, problems: list[Problem]) -> Iterator[tuple[str, YamlSource]]:
    own = {"topics.yml", "sections.yml", "organisation.yml"}
    for file in sorted((root / "taxonomy").glob("*.yml")):
        if file.name in own:
            continue
        source = _yaml(root, file.relative_to(root).as_posix(), problems)
        if source:
            yield file.name, source
