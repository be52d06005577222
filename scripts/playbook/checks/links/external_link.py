from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.edition import Edition
from playbook.checks.problems import problem
from playbook.model import Problem
from playbook.said import said


def check(edition: Edition) -> Iterator[Problem]:
    """A link to another site does not work. Asked only with `--external`, as it needs the network.

    Every address is asked once, a few at a time, with a second try; the answers are kept for a day.

    Bad:
        [the regulator](https://example.org/moved-away)
    Good:
        [the regulator](https://example.org/)
    """
    from playbook.checks.links._addresses import ask_all  # noqa: PLC0415 - the network code loads only when it is asked for

    places = [(link, page.path) for page in edition.outlines for link in page.links if link.href.startswith("http")]
    faults = ask_all(sorted({link.href.partition("#")[0] for link, _ in places}))
    for link, path in places:
        fault = faults.get(link.href.partition("#")[0])
        if fault:
            message = said('the link to "{href}" does not work: {fault}', href=link.href, fault=fault)
            yield problem(
                path,
                link.line,
                message,
                said("open it in a browser; mend the address or take the link out"),
                link.column,
            )
