"""What is measured over a whole edition and then decides how each of its pages is judged."""

from __future__ import annotations

from collections.abc import Mapping

from playbook.checks.context import body_start
from playbook.model import REFERENCE
from playbook.model.source_file import SourceFile

PAGES_FOR_A_MEASURE = 8
"""Pages a language must have for its own measure; until then it is taken to be as long as English."""


def usual_ratios(files: Mapping[str, SourceFile]) -> dict[str, float]:
    """Language to how long its pages usually are, in lengths of the English ones.

    The (upper) median, to a hundredth: one page that is edited does not change how all others are judged.
    """
    ratios: dict[str, list[float]] = {}
    for path, file in files.items():
        parts = path.split("/")
        reference = files.get(f"docs/{REFERENCE}/{'/'.join(parts[2:])}")
        if len(parts) == 4 and parts[0] == "docs" and parts[1] != REFERENCE and reference:
            ratios.setdefault(parts[1], []).append(body_length(file.text) / max(1, body_length(reference.text)))
    return {code: _usual(found) if len(found) >= PAGES_FOR_A_MEASURE else 1.0 for code, found in ratios.items()}


def _usual(ratios: list[float]) -> float:
    return max(0.01, round(sorted(ratios)[len(ratios) // 2], 2))


def body_length(text: str) -> int:
    """Characters behind the front matter."""
    return len(text) - body_start(text)
