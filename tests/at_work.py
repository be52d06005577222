"""The patterns that the program makes while it works, of words in files, as JSON: test_patterns.py runs it."""

from __future__ import annotations

import json
import re
import sys
from contextlib import suppress
from typing import Any

Found = dict[tuple[str, int], str]
"""A pattern's text and flags to the function that made it."""


def watch() -> Found:
    """Have every pattern written down that a function of the program makes from now on."""
    found: Found = {}
    compiled = re._compile  # type: ignore[attr-defined]

    def heard(pattern: Any, flags: int) -> Any:
        made = compiled(pattern, flags)
        frame: Any = sys._getframe(1)
        while frame and frame.f_globals.get("__name__") in {"re", "functools"}:
            frame = frame.f_back
        name = frame.f_globals.get("__name__", "") if frame else ""
        if name.startswith("playbook.") and frame.f_code.co_name != "<module>" and isinstance(made.pattern, str):
            found.setdefault((made.pattern, made.flags), f"{name}.{frame.f_code.co_name}")
        return made

    re._compile = heard  # type: ignore[attr-defined]
    return found


def work() -> None:
    """Let the program do what it does: read, judge, show, take in, in each language."""
    from playbook.checks import check_playbook, offer_rules  # noqa: PLC0415 - loaded only once they are watched
    from tests.fuzz import ground, incoming, readers  # noqa: PLC0415

    root = ground.place() / "sound"
    readers.everything_of(root)
    check_playbook(ground.small(), offer_rules())
    for name in ("page", "text", "guide", "organisation", "translated", "query"):
        for raw in list(readers.seeds(name))[:5]:
            readers.tried(name, raw)
    for number in range(2 * len(ground.LANGUAGES)):
        with suppress(AssertionError):
            readers.tried("article", bytes([number]) + b"<h1>Late</h1><p>By: Ann, 12 May 2022<h2>1. Why?</h2><p>Ring.")
    for address in incoming.ADDRESSES:
        incoming.answer_of(incoming.application_asked(), address)


if __name__ == "__main__":
    patterns = watch()
    work()
    print(json.dumps([[*key, name] for key, name in patterns.items()]))
