from __future__ import annotations

import re
from collections.abc import Iterator

from babel import Locale
from babel.messages.plurals import get_plural

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.checks.words._catalogue import messages
from playbook.model import Problem

_FORMS = re.compile(r"nplurals\s*=\s*(\d+)")


def check(shared: Shared) -> Iterator[Problem]:
    """A message that counts has more or fewer plural forms than its language, or than the catalogue's header says.

    Bad:
        Thai (one form):  msgstr[0] "{count} หน้า"  msgstr[1] "{count} หน้า"
    Good:
        msgstr[0] "{count} หน้า"
    """
    for code, locale in shared.locales.items():
        text = shared.text(locale.catalogue_path)
        header = _FORMS.search(text)
        counted = [message for message in messages(locale) if len(message.originals) > 1]
        forms = int(header[1]) if header else 0
        if not header and counted:
            hint = "Plural-Forms: stands in every catalogue; Poedit fills it in"
            yield problem(locale.catalogue_path, 1, "the header does not say how many plural forms there are", hint)
        usual = _usual_forms(code, forms)
        if header and usual and forms not in usual:
            line = text.count("\n", 0, header.start()) + 1
            message = (
                f"the header says {forms} plural forms, the language has {' or '.join(str(n) for n in sorted(usual))}"
            )
            yield problem(locale.catalogue_path, line, message, "let Poedit write the line Plural-Forms")
        for message_ in counted:
            written = sum(bool(string) for string in message_.strings)
            if forms and written and written != forms:
                message = f'"{message_.id}" has {written} plural forms, not {forms}'
                yield problem(locale.catalogue_path, message_.line, message, f"write msgstr[0] to msgstr[{forms - 1}]")


def _usual_forms(code: str, forms: int) -> set[int]:
    """The numbers of plural forms that are right: gettext's custom for the language, or CLDR's categories of integers.

    The two differ for some: Turkish catalogues are written with one form and with two.
    """
    usual = {int(get_plural(code.replace("-", "_")).num_plurals)}
    if forms not in usual:
        cldr = Locale.parse(code.replace("-", "_"))  # slow: only where custom does not settle it
        usual.add(len({cldr.plural_form(number) for number in range(200)}))
    return usual
