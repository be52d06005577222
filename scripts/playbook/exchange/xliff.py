"""XLIFF 2.1 and 1.2: what translators' programs read best, with each mark as an inline element that stays whole.

Standards: XLIFF 2.1 (OASIS, 2018), 4.2 and 4.7 for inline content; XLIFF 1.2 (OASIS, 2008), 2.4.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lxml import etree

from playbook.exchange.job import Job, JobPage, JobText, read_stamp, unusable
from playbook.exchange.notation import Mark, before_mark, literal, mark_counts, pieces
from playbook.exchange.reading import xml_root
from playbook.model import REFERENCE

NEW = "urn:oasis:names:tc:xliff:document:2.0"
OLD = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CHECK = "playbook:check"
_TYPES = {"a": ("link", "link"), "b": ("fmt", "bold"), "i": ("fmt", "italic"), "p": ("image", "image")}
"""The kind of a mark in 2.1 and in 1.2."""
_STATES = {"new": "needs-translation", "check": "needs-review-translation", "done": "translated"}
_ID = re.compile(r"[abipc]\d{1,3}")
_NUMBER = re.compile(r"\.\d+\Z")
_SLOT_ID = re.compile(r"[\w-]+(?:\.\d+)?")


def write_xliff(job: Job, version: str) -> bytes:
    """The file, in version "2.1" or "1.2"."""
    return (_Two() if version == "2.1" else _One()).written(job)


class _Two:
    """The elements of version 2.1."""

    namespace = NEW

    def written(self, job: Job) -> bytes:
        root = etree.Element(
            f"{{{NEW}}}xliff", {"version": "2.1", "srcLang": REFERENCE, "trgLang": job.language}, _map(NEW)
        )
        for page in job.pages:
            file = _child(root, "file", id=page.topic, original=page.path)
            _child(_child(file, "notes"), "note", str(page.stamp), category="playbook")
            for unit in page.units:
                self._unit(file, unit)
        return _bytes(root)

    def _unit(self, file: etree._Element, unit: JobText) -> None:
        element = _child(file, "unit", id=unit.id, name=unit.place)
        notes = _child(element, "notes")
        _child(notes, "note", unit.place, category="place")
        if unit.note:
            _child(notes, "note", unit.note, category="instruction")
        data = self._data(element, unit)
        state = {"state": "translated"} if unit.state == "done" else {"state": "initial"}
        segment = _child(element, "segment", **state, **({"subState": _CHECK} if unit.state == "check" else {}))
        _fill(_text(segment, "source"), unit.source, lambda mark, number: self._mark(mark, number, data))
        if unit.target:
            _fill(_text(segment, "target"), unit.target, lambda mark, number: self._mark(mark, number, data))

    def _data(self, element: etree._Element, unit: JobText) -> Mapping[str, str]:
        """The Markdown of each mark, to look at, and its id by the mark's tag."""
        used = {**mark_counts(unit.source), **mark_counts(unit.target)}
        texts = {tag: unit.codes.get(tag, tag) for tag in used}
        if not texts:
            return {}
        parent = _child(element, "originalData")
        ids = {tag: f"d{number}" for number, tag in enumerate(texts, 1)}
        for tag, text in texts.items():
            _child(parent, "data", text, id=ids[tag])
        return ids

    def _mark(self, mark: Mark, number: int, data: Mapping[str, str]) -> etree._Element:
        fixed = {"canCopy": "no", "canDelete": "no"}
        if mark.side == "open":
            kind, sub = _TYPES[mark.name[0]]
            refs = {"dataRefStart": data[str(mark)], "dataRefEnd": data[f"</{mark.name}>"]}
            style = {"subType": f"xlf:{sub[0]}"} if kind == "fmt" else {}
            return etree.Element(f"{{{NEW}}}pc", {"id": mark.name, "type": kind, **style, **refs, **fixed})
        names = {"id": _slot_id(mark, number), "dataRef": data[str(mark)], "equiv": str(mark), "disp": str(mark)}
        return etree.Element(f"{{{NEW}}}ph", {**names, **fixed})


