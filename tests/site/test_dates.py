"""One way to write a date: what scripts write is what the pages have."""

from __future__ import annotations

import datetime

from playwright.sync_api import Browser

from playbook.model import Playbook
from playbook.shown.dates import long_date
from tests.site.pages import opened

WRITTEN = """async ([year, month, day, language]) => {
    const { longDate } = await import("/handbook/assets/dates.mjs");
    return longDate(new Date(year, month - 1, day), language);
}"""


def test_scripts_write_dates_as_pages_do(browser: Browser, site_url: str, playbook: Playbook) -> None:
    with opened(browser, site_url) as page:
        for day in (datetime.date(2026, 11, 22), datetime.date(2027, 3, 1)):
            for language in playbook.languages:
                written = page.evaluate(WRITTEN, [day.year, day.month, day.day, language])
                assert written == long_date(day, language)
