"""status: what is written, what comes next, for people and for programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playbook.model import Playbook
from tests.editing.conftest import LANGUAGES, PROJECT, edit, run


def data(root: Path) -> dict[str, list[dict[str, object]]]:
    outcome = run(root, "status", "--format", "json")
    assert outcome.code == 0
    found: dict[str, list[dict[str, object]]] = json.loads(outcome.text)
    return found


def totals(root: Path, language: str) -> dict[str, object]:
    return next(row for row in data(root)["languages"] if row["language"] == language)


def test_a_complete_playbook_has_nothing_left_to_do(small: Path) -> None:
    text = run(small, "status").text
    assert "18 of 18 pages are written and up to date." in text
    assert "Nothing is left to do." in text
    assert [row["language"] for row in data(small)["languages"]] == LANGUAGES


def test_each_state_is_counted_and_explained(small: Path) -> None:
    (small / "docs/fi/skills/honesty.md").unlink()
    (small / "docs/nb/skills/honesty.md").unlink()
    run(small, "translate", "honesty", "nb")
    thai = small / "docs/th/skills/honesty.md"
    thai.write_text(re.sub(r"^translated_from:\n(?:  .*\n)+", "", thai.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    edit(small / "docs/en/customers/angry-customer.md", "10 minutes", "5 minutes")
    edit(small / "docs/el/skills/patience.md", "## ", "##")
    counts = {code: totals(small, code) for code in LANGUAGES}
    assert (counts["fi"]["fallback"], counts["fi"]["out-of-date"], counts["fi"]["written"]) == (1, 1, 1)
    assert counts["nb"]["unfinished"] == 1
    assert counts["th"]["unrecorded"] == 1
    assert counts["el"]["unfinished"] == 1
    text = run(small, "status", "--all").text
    assert "fi honesty: translate it: playbook translate honesty fi" in text
    assert "nb honesty: it is begun and not finished: playbook check docs/nb/skills/honesty.md" in text
    assert "th honesty: compare it with the English page, then: playbook translated honesty th" in text
    assert "steps 3 changed in English: playbook diff angry-customer fi" in text
    assert "missing: steps" in text


def test_what_matters_most_stands_first(small: Path) -> None:
    edit(small / "taxonomy/topics.yml", "{id: patience, kind: skill,", "{id: patience, kind: skill, priority: 1,")
    order = [row["topic"] for row in data(small)["topics"]]
    assert order == ["patience", "honesty", "angry-customer"]
    for topic in ("skills/patience", "skills/honesty", "customers/angry-customer"):
        (small / f"docs/fi/{topic}.md").unlink()
    text = run(small, "status", "fi").text
    assert text.index("translate patience fi") < text.index("translate honesty fi") < text.index("angry-customer fi")


def test_a_language_that_is_not_there(small: Path) -> None:
    outcome = run(small, "status", "sv")
    assert outcome.code == 2
    assert "add-language" in outcome.text


def test_words_and_reviews_are_given(small: Path) -> None:
    run(small, "reviewed", "honesty", "fi", "--by", "Aino", "--date", "2026-01-02")
    page = next(
        cell
        for row in data(small)["topics"]
        if row["topic"] == "honesty"
        for cell in row["pages"]  # type: ignore[attr-defined]
        if cell["language"] == "fi"
    )
    assert page["reviewed"] == "2026-01-02"
    assert page["read_by"] == [{"by": "Aino", "day": "2026-01-02"}]
    assert page["read_before"] == []
    assert page["words"] > 20
    assert totals(small, "fi")["oldest_review"] == "2026-01-02"


def test_the_real_playbook_is_written_in_every_language(playbook: Playbook) -> None:
    topics = sum(1 for _ in playbook.taxonomy.topics())
    for row in data(PROJECT)["languages"]:
        assert row["fallback"] == 0
        assert row["unfinished"] == 0
        assert row["topics"] == topics
