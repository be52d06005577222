"""Two people's changes to one page put together, section by section and within a section line by line.

Pages hold one sentence a line, so that changes to two steps of one section, or to two sentences, both stay. Where both
changed the same lines, both texts of these lines are kept, for somebody to choose. Steps are compared without their
numbers, as one step more gives all behind it another one.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from playbook.model.page import split_front_matter

_KEY = re.compile(r"([A-Za-z_]+)[ \t]*:")
_RECORD = "translated_from"
_SIGNED = "front:read_by"
_TAKEN = frozenset({"reviewed"})
"""Values kept by tools: where both changed them, the one on disk is taken."""
_ROW = re.compile(r"(?:[-|]|\d{1,9}[.)]) ?")
"""How a row begins that stands for itself, wherever in its list or table."""
_NUMBER = re.compile(r"\d{1,9}(?=[.)][ \t])")
"""The number of a step, at the start of its line."""
_FRONT, _BODY, _PAGE = "front", "intro", "page"
_MOST_PARTS = 500
_MOST_PAIRS = 4_000_000
"""Pairs of lines that are compared; where there are more, all of them count as changed."""


_Edit = tuple[int, int, tuple[str, ...]]
"""Lines of a text from one place to another, and what they have become."""


class Clash(Struct, frozen=True):
    """What both changed: the part's name, and its text as `mine` and `theirs`.

    `part` is "front:title", "intro" or "## Heading"; "page" where the page as a whole had to be taken. `line` is a
    line of the part, from 1; 0 where all of it is meant. `lines` are so many of my text, from there. `undoes`: theirs
    is nobody else's, but how it was before a change that is to be taken back.
    """

    part: str
    mine: str
    theirs: str
    line: int = 0
    undoes: bool = False
    lines: int = 0

    @property
    def theirs_print(self) -> str:
        """A fingerprint of their text, by which it is known that whoever chooses it has read this one."""
        return hashlib.sha256(f"{self.part}\0{self.theirs}".encode("utf-8", "surrogatepass")).hexdigest()[:12]


class Merged(Struct, frozen=True):
    """A text with both changes, mine where they clash. `theirs` are the parts that somebody else changed."""

    text: str
    clashes: tuple[Clash, ...] = ()
    theirs: tuple[str, ...] = ()


def merge_pages(base: str, mine: str, theirs: str) -> Merged:
    """My text and theirs, both made from `base`, as one."""
    if theirs in {base, mine}:
        return Merged(mine)
    parts = [split_parts(text) for text in (base, mine, theirs)]
    if any(not part for part in parts):
        if mine == base:
            return Merged(theirs, theirs=(_PAGE,))
        return Merged(mine, (Clash(_PAGE, mine, theirs),), (_PAGE,))
    old, own, other = parts
    merged: dict[str, str] = {}
    clashes: list[Clash] = []
    for name in _order(old, own, other):
        merged[name], found = _merged_part(name, old.get(name), own.get(name), other.get(name))
        clashes += found
    changed = [name for name in {**old, **other} if old.get(name) != other.get(name) and name != _RECORD]
    return Merged("".join(merged.values()), tuple(clashes), tuple(changed))


def split_parts(text: str) -> dict[str, str]:
    """A page's text in parts by name; put together again they are the text.

    Empty where it has no front matter, or more parts than any page of ours: such a page is compared as a whole.
    """
    yaml_text, body, _ = split_front_matter(text)
    if yaml_text is None:
        return {}
    head = text[: len(text) - len(body)]
    lines = head.split("\n")
    if sum(map(bool, map(_KEY.match, lines))) + body.count("\n## ") > _MOST_PARTS:
        return {}
    parts: dict[str, str] = {}
    name, kept = _FRONT, [lines[0]]
    for line in lines[1:]:
        key = _KEY.match(line)
        if key or line.rstrip() == "---":
            comments: list[str] = []
            while len(kept) > 1 and kept[-1].startswith("#"):
                comments.insert(0, kept.pop())
            _put(parts, name, "".join(f"{text}\n" for text in kept))
            name, kept = (f"front:{key[1]}" if key and key[1] != _RECORD else key[1] if key else "front:end"), comments
        kept.append(line)
    _put(parts, name, "\n".join(kept))
    name, kept, in_code = _BODY, [], False
    for line in body.split("\n"):
        in_code = in_code ^ line.lstrip().startswith("```")
        if line.startswith("## ") and not in_code:
            _put(parts, name, "".join(f"{text}\n" for text in kept))
            name, kept = line.rstrip(), []
        kept.append(line)
    _put(parts, name, "\n".join(kept))
    return parts


def with_part(text: str, part: str, theirs: str) -> str:
    """The text with one of its parts, by its name in a Clash, as somebody else has it; at its end if it has none."""
    if part == _PAGE:
        return theirs
    parts = split_parts(text)
    return "".join({**parts, part: theirs}.values()) if part in parts else f"{text.rstrip()}\n\n{theirs}"


def with_theirs(text: str, clash: Clash) -> str:
    """My text with theirs where a clash is; nothing changes where I have taken out the section that it is in."""
    if not clash.line:
        return with_part(text, clash.part, clash.theirs)
    parts = split_parts(text)
    if clash.part not in parts:
        return text
    lines, start = parts[clash.part].split("\n"), clash.line - 1
    theirs = clash.theirs.split("\n") if clash.theirs else []
    now = [*lines[:start], *theirs, *lines[start + clash.lines :]]
    return with_part(text, clash.part, "\n".join(_counted(now) if _is_counted(lines) else now))


def followed(clashes: Sequence[Clash], before: str, now: str) -> tuple[Clash, ...]:
    """Clashes of a text where they stand in what it has become, as somebody went on writing."""
    if before == now or not any(clash.line for clash in clashes):
        return tuple(clashes)
    old, new = split_parts(before), split_parts(now)
    return tuple(_followed(clash, old, new) if clash.line else clash for clash in clashes)


def _followed(clash: Clash, before: Mapping[str, str], now: Mapping[str, str]) -> Clash:
    if clash.part not in before or clash.part not in now or before[clash.part] == now[clash.part]:
        return clash
    old, new = before[clash.part].split("\n"), now[clash.part].split("\n")
    edits = _edits(old, new)
    last = _moved(edits, clash.line - 1 + clash.lines, is_end=True)
    first = min(_moved(edits, clash.line - 1, is_end=False), last)
    return replace(clash, line=first + 1, lines=last - first, mine="\n".join(new[first:last]))


def _moved(edits: Sequence[_Edit], place: int, *, is_end: bool) -> int:
    """Where the start or the end of some lines is after edits; what is put in there belongs to none of them."""
    by = 0
    for start, end, lines in edits:
        if start < place < end:
            return start + by + (len(lines) if is_end else 0)
        if end > place or (is_end and start == end == place):
            break
        by += len(lines) - (end - start)
    return place + by


def _put(parts: dict[str, str], name: str, text: str) -> None:
    number, wanted = 1, name
    while wanted in parts:
        number += 1
        wanted = f"{name} ({number})"
    parts[wanted] = text


def _order(old: Mapping[str, str], own: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """The parts that stay: those of the other's text in its order, and my new ones, each behind the one before it."""
    names = [name for name in other if name in own or name not in old or other[name] != old[name]]
    for place, name in enumerate(own):
        if name not in names and (name not in old or own[name] != old[name]):
            before = next((earlier for earlier in reversed(list(own)[:place]) if earlier in names), None)
            names.insert(names.index(before) + 1 if before else 0, name)
    return names


