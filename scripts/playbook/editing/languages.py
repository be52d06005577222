"""The plan behind `add-language`: all that a new language needs, so that the site builds with it at once."""

from __future__ import annotations

import io
import re
from contextlib import suppress
from functools import cache
from pathlib import Path

from babel import Locale as CldrLocale
from babel import UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from playbook.editing.plan import Change, Plan, Refusal, changed, current_text
from playbook.editing.status import status_table
from playbook.model import REFERENCE, Playbook
from playbook.model.glossary import GLOSSARY_WORDS
from playbook.model.locale import own_name
from playbook.model.page import split_front_matter
from playbook.said import said

_DATES = re.compile(r'^"(?:POT-Creation|PO-Revision)-Date: .*\n', re.MULTILINE)
"""The lines of a catalogue's header that say when it was made; babel takes the present minute where there are none."""
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")


def plan_add_language(playbook: Playbook, code: str) -> Plan:
    """Add a language: catalogue, folder, notes for its editors. Raises Refusal.

    Run again, it does what is still missing.
    """
    cldr = _cldr(code)
    if code in playbook.unread_languages and f"locales/{code}/playbook.po" in playbook.files:
        raise Refusal(playbook.no_language(code))
    catalogue, folder, notes, glossary = _paths(code)
    changes = []
    for change in _begun(playbook, code, cldr):
        has_pages = change.path.startswith(f"{folder}/") and any((playbook.root / folder).rglob("*.md"))
        has_terms = change.path == glossary and (not playbook.glossary or _has_terms(playbook, code))
        if current_text(playbook.root, change.path) is None and not has_pages and not has_terms:
            changes.append(change)
    needed = changed(playbook.root, changes)
    name = _name(cldr, code)
    if not needed:
        raise Refusal(
            said(
                "{name} ({code}) is there already; what comes next in it: playbook status {code}", name=name, code=code
            )
        )
    done = [
        f"{name} ({code}), written {'from right to left' if cldr.text_direction == 'rtl' else 'from left to right'}, "
        "is part of the playbook; every page shows English until it is translated.",
        f"Words of the site: {catalogue}. Pages: {folder}/. Notes for editors: {notes}.",
    ]
    return Plan(needed, tuple(done), tuple(_steps(playbook, code, catalogue, notes, cldr)))


def is_just_begun(playbook: Playbook, code: str) -> bool:
    """Whether a language has nothing but the files that adding it made, as they were made."""
    if code == REFERENCE or code not in playbook.locales:
        return False
    catalogue, folder, notes, glossary = _paths(code)
    messages = playbook.locales[code].catalogue.messages.values()
    if any(text for message in messages for text in message.strings) or _has_terms(playbook, code):
        return False
    made = {change.path: change.text for change in _begun(playbook, code, _cldr(code))}
    own = [path for path in playbook.files if path.startswith(f"{folder}/") or path.endswith(f"/{code}.yml")]
    # What English has since then is no word of this language: a catalogue and a glossary without words are as made.
    kept = {path: current_text(playbook.root, path) for path in (notes, *own) if path not in {catalogue, glossary}}
    return all(text is None or text == made.get(path) for path, text in kept.items())


def plan_take_out_language(playbook: Playbook, code: str) -> Plan:
    """Take a language out again in which nothing was written. Raises Refusal for any other."""
    if not is_just_begun(playbook, code):
        raise Refusal(said("something was written in this language, so it stays"))
    there = (path for path in (change.path for change in _begun(playbook, code, _cldr(code))))
    return Plan(tuple(Change(path, None) for path in there if current_text(playbook.root, path) is not None))


def take_out_folders(root: Path, code: str) -> None:
    """Take away the folders of a language that was taken out, which would still be read as one; none with files."""
    for folder in (root / "locales" / code, root / "docs" / code):
        with suppress(OSError):
            folder.rmdir()


def _paths(code: str) -> tuple[str, str, str, str]:
    """Where a language has its catalogue, its pages, the notes for its editors and its words of the glossary."""
    notes = f"docs/{REFERENCE}/guides/usage-{code}.md"
    return f"locales/{code}/playbook.po", f"docs/{code}", notes, f"{GLOSSARY_WORDS}{code}.yml"


def _begun(playbook: Playbook, code: str, cldr: CldrLocale) -> tuple[Change, ...]:
    """All files of a language in which nothing is written yet."""
    catalogue, folder, notes, glossary = _paths(code)
    reference = playbook.files[playbook.locales[REFERENCE].catalogue_path].text
    return (
        Change(catalogue, new_catalogue(reference, code, cldr)),
        Change(f"{folder}/.gitkeep", ""),
        Change(notes, _usage_notes(playbook, cldr)),
        Change(glossary, _glossary_to_fill_in(playbook, cldr, code)),
    )


def _cldr(code: str) -> CldrLocale:
    found = parsed_tag(code) if _CODE.fullmatch(code) else None
    if found is None:
        meant = _tag_of(code)
        hint = (
            said("did you mean {meant}?", meant=meant) if meant else said("use the short one, such as pl, pt-BR or zh")
        )
        raise Refusal(said('"{code}" is not a language code; {hint}', code=code, hint=hint))
    return found


