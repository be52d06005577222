from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.meant import hides_what_follows
from playbook.checks.problems import excerpt, problem
from playbook.checks.shared import Shared
from playbook.model import Block, Page, Problem
from playbook.model.locale import fold_heading
from playbook.model.page import SLOT
from playbook.said import said

_AS_TEXT = said("this is shown as it is typed")
WRITE_A_LINK = said("write [the words](../group/topic.md), in one piece")
NAMES_A_FILE = said("it names a page's file, not its title: {link}", link=WRITE_A_LINK)
_LOST = (
    (r"^#{1,6}(?=[^\s#])", said("no heading begins here"), said("put a space behind {found}")),
    (r"^[-+*](?=[^\W\d_]|[“„«”\"'‘])", said("no list item begins here"), said("put a space behind the {found}")),
    (r"^[•●▪◦‣·∙]", said('no list item begins with "{found}"'), said("begin the line with a hyphen and a space: -")),
    (r"^\d{1,3}[.)](?=[^\W\d_]|[“„«”\"'‘])", said("no step begins here"), said("put a space behind {found}")),
    (r"^\|.*\|$", said("this row stands in no table"), said("take out the blank line between it and its table")),
    (r"^!{3}", said("no box begins here"), said("write > **Warning.** and the text, or plain words")),
    (r"\[[^\[\]\n]+\] +\([^()\n]+\)", said("this is no link"), said("take out the space between ] and (")),
    (
        r"\([^()\n]+\)\[[^\[\]\n]+\]",
        said("this is no link"),
        said("the words stand in [ ], and behind them the page in ( )"),
    ),
    (r"\[[^\[\]\n]+\]\([^()\n]*\)", said("this is no link"), NAMES_A_FILE),
    (r"\[[^\[\]\n]+\]\([^()\n]*$", said("this link is not closed"), said("put a ) behind its address")),
    (r"\([^()\n]*\.md(?:#[\w-]*)?\)", said("this is no link"), WRITE_A_LINK),
    (r"\[\^\w+\]|^\[[ xX]\]", _AS_TEXT, said("footnotes and boxes to tick are not known here; say it in the text")),
    (r"\*\*|__|`|~~", _AS_TEXT, said("bold is **word**: both marks, and no space inside them")),
    (r"(?<!\w)[*_](?=\w)", _AS_TEXT, said("a mark that is opened is closed: *word*")),
)
"""A pattern of what a line of shown text should not have, what is wrong then, and what to do."""
_PATTERNS = [(re.compile(pattern), message, hint) for pattern, message, hint in _LOST]
_SIGNS = re.compile(r"[#\-+*•●▪◦‣·∙\d|!\[\](`_~{}]")


def check(page: Page, shared: Shared) -> Iterator[Problem]:
    """Markup stayed text, so that readers see its signs, or no heading, list, table or link where one is meant.

    A heading, a list item and a step need a space behind their sign, a table no blank line in it, a link a page's file.
    What stands behind four spaces is shown as program text.

    Bad:
        ##Common mistakes    -Listen.    2.Ask.    • Wait.    [limits] (setting-limits.md)    [limits](Setting limits)
    Good:
        ## Common mistakes   - Listen.   2. Ask.   - Wait.    [limits](../escalation/setting-limits.md)
    """
    names = {fold_heading(name): name for name in shared.headings[page.language]}
    for block in page.every_block:
        if block.kind == "code":
            hint = said(
                "take out the spaces in front of it, or the ``` around it; a list item's text stands under its own"
            )
            yield problem(page.path, block.line, said("this is shown as program text"), hint)
        elif hides_what_follows(block):
            yield problem(
                page.path,
                block.line,
                said("this comment is never closed, and hides what follows"),
                said("end it with -->"),
            )
        elif block.kind == "heading":
            yield from _misplaced(page, block, names, block.level != 2)
        elif block.text and _SIGNS.search(block.text):
            yield from _lost(page, block)
        if block.kind == "paragraph" and block.bold:
            yield from _misplaced(page, block, names, block.bold == block.text)


def _lost(page: Page, block: Block) -> Iterator[Problem]:
    for number, line in enumerate(SLOT.sub("", _plain(block)).split("\n"), block.line):
        for pattern, message, hint in _PATTERNS:
            found = pattern.search(line)
            if found:
                what = message.filled(found=found[0])
                told = said('{what}: "{line}"', what=what, line=excerpt(line, *found.span()))
                yield problem(page.path, number, told, hint.filled(found=found[0]))
                break


def _plain(block: Block) -> str:
    """The text of a block; what is marked as program text is blanked out."""
    return "".join(re.sub(r"\S", " ", run.text) if run.code else run.text for run in block.runs)


def _misplaced(page: Page, block: Block, names: dict[str, str], is_wrong: bool) -> Iterator[Problem]:
    """A section's heading that stands where none is seen: on another level, or in bold."""
    name = names.get(fold_heading(block.text.rstrip(".:")))
    if name and is_wrong:
        message = said('"{heading}" is the heading of a section, and no section begins here', heading=block.text)
        yield problem(
            page.path, block.line, message, said("write it as ## {heading}, on a line of its own", heading=name)
        )
