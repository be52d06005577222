"""What is usual in a language, measured over all of its pages: how long they are, and the words they use most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from playbook.model import REFERENCE, SourceFile
from playbook.model.page import split_front_matter
from playbook.model.script import script_of
from playbook.shown.drafts import ENGLISH

PAGES_FOR_A_MEASURE = 8
"""Pages a language must have for its own measure; until then it is taken to be as long as English."""
_WORD = re.compile(r"\w+")


def usual_ratios(files: Mapping[str, SourceFile]) -> dict[str, float]:
    """Language to how long its pages usually are, in lengths of the English ones.

    The (upper) median, to a hundredth: one page that is edited does not change how all others are judged.
    """
    ratios: dict[str, list[float]] = {}
    lengths = {path: body_length(file.text) for path, file in files.items() if path.endswith(".md")}
    for path, length in lengths.items():
        parts = path.split("/")
        reference = lengths.get(f"docs/{REFERENCE}/{'/'.join(parts[2:])}")
        if len(parts) == 4 and parts[1] != REFERENCE and reference is not None:
            ratios.setdefault(parts[1], []).append(length / max(1, reference))
    return {code: _median(found) if len(found) >= PAGES_FOR_A_MEASURE else 1.0 for code, found in ratios.items()}


def _median(ratios: list[float]) -> float:
    return max(0.01, round(sorted(ratios)[len(ratios) // 2], 2))


def body_length(text: str) -> int:
    """Characters behind the front matter."""
    return len(split_front_matter(text)[1])


def common_words(languages: Iterable[str], files: Mapping[str, SourceFile]) -> dict[str, frozenset[str]]:
    """The commonest words of the pages of each of these languages that is written in the Latin script.

    None where too few pages are written to tell. A page that is still being written, with the English text as comments
    in it, is not asked.
    """
    found = {}
    for code in languages:
        if script_of(code) == "Latn":
            pages = [_own_words(file.text) for path, file in files.items() if path.startswith(f"docs/{code}/")]
            counts = Counter(word for text in pages for word in _WORD.findall(text.lower()))
            enough = sum(map(bool, pages)) >= PAGES_FOR_A_MEASURE
            found[code] = frozenset(word for word, _ in counts.most_common(40)) if enough else frozenset()
    return found


def _own_words(text: str) -> str:
    """The text of a page behind its front matter; nothing of one that still has the comments of the file to fill in."""
    return "" if f"<!-- {ENGLISH}:" in text else split_front_matter(text)[1]
