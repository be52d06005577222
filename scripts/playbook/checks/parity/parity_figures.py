from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from playbook.checks.parity._numbers import HAS_DIGIT, Figure, figures, number_words
from playbook.checks.problems import ENGLISH_HAS_IT, problem
from playbook.model import Page, Problem
from playbook.model.staleness import counterpart_line
from playbook.said import said

_LOCAL = "practice"


def check(translation: Page, reference: Page) -> Iterator[Problem]:
    """A section of a translation has other figures than the same section in English.

    Each language's way of writing them counts: 5,400 and 5.400 and ๕,๔๐๐ are the same. A figure that English writes
    as a word may be either. Prices and times in practice scenes may be local.

    Bad:
        yılda 4.500 dolar   beside   5,400 dollars a year
    Good:
        yılda 5.400 dolar   beside   5,400 dollars a year
    """
    mine, theirs = _by_section(translation), _by_section(reference)
    for name in theirs.keys() | mine.keys():
        if name and (name not in translation.by_id or name not in reference.by_id):
            continue
        yield from _compare(translation, reference, name, mine.get(name, []), theirs.get(name, []))


def _compare(
    page: Page, reference: Page, name: str, mine: list[tuple[Figure, int]], theirs: list[tuple[Figure, int]]
) -> Iterator[Problem]:
    here, there = Counter(figure.value for figure, _ in mine), Counter(figure.value for figure, _ in theirs)
    if here == there:
        return
    optional = number_words(_english(reference, name))
    missing = [(figure, line) for figure, line in theirs if there[figure.value] > here[figure.value]]
    missing = [(figure, line) for figure, line in missing if figure.value not in optional]
    for figure, line in mine:
        if here[figure.value] > there[figure.value] and figure.value not in optional:
            other = next((wrong.written for wrong, _ in missing), "")
            hint = (
                said("the English page has {figures} there", figures=other)
                if other
                else said("compare with {page}", page=reference.path)
            )
            yield problem(
                page.path,
                line,
                said('the figure "{figure}" is not in the English section', figure=figure.written),
                hint,
            )
    for figure, line in missing:
        if not any(here[other.value] > there[other.value] and other.value not in optional for other, _ in mine):
            place = counterpart_line(page.by_id[name], reference.by_id[name], line) if name else page.body_line
            hint = ENGLISH_HAS_IT.filled(page=reference.path, line=line)
            yield problem(page.path, place, said('the figure "{figure}" is missing', figure=figure.written), hint)


def _english(reference: Page, name: str) -> str:
    return reference.by_id[name].text if name else "\n".join(block.full_text for block in reference.intro)


def _by_section(page: Page) -> dict[str, list[tuple[Figure, int]]]:
    found: dict[str, list[tuple[Figure, int]]] = {}
    for number, line in enumerate(page.body.split("\n"), page.body_line):
        for figure in figures(line, page.language) if HAS_DIGIT.search(line) else ():
            section = page.section_at(number)
            name = section.id if section else ""
            if name is not None and name != _LOCAL:
                found.setdefault(name, []).append((figure, number))
    return found
