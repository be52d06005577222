"""Lines of an article are placed: the rows that were decided change, all others stay as they are to the byte."""

from __future__ import annotations

import difflib
from dataclasses import replace

from playbook.articles.placing import Placing, is_settled, placing_of, with_placings
from playbook.model import Playbook, parse_yaml
from playbook.model.article import build_ledger


def test_only_the_rows_that_were_decided_change(playbook: Playbook) -> None:
    for ledger in playbook.ledgers.values():
        text = playbook.files[ledger.path].text
        as_it_is = {row.id: placing_of(row) for row in ledger.rows}
        assert with_placings(text, ledger, as_it_is) == text
        row = next(row for row in ledger.rows if row.to)
        wanted = replace(as_it_is[row.id], gist="It: says “this”, and more.", to=(*row.to, "honesty#why"))
        after = with_placings(text, ledger, {row.id: wanted})
        source, problems = parse_yaml(after, ledger.path)
        assert source
        assert not problems
        now, _ = build_ledger(source)
        assert now
        assert {other.id: placing_of(other) for other in now.rows} == {**as_it_is, row.id: wanted}
        changed = [line for line in difflib.ndiff(text.split("\n"), after.split("\n")) if line[:2] in {"- ", "+ "}]
        lines = text.split("\n")
        end = next((other.line for other in ledger.rows if other.line > row.line), len(lines))
        own = set(lines[row.line - 1 : end])
        assert all(line[2:] in own for line in changed if line.startswith("- "))


def test_a_line_is_settled_by_a_place_and_a_gist_or_by_a_reason() -> None:
    assert not is_settled(Placing("", (), ""))
    assert not is_settled(Placing("It says this.", (), ""))
    assert not is_settled(Placing("", ("honesty#why",), " "))
    assert is_settled(Placing("It says this.", ("honesty#why",), ""))
    assert is_settled(Placing("", (), "a menu"))
