"""Whether a finished pack is what would be made now: its key is a hash over all that is printed in it."""

from __future__ import annotations

from playbook.keys import key_of, program_key
from playbook.model import Playbook
from playbook.packs.organisation import Organisation, read_organisation
from playbook.packs.request import PackRequest, UnusablePack, WrongRequest
from playbook.packs.selection import Selection, select
from playbook.packs.shelf import ShelvedPack

_ELSEWHERE = tuple(
    f"taxonomy/{name}"
    for name in (
        "article-cues.yml",
        "comments/",
        "glossary/",
        "organisation.yml",
        "rules.yml",
        "sources/",
        "synonyms/",
    )
)
"""Files of the taxonomy that are not printed, or not by every pack, or are taken as they were read."""


def pack_key(playbook: Playbook, request: PackRequest, selection: Selection, who: Organisation) -> str:
    """The key of a pack: program, request, pages, words of its languages, what all share, and who it is for."""
    codes = [locale.code for locale in selection.locales]
    printed = [path for code in codes for path in (f"locales/{code}/playbook.po", f"taxonomy/glossary/{code}.yml")]
    articles = [(name, ledger.facts) for name, ledger in sorted(playbook.ledgers.items())]
    shared = [path for path in playbook.files if path.startswith("taxonomy/") and not path.startswith(_ELSEWHERE)]
    english = [page.front.guidance for topic in selection.topics if (page := playbook.reference(topic.id))]
    titles = [page.title for locale in selection.locales for page in playbook.in_language(locale.code)]
    return key_of(
        program_key("model", "shown", "packs"),
        repr(
            (
                request.pack,
                request.languages,
                request.paper,
                request.large_print,
                request.recipient,
                request.speaker,
                request.trainer,
            )
        ),
        request.site_url,
        *(playbook.files[path].raw for path in sorted([*printed, *shared]) if path in playbook.files),
        *(part for pages in selection.pages for page in pages for part in (page.path, page.text)),
        repr((english, titles, articles)),
        repr([(slot.name, slot.value, slot.origin) for slot in who.slots.values()]),
        who.country.code if who.country else "",
        who.logo.data if who.logo else b"",
        who.colour,
    )


def is_current(playbook: Playbook, pack: ShelvedPack) -> bool:
    """Whether a finished pack is, to the byte, what would be made of the playbook now."""
    request = pack.request
    try:
        who = read_organisation(playbook, request.organisation, request.values, request.country)
        return pack.made_of == pack_key(playbook, request, select(playbook, request), who)
    except (UnusablePack, WrongRequest):
        return False
