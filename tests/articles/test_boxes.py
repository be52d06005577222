"""A step's number in an element of its own belongs to the step, wherever pages put it."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.articles.cues import load_cues
from playbook.articles.reader import read_article
from playbook.articles.web_page import read_web_page
from tests.conftest import ROOT

BOXES = {
    "block": "<div><div class='n'>{number}</div><div>{text}</div></div>",
    "in line": "<p><span>{number}</span> {text}</p>",
    "without a blank": "<p><b>{number}.</b>{text}</p>",
    "not read aloud": "<div><span aria-hidden='true'>{number}</span><h3>{text}</h3></div>",
    "circle": "<section><figure><span>\n {number} </span></figure><p>{text}</p></section>",
    "table": "<table><tr><td>{number}</td><td>{text}</td></tr></table>",
    "break": "<p><strong>({number})</strong><br>{text}</p>",
    "list": "<ol start='{number}'><li><span>{number}</span><p>{text}</p></li></ol>",
}
TEXTS = ("Look up.", "Say how long it takes.", "Nod.")


@pytest.mark.parametrize("box", BOXES)
def test_a_number_in_a_box_is_its_steps(box: str) -> None:
    steps = "".join(BOXES[box].format(number=number, text=text) for number, text in enumerate(TEXTS, 1))
    lines, _ = read_web_page(f"<body><main><h1>Waiting</h1>{steps}</main></body>")
    assert [(line.kind, line.ordinal, line.text) for line in lines[1:]] == [
        ("number", number, text) for number, text in enumerate(TEXTS, 1)
    ]


def test_a_list_that_prints_its_numbers_too() -> None:
    items = "".join(f"<li><span>{number}</span><p>Do it.</p><p>More on it.</p></li>" for number in (1, 2))
    lines, _ = read_web_page(f"<body><ol>{items}</ol></body>")
    assert [line.kind for line in lines] == ["number", "plain", "number", "plain"]


def test_what_stands_under_such_a_step_belongs_to_it(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    steps = "".join(f"<div>{number}</div><h3>Do {number}</h3><p>More on it.</p>" for number in (1, 2))
    file.write_text(f"<body><h1>Waiting</h1>{steps}<h2>And then</h2><p>Rest.</p></body>", "utf-8")
    article = read_article(file, load_cues(ROOT, "en")[0])
    assert [segment.id for segment in article.segments] == ["title", "s1", "s1-p1", "s2", "s2-p1", "h1", "h1-p1"]


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("<p><b>3</b> of 4 left.</p><p><b>2</b> came back.</p>", ["3 of 4 left.", "2 came back."]),
        ("<p>On the 2<sup>nd</sup> day.</p><div>1</div><p>One.</p>", ["On the 2nd day.", "1", "One."]),
        ("<table><tr><td>1</td></tr><tr><td>2</td></tr></table>", ["1", "2"]),
        ("<div>1</div><div>2</div><div>3</div>", ["1", "2", "3"]),
    ],
)
def test_other_figures_stay(page: str, texts: list[str]) -> None:
    lines, _ = read_web_page(f"<body>{page}</body>")
    assert [line.text for line in lines] == texts
