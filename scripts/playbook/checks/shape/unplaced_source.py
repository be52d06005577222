from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.edition import Edition
from playbook.checks.problems import problem
from playbook.model import REFERENCE, Problem
from playbook.model.problem import did_you_mean
from playbook.said import said


def check(edition: Edition) -> Iterator[Problem]:
    """A line of a source article went nowhere, or a page or ledger names a source point or place that does not exist.

    Every line of an article is on a page (`to`) or was left out for a reason (`left_out`).

    Bad:
        - {id: m2-s6, gist: …, to: [], left_out: ""}
    Good:
        - {id: m2-s6, gist: …, to: [talkative-customer#steps]}
    """
    for ledger in (ledger for ledger in edition.ledgers.values() if edition.asks(ledger.path)):
        for row in ledger.rows:
            if not row.to and not row.left_out.strip():
                message = said('the source point "{article}/{row}" is not placed', article=ledger.article, row=row.id)
                yield problem(
                    ledger.path, row.line, message, said("say under to: where it went, or under left_out: why not")
                )
            for place in row.to:
                topic, _, section = place.partition("#")
                page = edition.pages.get((REFERENCE, topic))
                if page is None or (section != "intro" and section not in edition.anchors[page.path]):
                    message = said('"{row}" went to "{place}", which does not exist', row=row.id, place=place)
                    yield problem(
                        ledger.path, row.line, message, said("name a topic and one of its sections: honesty#why")
                    )
    points = {f"{ledger.article}/{row.id}" for ledger in edition.ledgers.values() for row in ledger.rows}
    for page in edition.judged if edition.ledgers else ():
        for index, point in enumerate(page.sources):
            ledger_path = f"taxonomy/sources/{point.partition('/')[0]}.yml"
            is_unread = ledger_path in edition.shared.paths and point.partition("/")[0] not in edition.ledgers
            if point not in points and not is_unread:  # of a ledger that cannot be read another rule says so
                hint = did_you_mean(point, sorted(points), said("the ids stand in taxonomy/sources/"), cutoff=0.9)
                line = page.front.line("sources", index)
                yield problem(page.path, line, said('there is no source point "{point}"', point=point), hint)
