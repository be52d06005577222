"""`load_playbook` reads everything once; all else works from the `Playbook` it returns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from playbook.files import UnreadableFile
from playbook.kept import Kept
from playbook.keys import key_of, program_key
from playbook.model.article import Ledger, build_ledger
from playbook.model.comment import COMMENTS, Comments, build_comments
from playbook.model.country import COUNTRIES, PLACES_FILE, Country, Places, build_country, build_places, filled
from playbook.model.former import former_wordings
from playbook.model.glossary import GLOSSARY_FILE, GLOSSARY_WORDS, Concept, build_glossary
from playbook.model.lazy import LazyMapping
from playbook.model.locale import Locale, build_locale
from playbook.model.markdown import parse_document
from playbook.model.pack import PACKS_FILE, Pack, build_packs
from playbook.model.page import Page, PageParts, heading_ids, page_of, read_page, split_front_matter
from playbook.model.problem import NotAPlaybook, Problem, did_you_mean
from playbook.model.reference import REFERENCE
from playbook.model.rules import RULES_FILE, HouseRules, build_rules
from playbook.model.site_address import address_problems, read_site_address
from playbook.model.source_file import SourceFile, read_source, read_sources
from playbook.model.stray import strays
from playbook.model.synonyms import SYNONYMS, Synonyms, build_synonyms
from playbook.model.taxonomy import Taxonomy, build_taxonomy
from playbook.model.triage import TRIAGE_FILE, Triage, build_triage
from playbook.model.yaml_source import YamlSource, parse_yaml
from playbook.said import reason, said

_Built = TypeVar("_Built")
_TAXONOMY = ("taxonomy/topics.yml", "taxonomy/sections.yml", "taxonomy/organisation.yml")
UNREAD = frozenset({"load", "catalogue", "yaml", "front-matter", "schema"})
"""Rules whose problems keep a file, or a row of one, from being read: what follows is told without it."""
_NO_PAGE_CHANGES = (
    "_glossary",
    "_places",
    "_rules",
    "_strays",
    "_triage",
    "comments",
    "countries",
    "ledgers",
    "synonyms",
)
"""What of a playbook is the same whatever a topic page says."""
_WHERE = said("go to the project's folder, or name it with --root")


class Playbook(Struct, frozen=True, dict=True):
    """Everything an editor wrote, as it was on disk when it was read. A page is parsed when somebody asks for it.

    `pages` maps (language, topic id) to the page. `other_pages` are Markdown files in `docs/` that belong to no topic
    (path to text): the guides, and files in the wrong place. `data` are further taxonomy files (glossary, packs,
    triage and what single rooms need) as YAML with lines, by file name. `files` are all files.
    """

    root: Path
    taxonomy: Taxonomy
    locales: Mapping[str, Locale]
    pages: LazyMapping[tuple[str, str], Page]
    data: Mapping[str, YamlSource]
    files: Mapping[str, SourceFile]
    reader: Reader
    other_pages: Mapping[str, str] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        """The language codes, the reference first."""
        return tuple(self.locales)

    @cached_property
    def ledgers(self) -> Mapping[str, Ledger]:
        """The ledger of each source article."""
        return MappingProxyType(self.reader.ledgers)

    @cached_property
    def countries(self) -> Mapping[str, Country]:
        """The countries that can be used, by their code."""
        return MappingProxyType(self.reader.countries)

    @property
    def country(self) -> Country | None:
        """The country that the organisation's file names."""
        return self.countries.get(self.taxonomy.country or "")

    @property
    def places(self) -> Places:
        """Which topic shows which facts of a country."""
        return self._places[0]

    @cached_property
    def synonyms(self) -> Mapping[str, Synonyms]:
        """What people type for the topics, by language."""
        return MappingProxyType(self.reader.synonyms)

    @cached_property
    def comments(self) -> Mapping[str, Comments]:
        """What was said of pages by those who read them, by language."""
        return MappingProxyType(self.reader.comments)

    @cached_property
    def pictures(self) -> frozenset[str]:
        """The paths of the pictures in docs/ that can be published."""
        return frozenset(path for path, problem in self._strays if problem is None)

    @cached_property
    def _strays(self) -> tuple[tuple[str, Problem | None], ...]:
        return tuple(strays(self.root))

    @property
    def glossary(self) -> Mapping[str, Concept]:
        """The concepts of the glossary by id, in its order."""
        return self._glossary[0]

    @property
    def packs(self) -> Mapping[str, Pack]:
        """The print packs by id, in the order of their file."""
        return self._packs[0]

    @property
    def triage(self) -> Triage | None:
        """The decision guide; None where there is none, or it cannot be used."""
        return self._triage[0]

    @property
    def rules(self) -> HouseRules:
        """The house rules; none where there are none, or their file cannot be used."""
        return self._rules[0]

    @cached_property
    def _glossary(self) -> tuple[dict[str, Concept], list[Problem]]:
        source = self.data.get(GLOSSARY_FILE)
        return build_glossary(source, self.reader.glossary_words) if source else ({}, [])

    @cached_property
    def _packs(self) -> tuple[dict[str, Pack], list[Problem]]:
        source = self.data.get(PACKS_FILE)
        return build_packs(source, self.taxonomy.topics(), self.reference) if source else ({}, [])

    @cached_property
    def _triage(self) -> tuple[Triage | None, list[Problem]]:
        source = self.data.get(TRIAGE_FILE)
        return build_triage(source) if source else (None, [])

    @cached_property
    def _places(self) -> tuple[Places, list[Problem]]:
        source = self.data.get(PLACES_FILE)
        return build_places(source, self.taxonomy) if source else (Places(), [])

    @cached_property
    def _rules(self) -> tuple[HouseRules, list[Problem]]:
        source = self.data.get(RULES_FILE)
        return build_rules(source, self.taxonomy) if source else (HouseRules(), [])

    @cached_property
    def site_address(self) -> str:
        """Where the site is published, with a slash at its end."""
        return read_site_address(self.root)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The files and rows that could not be used. To know them all, everything is parsed."""
        by_language = (self.synonyms, self.comments)
        for mapping in (self.pages, self.other_pages, self.data, self.ledgers, self.countries, *by_language):
            len(mapping)
        rooms = (*self._glossary[1], *self._packs[1], *self._triage[1], *self._rules[1], *self._places[1])
        strange = (problem for _, problem in self._strays if problem)
        found = (*self.reader.problems, *rooms, *strange, *address_problems(self.root))
        known = {problem.path for problem in found}
        closed = (file.problem("load") for file in self.files.values() if file.fault and file.path not in known)
        return tuple(sorted((*found, *closed)))

    @cached_property
    def unread(self) -> tuple[Problem, ...]:
        """Those of `problems` for which a file or a row is not read."""
        return tuple(problem for problem in self.problems if problem.rule in UNREAD)

    @property
    def unread_languages(self) -> Mapping[str, Sequence[Problem]]:
        """The languages that there are and that cannot be used, with what is wrong with their catalogue."""
        return self.reader.unread_languages

    def no_language(self, code: str) -> str:
        """That there is no language by this code, or that it is there and cannot be read, and what to do."""
        if code in self.unread_languages:
            first = min(self.unread_languages[code])
            place = f"{first.path}, line {first.line}" if first.line else first.path
            return f'the language "{code}" is there, but its words cannot be read; mend this first: {place}'
        there = ", ".join(self.languages)
        return f'there is no language "{code}"; there are: {there}; a new one: playbook add-language'

    def problems_in(self, name: str) -> tuple[Problem, ...]:
        """What is wrong with glossary.yml, packs.yml, triage.yml or rules.yml, without reading anything else."""
        found: list[Problem] = getattr(self, f"_{name.removesuffix('.yml')}")[1]
        return tuple(sorted((*found, *(row for row in self.reader.problems if row.path == f"taxonomy/{name}"))))

    def page(self, language: str, topic: str) -> Page | None:
        """The topic's page in that language, if it is written."""
        return self.pages.get((language, topic))

    def at(self, path: str) -> Page | None:
        """The topic page in a file, if it is one that can be used."""
        key = next((key for key, place in self.reader.places.items() if place == path), None)
        return self.pages.get(key) if key else None

    def with_text(self, path: str, text: str) -> Playbook:
        """The same playbook with another text in the file of a topic page, which alone is read anew."""
        return self.with_file(SourceFile(path, text.encode(), text))

    def with_file(self, file: SourceFile) -> Playbook:
        """The same playbook with another file of a topic page, which alone is read anew."""
        key = next(key for key, place in self.reader.places.items() if place == file.path)
        pages: dict[tuple[str, str], Page | None] = {**self.pages}
        same = {name: getattr(self, name) for name in _NO_PAGE_CHANGES}  # made before it is copied: once for all copies
        reader = copy(self.reader)
        reader.files = {**self.files, file.path: file}
        reader.problems = [problem for problem in self.reader.problems if problem.path != file.path]
        pages[key] = None if file.fault else reader.page(key)
        now = replace(self, pages=LazyMapping(reader.places, pages.get), files=reader.files, reader=reader)
        vars(now).update(same)
        return now

    def with_texts(self, texts: Mapping[str, str]) -> Playbook:
        """The playbook with other texts in files of any kind, or with new files. Raises NotAPlaybook."""
        changed = {path: SourceFile(path, text.encode(), text) for path, text in texts.items()}
        return playbook_of(self.root, {**self.files, **changed})

    def with_comments(self, file: SourceFile, *, there: bool = True) -> Playbook:
        """The same playbook with another file of comments, or without it; nothing else is read."""
        reader = copy(self.reader)
        reader.files = {path: known for path, known in self.files.items() if path != file.path}
        reader.files |= {file.path: file} if there else {}
        reader.problems = [problem for problem in self.reader.problems if problem.path != file.path]
        vars(reader).pop("comments", None)
        now = replace(self, files=reader.files, reader=reader)
        vars(now)["_strays"] = self._strays
        return now

    def stands_alone(self, path: str) -> bool:
        """Whether a file is a page's or of comments, so that whoever changes it changes nothing for other pages."""
        return self.at(path) is not None or path.startswith(COMMENTS)

    def reference(self, topic: str) -> Page | None:
        """The topic's page in the reference edition."""
        return self.pages.get((REFERENCE, topic))

    def in_language(self, language: str) -> Iterator[Page]:
        """The pages of one language in navigation order."""
        for topic in self.taxonomy.topics():
            page = self.pages.get((language, topic.id))
            if page:
                yield page


