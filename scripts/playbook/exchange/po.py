"""PO: for Poedit, Weblate and other programs of gettext's family. Marks are tags in the text."""

from __future__ import annotations

from typing import Any

from translate.storage import pypo

from playbook.exchange.job import Job, JobPage, JobText, UnusableFile, read_stamp
from playbook.exchange.reading import text_of
from playbook.model import SourceFile
from playbook.model.catalogue import read_catalogue

_STAMP = "X-Playbook-"


def write_po(job: Job) -> bytes:
    """The file. A text's context is its topic and place, so that two that are alike stay two."""
    fields = {
        "Project-Id-Version": "Customer Care Playbook",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": job.language,
        **{f"{_STAMP}{page.topic}": str(page.stamp) for page in job.pages},
    }
    store = pypo.pofile(noheader=True)
    store.addsourceunit("").target = "".join(f"{field}: {value}\n" for field, value in fields.items())
    for page, unit in job.units():
        message = store.addsourceunit(unit.source)
        message.setcontext(f"{page.topic} {unit.id}")
        message.addnote(unit.place, origin="developer")
        if unit.note:
            message.addnote(unit.note, origin="developer")
        message.addlocation(page.path)
        message.target = unit.target
        message.markfuzzy(unit.state == "check")
    return bytes(store)


def read_po(raw: bytes, name: str) -> Job:
    """What a PO file holds. Raises UnusableFile with every broken line, and UnreadableFile where it is no text."""
    text = text_of(raw)
    catalogue, problems = read_catalogue(SourceFile(name, raw, text))
    if catalogue is None:
        raise UnusableFile(tuple(problems))
    store: Any = pypo.pofile()
    store.parse(text.encode("utf-8"))
    header = store.parseheader()
    pages: dict[str, list[JobText]] = {}
    for message in store.units:
        if message.isheader() or message.isobsolete():
            continue
        topic, _, place = message.getcontext().partition(" ")
        known = catalogue.messages.get((message.source, message.getcontext()))
        state = "unsure" if message.isfuzzy() else "done" if message.target else "new"
        unit = JobText(place, str(message.source), str(message.target), state, line=known.line if known else 0)
        pages.setdefault(topic, []).append(unit)
    stamps = {key.lower().removeprefix(_STAMP.lower()): read_stamp(str(value)) for key, value in header.items()}
    found = (JobPage(topic, stamps.get(topic), tuple(units)) for topic, units in pages.items())
    return Job(str(header.get("Language", "")), tuple(found))
