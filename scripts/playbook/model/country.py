"""Countries: numbers, rights and bodies of the country somebody works in, whatever language they read.

`taxonomy/countries/<ISO code>.yml` holds facts only (numbers, names, days, choices), each with the law or authority it
comes from and the day on which it was checked. The sentences around them are messages of the catalogues. A fact that
nobody could confirm is listed under `missing`, and never guessed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Any, Literal

from babel import Locale as CldrLocale
from msgspec import Meta, Struct
from msgspec.structs import replace

from playbook.model.problem import Problem, did_you_mean
from playbook.model.reference import REFERENCE
from playbook.model.taxonomy import Identifier, Schema, Slot, SlotName, Taxonomy
from playbook.model.yaml_source import YamlSource, validate
from playbook.said import said

COUNTRIES = "taxonomy/countries/"
"""The folder of the countries, in the project."""
PLACES_FILE = "where-you-work.yml"
"""The taxonomy file that says which topic shows what."""

_DIGITS = {"mismatch": said("must be a telephone number, digits with single spaces: 0800 123 456")}
Number = Annotated[str, Meta(pattern=r"^\+?[0-9](?:[0-9 ]{0,18}[0-9])?\Z", extra=_DIGITS)]
"""A telephone number as people write it: digits and single spaces, with a plus in front for another country's."""
_Text = Annotated[str, Meta(min_length=1, max_length=120)]
_CODES = {"mismatch": said("must be the short code of a language: th, pt-BR")}
_Language = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?\Z", extra=_CODES)]
_Count = Annotated[int, Meta(ge=1, le=400)]
CODE = re.compile(r"[A-Z]{2}")

Question = Literal["service", "municipality", "place", "happened", "hurt", "name", "number"]
Remedy = Literal["repair", "replacement", "price-reduction", "refund"]
Way = Literal["phone", "online", "post", "email", "in-person"]
Duty = Literal["sexual-harassment", "violence", "report", "person", "forbidden"]


class Source(Schema, frozen=True):
    """The law, or the page of an authority, that a fact comes from, in the language `lang`."""

    title: _Text
    publisher: _Text
    lang: _Language
    section: str = ""


class Name(Schema, frozen=True):
    """A name or word of the country, in its own language."""

    name: _Text
    lang: _Language


class Fact(Schema, frozen=True, kw_only=True):
    """A fact: what every one of them has. `checked` is the day on which somebody last compared it with the source."""

    source: Source
    checked: datetime.date


class NumberFact(Fact, frozen=True, kw_only=True):
    """A number to call."""

    number: Number


class QuestionsFact(Fact, frozen=True, kw_only=True):
    """What the operator asks, in order."""

    asks: Annotated[tuple[Question, ...], Meta(min_length=1)]


class BodyFact(Fact, frozen=True, kw_only=True):
    """Somebody to turn to, and the ways to reach them."""

    name: _Text
    lang: _Language
    number: Number | None = None
    ways: tuple[Way, ...] = ()
    free: bool = False
    day_and_night: bool = False


class NameFact(Fact, frozen=True, kw_only=True):
    """A name to know."""

    name: _Text
    lang: _Language


class RemedyFact(Fact, frozen=True, kw_only=True):
    """What a customer with faulty goods may choose, and in how many days money back comes first."""

    choices: tuple[Remedy, ...]
    refund_days: _Count | None = None


class TimeFact(Fact, frozen=True, kw_only=True):
    """How long a fault can be complained about.

    `years` from delivery, `long_years` for what lasts much longer; `after_finding` years to go to court once the fault
    is found; `notice_months` that the customer has at least to say so; `open_end` where the law sets no end.
    """

    years: _Count | None = None
    long_years: _Count | None = None
    after_finding: _Count | None = None
    notice_months: _Count | None = None
    open_end: bool = False

    def __post_init__(self) -> None:
        """Raises ValueError where nothing is said."""
        if not (self.years or self.after_finding or self.notice_months or self.open_end):
            raise ValueError(said("says nothing about time: give years, after_finding, notice_months or open_end"))


class ReceiptFact(Fact, frozen=True, kw_only=True):
    """What has to be shown: `any` proof of the purchase, or the receipt alone."""

    proof: Literal["any", "receipt"]


class ShopFact(Fact, frozen=True, kw_only=True):
    """Whether the law lets customers return what is not faulty to a shop; `days` where it does."""

    days: Annotated[int, Meta(ge=0, le=400)]


class DaysFact(Fact, frozen=True, kw_only=True):
    """A number of days."""

    days: _Count


class LetterFact(Fact, frozen=True, kw_only=True):
    """What has to be sent before a debt is collected, and the days to answer it."""

    name: _Text
    lang: _Language
    days: _Count


class TimesFact(Fact, frozen=True, kw_only=True):
    """How often in a day."""

    per_day: _Count


class GuardsFact(Fact, frozen=True, kw_only=True):
    """What guards are called, what they may do, and who licenses them."""

    trades: Annotated[tuple[Name, ...], Meta(min_length=1)]
    may: tuple[Literal["send-away", "hold"], ...] = ()
    licence: Name | None = None