def load_playbook(root: Path, kept: Kept | None = None) -> Playbook:
    """Read the playbook in the folder `root`. What is `kept` of the same files is taken from there.

    What cannot be read is left out and named in `problems`. Raises NotAPlaybook where the taxonomy or the reference
    language itself cannot be read, as nothing else makes sense then.
    """
    return playbook_of(root, read_sources(root), kept)


def playbook_of(root: Path, files: Mapping[str, SourceFile], kept: Kept | None = None) -> Playbook:
    """The playbook that these files make, whatever stands in the folder `root`; else as `load_playbook`."""
    reader = Reader(root, files, kept or Kept(None))
    if not any(path in reader.files for path in _TAXONOMY):
        raise NotAPlaybook((Problem(_TAXONOMY[0], 0, 0, "load", said("this folder is not a playbook"), _WHERE),))
    taxonomy = reader.taxonomy()
    if taxonomy is not None and taxonomy.country:
        own = reader.country(taxonomy.country, taxonomy.country_line)
        taxonomy = replace(taxonomy, slots=MappingProxyType(filled(taxonomy.slots, own)))
    locales = reader.locales()
    if taxonomy is None or REFERENCE not in locales:
        missing = Problem(
            _TAXONOMY[0],
            0,
            0,
            "load",
            said('the catalogue of the reference language "{reference}" is missing', reference=REFERENCE),
        )
        raise NotAPlaybook(tuple(sorted(reader.problems)) or (missing,))
    former = former_wordings(taxonomy, locales, reader.files)
    locales = {code: replace(locale, former=former.get(code, {})) for code, locale in locales.items()}
    pages, others = reader.pages(taxonomy, locales)
    data = reader.data()
    return Playbook(root, taxonomy, MappingProxyType(locales), pages, data, reader.files, reader, others)


