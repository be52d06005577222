"""A locale: a language, its interface words and how it is written (names and direction from CLDR, through Babel)."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache
from gettext import c2py

from babel import Locale as CldrLocale
from babel import UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po
from msgspec import Struct

from playbook.model.problem import Problem
from playbook.model.source_file import SourceFile

CATALOGUE = "playbook.po"
SECTION_CONTEXT = "section"
"""gettext context of the section headings; other contexts in use are "group", "facet", "warning" and "triage"."""


class Locale(Struct, frozen=True):
    """One language of the playbook.

    `code` is the BCP 47 tag that names its folders; `name` its own name for itself; `direction` is ltr or rtl.
    """

    code: str
    catalogue_path: str
    catalogue: Catalog

    @property
    def name(self) -> str:
        """The language's name for itself, with a capital letter."""
        return _names(self.code)[0]

    @property
    def direction(self) -> str:
        """How it is written: ltr or rtl."""
        return _names(self.code)[1]

    def text(self, message: str, context: str | None = None) -> str:
        """The message in this language; the English message itself where it is not translated, or not for sure."""
        found = self._strings(message, context)
        return (found[0] if found else "") or message

    def plural(self, singular: str, plural: str, count: int) -> str:
        """The right plural form of a message for `count`; `{count}` in it is left for the caller to fill."""
        found = self._strings(singular, None)
        form = _plural_form(self.catalogue.plural_expr)(count) if found else 0
        return (found[form] if form < len(found) else "") or (singular if count == 1 else plural)

    def _strings(self, message: str, context: str | None) -> tuple[str, ...]:
        """The translations of a message, one for each plural form; none where it is not there or marked fuzzy."""
        entry = self.catalogue.get(message, context)
        if entry is None or entry.fuzzy:
            return ()
        return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())


def build_locale(code: str, file: SourceFile) -> tuple[Locale | None, list[Problem]]:
    """Make a locale from `locales/<code>/playbook.po`; it is None where the catalogue cannot be used."""
    try:
        CldrLocale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        hint = "name the folder by the language's short code, such as tr or pt-BR"
        return None, [Problem(f"locales/{code}", 0, 0, "catalogue", f'"{code}" is not a known language code', hint)]
    if file.fault:
        return None, [file.problem("catalogue")]
    odd = [_odd(file, match.start()) for match in _ODD_LINE.finditer(file.text)]
    if odd:
        return None, odd
    try:
        catalogue = read_po(io.BytesIO(file.text.encode()), locale=None, abort_invalid=True)
        _plural_form(catalogue.plural_expr)
    except PoFileError as error:
        line = error.lineno + 1  # Babel counts lines from 0, and says so in its message
        return None, [_unusable(file, str(error).removesuffix(f" on {error.lineno}"), line)]
    except ValueError as error:
        return None, [_unusable(file, str(error), 0)]
    return Locale(code, file.path, catalogue), []


_QUOTED = r'"(?:[^"\\\n]|\\.)*"[ \t]*$'
_ODD_LINE = re.compile(
    rf"^(?!\s*#|[ \t]*$|[ \t]*(?:msg(?:ctxt|id|id_plural|str(?:\[\d+\])?)[ \t]*)?{_QUOTED}).+", re.MULTILINE
)
"""What Babel would read without a word, and lose a letter or more of."""


def _odd(file: SourceFile, place: int) -> Problem:
    line = file.text.count("\n", 0, place) + 1
    message = "this line is not a message: its text must stand between two double quotes"
    hint = 'a double quote inside the text is written \\" ; Poedit does that for you'
    return Problem(file.path, line, 1, "catalogue", message, hint)


def _unusable(file: SourceFile, reason: str, line: int) -> Problem:
    hint = "every msgid and msgstr stands in double quotes; Poedit shows where it breaks"
    message = f"this is not a valid gettext catalogue: {reason}"
    return Problem(file.path, line, 1 if line else 0, "catalogue", message, hint)


@cache
def _plural_form(expression: str) -> Callable[[int], int]:
    """From a number to which plural form it takes. Raises ValueError for an expression that is none."""
    return c2py(expression)


@cache
def _names(code: str) -> tuple[str, str]:
    """A language's own name and its direction from CLDR; read only when asked for, as it takes its time."""
    cldr = CldrLocale.parse(code.replace("-", "_"))
    return (cldr.display_name or code).capitalize(), cldr.text_direction