class DutiesFact(Fact, frozen=True, kw_only=True):
    """What the law asks of employers when customers harass or threaten staff."""

    duties: Annotated[tuple[Duty, ...], Meta(min_length=1)]


class RightFact(Fact, frozen=True, kw_only=True):
    """A right that the source gives."""


class AddressFact(Fact, frozen=True, kw_only=True):
    """The words with which strangers are spoken to, and those to avoid, in the country's language."""

    words: Annotated[tuple[_Text, ...], Meta(min_length=1)]
    lang: _Language
    avoid: tuple[_Text, ...] = ()


GROUPS: Mapping[str, Mapping[str, type[Fact]]] = MappingProxyType(
    {
        "emergency": MappingProxyType(
            {
                "general": NumberFact,
                "police": NumberFact,
                "ambulance": NumberFact,
                "fire": NumberFact,
                "questions": QuestionsFact,
                "police-later": NumberFact,
                "crisis-line": BodyFact,
            }
        ),
        "goods": MappingProxyType(
            {
                "right": NameFact,
                "remedy": RemedyFact,
                "time": TimeFact,
                "receipt": ReceiptFact,
                "shop-returns": ShopFact,
                "withdrawal": DaysFact,
            }
        ),
        "complaints": MappingProxyType({"advice": BodyFact, "body": BodyFact, "book": NameFact, "answer": DaysFact}),
        "debts": MappingProxyType({"letter": LetterFact, "collectors": NameFact, "contact": TimesFact}),
        "people": MappingProxyType(
            {
                "guards": GuardsFact,
                "protection": DutiesFact,
                "stopping": RightFact,
                "representative": NameFact,
                "inspectorate": BodyFact,
            }
        ),
        "address": MappingProxyType({"form": AddressFact}),
    }
)
"""The facts of a country by group and name, in the order in which they are shown, with the form that each has."""

FACTS = tuple(f"{group}.{name}" for group, facts in GROUPS.items() for name in facts)
"""Every fact: `goods.receipt`."""

SLOTS = MappingProxyType(
    {
        "emergency_number": "emergency.general",
        "police_number": "emergency.police",
        "ambulance_number": "emergency.ambulance",
        "fire_number": "emergency.fire",
        "crisis_line": "emergency.crisis-line",
    }
)
"""The slots that fill themselves from the country, each with its fact."""


class CountryFile(Schema, frozen=True, kw_only=True):
    """`taxonomy/countries/<code>.yml`, apart from the facts themselves, which `GROUPS` describes."""

    facts: dict[Identifier, dict[Identifier, Any]]
    missing: tuple[str, ...] = ()


class Country(Struct, frozen=True, dict=True):
    """A country. `facts` are by `group.name`, in the order of `FACTS`; `lines` say where each stands in its file."""

    code: str
    path: str
    facts: Mapping[str, Fact]
    missing: tuple[str, ...]
    lines: Mapping[str, int]

    def number(self, fact: str) -> str | None:
        """The telephone number of a fact, if there is one."""
        found = self.facts.get(fact)
        return found.number if isinstance(found, NumberFact | BodyFact) else None

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The slots that this country fills, with their numbers."""
        found = {slot: self.number(fact) for slot, fact in SLOTS.items()}
        return {slot: number for slot, number in found.items() if number}

    @property
    def checked(self) -> datetime.date | None:
        """The day of the fact that was checked longest ago."""
        return min((fact.checked for fact in self.facts.values()), default=None)


class _TopicPlaces(Schema, frozen=True):
    groups: Annotated[tuple[Identifier, ...], Meta(min_length=1)]
    first: bool = False


class PlacesFile(Schema, frozen=True):
    """`taxonomy/where-you-work.yml`: the groups of facts that each topic shows, and the contacts beside the numbers."""

    contacts: tuple[SlotName, ...]
    topics: dict[Identifier, _TopicPlaces]


class Places(Struct, frozen=True):
    """Which topic shows which groups of facts.

    `first` are the topics that show them right below what to do now, with the numbers as buttons; `contacts` are the
    organisation's own numbers that stand beside those of the country.
    """

    groups: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    first: frozenset[str] = frozenset()
    contacts: tuple[str, ...] = ()


def is_country(code: str) -> bool:
    """Whether a code is that of a country in ISO 3166, as CLDR lists them."""
    return (
        bool(CODE.fullmatch(code)) and code in _territories() and code not in {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
    )


def country_name(code: str, language: str = REFERENCE) -> str:
    """A country's name in a language, from CLDR."""
    return str(CldrLocale.parse(language.replace("-", "_")).territories.get(code, code))


def _territories() -> Any:
    return CldrLocale.parse(REFERENCE).territories


