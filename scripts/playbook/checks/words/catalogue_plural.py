from __future__ import annotations

from collections.abc import Iterator

from babel import Locale
from babel.messages.plurals import get_plural

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.checks.words._catalogue import messages
from playbook.model import Problem
from playbook.said import said

_FORMER = {"he": {4}, "iw": {4}, "mt": {4}}
"""Numbers of forms that CLDR had for a language until lately, and that tools still write."""


def check(shared: Shared) -> Iterator[Problem]:
    """A message that counts has more or fewer plural forms than its language, or than the catalogue's header says.

    Bad:
        Thai (one form):  msgstr[0] "{count} หน้า"  msgstr[1] "{count} หน้า"
    Good:
        msgstr[0] "{count} หน้า"
    """
    for code, locale in shared.locales.items():
        forms, line = locale.catalogue.forms, locale.catalogue.forms_line
        counted = [message for message in messages(locale) if len(message.originals) > 1]
        if not forms and counted:
            hint = said("Plural-Forms: stands in the header of every catalogue; Poedit fills it in")
            yield problem(
                locale.catalogue_path, 1, said("the header does not say how many plural forms there are"), hint
            )
        usual = _usual_forms(code, forms)
        if forms and forms not in usual:
            numbers = " or ".join(str(number) for number in sorted(usual))
            message = said(
                "the header says {forms} plural forms, the language has {numbers}", forms=forms, numbers=numbers
            )
            yield problem(locale.catalogue_path, line, message, said("let Poedit write the line Plural-Forms"))
        for message_ in counted:
            written = sum(bool(string) for string in message_.strings)
            if forms and written and written != forms:
                message = said(
                    '"{message}" has {written} plural forms, not {forms}',
                    message=message_.id,
                    written=written,
                    forms=forms,
                )
                yield problem(
                    locale.catalogue_path,
                    message_.line,
                    message,
                    said("write msgstr[0] to msgstr[{last}]", last=forms - 1),
                )


def _usual_forms(code: str, forms: int) -> set[int]:
    """The numbers of plural forms that are right for a language.

    Gettext's custom; CLDR's categories of whole numbers; or all of CLDR's categories, with those of fractions and
    millions, as Crowdin and Transifex write them. The three differ: Polish has three, three and four.
    """
    usual = {int(get_plural(code.replace("-", "_")).num_plurals)}
    if forms not in usual:
        cldr = Locale.parse(code.replace("-", "_"))  # slow: only where custom does not settle it
        usual.add(len({cldr.plural_form(number) for number in range(200)}))
        usual.add(len({*cldr.plural_form.tags, "other"}))
        usual |= _FORMER.get(code.split("-", maxsplit=1)[0], set())
    return usual
