"""Where interface words are used: every one has a place, and every place is a page of the site or the studio."""

from __future__ import annotations

from playbook.model import Playbook
from playbook.serve.pages import page_at
from playbook.site import Site
from playbook.studio.word_places import word_places


def test_every_word_has_a_place_that_there_is(playbook: Playbook) -> None:
    site, editor = Site(playbook, "https://playbook.example/"), playbook.locales["fi"]
    for message in playbook.locales["en"].catalogue.messages.values():
        places = word_places(playbook, message, "fi", editor)
        assert places, message.id
        for place in places:
            assert place.name
            is_page = page_at(site, place.address.removeprefix("/")) is not None
            assert is_page or place.address in {"", "/studio/"}, (message.id, place)


def test_places_are_those_where_the_word_stands(playbook: Playbook) -> None:
    editor = playbook.locales["en"]
    messages = playbook.locales["en"].catalogue.messages

    def names(message: str, context: str | None) -> list[str]:
        return [place.name for place in word_places(playbook, messages[message, context], "en", editor)]

    assert names("Read on", "pack") == ["In a printed pack"]
    assert names("Right now", "section") == ["Every page of a topic"]
    assert names("Duty manager", "slot") == ["Set up your workplace"]
    assert "Start page" in names("New here?", None)
    assert names("What is next", "studio") == ["Studio"]