class _One:
    """The elements of version 1.2."""

    namespace = OLD

    def written(self, job: Job) -> bytes:
        root = etree.Element(f"{{{OLD}}}xliff", {"version": "1.2"}, _map(OLD))
        languages = {"source-language": REFERENCE, "target-language": job.language}
        for page in job.pages:
            file = _child(root, "file", original=page.path, datatype="plaintext", **languages)
            _child(_child(file, "header"), "note", f"{page.topic} {page.stamp}", **{"from": "playbook"})
            body = _child(file, "body")
            for unit in page.units:
                self._unit(body, page.topic, unit)
        return _bytes(root)

    def _unit(self, body: etree._Element, topic: str, unit: JobText) -> None:
        element = _child(body, "trans-unit", id=unit.id, resname=f"{topic} {unit.id}")
        element.set(_SPACE, "preserve")
        _fill(_child(element, "source"), unit.source, self._mark)
        # What is not translated has the English in its place: OmegaT translates what stands in the target alone.
        _fill(_child(element, "target", state=_STATES[unit.state]), unit.target or unit.source, self._mark)
        _child(element, "note", unit.place, **{"from": "place"})
        if unit.note:
            _child(element, "note", unit.note, **{"from": "instruction"})

    def _mark(self, mark: Mark, number: int) -> etree._Element:
        if mark.side == "open":
            return etree.Element(f"{{{OLD}}}g", {"id": mark.name, "ctype": _TYPES[mark.name[0]][1]})
        kind = "x-slot" if mark.is_slot else "x-code"
        names = {"id": _slot_id(mark, number), "ctype": kind, "equiv-text": str(mark)}
        return etree.Element(f"{{{OLD}}}x", names)


def _map(namespace: str) -> Any:
    return {None: namespace}


def _slot_id(mark: Mark, number: int) -> str:
    return mark.name if number == 1 else f"{mark.name}.{number}"


def _child(parent: etree._Element, tag: str, text: str = "", /, **attributes: str) -> etree._Element:
    namespace = etree.QName(parent).namespace
    element = etree.SubElement(parent, f"{{{namespace}}}{tag}", attributes)
    element.text = text or None
    return element


def _text(parent: etree._Element, name: str) -> etree._Element:
    element = _child(parent, name)
    element.set(_SPACE, "preserve")
    return element


def _fill(element: etree._Element, text: str, make: Callable[[Mark, int], etree._Element]) -> None:
    """Write a text in the notation into an element; `make` gives the element of a mark."""
    stack, counts = [element], dict[str, int]()
    for piece in pieces(text):
        if isinstance(piece, Mark) and piece.side == "close":
            stack.pop()
        elif isinstance(piece, Mark) and not (piece.is_slot and not _SLOT_ID.fullmatch(piece.name)):
            counts[piece.name] = counts.get(piece.name, 0) + 1
            made = make(piece, counts[piece.name])
            stack[-1].append(made)
            stack += [made] if piece.side == "open" else []
        else:
            _append(stack[-1], str(piece))


