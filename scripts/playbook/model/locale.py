"""A locale: a language, its interface words and how it is written (names and direction from CLDR, through Babel)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale as CldrLocale
from babel import UnknownLocaleError
from msgspec import Struct

from playbook.model.catalogue import Catalogue, plural_form, read_catalogue
from playbook.model.problem import Problem
from playbook.model.source_file import SourceFile
from playbook.said import CHECK_WORDS, Naming, Said, as_it_is, retold, said

CATALOGUE = "playbook.po"
SECTION_CONTEXT = "section"
"""gettext context of the section headings; other contexts in use are "group", "facet" and "triage"."""
WARNING_CONTEXT = "warning"
"""gettext context of the words that a warning opens with."""
TITLE_CONTEXT = "title"
"""gettext context of the titles of pages that a language does not have yet; a page that is there has its own."""
_AROUND = " .:!"
"""What may stand around a word inside its bold: **Danger.** and **Danger!** are the same."""


_SAMPLES = 200
"""Numbers among which every category of plural has one, but for those of a million."""


class Locale(Struct, frozen=True):
    """One language of the playbook.

    `code` is the BCP 47 tag that names its folders; `name` its own name for itself; `direction` is ltr or rtl.
    `former` maps (context, English message) to what pages still say where the catalogue says something else.
    """

    code: str
    catalogue_path: str
    catalogue: Catalogue
    former: Mapping[tuple[str, str], tuple[str, ...]] = {}

    @property
    def name(self) -> str:
        """The language's name for itself, as CLDR writes it, with a capital letter at its beginning."""
        return _names(self.code)[0]

    @property
    def direction(self) -> str:
        """How it is written: ltr or rtl."""
        return _names(self.code)[1]

    def text(self, message: str, context: str | None = None) -> str:
        """The message in this language; the English message itself where it is not translated, or not for sure."""
        found = self._strings(message, context)
        return (found[0] if found else "") or message

    def plural_words(self, singular: str, plural: str, context: str | None = None) -> dict[str, str]:
        """The plural forms of a message by CLDR's category of the numbers that take them: one, few, many, other …

        Of each category the form of a whole number; where it has none, as of fractions alone, that of "other".
        """
        rule = CldrLocale.parse(self.code.replace("-", "_")).plural_form
        samples: dict[str, int] = {}
        for number in (*range(2, _SAMPLES), 0, 1, 10**6):
            samples.setdefault(rule(number), number)
        words = {category: self.plural(singular, plural, number, context) for category, number in samples.items()}
        return {"other": self.plural(singular, plural, 5, context), **words}

    def say(self, text: str, name: Naming = as_it_is) -> str:
        """What a check or a refusal says, in this language; in English where it is not translated.

        `name(placeholder, value)` is what a value is called there.
        """
        return retold(text, lambda template: self.text(template, CHECK_WORDS), name)

    def can_say(self, *texts: str) -> bool:
        """Whether this language has all that checks or refusals say in these texts."""
        known = (isinstance(text, Said) and self._has_all(text) for text in texts if text)
        return all(known)

    def _has_all(self, text: Said) -> bool:
        return all(self.is_translated(template, CHECK_WORDS) for template in text.templates())

    def wordings(self, message: str, context: str) -> tuple[str, ...]:
        """How pages may have the message: as the catalogue has it, as it was before, and in English."""
        return (self.text(message, context), *self.former.get((context, message), ()), message)

    def is_translated(self, message: str, context: str | None) -> bool:
        """Whether the catalogue has a translation of the message that is for sure."""
        return any(self._strings(message, context))

    def plural(self, singular: str, plural: str, count: int, context: str | None = None) -> str:
        """The right plural form of a message for `count`; `{count}` in it is left for the caller to fill."""
        found = self._strings(singular, context)
        form = plural_form(self.catalogue.plural_expression)(count) if found else 0
        return (found[form] if form < len(found) else "") or (singular if count == 1 else plural)

    def _strings(self, message: str, context: str | None) -> tuple[str, ...]:
        """The translations of a message, one for each plural form; none where it is not there or marked fuzzy."""
        found = self.catalogue.messages.get((message, context))
        return () if found is None or found.fuzzy else found.strings


def build_locale(code: str, file: SourceFile) -> tuple[Locale | None, list[Problem]]:
    """Make a locale from `locales/<code>/playbook.po`; it is None where the catalogue cannot be used."""
    if not is_known_language(code):
        hint = said("name the folder by the language's short code, such as tr or pt-BR")
        return None, [
            Problem(
                f"locales/{code}", 0, 0, "catalogue", said('"{code}" is not a known language code', code=code), hint
            )
        ]
    if file.fault:
        return None, [file.problem("catalogue")]
    catalogue, problems = read_catalogue(file)
    if catalogue is None:
        return None, problems
    return Locale(code, file.path, catalogue), []


def is_known_language(code: str) -> bool:
    """Whether CLDR knows a language by this code."""
    try:
        CldrLocale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return False
    return True


@cache
def _names(code: str) -> tuple[str, str]:
    """A language's own name and its direction from CLDR."""
    cldr = CldrLocale.parse(code.replace("-", "_"))
    return own_name(cldr) or code, cldr.text_direction


def own_name(cldr: CldrLocale) -> str:
    """A language's name for itself as it stands in a list: as CLDR has it, the first word with a capital letter.

    A word that has one further on keeps its form (isiZulu). Empty where CLDR has none.
    """
    name = cldr.display_name or ""
    first = name.split(" ")[0]
    return name if any(letter.isupper() for letter in first) else name[:1].title() + name[1:]


def fold_heading(text: str) -> str:
    """A heading without differences of case, space and apostrophe, for comparing."""
    return " ".join(text.replace("’", "'").split()).casefold()


def fold_word(text: str) -> str:
    """A warning's word without the signs around it either."""
    return fold_heading(text.strip(_AROUND))
