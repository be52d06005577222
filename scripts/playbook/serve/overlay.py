"""What is put into each page while it is served: the script that shows it anew, and mistakes above it."""

from __future__ import annotations

import json
from html import escape

from playbook.model import Locale

STUDIO_WORDS = "studio"
"""The gettext context of what is said to editors in the browser."""
_WORDS = {
    "unread": "This cannot be read; the page is shown as it was before.",
    "found": "The checks found this:",
    "hide": "Hide",
}


def looked_after(html: str, locale: Locale, version: str, file: str) -> str:
    """The page with its script, which compares `version` with that of the server; the page is made from `file`."""
    words = {name: locale.text(message, STUDIO_WORDS) for name, message in _WORDS.items()}
    data = {"version": version, "file": file, "words": json.dumps(words, ensure_ascii=False)}
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    head, end, tail = html.rpartition("</body>")
    script = f'<script type="module" src="/serve/overlay.mjs"{attributes}></script>\n'
    return f"{head}{script}{end}{tail}" if end else f"{html}{script}"
