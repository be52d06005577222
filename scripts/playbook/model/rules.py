"""The house rules of `taxonomy/rules.yml`: what the playbook has decided, which check holds it, and its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated

from msgspec import Meta, Struct

from playbook.model.glossary import Text
from playbook.model.mismatches import Key
from playbook.model.problem import Problem
from playbook.model.taxonomy import Identifier, Schema, SlotName, Taxonomy
from playbook.model.yaml_source import YamlSource, validate
from playbook.said import said

RULES_FILE = "rules.yml"


class Form(Schema, frozen=True):
    """A form to find. It is left alone inside one of the forms under `unless`. `*` stands for any ending of a word."""

    form: Text
    unless: tuple[Text, ...] = ()


Words = tuple[Text | Form, ...]
Forms = Mapping[str, Words]
"""Forms by language code."""


class Threshold(Schema, frozen=True):
    """Words and slots that touch a rule, the pages one of which is then to be linked to, and words that it forbids.

    On the first of the pages the rule stands in full.
    """

    pages: Annotated[tuple[Identifier, ...], Meta(min_length=1)]
    slots: tuple[SlotName, ...] = ()
    words: Mapping[str, Words] = {}
    contrary: Mapping[str, Words] = {}


class HouseRule(Schema, frozen=True):
    """A house rule. `page` is the topic on whose page it stands in full, if there is one.

    `held_by` names the checks that hold it; without any it is held by reading.
    """

    id: Identifier
    rule: Text
    page: Identifier | None = None
    held_by: tuple[Identifier, ...] = ()
    words: Mapping[str, Words] = {}
    thresholds: tuple[Threshold, ...] = ()

    @property
    def pages(self) -> tuple[str, ...]:
        """The topics on whose pages it stands in full."""
        pages = (self.page, *(row.pages[0] for row in self.thresholds))
        return tuple(dict.fromkeys(page for page in pages if page))


class TurnedDown(Schema, frozen=True):
    """What stands before or after a quotation that is an example of what not to say."""

    before: Mapping[str, Words] = {}
    after: Mapping[str, Words] = {}


class RulesFile(Schema, frozen=True):
    """`taxonomy/rules.yml`."""

    rules: tuple[HouseRule, ...]
    turned_down: TurnedDown = TurnedDown()
    denials: Mapping[str, Words] = {}


class HouseRules(Struct, frozen=True, dict=True):
    """The house rules in the file's order, the line of each, how a page turns a quotation down, words that deny.

    `languages` are the language codes that head a list, each with its line; there may be more than the playbook has.
    """

    rules: tuple[HouseRule, ...] = ()
    lines: tuple[int, ...] = ()
    turned_down: TurnedDown = TurnedDown()
    denials: Mapping[str, Words] = {}
    languages: tuple[tuple[str, int], ...] = ()

    @cached_property
    def pages(self) -> frozenset[str]:
        """The topics on whose pages a rule stands in full."""
        return frozenset(page for rule in self.rules for page in rule.pages)

    def held_by(self, check: str) -> Iterator[HouseRule]:
        """The rules that a check holds."""
        return (rule for rule in self.rules if check in rule.held_by)


def build_rules(source: YamlSource, taxonomy: Taxonomy) -> tuple[HouseRules, list[Problem]]:
    """The house rules, none where they cannot be used, and what is wrong with the file."""
    file, problems = validate(source, RulesFile)
    if file is None:
        return HouseRules(), problems
    lines = tuple(source.line("rules", index) for index in range(len(file.rules)))
    languages = tuple(_languages(file, source))
    rules = HouseRules(file.rules, lines, file.turned_down, file.denials, languages)
    return rules, list(_wrong_rows(source, rules, taxonomy))


def _wrong_rows(source: YamlSource, rules: HouseRules, taxonomy: Taxonomy) -> Iterator[Problem]:
    """Ids that stand twice, pages that are no topics, slots that there are not."""
    topics, seen = {topic.id for topic in taxonomy.topics()}, dict[str, int]()
    for index, (rule, line) in enumerate(zip(rules.rules, rules.lines, strict=True)):
        if rule.id in seen:
            message = said(
                'the rule "{rule}" stands here twice, first in line {line}', rule=rule.id, line=seen[rule.id]
            )
            yield Problem(source.path, line, 1, "schema", message, said("give one of them another id"))
        seen.setdefault(rule.id, line)
        if rule.page and rule.page not in topics:
            hint = said("write the id of a topic in taxonomy/topics.yml")
            yield Problem(source.path, line, 1, "schema", said('"{topic}" is not a topic', topic=rule.page), hint)
        for number, row in enumerate(rule.thresholds):
            place = source.line("rules", index, "thresholds", number)
            for page in (page for page in row.pages if page not in topics):
                hint = said("write the id of a topic in taxonomy/topics.yml")
                yield Problem(source.path, place, 1, "schema", said('"{topic}" is not a topic', topic=page), hint)
            for slot in (slot for slot in row.slots if slot not in taxonomy.slots):
                hint = said("the slots are those of taxonomy/organisation.yml")
                yield Problem(source.path, place, 1, "schema", said('there is no slot "{slot}"', slot=slot), hint)


def _languages(rules: RulesFile, source: YamlSource) -> Iterator[tuple[str, int]]:
    """Each language code that heads a list, with its line."""
    lists: list[tuple[Key, Forms]] = [(("turned_down", "before"), rules.turned_down.before)]
    lists += [(("turned_down", "after"), rules.turned_down.after), (("denials",), rules.denials)]
    for index, rule in enumerate(rules.rules):
        lists.append((("rules", index, "words"), rule.words))
        for number, row in enumerate(rule.thresholds):
            place = ("rules", index, "thresholds", number)
            lists += [((*place, "words"), row.words), ((*place, "contrary"), row.contrary)]
    return ((code, source.line(*key, code)) for key, forms in lists for code in forms)
