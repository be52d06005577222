from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.checks.words._speech import told_not_to_say, told_to_say
from playbook.model import Page, Problem
from playbook.said import said
from playbook.shown.speaker import SPEAKING

_MEN = re.compile("(?:หนู|ดิฉัน|ค่ะ|คะ)/(?:ผม|ครับ)|(ครับ|(?<!ทรง)(?<!เส้น)(?<!ตัด)(?<!ทำ)(?<!สระ)(?<!สี)ผม)")


def check(page: Page, shared: Shared) -> Iterator[Problem]:
    """What Thai staff are told to say, or not to say, stands in the form of men: ครับ or ผม.

    Everybody chooses their own form. Pages have that of women, from which the other follows, as ครับ stands for ค่ะ and
    for คะ. Where it does not follow, both are written, women's first: หนู/ผม.

    Bad:
        | “รอสักครู่นะครับ” | …
    Good:
        | “รอสักครู่นะคะ” | …
    """
    if page.language not in SPEAKING:
        return
    for line in (*told_to_say(page, shared.rules), *told_not_to_say(page)):
        for found in _MEN.finditer(line.text):
            if found[1]:
                number = line.number + line.text.count("\n", 0, found.start())
                message = said('"{word}" is the form of men: “{line}…”', word=found[1], line=line.text[:40])
                yield problem(page.path, number, message, said("write ค่ะ, คะ or ดิฉัน; readers choose their own form"))
