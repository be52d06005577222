"""A locale: a language, its interface words and how it is written (names and direction from CLDR, through Babel)."""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel import Locale as CldrLocale
from babel import UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from playbook.files import UnreadableFile, read_text
from playbook.model.problem import Problem

CATALOGUE = "playbook.po"
SECTION_CONTEXT = "section"
"""gettext context of the section headings; other contexts in use are "group", "facet", "warning" and "triage"."""


@dataclass(frozen=True, slots=True)
class Locale:
    """One language of the playbook.

    `code` is the BCP 47 tag that names its folders; `name` its own name for itself; `direction` is ltr or rtl.
    """

    code: str
    catalogue_path: str
    catalogue: Catalog = field(repr=False, compare=False)
    translations: gettext.NullTranslations = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """The language's name for itself, with a capital letter."""
        return _names(self.code)[0]

    @property
    def direction(self) -> str:
        """How it is written: ltr or rtl."""
        return _names(self.code)[1]

    def text(self, message: str, context: str | None = None) -> str:
        """The message in this language; the English message itself where it is not translated."""
        if context:
            return self.translations.pgettext(context, message)
        return self.translations.gettext(message)

    def plural(self, singular: str, plural: str, count: int) -> str:
        """The right plural form of a message for `count`; `{count}` in it is left for the caller to fill."""
        return self.translations.ngettext(singular, plural, count)

    def messages(self) -> Iterator[tuple[str, str | None, int]]:
        """Every message id, its context, and the line of its translation in the catalogue."""
        for message in self.catalogue:
            if message.id:
                name = message.id if isinstance(message.id, str) else message.id[0]
                yield name, message.context, message.lineno or 0


def load_locale(root: Path, code: str) -> tuple[Locale | None, list[Problem]]:
    """Read `locales/<code>/playbook.po`; the locale is None where the catalogue cannot be read."""
    relative = f"locales/{code}/{CATALOGUE}"
    try:
        CldrLocale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        hint = "name the folder by the language's short code, such as tr or pt-BR"
        return None, [Problem(f"locales/{code}", 0, 0, "catalogue", f'"{code}" is not a known language code', hint)]
    try:
        text = read_text(root / relative)
        catalogue = read_po(io.BytesIO(text.encode()), locale=None, abort_invalid=True)
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
    except UnreadableFile as error:
        return None, [Problem(relative, error.line, 1 if error.line else 0, "catalogue", str(error))]
    except (PoFileError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 0
        message = f"this is not a valid gettext catalogue: {error}"
        hint = "every msgid and msgstr stands in double quotes; Poedit shows where it breaks"
        return None, [Problem(relative, line, 1 if line else 0, "catalogue", message, hint)]
    compiled.seek(0)
    return Locale(code, relative, catalogue, gettext.GNUTranslations(compiled)), []


@cache
def _names(code: str) -> tuple[str, str]:
    """A language's own name and its direction from CLDR; read only when asked for, as it takes its time."""
    cldr = CldrLocale.parse(code.replace("-", "_"))
    return (cldr.display_name or code).capitalize(), cldr.text_direction
