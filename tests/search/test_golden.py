"""The golden queries, asked of the built site in a real browser, by the site's own report card."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from playbook.model import Playbook
from playbook.search import read_golden
from playbook.search.golden import KINDS

LANGUAGES = ["en", "tr", "fi", "nb", "th", "el"]
LEAST_QUERIES, LEAST_AMONG_FIVE, LEAST_FIRST = 120, 0.96, 0.88
MOST_FALSE = 0.03
"""Of the queries without an answer, how many may find something."""


@pytest.fixture(scope="session")
def report(browser: Browser, site_url: str, root: Path) -> dict[str, Any]:
    """What the report card page found; it is kept in build/search-report/ as well."""
    page = browser.new_page(service_workers="block")
    page.goto(site_url + "search-report/")
    page.locator("html[data-search-report]").wait_for(state="attached", timeout=120_000)
    found: dict[str, Any] = json.loads(page.locator("html").get_attribute("data-search-report") or "{}")
    folder = root / "build" / "search-report"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.json").write_text(json.dumps(found, indent=1), "utf-8")
    (folder / "report.txt").write_text(page.locator("article").inner_text(), "utf-8")
    page.close()
    return found


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_people_find_the_right_page(report: dict[str, Any], language: str) -> None:
    result = report[language]
    assert result["asked"] >= LEAST_QUERIES
    assert result["five"] / result["asked"] >= LEAST_AMONG_FIVE, result
    assert result["first"] / result["asked"] >= LEAST_FIRST, result


@pytest.mark.browser
def test_queries_without_an_answer_find_nothing(report: dict[str, Any]) -> None:
    asked = sum(result["nothing"] for result in report.values())
    assert asked >= 100
    assert asked - sum(result["nothingFound"] for result in report.values()) <= MOST_FALSE * asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_golden_queries_name_topics_and_kinds_that_exist(playbook: Playbook, root: Path, language: str) -> None:
    queries = read_golden(root, language)
    topics = {topic.id for topic in playbook.taxonomy.topics()}
    for query in queries:
        assert query.kind in KINDS, query
        assert set(query.topics) <= topics, query
        assert bool(query.topics) != (query.kind == "none"), query
    texts = [query.text for query in queries]
    assert len(texts) == len(set(texts))
    assert {query.kind for query in queries} >= {"plain", "slang", "sentence", "danger", "misspelt", "none"}


def test_every_line_of_the_golden_files_is_read(root: Path) -> None:
    for language in LANGUAGES:
        lines = (root / "tests/search" / f"{language}.tsv").read_text("utf-8").splitlines()
        written = [line for line in lines if line and not line.startswith("#")]
        assert len(read_golden(root, language)) == len(written)
