"""Pages: front matter, sections, and what is said when they are broken."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from playbook.model.locale import fold_heading
from playbook.model.page import read_page, split_front_matter

HEADINGS = {fold_heading("Right now"): "now", fold_heading("Say / Don't say"): "phrases", "practise": "practice"}
PAGE = """---
title: A title
summary: One sentence.
keywords: [a, 112, no]
---

# A title

Intro.

## Right now

- Do it, {{ duty_manager }}.

## say / don’t say

| Say | Don't say |
|---|---|
| “A” | “B” |

## Practise

### Scene

Question?

> Answer.
"""


def read(text: str) -> tuple[object, list[str]]:
    page, problems = read_page("docs/en/g/t.md", "en", "g", "t", text, HEADINGS)
    return page, [f"{problem.line}: {problem.message}" for problem in problems]


def test_a_page_is_read_with_sections_rows_and_lines() -> None:
    page, problems = read_page("docs/en/g/t.md", "en", "g", "t", PAGE, HEADINGS)
    assert not problems
    assert page is not None
    assert page.front.keywords == ("a", "112", "no")
    assert [(section.id, section.line) for section in page.sections] == [("now", 11), ("phrases", 15), ("practice", 21)]
    assert page.slots == (("duty_manager", 13),)
    assert [(row.say, row.avoid, row.line) for row in page.by_id["phrases"].phrases] == [("“A”", "“B”", 19)]
    (scene,) = page.by_id["practice"].scenes
    assert (scene.title, scene.situation, scene.answer) == ("Scene", "Question?", "Answer.")


def test_front_matter_that_is_missing_or_open_is_named() -> None:
    assert read("# Title\n") == (None, ["1: the front matter is missing"])
    assert read("---\ntitle: x\n\n# Title\n") == (None, ["1: the front matter is not closed"])


def test_every_mistake_in_the_front_matter_is_named_with_its_line() -> None:
    page, problems = read("---\ntitle: \nkeywords: a\ncolour: red\n---\n# T\n")
    assert page is None
    assert problems == [
        '2: "title" must be text',
        '2: "summary" is missing',
        '3: "keywords" must be a list: [a, b]',
        '4: "colour" is not a known key here',
    ]


def test_broken_yaml_is_named_with_its_line() -> None:
    page, problems = read("---\ntitle: x\nsummary: a: b\n---\n# T\n")
    assert page is None
    assert problems[0].startswith("3: this is not valid YAML")


@given(st.text(alphabet=st.sampled_from("-\n: [a]{}\"'#&*!|>%@`ไ")))
def test_any_front_matter_is_read_or_refused(text: str) -> None:
    page, problems = read(f"---\n{text}\n---\n# T\n")
    assert page is not None or problems


@given(st.text())
def test_front_matter_and_body_are_the_whole_text(text: str) -> None:
    front, body, line = split_front_matter(text)
    if front is None:
        assert (body, line) == (text, 1)
    else:
        assert text.endswith(body)
        assert text.count("\n") - body.count("\n") == line - 1
