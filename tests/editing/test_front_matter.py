"""A key of the front matter is written anew, and nothing else of the file changes."""

from __future__ import annotations

import pytest

from playbook.editing.front_matter import set_value
from playbook.model.page import split_front_matter
from playbook.model.yaml_source import parse_yaml

NEW = ["record:", "  now:", "    ab"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: A\n", "title: A\nrecord:\n  now:\n    ab\n"),
        ("record:\ntitle: A\n", "record:\n  now:\n    ab\ntitle: A\n"),
        ("record: {a: b}\n# why\ntitle: ä\n", "record:\n  now:\n    ab\n# why\ntitle: ä\n"),
        ("title: |\n  record: no\nrecord:\n  a:\n    b\n\n", "title: |\n  record: no\nrecord:\n  now:\n    ab\n\n"),
        ("record: >\n  one\n  two\ntitle: A  # a\n", "record:\n  now:\n    ab\ntitle: A  # a\n"),
        ("record:\n- a\n- b\ntitle: A\n", "record:\n  now:\n    ab\ntitle: A\n"),
        ("'record': [a,\n  b]\ntitle: A\n", "record:\n  now:\n    ab\ntitle: A\n"),
    ],
)
def test_a_key_is_written_in_its_place_or_at_the_end(before: str, after: str) -> None:
    assert set_value(f"---\n{before}---\nText\n", "record", NEW) == f"---\n{after}---\nText\n"


def test_what_stands_beside_a_value_stays_as_a_comment() -> None:
    text = set_value("---\nrecord: a  # kept by hand\ntitle: A\n---\n", "record", NEW)
    source, problems = parse_yaml(split_front_matter(text)[0] or "", "")
    assert source is not None
    assert not problems
    assert source.data == {"record": {"now": "ab"}, "title": "A"}
    assert "# kept by hand" in text
