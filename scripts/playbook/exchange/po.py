"""PO: for Poedit, Weblate and other programs of gettext's family. Marks are tags in the text."""

from __future__ import annotations

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
    fields = dict(line.partition(":")[::2] for line in catalogue.header.split("\n"))
    header = {key.strip().lower(): value.strip() for key, value in fields.items()}
    pages: dict[str, list[JobText]] = {}
    for message in (*catalogue.messages.values(), *catalogue.doubled):
        topic, _, place = (message.context or "").partition(" ")
        target = message.strings[0]
        state = "unsure" if message.fuzzy else "done" if target else "new"
        pages.setdefault(topic, []).append(JobText(place, message.id, target, state, line=message.line))
    found = (
        JobPage(topic, read_stamp(header.get(f"{_STAMP}{topic}".lower(), "")), tuple(units))
        for topic, units in pages.items()
    )
    return Job(header.get("language", ""), tuple(found))
