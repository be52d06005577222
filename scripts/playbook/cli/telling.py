"""How the command line prints: no character of what it tells commands a terminal, whoever wrote it."""

from __future__ import annotations

from typing import Any

import click

from playbook.model.problem import legible


class Styled(str):
    """A text that may have colours in it, as it is known to have no other control character."""

    __slots__ = ()


def styled(text: str, **look: Any) -> Styled:
    """The text with the look that click gives it: `fg`, `bold` and the like."""
    return Styled(click.style(legible(text), **look))


def say(*parts: str, err: bool = False, nl: bool = True) -> None:
    """Print the parts one after the other, each of them legible but what is Styled; `err` for the error stream."""
    click.echo("".join(part if isinstance(part, Styled) else legible(part) for part in parts), err=err, nl=nl)
