from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from playbook.checks.edition import Edition
from playbook.checks.outline import Outline, PlacedLink
from playbook.checks.problems import ENGLISH_HAS_IT, problem
from playbook.model import Problem
from playbook.said import said
from playbook.shown.links import is_outside, resolve


def check(edition: Edition) -> Iterator[Problem]:
    """A section of a translation links to other pages than the same section in English.

    Links to other sites may differ from country to country, and links to the glossary from language to language; links
    between pages may not.

    Bad:
        [ota yhteys esihenkilöön](../escalation/ending-a-call.md)   beside   [call a manager](calling-a-manager.md)
    Good:
        the same page and section in both languages, in words of the language
    """
    for page, reference in edition.pairs:
        mine, theirs = _targets(page), _targets(reference)
        if mine.keys() == theirs.keys() and all(len(mine[key]) == len(theirs[key]) for key in mine):
            continue
        yield from _differences(edition, page, reference, mine, theirs)


def _differences(
    edition: Edition,
    page: Outline,
    reference: Outline,
    mine: dict[tuple[str, str], list[PlacedLink]],
    theirs: dict[tuple[str, str], list[PlacedLink]],
) -> Iterator[Problem]:
    counts = Counter({key: len(links) for key, links in theirs.items()})
    counts.subtract({key: len(links) for key, links in mine.items()})
    broken = {key for key in mine if counts[key] < 0 and not _leads_somewhere(edition, page, key[1])}
    sections = {anchor.name: anchor.line for anchor in page.anchors}
    excused = Counter(name for name, target in broken for _ in range(-counts[name, target]))
    for (name, target), surplus in counts.items():
        if (name, target) in broken:
            continue  # the rules on links have said so
        if surplus > 0 and excused[name] > 0:
            excused[name] -= 1
            continue
        if surplus < 0:
            link = mine[name, target][surplus]
            message = said('this link to "{target}" is not in the same section of the English page', target=target)
            missing = [other for (section, other), count in counts.items() if section == name and count > 0]
            hint = (
                said('the English page links to "{target}" there', target=missing[0])
                if missing
                else said("take it out, or add it to {page}", page=reference.path)
            )
            yield problem(page.path, link.line, message, hint, link.column)
        elif surplus > 0 and (not name or name in sections):
            link = theirs[name, target][-1]
            line = sections[name] if name else page.body_line
            message = said('the link to "{target}" is missing before the sections', target=target)
            if name:
                message = said('the link to "{target}" is missing in section "{section}"', target=target, section=name)
            yield problem(
                page.path,
                line,
                message,
                ENGLISH_HAS_IT.filled(page=reference.path, line=link.line),
            )


def _leads_somewhere(edition: Edition, page: Outline, target: str) -> bool:
    path, _, anchor = target.partition("#")
    path = f"docs/{page.language}/{path}"
    return path in edition.paths and (not anchor or anchor in edition.anchors.get(path, ()))


def _targets(page: Outline) -> dict[tuple[str, str], list[PlacedLink]]:
    found: dict[tuple[str, str], list[PlacedLink]] = {}
    prefix = f"docs/{page.language}/"
    for link in page.links:
        if is_outside(link.href) or link.is_image:
            continue
        path, anchor = resolve(page.path, link.href)
        if path == f"{prefix}glossary.md":
            continue
        target = path.removeprefix(prefix) + (f"#{anchor}" if anchor else "")
        found.setdefault((link.section, target), []).append(link)
    return found