def _merged_part(name: str, old: str | None, mine: str | None, theirs: str | None) -> tuple[str, tuple[Clash, ...]]:
    if theirs is None or theirs in (mine, old):
        return mine or "", ()
    if mine == old or mine is None or name.removeprefix("front:") in _TAKEN:
        return theirs, ()
    if name == _SIGNED:
        return _merged_signatures(old or "", mine, theirs), ()
    if name == _RECORD:
        return _merged_record(old or "", mine, theirs), ()
    if old is None or name.startswith(_FRONT):
        together = merge_lines((old or "").split("\n"), mine.split("\n"), theirs.split("\n"))
        return (mine, (Clash(name, mine, theirs),)) if together is None else ("\n".join(together), ())
    open_still = _Chosen("", {})
    lines = _merged_lines(old.split("\n"), mine.split("\n"), theirs.split("\n"), open_still, name, in_merged=True)
    return "\n".join(lines), open_still.left


def _merged_signatures(old: str, mine: str, theirs: str) -> str:
    """Who signed a page, one a line: theirs, and behind them whoever signed mine alone."""
    known = {*old.split("\n"), *theirs.split("\n")}
    return theirs + "".join(f"{line}\n" for line in mine.split("\n") if line.strip() and line not in known)


def _merged_record(old: str, mine: str, theirs: str) -> str:
    """What a translation was made from, part by part; one of which both say something else is left out, as unsure."""
    base, own, other = (_record(text) for text in (old, mine, theirs))
    names = [*other, *(name for name in own if name not in other)]
    kept = []
    for name in names:
        before, first, second = base.get(name), own.get(name), other.get(name)
        value = first if second in {before, first} else second if first == before else None
        kept += [value] if value else []
    return "translated_from:\n" + "".join(kept) if kept else "translated_from: {}\n"