class Reader:
    """Makes objects of a playbook's files, and keeps what is wrong with those that it was asked for.

    What is made of a file with which nothing is wrong is `kept` for the next time.
    """

    def __init__(self, root: Path, files: Mapping[str, SourceFile], kept: Kept) -> None:
        self.root, self.files, self.kept = root, files, kept
        self.problems: list[Problem] = []
        self.places: dict[tuple[str, str], str] = {}
        """(language, topic id) to the path of the page's file."""
        self.headings: dict[str, dict[str, str]] = {}
        self.unread_languages: dict[str, list[Problem]] = {}
        """Languages whose catalogue cannot be used, and why."""

    def _file(self, path: str) -> SourceFile:
        return self.files.get(path) or read_source(self.root, path)

    def _yaml(self, path: str) -> YamlSource | None:
        source, found = self._parsed(path)
        self.problems.extend(found)
        return source

    def _parsed(self, path: str) -> tuple[YamlSource | None, list[Problem]]:
        file = self._file(path)
        return (None, [file.problem("load")]) if file.fault else parse_yaml(file.text, path)

    def _built(
        self, path: str, kind: type[_Built], build: Callable[[YamlSource], tuple[_Built | None, list[Problem]]]
    ) -> _Built | None:
        """What is built of a YAML file; None where it cannot be."""

        def make() -> tuple[_Built | None, list[Problem]]:
            source, found = self._parsed(path)
            built, problems = build(source) if source else (None, [])
            return built, [*found, *problems]

        return self._sound(self._file(path), kind, make)

    def _sound(
        self, file: SourceFile, kind: type[_Built], make: Callable[[], tuple[_Built | None, list[Problem]]]
    ) -> _Built | None:
        """What is made of a file, or was kept of the same."""
        known = self._known(file, kind)
        if known is None:
            known, found = make()
            self._keep(file, known, found)
        return known

    def _known(self, file: SourceFile, kind: type[_Built]) -> _Built | None:
        return None if file.fault else self.kept.find(file.path, self._key(file), kind)

    def _keep(self, file: SourceFile, made: object, found: list[Problem]) -> None:
        """Keep what was made of a file; where something is wrong with it, nothing, so that it is told again."""
        self.problems.extend(found)
        if made is not None and not found:
            self.kept.keep(file.path, self._key(file), made)

    def _key(self, file: SourceFile) -> str:
        return key_of(program_key(), file.raw) if self.kept.is_at_work else ""

    def taxonomy(self) -> Taxonomy | None:
        """What all languages share; None where a file of it cannot be used."""
        topics, sections, organisation = (self._yaml(path) for path in _TAXONOMY)
        if topics is None or sections is None or organisation is None:
            return None
        taxonomy, found = build_taxonomy(topics, sections, organisation)
        self.problems.extend(found)
        return taxonomy

    def locales(self) -> dict[str, Locale]:
        """The languages whose catalogue can be used, the reference first."""
        folder = self.root / "locales"
        codes = [entry.name for entry in folder.iterdir() if entry.is_dir()] if folder.is_dir() else []
        found = {}
        for code in sorted(codes, key=lambda code: (code != REFERENCE, code)):
            file, before = self._file(f"locales/{code}/playbook.po"), len(self.problems)
            locale = self._sound(file, Locale, partial(build_locale, code, file))
            if locale:
                found[code] = locale
            else:
                self.unread_languages[code] = self.problems[before:]
        return found

    def country(self, code: str, line: int) -> Country | None:
        """The country that the organisation's file names; one that there is not is a problem."""
        if code not in self._country_codes:
            message = said('there is no country "{code}"', code=code)
            hint = did_you_mean(
                code, self._country_codes, said("give it a file: playbook add-country {code}", code=code)
            )
            self.problems.append(Problem(_TAXONOMY[2], line, 1, "schema", message, hint))
        return self.countries.get(code)

    @property
    def _country_codes(self) -> list[str]:
        names = [path.removeprefix(COUNTRIES) for path in self.files if path.startswith(COUNTRIES)]
        return [name.removesuffix(".yml") for name in names if "/" not in name]

    @cached_property
    def countries(self) -> LazyMapping[str, Country]:
        """The countries; a file is read when somebody first asks for it."""
        return LazyMapping(self._country_codes, self._country)

    def _country(self, code: str) -> Country | None:
        source = self._yaml(f"{COUNTRIES}{code}.yml")
        country, found = build_country(source) if source else (None, [])
        self.problems.extend(found)
        return country

    def pages(
        self, taxonomy: Taxonomy, locales: Mapping[str, Locale]
    ) -> tuple[LazyMapping[tuple[str, str], Page], LazyMapping[str, str]]:
        """The topic pages, and the text of every other Markdown file, of the languages there are."""
        topics = {topic.page_name: topic for topic in taxonomy.topics()}
        others: list[str] = []
        for code in locales:
            start = f"docs/{code}/"
            for path in (path for path in self.files if path.startswith(start) and path.endswith(".md")):
                topic = topics.get(path.removeprefix(start))
                if self.files[path].fault:
                    self.problems.append(self.files[path].problem("load"))
                elif topic:
                    self.places[code, topic.id] = path
                else:
                    others.append(path)
        self.headings = {code: heading_ids(taxonomy, locale) for code, locale in locales.items()}
        return LazyMapping(self.places, self.page), LazyMapping(others, self.other)

    def other(self, path: str) -> str | None:
        """The text of a Markdown file that is no topic page; None where it cannot be used."""
        file = self.files[path]
        return file.text if self._sound(file, bool, partial(_can_be_read, file)) else None

    def page(self, key: tuple[str, str]) -> Page | None:
        """The page of a language and topic that has a file; None where that cannot be used."""
        (language, topic), path = key, self.places[key]
        file, group, headings = self.files[path], path.split("/")[2], self.headings[language]
        parts = self._known(file, PageParts)
        if parts is not None:
            return page_of(path, language, group, topic, file.text, headings, parts)
        page, found = read_page(path, language, group, topic, file.text, headings)
        self._keep(file, PageParts(page.front, page.blocks) if page else None, found)
        return page

    def data(self) -> LazyMapping[str, YamlSource]:
        """The taxonomy files beside those of the taxonomy itself, by name."""
        names = [path.removeprefix("taxonomy/") for path in self.files if path.startswith("taxonomy/")]
        wanted = [name for name in names if "/" not in name and f"taxonomy/{name}" not in _TAXONOMY]
        return LazyMapping(wanted, lambda name: self._yaml(f"taxonomy/{name}"))

    @cached_property
    def glossary_words(self) -> dict[str, YamlSource]:
        """The files of single languages' words of the glossary that are YAML, by language."""
        paths = [path for path in self.files if path.startswith(GLOSSARY_WORDS) and path.endswith(".yml")]
        found = {path.removeprefix(GLOSSARY_WORDS).removesuffix(".yml"): self._yaml(path) for path in paths}
        return {code: source for code, source in found.items() if source}

    @cached_property
    def synonyms(self) -> dict[str, Synonyms]:
        """The files of synonyms that can be used, by language."""
        return self._by_language(SYNONYMS, Synonyms, build_synonyms)

    @cached_property
    def comments(self) -> dict[str, Comments]:
        """The files of comments that can be used, by language."""
        return self._by_language(COMMENTS, Comments, build_comments)

    def _by_language(
        self, folder: str, kind: type[_Built], build: Callable[[YamlSource], tuple[_Built | None, list[Problem]]]
    ) -> dict[str, _Built]:
        """What is made of the files of a folder in which each language has one."""
        paths = [path for path in self.files if path.startswith(folder) and path.endswith(".yml")]
        found = {path.removeprefix(folder).removesuffix(".yml"): self._built(path, kind, build) for path in paths}
        return {code: built for code, built in found.items() if built is not None}

    @cached_property
    def ledgers(self) -> dict[str, Ledger]:
        """The ledgers that can be used, by article."""
        paths = [path for path in self.files if path.startswith("taxonomy/sources/") and path.count("/") == 2]
        found = (self._built(path, Ledger, build_ledger) for path in paths)
        return {ledger.article: ledger for ledger in found if ledger is not None}


def _can_be_read(file: SourceFile) -> tuple[bool, list[Problem]]:
    """Whether a Markdown file that is no topic page can be read, and why not."""
    _, body, line = split_front_matter(file.text)
    try:
        parse_document(body, line)
    except UnreadableFile as error:
        return False, [Problem(file.path, error.line, 1 if error.line else 0, "load", reason(error))]
    return True, []