def _append(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _bytes(root: etree._Element) -> bytes:
    _indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _indent(element: etree._Element, depth: int = 0) -> None:
    """Put each element on a line of its own, but for what stands in a text."""
    if len(element) == 0 or etree.QName(element).localname in {"source", "target"}:
        return
    element.text = "\n" + " " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + " " * (depth + 1)
    element[-1].tail = "\n" + " " * depth


def read_xliff(raw: bytes, name: str) -> Job:
    """What a file of either version holds. Raises UnusableFile, and UnreadableFile where it is no text at all."""
    root = xml_root(raw, name)
    tag = etree.QName(root)
    version = root.get("version", "")
    if tag.localname != "xliff" or version.split(".")[0] not in {"1", "2"}:
        found = f"<{tag.localname}>" if tag.localname != "xliff" else f'version "{version}"'
        raise unusable(name, f"this is no XLIFF 1.2, 2.0 or 2.1: it begins with {found}")
    namespace = f"{{{tag.namespace}}}" if tag.namespace else ""
    is_new = version.startswith("2")
    files = list(root.iter(f"{namespace}file"))
    if not files:
        raise unusable(name, "this file has no texts", "export it again: playbook export")
    languages = {
        (root.get("srcLang"), root.get("trgLang"))
        if is_new
        else (file.get("source-language"), file.get("target-language"))
        for file in files
    }
    source, target = languages.pop()
    if languages:
        raise unusable(name, "this file has several pairs of languages", "bring each language back in its own file")
    if (source or REFERENCE).split("-")[0].lower() != REFERENCE:
        raise unusable(name, f'this file is translated from "{source}"; pages are translated from English ("en")')
    read = _pages_of_two if is_new else _pages_of_one
    return Job(target or "", tuple(read(files, namespace)))


def _pages_of_two(files: list[etree._Element], namespace: str) -> Iterator[JobPage]:
    for file in files:
        notes = file.find(f"{namespace}notes")
        stamp = read_stamp("\n".join(notes.itertext())) if notes is not None else None  # type: ignore[arg-type]
        units = tuple(_unit_of_two(unit, namespace) for unit in file.iter(f"{namespace}unit"))
        yield JobPage(_topic(file.get("original", ""), file.get("id", "")), stamp, units, file.get("original", ""))


def _topic(path: str, name: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".md") if path.endswith(".md") else name


def _unit_of_two(unit: etree._Element, namespace: str) -> JobText:
    """A unit; a program may have cut it into several segments."""
    sources, targets, states = [], [], set()
    for part in unit:
        if part.tag not in {f"{namespace}segment", f"{namespace}ignorable"}:
            continue
        source, target = part.find(f"{namespace}source"), part.find(f"{namespace}target")
        sources.append(_notation(source))
        targets.append(_notation(target))
        if part.tag == f"{namespace}segment":
            states.add(_state_of_two(part))
        elif target is None:
            targets[-1] = sources[-1]
    state = next((state for state in ("new", "check", "done") if state in states), "new")
    target_text = "".join(targets) if any(text.strip() for text in targets) else ""
    return JobText(unit.get("id", ""), "".join(sources), target_text, state, line=_line(unit))


def _state_of_two(segment: etree._Element) -> str:
    state = segment.get("state", "initial")
    if state != "initial":
        return "done"
    return "check" if segment.get("subState") == _CHECK else "new"


def _pages_of_one(files: list[etree._Element], namespace: str) -> Iterator[JobPage]:
    for file in files:
        header = file.find(f"{namespace}header")
        stamp = read_stamp("\n".join(header.itertext())) if header is not None else None  # type: ignore[arg-type]
        units = tuple(_unit_of_one(unit, namespace) for unit in file.iter(f"{namespace}trans-unit"))
        yield JobPage(_topic(file.get("original", ""), ""), stamp, units, file.get("original", ""))


def _unit_of_one(unit: etree._Element, namespace: str) -> JobText:
    target = unit.find(f"{namespace}target")
    said = target.get("state", "") if target is not None else "new"
    state = {"": "done", "new": "new", "needs-translation": "new"}.get(said, "check" if "needs" in said else "done")
    source, text = _notation(unit.find(f"{namespace}source")), _notation(target)
    return JobText(
        unit.get("id", ""), source, "" if state == "new" and text == source else text, state, line=_line(unit)
    )


def _line(element: etree._Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 0


def _notation(element: etree._Element | None) -> str:
    """The text of an element in the notation."""
    if element is None:
        return ""
    text = literal(element.text or "")
    for child in element:
        inline = _inline(child) if isinstance(child.tag, str) else ""
        text = (before_mark(text) if inline.startswith("<") else text) + inline + literal(child.tail or "")
    return before_mark(text) if etree.QName(element).localname in {"g", "pc"} else text


def _inline(element: etree._Element) -> str:
    """An inline element as a mark; a program may have split a pair into its two ends."""
    kind, own = etree.QName(element).localname, element.get("id", "")
    pair = element.get("rid") or element.get("startRef") or own
    if kind in {"g", "pc"}:
        return f"<{own}>{_notation(element)}</{own}>" if _ID.fullmatch(own) else _notation(element)
    if kind in {"x", "ph", "it"}:
        return f"<{own}/>" if _ID.fullmatch(own) else f"{{{{ {_NUMBER.sub('', own)} }}}}"
    if kind in {"bx", "bpt", "sc", "ex", "ept", "ec"}:
        slash = "/" if kind.startswith("e") else ""
        return f"<{slash}{pair}>" if _ID.fullmatch(pair) else ""
    if kind == "cp":  # a control character, which no text may have
        return "\x1a"
    return _notation(element)