def _record(text: str) -> dict[str, str]:
    found = re.finditer(r"(?m)^  ([\w-]+):(?:[ \t]*\n    .*\n| .*\n)", text)
    return {entry[1]: entry[0] for entry in found}


def merge_lines(old: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str] | None:
    """The lines with both changes; None where both changed the same place."""
    edits = sorted({*_edits(old, mine), *_edits(old, theirs)})
    for (start, end, _), (next_start, next_end, _) in pairwise(edits):
        touching = next_start < end or (next_start == end and (start == end or next_start == next_end))
        if touching:
            return None
    merged: list[str] = []
    place = 0
    for start, end, lines in edits:
        merged += [*old[place:start], *lines]
        place = end
    return [*merged, *old[place:]]


def _edits(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    if len(old) * len(new) > _MOST_PAIRS:
        return [(0, len(old), tuple(new))] if list(old) != list(new) else []
    found = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    edits: list[tuple[int, int, tuple[str, ...]]] = []
    for tag, start, end, new_start, new_end in found:
        if tag == "replace" and end - start == new_end - new_start:
            edits += [(start + n, start + n + 1, (new[new_start + n],)) for n in range(end - start)]
        elif tag != "equal":
            edits.append((start, end, tuple(new[new_start:new_end])))
    return edits


class MergedFile(Struct, frozen=True):
    """A file with both changes, mine where they clash; `text` is None where it is gone."""

    text: str | None
    clashes: tuple[Clash, ...] = ()


def merge_files(
    path: str, base: str | None, mine: str | None, theirs: str | None, choices: Mapping[str, str] = {}
) -> MergedFile:
    """My file and theirs, both made from `base`, as one; None stands for a file that is not there.

    Pages are merged by section and in it by sentence, other files by lines. Rows that both put in at the same place
    both stay. `choices` are clashes that are settled: their id to "mine" or "theirs".
    """
    if theirs in {base, mine}:
        return MergedFile(mine)
    if mine == base:
        return MergedFile(theirs)
    chosen = _Chosen(path, choices)
    if mine is None or theirs is None:
        whole = Clash(_PAGE, mine or "", theirs or "")
        return MergedFile(theirs if chosen.is_theirs(whole) else mine, chosen.left)
    if not path.endswith(".md"):
        old, own, other = (text.split("\n") for text in (base or "", mine, theirs))
        lines = _merged_lines(old, own, other, chosen)
        return MergedFile("\n".join(lines), chosen.left)
    merged = merge_pages(base or "", mine, theirs)
    text = merged.text
    sides = [split_parts(side) for side in (base or "", mine, theirs)]
    for part in dict.fromkeys(clash.part for clash in merged.clashes if clash.line):
        old, own, other = (side[part].split("\n") for side in sides)
        text = with_part(text, part, "\n".join(_merged_lines(old, own, other, chosen, part)))
    for clash in merged.clashes:
        if not clash.line and chosen.is_theirs(clash):
            text = with_part(text, clash.part, clash.theirs)
    return MergedFile(text, chosen.left)


class _Chosen:
    """What somebody chose where two texts clash; `left` are the clashes that nobody has settled yet."""

    def __init__(self, path: str, choices: Mapping[str, str]) -> None:
        self._path, self._choices = path, choices
        self.left: tuple[Clash, ...] = ()

    def is_theirs(self, clash: Clash) -> bool:
        """Whether their text is to stay."""
        choice = self._choices.get(clash_id(self._path, clash))
        if choice not in {"mine", "theirs"}:
            self.left = (*self.left, clash)
        return choice == "theirs"


def _merged_lines(
    old: list[str], mine: list[str], theirs: list[str], chosen: _Chosen, part: str = "", *, in_merged: bool = False
) -> list[str]:
    """Lines with both changes; a clash is named by its place among the lines, of a page in its `part`.

    That is its place in `old`, which no choice moves, or that in what is merged.
    """
    are_counted = bool(part) and all(map(_is_counted, (old, mine, theirs)))
    if are_counted:
        old, mine, theirs = (_uncounted(lines) for lines in (old, mine, theirs))
    edits = [(edit, own) for own, lines in ((True, mine), (False, theirs)) for edit in _edits(old, lines)]
    merged: list[str] = []
    place = 0
    for run in _runs(sorted(edits, key=lambda item: (item[0][0], item[0][1]))):
        start, end = min(edit[0] for edit, _ in run), max(edit[1] for edit, _ in run)
        ours, other = (_replayed(old, start, end, [edit for edit, own in run if own is side]) for side in (True, False))
        sides = {own for _, own in run}
        merged += old[place:start]
        if len(sides) == 1 or ours == other:
            merged += ours if True in sides else other
        elif start == end and (not part or all(map(_ROW.match, (*ours, *other)))):
            merged += [*other, *ours]
        else:
            shown = [_counted(lines, merged) if are_counted else lines for lines in (ours, other)]
            at = len(merged) if in_merged else start
            own, their = ("\n".join(lines) for lines in shown)
            name, line, many = (part, at + 1, len(ours)) if part else (f"lines:{start + 1}", 0, 0)
            clash = Clash(name, own, their, line, lines=many)
            merged += other if chosen.is_theirs(clash) else ours
        place = end
    merged += old[place:]
    return _counted(merged) if are_counted else merged


def _is_counted(lines: Sequence[str]) -> bool:
    """Whether the steps among these lines are numbered from 1."""
    numbers = [int(found[0]) for line in lines if (found := _NUMBER.match(line))]
    return numbers == list(range(1, len(numbers) + 1))


def _uncounted(lines: Sequence[str]) -> list[str]:
    """Lines in which every step has the number 1."""
    return [_NUMBER.sub("1", line, count=1) if _NUMBER.match(line) else line for line in lines]


def _counted(lines: Sequence[str], before: Sequence[str] = ()) -> list[str]:
    """Lines in which steps are numbered, behind those of the lines before."""
    number, counted = sum(_NUMBER.match(line) is not None for line in before), []
    for line in lines:
        is_step = _NUMBER.match(line) is not None
        number += is_step
        counted.append(_NUMBER.sub(str(number), line, count=1) if is_step else line)
    return counted


def _runs(edits: Sequence[tuple[_Edit, bool]]) -> list[list[tuple[_Edit, bool]]]:
    """Edits that touch the same lines, or put something in at the same place, together."""
    runs: list[list[tuple[_Edit, bool]]] = []
    for edit, own in edits:
        last = runs[-1] if runs else []
        end = max((known[1] for known, _ in last), default=-1)
        same = any(known[0] == edit[0] for known, _ in last)
        if last and (edit[0] < end or (same and edit[0] <= end)):
            last.append((edit, own))
        else:
            runs.append([(edit, own)])
    return runs


def _replayed(old: Sequence[str], start: int, end: int, edits: Sequence[_Edit]) -> list[str]:
    """Some lines of a text after one person's changes to them."""
    lines: list[str] = []
    place = start
    for first, last, new in sorted(edits):
        lines += [*old[place:first], *new]
        place = last
    return [*lines, *old[place:end]]


def clash_id(path: str, clash: Clash) -> str:
    """What a clash is known by: it changes with either text, so that nothing is chosen that nobody has seen."""
    told = "\0".join((path, clash.part, clash.mine, clash.theirs, *([str(clash.line)] if clash.line else [])))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]
