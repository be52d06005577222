"""Which pages and texts go out to translators, and what they are told of each."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.editing import Refusal
from playbook.exchange.earlier import earlier_texts, says_the_same
from playbook.exchange.job import Job, JobPage, JobText, RowKey, Stamp, digest
from playbook.exchange.pairing import Pair, Pairs, pair
from playbook.model import Page, Playbook
from playbook.model.page import SLOT, SUMMARY_LIMIT
from playbook.model.problem import MOST_TOLD, legible
from playbook.model.yaml_source import CONTROL
from playbook.shown.drafts import is_draft

_RESTS = {
    "say": "what to say",
    "avoid": "what not to say",
    "title": "name of the scene",
    "situation": "the situation and the question",
    "answer": "the model answer",
}
_NOTES = {
    "summary": f"One sentence of at most {SUMMARY_LIMIT} characters.",
    "keywords": "One keyword a line: what people at work type when they look for this page. Not a translation: write "
    "what is typed in your language, as many as you like.",
}


def make_job(playbook: Playbook, language: str, topics: Sequence[str] = (), *, outdated: bool = False) -> Job:
    """The texts of these topics, or of all, for translation into `language`.

    With `outdated` only what is still to do: pages that are not translated, and parts of which the English changed.
    Raises Refusal with the texts that no file can hold, as they have control characters.
    """
    pages: list[JobPage] = []
    for topic in topics or [topic.id for topic in playbook.taxonomy.topics()]:
        reference = playbook.reference(topic)
        if reference is not None and not is_draft(reference):
            found = _job_page(playbook, reference, language, outdated=outdated)
            pages += [found] if found.units else []
    job = Job(language, tuple(pages))
    unfit = [f"{page.topic} {unit.id}" for page, unit in job.units() if CONTROL.search(unit.source + unit.target)]
    if unfit:
        places = ", ".join(unfit[:MOST_TOLD])
        raise Refusal(f"these texts have control characters, which nobody can see; playbook check says where: {places}")
    return job


def _job_page(playbook: Playbook, reference: Page, language: str, *, outdated: bool) -> JobPage:
    translation = playbook.page(language, reference.topic)
    pairs = pair(playbook, reference, translation, language)
    parts = wanted_parts(pairs) if outdated and translation is not None else None
    chosen = [item for item in pairs.all if parts is None or item.source.part in parts]
    earlier = earlier_texts(playbook, pairs)
    units = tuple(_unit(playbook, pairs, item, earlier.get(item.source.id)) for item in chosen)
    stamp = Stamp(digest(reference.text), digest(translation.text) if translation else "", len(units), parts)
    return JobPage(reference.topic, stamp, units, reference.path, reference.title)


def wanted_parts(pairs: Pairs) -> frozenset[RowKey]:
    """The parts with something to do; all of a section of which rows came, went or moved."""
    open_parts = {item.source.part for item in pairs.all if item.state != "done"}
    whole = {section for section, _ in open_parts} & pairs.moved
    return frozenset(open_parts | {item.source.part for item in pairs.all if item.source.section in whole})


def _unit(playbook: Playbook, pairs: Pairs, item: Pair, earlier: str | None) -> JobText:
    """A text to go out; `earlier` is what its English said when it was translated, if that is known."""
    source = item.source
    codes = {**source.codes, **(item.target.codes if item.target else {})}
    is_right = item.state == "check" and earlier is not None and says_the_same(earlier, source.text)
    state = "done" if is_right else item.state
    note = _note(playbook, source.id, source.text, state, earlier)
    return JobText(source.id, source.text, item.text, state, legible(_place(pairs, item)), legible(note), codes)


def _place(pairs: Pairs, item: Pair) -> str:
    """Where a text stands, in words: "Step by step, 3", "Say / Don't say, 2, what to say"."""
    source = item.source
    section = pairs.reference.page.by_id.get(source.section)
    head = section.heading.text if section else {"intro": "Introduction"}.get(source.section, source.section.title())
    words = [head, *([str(source.row)] if source.row else []), *source.rest.split(".")]
    return ", ".join(_RESTS.get(word, word.replace("-", " ")) for word in words if word)


def _note(playbook: Playbook, name: str, text: str, state: str, earlier: str | None) -> str:
    notes = [_NOTES[name]] if name in _NOTES else []
    if state == "check" and earlier is None:
        notes.append("The English changed since this was translated, or it is not known what it was made from.")
    elif state == "check":
        notes.append(f"The English changed since this was translated. It was: {earlier}")
    for slot_name in dict.fromkeys(found[1] for found in SLOT.finditer(text)):
        slot = playbook.taxonomy.slots.get(slot_name)
        label = f" ({slot.label})" if slot else ""
        notes.append(f"{{{{ {slot_name} }}}} is filled in by each organisation{label}: leave it as it is.")
    return " ".join(notes).replace("\n", " ")