def _has_terms(playbook: Playbook, code: str) -> bool:
    return any(code in {*concept.terms, *concept.definitions} for concept in playbook.glossary.values())


def _glossary_to_fill_in(playbook: Playbook, cldr: CldrLocale, code: str) -> str:
    """A language's words of the glossary, with each concept in English beside the place for them."""
    lines = [f"# The words of the glossary in {cldr.english_name or code}: what a native professional says.",
             "# Write between the quotation marks; what is empty is still to do."]  # fmt: skip
    for concept in playbook.glossary.values():
        english = concept.definitions.get(REFERENCE, "")
        lines += ["", f"# {concept.terms.get(REFERENCE, concept.id)}: {english}", f"{concept.id}:"]
        lines += ['  term: ""', '  definition: ""']
    return "\n".join(lines) + "\n"


def parsed_tag(code: str) -> CldrLocale | None:
    """What CLDR knows of a language by its tag; None where it does not."""
    try:
        return CldrLocale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None


def _tag_of(typed: str) -> str:
    """The tag that somebody meant who wrote it in other letters or gave the language's name; empty where unknown."""
    parts = re.split(r"[-_]", typed.strip())
    cased = [
        part.lower() if not number else part.title() if len(part) == 4 else part.upper()
        for number, part in enumerate(parts)
    ]
    tag = "-".join(cased)
    if _CODE.fullmatch(tag) and parsed_tag(tag):
        return tag
    named = _english_names().get(typed.casefold()) or _own_names().get(typed.casefold(), "")
    return named if parsed_tag(named) else ""


@cache
def _english_names() -> dict[str, str]:
    """The tags of languages by their English names in small letters."""
    return {str(name).casefold(): code for code, name in CldrLocale("en").languages.items() if _CODE.fullmatch(code)}


@cache
def _own_names() -> dict[str, str]:
    """The same by the names that they have for themselves; what CLDR knows of each language is read for that."""
    return {own_name(cldr).casefold(): code for code in _english_names().values() if (cldr := parsed_tag(code))}


def _name(cldr: CldrLocale, code: str) -> str:
    return own_name(cldr) or code


def new_catalogue(reference: str, code: str, cldr: CldrLocale) -> str:
    """A gettext catalogue with every message of that of the reference and no translation; plural rules from CLDR."""
    catalogue = Catalog(locale=cldr, project="Customer Care Playbook", version="1.0", charset="utf-8", fuzzy=False)
    catalogue.header_comment = f"# Interface words, section headings and group names in {cldr.english_name or code}."
    known = read_po(io.BytesIO(reference.encode()))
    for message in known:
        if message.id:
            empty = ("",) * catalogue.num_plurals if isinstance(message.id, tuple | list) else ""
            catalogue.add(message.id, empty, context=message.context, auto_comments=message.auto_comments)
    # The date of making is left as the reference has it, so that the same command gives the same file.
    catalogue.creation_date = catalogue.revision_date = known.creation_date
    out = io.BytesIO()
    write_po(out, catalogue, width=110)
    text = out.getvalue().decode("utf-8").replace(f"Language: {cldr}", f"Language: {code}")
    return text if "POT-Creation-Date" in reference else _DATES.sub("", text)


def _usage_notes(playbook: Playbook, cldr: CldrLocale) -> str:
    """Notes for editors to fill in, with the headings that the other languages' notes have, and what CLDR knows."""
    name = cldr.english_name
    pattern = re.compile(r"^## .+$", re.MULTILINE)
    others = (text for path, text in playbook.other_pages.items() if "/guides/usage-" in path)
    headings = next((pattern.findall(split_front_matter(text)[1]) for text in others), [])
    numbers = cldr.number_symbols.get("latn", cldr.number_symbols)
    lines = ["---", f"title: Writing the {name} edition", "---", "", f"# Writing the {name} edition", ""]
    lines += [f"Notes for editors who write or review {name} pages.", ""]
    facts = f"Decimals take `{numbers.get('decimal', '.')}`, thousands `{numbers.get('group', ',')}`."
    lines += [facts, ""]
    for heading in headings:
        lines += [heading, "", "- …", ""]
    return "\n".join(lines)


def _steps(playbook: Playbook, code: str, catalogue: str, notes: str, cldr: CldrLocale) -> list[str]:
    urgent = [row.topic.id for row in status_table(playbook) if row.topic.priority == 1]
    steps = [
        f"Open {catalogue} in Poedit, Weblate or a text editor, and translate the section headings first.",
        f"Decide how customers and staff are addressed, and write it down in {notes}.",
        f"In {GLOSSARY_WORDS}{code}.yml, write the term and the definition of each concept in this language.",
        f"Translate the {len(urgent)} safety topics: "
        + "; ".join(f"playbook translate {topic} {code}" for topic in urgent[:2])
        + " …",
        f"Go on in the order of: playbook status {code}",
        "See it while you write: playbook serve",
        "Search finds whole words at once; so that it knows the endings of words, give the language an entry in "
        "scripts/playbook/search/analysis.yml (copy another and change it).",
        "Before you publish: playbook check, and playbook build",
    ]
    if cldr.text_direction == "rtl":
        steps.insert(7, "Look at a page on a phone: the language runs from right to left, and so do lists and tables.")
    return steps
