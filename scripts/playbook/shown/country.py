"""The facts of a country in the words of a language, for whatever shows or prints them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from babel.lists import format_list
from msgspec import Struct

from playbook.model import Country, Fact, Locale, Playbook, Slot
from playbook.model.country import (
    GROUPS,
    SLOTS,
    AddressFact,
    BodyFact,
    DaysFact,
    DutiesFact,
    GuardsFact,
    LetterFact,
    NameFact,
    NumberFact,
    QuestionsFact,
    ReceiptFact,
    RemedyFact,
    RightFact,
    ShopFact,
    TimeFact,
    TimesFact,
    country_name,
)
from playbook.shown.collation import sort_key
from playbook.shown.dates import cldr_locale

CONTEXT = "country"
"""gettext context of everything that is said about a country."""

HEADINGS = {
    "emergency": "Numbers to call",
    "goods": "Faulty goods and returns",
    "complaints": "Complaints",
    "debts": "Unpaid bills",
    "people": "Guards, and protection at work",
    "address": "Speaking to strangers",
}
"""The heading of each group of facts, in English."""

LABELS = {
    "emergency.general": "Emergency",
    "emergency.police": "Police",
    "emergency.ambulance": "Ambulance",
    "emergency.fire": "Fire brigade",
    "emergency.questions": "What the operator asks",
    "emergency.police-later": "Police, when it is not urgent",
    "emergency.crisis-line": "Somebody to talk to",
    "goods.right": "What the law calls it",
    "goods.remedy": "What the customer may ask for",
    "goods.time": "How long a fault counts",
    "goods.receipt": "Is a receipt needed?",
    "goods.shop-returns": "Returned to a shop, with no fault",
    "goods.withdrawal": "Bought online or by phone, with no fault",
    "complaints.advice": "Advice for customers",
    "complaints.body": "Who settles a dispute",
    "complaints.book": "The complaints book",
    "complaints.answer": "Time to answer a complaint",
    "debts.letter": "What is sent first",
    "debts.collectors": "Who may collect debts for others",
    "debts.contact": "How often to ask for payment",
    "people.guards": "Guards",
    "people.protection": "Abuse by customers",
    "people.stopping": "Stopping work",
    "people.representative": "Who speaks up for safety at work",
    "people.inspectorate": "Who watches over working life",
    "address.form": "How to address them",
}
"""What each fact is called, in English."""

_WORDS = {
    "service": "which service you need",
    "municipality": "the municipality and the address",
    "place": "where you are",
    "happened": "what has happened",
    "hurt": "who is hurt",
    "name": "your name",
    "number": "your phone number",
    "repair": "repair",
    "replacement": "replacement",
    "price-reduction": "a lower price",
    "refund": "money back",
    "phone": "by phone",
    "online": "online",
    "post": "by post",
    "email": "by email",
    "in-person": "in person",
}
_DUTIES = {
    "sexual-harassment": "Your employer must take steps to prevent sexual harassment, by customers too.",
    "violence": "Your employer must protect you from violence and threats as far as possible.",
    "report": "When you report harassment, your employer must act.",
    "person": "Your employer must protect you from sexual and psychological harassment.",
    "forbidden": "Violence and harassment at work are against the law.",
}
_GUARDS = {
    "send-away": "They may send people away.",
    "hold": "They may hold somebody caught in the act, and must call the police at once.",
}
_RULES = {"people": "You yourself hold nobody and block nobody’s way."}
"""What holds in every country, whatever guards may do there."""
_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")


class SaidPart(Struct, frozen=True):
    """A piece of a sentence: its text, the language where that is another than the reader's, a number to call."""

    text: str
    lang: str = ""
    phone: str = ""


Line = tuple[SaidPart, ...]
"""A sentence in pieces."""


class ShownFact(Struct, frozen=True):
    """A fact as shown: what it is called, what is said of it, where it comes from and when that was checked."""

    id: str
    label: str
    lines: tuple[Line, ...]
    source: Line
    checked: datetime.date


class Call(Struct, frozen=True):
    """A number to call. Services with the same number share a button; `slot` is set for an organisation's own one."""

    labels: tuple[str, ...]
    number: str | None
    slot: str = ""


class ShownGroup(Struct, frozen=True):
    """A group of facts: its heading, the rule that holds in every country, if there is one, the numbers as buttons, the
    facts, and what could not be confirmed.
    """

    id: str
    heading: str
    rule: str
    calls: tuple[Call, ...]
    facts: tuple[ShownFact, ...]
    missing: tuple[str, ...]


class ShownCountry(Struct, frozen=True):
    """A country in the words of a language, with some groups of its facts."""

    code: str
    name: str
    groups: tuple[ShownGroup, ...]
    checked: datetime.date | None


def shown_country(
    country: Country, locale: Locale, groups: Iterable[str] = tuple(GROUPS), slots: Mapping[str, Slot] | None = None
) -> ShownCountry:
    """The country in a language. `slots` are the organisation's, whose own numbers go before the country's."""
    words = _Words(locale)
    return ShownCountry(
        country.code,
        country_name(country.code, locale.code),
        tuple(_group(group, country, words, slots or {}) for group in groups),
        country.checked,
    )


