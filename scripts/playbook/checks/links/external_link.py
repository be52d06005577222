from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, problem
from playbook.model import Problem


def check(context: Context) -> Iterator[Problem]:
    """A link to another site does not work. Asked only with `--external`, as it needs the network.

    Every address is asked once, a few at a time, with a second try; the answers are kept for a day.

    Bad:
        [the regulator](https://example.org/moved-away)
    Good:
        [the regulator](https://example.org/)
    """
    from playbook.checks.links._addresses import ask_all  # noqa: PLC0415 - the network code loads only when it is asked for

    places = [(link, path) for path, _, links in context.linking for link in links if link.href.startswith("http")]
    faults = ask_all(sorted({link.href.partition("#")[0] for link, _ in places}))
    for link, path in places:
        fault = faults.get(link.href.partition("#")[0])
        if fault:
            message = f'the link to "{link.href}" does not work: {fault}'
            yield problem(
                path, link.line, message, "open it in a browser; mend the address or take the link out", link.column
            )