def build_country(source: YamlSource) -> tuple[Country | None, list[Problem]]:
    """A country from its file, or None where the file cannot be used, and what is wrong with it."""
    code = source.path.removeprefix(COUNTRIES).removesuffix(".yml")
    if not is_country(code):
        hint = said('name the file by the two capital letters of ISO 3166: "GB.yml" for the United Kingdom')
        return None, [
            Problem(source.path, 0, 0, "schema", said('"{code}" is not the code of a country', code=code), hint)
        ]
    file, problems = validate(source, CountryFile)
    if file is None:
        return None, problems
    facts: dict[str, Fact] = {}
    lines: dict[str, int] = {}
    problems = [*problems, *_unknown(file, source)]
    for identifier in FACTS:
        group, name = identifier.split(".")
        if name not in file.facts.get(group, {}):
            continue
        lines[identifier] = source.line("facts", group, name)
        fact, found = validate(
            replace(source, data=file.facts[group][name]), GROUPS[group][name], ("facts", group, name)
        )
        problems.extend(found)
        if fact is not None:
            facts[identifier] = fact
            problems.extend(_from_the_future(fact, source, group, name))
    problems.extend(_incomplete(file, source))
    return (None if problems else Country(code, source.path, facts, file.missing, lines)), problems


def _from_the_future(fact: Fact, source: YamlSource, group: str, name: str) -> Iterator[Problem]:
    today = datetime.datetime.now(tz=datetime.UTC).date()
    if fact.checked > today + datetime.timedelta(days=1):  # it may be tomorrow already where the editor is
        line = source.line("facts", group, name, "checked")
        message = said(
            '"{group}.{name}" was checked on {checked}, which is still to come',
            group=group,
            name=name,
            checked=fact.checked,
        )
        yield Problem(
            source.path, line, 1, "schema", message, said("give the day on which you compared it with the source")
        )


def _unknown(file: CountryFile, source: YamlSource) -> Iterator[Problem]:
    for group, facts in file.facts.items():
        for name in facts:
            if f"{group}.{name}" not in FACTS:
                hint = did_you_mean(f"{group}.{name}", FACTS)
                message = said('"{group}.{name}" is not a fact that countries have', group=group, name=name)
                yield Problem(source.path, source.line("facts", group, name), 1, "schema", message, hint)
    for index, identifier in enumerate(file.missing):
        if identifier not in FACTS:
            line = source.line("missing", index)
            message = said('"{identifier}" is not a fact that countries have', identifier=identifier)
            yield Problem(source.path, line, 1, "schema", message, did_you_mean(identifier, FACTS))


def _incomplete(file: CountryFile, source: YamlSource) -> Iterator[Problem]:
    for identifier in FACTS:
        group, name = identifier.split(".")
        given, missing = name in file.facts.get(group, {}), identifier in file.missing
        if given and missing:
            line = source.line("missing", file.missing.index(identifier))
            message = said('"{identifier}" is listed as missing, and is given above', identifier=identifier)
            yield Problem(source.path, line, 1, "schema", message, said("take it out of the list"))
        elif not given and not missing:
            message = said('"{identifier}" is neither given nor listed as missing', identifier=identifier)
            hint = said("give it with its source and the day of checking, or add it to the list of what is missing")
            yield Problem(source.path, source.line("facts", group), 1, "schema", message, hint)


def build_places(source: YamlSource, taxonomy: Taxonomy) -> tuple[Places, list[Problem]]:
    """Which topic shows what, and what is wrong with the file; no topic shows anything where it cannot be used."""
    file, problems = validate(source, PlacesFile)
    if file is None:
        return Places(), problems
    topics = {topic.id for topic in taxonomy.topics()}
    for topic, places in file.topics.items():
        if topic not in topics:
            message = said('there is no topic "{topic}"', topic=topic)
            problems.append(
                Problem(source.path, source.line("topics", topic), 1, "schema", message, did_you_mean(topic, topics))
            )
        for index, group in enumerate(places.groups):
            if group not in GROUPS:
                line = source.line("topics", topic, "groups", index)
                hint = said("there are: {groups}", groups=", ".join(GROUPS))
                problems.append(
                    Problem(
                        source.path, line, 1, "schema", said('there is no group of facts "{group}"', group=group), hint
                    )
                )
    for index, slot in enumerate(file.contacts):
        if slot not in taxonomy.slots:
            line = source.line("contacts", index)
            message = said('there is no slot "{slot}"', slot=slot)
            problems.append(Problem(source.path, line, 1, "schema", message, did_you_mean(slot, taxonomy.slots)))
    if problems:
        return Places(), problems
    groups = {topic: places.groups for topic, places in file.topics.items()}
    first = frozenset(topic for topic, places in file.topics.items() if places.first)
    return Places(MappingProxyType(groups), first, file.contacts), []


def filled(slots: Mapping[str, Slot], country: Country | None) -> dict[str, Slot]:
    """The slots, those that the organisation leaves open filled from the country; another one's numbers go."""
    numbers = country.numbers if country else {}
    return {name: _filled(slot, numbers.get(name)) for name, slot in slots.items()}


def _filled(slot: Slot, number: str | None) -> Slot:
    if slot.origin == "organisation" or (slot.value is None and number is None):
        return slot
    return replace(slot, value=number, origin="country" if number else "")
