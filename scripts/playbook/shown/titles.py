"""The title of a page in a language that does not have the page yet: its translation, where somebody gave it one."""

from __future__ import annotations

from playbook.model import Locale, Page
from playbook.model.locale import TITLE_CONTEXT


def title_in(page: Page, locale: Locale) -> tuple[str, str]:
    """The title of a page as readers of a language find it in menus and lists, and the language that it is in."""
    if page.language != locale.code and locale.is_translated(page.title, TITLE_CONTEXT):
        return locale.text(page.title, TITLE_CONTEXT), locale.code
    return page.title, page.language
