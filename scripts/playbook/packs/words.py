"""The words that a pack brings with it, by the names under which the templates use them."""

from __future__ import annotations

from playbook.model import Locale
from playbook.said import fill_in

PACK_CONTEXT = "pack"
_WORDS = {
    "audience": "Who it is for",
    "language": "Language",
    "version": "Version",
    "reviewed": "Content reviewed",
    "owner": "This copy belongs to",
    "scan": "Is this copy current? Scan the code.",
    "code": "Code that leads to a page of the site which says whether this copy is current",
    "outdated": "Printed copies may be out of date",
    "page_of": "Page {page} of {total}",
    "see_page": "see page {page}",
    "on_page": "page {page}",
    "contents": "Contents",
    "how": "How to use this pack",
    "exercise": "Exercise {number}",
    "answer_on": "Model answer on page {page}",
    "answers": "Answers to the exercises",
    "minutes": "About {minutes} minutes",
    "trainers": "For trainers",
    "notes": "Notes",
    "checklist": "Induction checklist",
    "checklist_intro": "Fill in the dates as you go. Your trainer initials each topic you have read and practised.",
    "topic": "Topic",
    "page": "Page",
    "read": "Read on",
    "practised": "Practised on",
    "trainer": "Trainer",
    "name": "Name",
    "first_day": "First working day",
    "signature": "Signature",
    "date": "Date",
    "incident": "Incident report",
    "incident_intro": (
        "Fill it in when you are ready, the same day if you can. "
        "Write what you saw and heard, not what you think of it."
    ),
    "when": "Date and time",
    "place": "Place",
    "customer": "Customer: name or reference",
    "staff": "Staff involved",
    "witnesses": "Witnesses",
    "channel": "How",
    "in_person": "In person",
    "by_phone": "By phone",
    "in_writing": "In writing",
    "happened": "What happened",
    "said": "What was said, word for word",
    "done": "What was done, and who was called",
    "damage": "Injuries or damage",
    "next": "What happens next: what, who, by when",
    "reported_by": "Reported by",
    "received_by": "Received by",
    "contacts": "Contact sheet",
    "contacts_intro": "Fill in what is missing and keep this page within reach.",
    "other_numbers": "Other numbers",
    "sources_intro": "The topics in this pack were written afresh, using facts from several articles, among them:",
    "guidance_intro": "They follow this public guidance:",
    "licence": "Text: CC BY 4.0",
    "index": "Index",
    "sign_off": "Sign-off sheet",
    "sign_off_text": "I have read “{title}”, version {version}, done its exercises and asked about what was not clear "
    "to me.",
    "employee": "Employee",
    "manager": "Manager",
    "topics": "Topics",
    "stays": "The signed sheet stays with the manager.",
}
_HOW_TO = (
    ("", "Fill in the contact sheet and keep it where you work."),
    ("practice", "Read one or two topics a day, those on getting help first."),
    ("", "Learn the panels “{now}” by heart: they are for the first half minute."),
    ("", "Say the phrases aloud until they sound like you."),
    ("answers", "Do the exercises with a colleague before you look at the answers at the back."),
    ("trainer", "Each exercise has its model answer and its time beside it: let people try before you tell them."),
    ("", "Date each topic in the checklist and let your trainer initial it."),
    ("code", "Scan the code on the cover to see whether your copy is still current."),
)
"""Each with what must be in the pack for it to be true."""
_SHARED = {"playbook": "Customer Care Playbook", "glossary": "Glossary", "sources": "Sources"}


def pack_words(locale: Locale) -> dict[str, str]:
    """Every fixed word of the templates in a language; placeholders such as {page} are filled by the templates."""
    words = {key: locale.text(message, PACK_CONTEXT) for key, message in _WORDS.items()}
    return {**words, **{key: locale.text(message) for key, message in _SHARED.items()}}


def how_to_steps(locale: Locale) -> list[list[str]]:
    """How to use a pack: steps, each with the trait that a pack must have for it, or nothing.

    "practice" (it has exercises), "answers" (theirs are at the back), "trainer" (or beside them), "code" (on the
    cover).
    """
    now = {"now": locale.text("Right now", "section")}
    return [[needed, fill_in(locale.text(step, PACK_CONTEXT), now)] for needed, step in _HOW_TO]
