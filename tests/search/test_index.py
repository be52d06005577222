"""The search files: what is in them, what they weigh, and that the same content gives the same files."""

from __future__ import annotations

import json
from pathlib import Path

from msgspec.structs import replace

from playbook.model import LazyMapping, Playbook
from playbook.search import search_files
from playbook.search.documents import documents
from playbook.search.index import files_from, listed
from playbook.shown.addresses import page_address


def test_every_language_has_its_own_files(site_dir: Path, playbook: Playbook) -> None:
    for language in playbook.languages:
        own = site_dir / "search" / language
        assert {"words.json", "more.json", "text.json", "keywords.json"} <= {file.name for file in own.iterdir()}
        topics = list((own / "topics").iterdir())
        assert len(topics) == sum(1 for code, _ in playbook.pages if code == language)


def test_a_topic_that_is_not_translated_is_not_in_the_index(playbook: Playbook) -> None:
    pages = {key: page for key, page in playbook.pages.items() if key != ("fi", "empathy")}
    files = search_files(replace(playbook, pages=LazyMapping(pages, pages.get)), "fi", page_address)
    assert "fi/topics/honesty.json" in files
    assert "fi/topics/empathy.json" not in files
    assert "empathy" not in json.loads(files["fi/words.json"])["topics"].split(" ")


def test_a_language_without_pages_is_left_out(playbook: Playbook) -> None:
    pages = {key: page for key, page in playbook.pages.items() if key[0] == "en"}
    english = replace(playbook, pages=LazyMapping(pages, pages.get))
    assert json.loads(search_files(english, "en", page_address)["en/words.json"])["topics"]
    assert json.loads(search_files(english, "el", page_address)["el/words.json"])["topics"] == ""


def test_the_same_content_gives_the_same_files(playbook: Playbook) -> None:
    from playbook.search import index  # noqa: PLC0415

    first = search_files(playbook, "nb", page_address)
    index.files_from.cache_clear()
    assert search_files(playbook, "nb", page_address) == first


def test_phrases_are_written_in_signs_for_the_words_of_their_topic(playbook: Playbook) -> None:
    files = search_files(playbook, "en", page_address)
    read = json.loads(files["en/words.json"])
    topics = read["topics"].split(" ")
    assert len(topics) == len(read["own"].split(" ")) == len(read["phrases"]) == len(read["danger"])
    assert not any(text.startswith(" ") for text in read["phrases"])


def test_unanswered_queries_are_held_as_the_words_that_tell(playbook: Playbook) -> None:
    texts = tuple(documents(playbook, "en", page_address))
    queries = ("When do I get PAID?", "oat milk", "Oat milk", "the")
    more = json.loads(files_from("en", texts, unanswered=queries)["en/more.json"])
    assert more["unanswered"] == listed(["oat_milk", "paid"], 0)


def test_titles_and_fear_come_first_and_long_phrases_after_them(playbook: Playbook) -> None:
    files = search_files(playbook, "en", page_address)
    first, more = json.loads(files["en/words.json"]), json.loads(files["en/more.json"])
    assert len(first["phrases"]) == len(more["phrases"]) == len(first["topics"].split(" "))
    assert all(first["phrases"]), "a topic's title"
    assert any(first["danger"])
    assert "danger" not in more
    assert sum(len(text.split()) for text in more["phrases"]) > 1000


def test_words_of_whole_pages_that_no_keyword_has_are_kept_apart(playbook: Playbook) -> None:
    files = search_files(playbook, "en", page_address)
    text = json.loads(files["en/text.json"])
    assert not text["words"].keys() & json.loads(files["en/keywords.json"])["words"].keys()
    assert all(0 <= number < len(text["topics"]) for numbers in text["words"].values() for number in numbers)


def test_words_in_a_list_begin_like_the_one_before() -> None:
    assert listed(["refund", "refunds", "return"], 0) == "Arefund Gs Cturn"


def test_nothing_but_data_is_loaded_for_searching(site_dir: Path) -> None:
    assert {path.suffix for path in (site_dir / "search").rglob("*") if path.is_file()} == {".json"}


def test_what_not_to_say_stands_under_its_own_heading(site_dir: Path) -> None:
    topic = json.loads((site_dir / "search/en/topics/angry-customer.json").read_text("utf-8"))
    headings = {heading: lines for identifier, heading, *lines in topic["parts"] if identifier == "phrases"}
    assert set(headings) == {"Say", "Don’t say"}
    assert "“Calm down.”" in headings["Don’t say"]
    assert "“Calm down.”" not in headings["Say"]
