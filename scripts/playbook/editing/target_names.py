"""Links and gaps in the words of a language: an editor reads where a link leads, not the address of a file.

In a file a link is `[words](../escalation/setting-limits.md#steps)` and a gap `{{ duty_manager }}`; an editor gets
`[words](Setting limits › Step by step)` and `{{ Manager on duty }}`. Whatever is none of those stays as it is typed.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter

from playbook.editing.page_fields import unescaped
from playbook.model import SECTION_CONTEXT, Page, Playbook
from playbook.model.page import SLOT
from playbook.shown.slots import slot_label

BETWEEN = " › "
"""What stands between the title of a page and the heading of a section."""
_TARGET = re.compile(r"\]\(([^()\n]*)\)")
_AMISS = re.compile(r"[()\[\]{}\n]")


class TargetNames:
    """The names of what the texts of one page can lead to, and of the gaps in them, both ways."""

    def __init__(self, playbook: Playbook, page: Page) -> None:
        self._names = _link_names(playbook, page.language, posixpath.dirname(page.path))
        self._hrefs = {name: href for href, name in self._names.items()}
        locale = playbook.locales[page.language]
        labels = {name: slot_label(slot, locale) for name, slot in playbook.taxonomy.slots.items()}
        twice = Counter(labels.values())
        self._labels = {name: text for name, text in labels.items() if twice[text] == 1 and not _AMISS.search(text)}
        self._slots = {text: name for name, text in self._labels.items()}

    def shown(self, text: str) -> str:
        """A text of the file as an editor gets it."""
        named = _TARGET.sub(lambda found: f"]({self._names.get(found[1], found[1])})", text)
        named = SLOT.sub(lambda found: f"{{{{ {self._labels.get(found[1], found[1])} }}}}", named)
        return unescaped(named if self.written(named) == text else text)

    def written(self, text: str) -> str:
        """What an editor typed as it stands in the file."""
        linked = _TARGET.sub(lambda found: f"]({self._hrefs.get(found[1].strip(), found[1])})", text)
        return SLOT.sub(
            lambda found: f"{{{{ {self._slots[found[1]]} }}}}" if found[1] in self._slots else found[0], linked
        )


def _link_names(playbook: Playbook, language: str, folder: str) -> dict[str, str]:
    """Address to name of every page and section, as a page in this folder has it; none that two would share."""
    locale = playbook.locales[language]
    headings = {section.id: locale.text(section.heading, SECTION_CONTEXT) for section in playbook.taxonomy.sections}
    names: dict[str, str] = {}
    for topic in playbook.taxonomy.topics():
        page = playbook.page(language, topic.id)
        if page is None or len(page.title) < 2:
            page = playbook.reference(topic.id)
        if page is None:
            continue
        href = posixpath.relpath(f"docs/{language}/{topic.page_name}", folder)
        names[href] = page.title
        reference = playbook.reference(topic.id) or page
        names |= {
            f"{href}#{section}": f"{page.title}{BETWEEN}{headings[section]}"
            for section in {**page.by_id, **reference.by_id}
            if section in headings
        }
    twice = Counter(names.values())
    return {href: name for href, name in names.items() if twice[name] == 1 and not _AMISS.search(name)}
