"""What is said to editors is a text like any other, and knows what it was made of."""

from __future__ import annotations

import ast
import importlib.util
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.model import Problem
from playbook.said import Said, fill_in, reason, retold, said
from tests.conftest import ROOT

PACKAGE = ROOT / "scripts" / "playbook"
_WORDS = st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]), max_size=20)
_VALUES = st.text(max_size=20) | st.sampled_from(["{b}", "{{a}}", "<b>{a}</b>", "{", "}", "{0}", "{a.__class__}", "%s"])


@given(st.lists(_WORDS, min_size=3, max_size=3), _VALUES, _VALUES)
def test_what_is_said_is_its_template_with_its_values(words: list[str], a: str, b: str) -> None:
    template = f"{words[0]}{{a}}{words[1]}{{b}}{words[2]}"
    text = said(template, a=a, b=b)
    assert text == template.format(a=a, b=b)
    assert retold(text, lambda _: "{b} | {a}") == f"{b} | {a}"


def test_it_is_a_text_that_keeps_what_it_was_made_of() -> None:
    inner = said('did you mean "{word}"?', word="{a}")
    text = said("{what}: {a}; {inner}", what="x", a="<b>", inner=inner)
    again = pickle.loads(pickle.dumps(text))
    assert again == text == 'x: <b>; did you mean "{a}"?'
    assert (type(again), again.template, again.values) == (Said, text.template, text.values)
    assert list(text.templates()) == ['did you mean "{word}"?']
    assert (
        retold(text, {"{what}: {a}; {inner}": "{inner} {a}", inner.template: "“{word}”;"}.__getitem__) == "“{a}”; <b>"
    )
    assert reason(ValueError(text)) is text
    assert type(reason(ValueError(text))) is Said
    assert reason(ValueError("plain")) == "plain"


def test_a_problem_keeps_it_and_shows_no_control_character() -> None:
    problem = Problem("a", 1, 1, "x", said('"{word}" is odd', word="a\x1bb"), said("write it"))
    there = pickle.loads(pickle.dumps(problem))
    assert there == problem
    assert problem.message == '"a\N{REPLACEMENT CHARACTER}b" is odd'
    assert isinstance(there.message, Said)
    assert retold(there.message, lambda _: "«{word}»") == "«a\N{REPLACEMENT CHARACTER}b»"


def test_what_is_no_placeholder_stays() -> None:
    assert said("write {{ {slot} }} or {other}", slot="a") == "write {{ a }} or {other}"
    assert fill_in("{a}{b}", {"a": "{b}", "b": 1}) == "{b}1"


def _calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    return (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    )


def _unsaid(source: str) -> list[str]:
    """The texts that a module gives to problems and refusals without `said`: written there, or put together."""
    tree = ast.parse(source)
    inside = {id(part) for call in _calls(tree, {"said"}) for part in ast.walk(call)}
    given = [part for call in _calls(tree, {"problem", "Problem", "did_you_mean"}) for part in call.args[2:]]
    given += [part for call in _calls(tree, {"Refusal"}) for part in call.args]
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else []
        if any(isinstance(target, ast.Name) and target.id in {"message", "hint"} for target in targets):
            given.append(node.value)  # type: ignore[attr-defined]
    texts = [part for value in given for part in _texts(value) if id(part) not in inside]
    return [ast.unparse(text) for text in texts]


def _texts(value: ast.expr) -> Iterator[ast.expr]:
    if isinstance(value, ast.JoinedStr) or (
        isinstance(value, ast.Constant) and re.search("[a-z] [a-z]", str(value.value))
    ):
        yield value
    elif isinstance(value, ast.IfExp):
        yield from (*_texts(value.body), *_texts(value.orelse))
    elif isinstance(value, ast.BinOp):
        yield from (*_texts(value.left), *_texts(value.right))


def test_the_search_for_what_is_not_said_finds_it() -> None:
    bad = """
message = f"{a} is odd"
problem(path, 1, message, "write it so" if a else b + "or so or so")
raise Refusal("no, not so")
"""
    good = """
message = said("{a} is odd", a=a)
problem(path, 1, message, said("write it so") if a else hint)
raise Refusal(said("no, not so"))
"""
    assert len(_unsaid(bad)) == 4
    assert _unsaid(good) == []


APART = {"checks/run.py", *(f"checks/site/{file.name}" for file in (PACKAGE / "checks" / "site").glob("*.py"))}
"""What only the command line says: of names of rules, and of the built site, which no editor of pages meets."""
SAYING = sorted(
    file for file in (PACKAGE / "checks").rglob("*.py") if file.relative_to(PACKAGE).as_posix() not in APART
)


@pytest.mark.parametrize("file", SAYING, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_what_rules_and_refusals_say_can_be_said_in_any_language(file: Path) -> None:
    assert _unsaid(file.read_text("utf-8")) == []


@pytest.fixture(scope="module")
def gathering() -> ModuleType:
    spec = importlib.util.spec_from_file_location("said_words", ROOT / "scripts/said_words.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_gathering_puts_in_what_is_new_and_takes_out_what_is_gone(gathering: ModuleType) -> None:
    head = 'msgid ""\nmsgstr "Language: en\\n"\n\nmsgctxt "section"\nmsgid "Why"\nmsgstr "Why"\n'
    gone = '\n#. said by x.py\nmsgctxt "check"\nmsgid ""\n"gone {a}"\nmsgstr "gone {a}"\n'
    kept = '\n#. said by x.py\nmsgctxt "check"\nmsgid "kept"\nmsgstr "kept so"\n'
    wanted = {"kept": ["x.py"], 'new "{a}"': ["checks/y.py"]}
    english = gathering.renewed("en", head + gone + kept, wanted)
    assert english.startswith(head)
    assert "gone" not in english
    assert 'msgstr "kept so"' in english
    assert '#. said by checks/y.py\nmsgctxt "check"\nmsgid "new \\"{a}\\""\nmsgstr "new “{a}”"' in english
    assert gathering.renewed("en", english, wanted) == english
    assert gathering.renewed("fi", head + gone + kept, wanted).rstrip() == (head + kept).rstrip()


def test_the_catalogues_have_what_is_said(gathering: ModuleType) -> None:
    wanted = gathering.templates()
    for path in sorted(ROOT.glob("locales/*/playbook.po")):
        text = path.read_text("utf-8")
        assert gathering.renewed(path.parent.name, text, wanted) == text, "run: python scripts/said_words.py"


def test_every_value_has_its_placeholder() -> None:
    """A template may name what `filled` brings later; it never is given what it does not name."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for call in _calls(ast.parse(file.read_text("utf-8")), {"said"}):
            named = set(re.findall(r"\{(\w+)\}", ast.literal_eval(call.args[0])))
            given_here = {word.arg for word in call.keywords}
            assert given_here <= named, ast.unparse(call)