def countries_by_name(playbook: Playbook, language: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of every country that can be used, in the alphabetical order of a language."""
    names = [(code, country_name(code, language)) for code in playbook.countries]
    return tuple(sorted(names, key=lambda pair: sort_key(pair[1], language)))


def own_number(slot: str, slots: Mapping[str, Slot]) -> str | None:
    """What the organisation itself has filled in for a slot, whatever the country says."""
    found = slots.get(slot)
    return found.value if found and found.origin == "organisation" else None


def _group(group: str, country: Country, words: _Words, slots: Mapping[str, Slot]) -> ShownGroup:
    facts = [f"{group}.{name}" for name in GROUPS[group]]
    as_calls = [fact for fact in facts if group == "emergency" and GROUPS[group][fact.split(".")[1]] is NumberFact]
    shown = [words.fact(fact, country.facts[fact]) for fact in facts if fact in country.facts and fact not in as_calls]
    missing = tuple(words(LABELS[fact]) for fact in facts if fact in country.missing)
    rule = words(_RULES[group]) if group in _RULES else ""
    return ShownGroup(
        group, words(HEADINGS[group]), rule, tuple(_calls(as_calls, country, words, slots)), tuple(shown), missing
    )


def _calls(facts: list[str], country: Country, words: _Words, slots: Mapping[str, Slot]) -> Iterator[Call]:
    """The numbers as buttons; the one for any emergency is left out where another service has it too."""
    by_fact = {fact: slot for slot, fact in SLOTS.items()}
    numbers = {fact: own_number(by_fact.get(fact, ""), slots) or country.number(fact) for fact in facts}
    general = numbers.get("emergency.general")
    labels: dict[str, list[str]] = {}
    for fact, number in numbers.items():
        others = [other for name, other in numbers.items() if name != "emergency.general"]
        if number and not (fact == "emergency.general" and general in others):
            labels.setdefault(number, []).append(words(LABELS[fact]))
    for number, names in labels.items():
        yield Call(tuple(names), number)


class _Words:
    """What is said in one language."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale

    def __call__(self, message: str) -> str:
        return self.locale.text(message, CONTEXT)

    def fact(self, identifier: str, fact: Fact) -> ShownFact:
        say = _SAID_OF.get(identifier) or _SAID[type(fact)]
        lines = tuple(say(self, fact))
        source = fact.source
        name = f"{source.title}, {source.section}" if source.section else source.title
        said = (self.part(f"{name} ({source.publisher})", source.lang),)
        return ShownFact(identifier, self(LABELS[identifier]), lines, said, fact.checked)

    def part(self, text: str, lang: str) -> SaidPart:
        """A piece of text in a language, marked where that is not the reader's."""
        return SaidPart(text, "" if lang == self.locale.code else lang)

    def line(self, message: str, **values: SaidPart) -> Line:
        """A message, its placeholders filled with pieces."""
        return tuple(_pieces(self(message), values))

    def counted(self, one: str, other: str, count: int, **values: SaidPart) -> Line:
        """A message with a number, in the plural form that the number takes."""
        return tuple(_pieces(self.locale.plural(one, other, count, CONTEXT), {**values, "count": SaidPart(str(count))}))

    def several(self, names: Iterable[str], style: str = "standard") -> SaidPart:
        """Words of the vocabulary as a list in the reader's language."""
        return SaidPart(self.joined([self(_WORDS[name]) for name in names], style))

    def joined(self, texts: list[str], style: str = "standard") -> str:
        """Texts as a list in the reader's language."""
        return str(format_list(texts, style=style, locale=cldr_locale(self.locale.code)))  # type: ignore[arg-type]

    def names(self, parts: list[SaidPart]) -> Line:
        """Names in their own languages, one behind the other."""
        return tuple(
            piece for number, part in enumerate(parts) for piece in ([SaidPart(", ")] if number else []) + [part]
        )


def _pieces(text: str, values: Mapping[str, SaidPart]) -> Iterator[SaidPart]:
    place = 0
    for match in _PLACEHOLDER.finditer(text):
        if match.start() > place:
            yield SaidPart(text[place : match.start()])
        yield values.get(match[1], SaidPart(match[0]))
        place = match.end()
    if place < len(text):
        yield SaidPart(text[place:])


def _number(_: _Words, fact: NumberFact) -> Iterator[Line]:
    yield (SaidPart(fact.number, phone=fact.number),)


def _questions(words: _Words, fact: QuestionsFact) -> Iterator[Line]:
    yield (words.several(fact.asks),)


def _body(words: _Words, fact: BodyFact) -> Iterator[Line]:
    name = words.part(fact.name, fact.lang)
    yield (name, SaidPart(" "), SaidPart(fact.number, phone=fact.number)) if fact.number else (name,)
    if fact.ways:
        yield words.line("Ways to reach them: {ways}.", ways=words.several(fact.ways))
    if fact.day_and_night:
        yield words.line("Open day and night.")
    if fact.free:
        yield words.line("It costs nothing.")


def _name(words: _Words, fact: NameFact) -> Iterator[Line]:
    yield (words.part(fact.name, fact.lang),)


def _remedy(words: _Words, fact: RemedyFact) -> Iterator[Line]:
    if fact.refund_days:
        yield words.counted(
            "Within {count} day of getting the goods, the customer may ask for the money back.",
            "Within {count} days of getting the goods, the customer may ask for the money back.",
            fact.refund_days,
        )
    yield words.line(
        "The customer chooses between these: {choices}. What is impossible or costs far too much is left out.",
        choices=words.several(fact.choices, "or"),
    )


def _time(words: _Words, fact: TimeFact) -> Iterator[Line]:
    if fact.years:
        yield words.counted("Up to {count} year after delivery.", "Up to {count} years after delivery.", fact.years)
    if fact.long_years:
        yield words.counted(
            "Up to {count} year for goods that should last much longer.",
            "Up to {count} years for goods that should last much longer.",
            fact.long_years,
        )
    if fact.after_finding:
        yield words.counted(
            "The customer can go to court within {count} year of finding the fault.",
            "The customer can go to court within {count} years of finding the fault.",
            fact.after_finding,
        )
    if fact.open_end:
        yield words.line("There is no fixed end: it depends on how long such goods should last.")
    if fact.notice_months:
        yield words.counted(
            "After finding a fault, the customer has at least {count} month to report it.",
            "After finding a fault, the customer has at least {count} months to report it.",
            fact.notice_months,
        )


def _receipt(words: _Words, fact: ReceiptFact) -> Iterator[Line]:
    if fact.proof == "any":
        yield words.line("No: anything else that shows the purchase will do, such as a card payment.")
    else:
        yield words.line("Yes: the law asks for the receipt.")


def _shop(words: _Words, fact: ShopFact) -> Iterator[Line]:
    if fact.days:
        yield words.counted("Within {count} day, by law.", "Within {count} days, by law.", fact.days)
    else:
        yield words.line("The law gives no right to this. What your shop has promised counts.")


def _days(words: _Words, fact: DaysFact) -> Iterator[Line]:
    yield words.counted("Within {count} day.", "Within {count} days.", fact.days)


def _withdrawal(words: _Words, fact: DaysFact) -> Iterator[Line]:
    yield words.counted(
        "The customer may cancel within {count} day of getting the goods. Some goods are excepted.",
        "The customer may cancel within {count} days of getting the goods. Some goods are excepted.",
        fact.days,
    )


def _letter(words: _Words, fact: LetterFact) -> Iterator[Line]:
    yield words.counted(
        "{name}: the customer has {count} day to answer it.",
        "{name}: the customer has {count} days to answer it.",
        fact.days,
        name=words.part(fact.name, fact.lang),
    )


def _collectors(words: _Words, fact: NameFact) -> Iterator[Line]:
    yield words.line("Only companies on the official list of {name}.", name=words.part(fact.name, fact.lang))


def _times(words: _Words, fact: TimesFact) -> Iterator[Line]:
    yield words.counted("At most {count} time a day.", "At most {count} times a day.", fact.per_day)


def _guards(words: _Words, fact: GuardsFact) -> Iterator[Line]:
    yield words.names([words.part(trade.name, trade.lang) for trade in fact.trades])
    for right in fact.may:
        yield words.line(_GUARDS[right])
    if fact.licence:
        yield words.line("They need a licence from {name}.", name=words.part(fact.licence.name, fact.licence.lang))


def _duties(words: _Words, fact: DutiesFact) -> Iterator[Line]:
    for duty in fact.duties:
        yield words.line(_DUTIES[duty])
    source = fact.source
    law = f"{source.title}, {source.section}" if source.section else source.title
    yield (words.part(law, source.lang),)


def _right(words: _Words, _: RightFact) -> Iterator[Line]:
    yield words.line("In serious and immediate danger you may stop work and get to safety.")


def _address(words: _Words, fact: AddressFact) -> Iterator[Line]:
    yield words.line("Say {words}.", words=words.part(", ".join(fact.words), fact.lang))
    if fact.avoid:
        yield words.line("Avoid {words}.", words=words.part(", ".join(fact.avoid), fact.lang))


_SAID: Mapping[type[Fact], Callable[[_Words, Any], Iterator[Line]]] = MappingProxyType(
    {
        NumberFact: _number,
        QuestionsFact: _questions,
        BodyFact: _body,
        NameFact: _name,
        RemedyFact: _remedy,
        TimeFact: _time,
        ReceiptFact: _receipt,
        ShopFact: _shop,
        DaysFact: _days,
        LetterFact: _letter,
        TimesFact: _times,
        GuardsFact: _guards,
        DutiesFact: _duties,
        RightFact: _right,
        AddressFact: _address,
    }
)
_SAID_OF: Mapping[str, Callable[[_Words, Any], Iterator[Line]]] = MappingProxyType(
    {"goods.withdrawal": _withdrawal, "debts.collectors": _collectors}
)
"""Facts of which something else is said than of others of their form."""
