"""What the playbook is made of. `load_playbook(root)` reads it; nothing here writes, prints or exits.

Names are imported when they are first used: who wants a `Problem` does not pay for schemas and catalogues.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from playbook.model.problem import NotAPlaybook, Problem
from playbook.model.reference import REFERENCE

if TYPE_CHECKING:
    from playbook.model.article import Ledger, LedgerRow
    from playbook.model.glossary import Concept, read_glossary
    from playbook.model.lazy import LazyMapping
    from playbook.model.locale import SECTION_CONTEXT, Locale
    from playbook.model.markdown import Block, Link, Run
    from playbook.model.pack import Pack, read_packs
    from playbook.model.page import FrontMatter, Page, PhraseRow, Scene, Section, Step
    from playbook.model.playbook import Playbook, load_playbook
    from playbook.model.source_file import SourceFile
    from playbook.model.staleness import StalePart, fingerprint, page_fingerprints, stale_parts
    from playbook.model.taxonomy import Group, SectionType, Slot, Taxonomy, Topic
    from playbook.model.triage import TRIAGE_CONTEXT, Triage, read_triage
    from playbook.model.yaml_source import YamlSource, parse_yaml, validate

__all__ = [
    "REFERENCE",
    "SECTION_CONTEXT",
    "TRIAGE_CONTEXT",
    "Block",
    "Concept",
    "FrontMatter",
    "Group",
    "LazyMapping",
    "Ledger",
    "LedgerRow",
    "Link",
    "Locale",
    "NotAPlaybook",
    "Pack",
    "Page",
    "PhraseRow",
    "Playbook",
    "Problem",
    "Run",
    "Scene",
    "Section",
    "SectionType",
    "Slot",
    "SourceFile",
    "StalePart",
    "Step",
    "Taxonomy",
    "Topic",
    "Triage",
    "YamlSource",
    "fingerprint",
    "load_playbook",
    "page_fingerprints",
    "parse_yaml",
    "read_glossary",
    "read_packs",
    "read_triage",
    "stale_parts",
    "validate",
]

_HOMES = {
    "article": ("Ledger", "LedgerRow"),
    "glossary": ("Concept", "read_glossary"),
    "lazy": ("LazyMapping",),
    "locale": ("SECTION_CONTEXT", "Locale"),
    "markdown": ("Block", "Link", "Run"),
    "pack": ("Pack", "read_packs"),
    "page": ("FrontMatter", "Page", "PhraseRow", "Scene", "Section", "Step"),
    "playbook": ("Playbook", "load_playbook"),
    "source_file": ("SourceFile",),
    "staleness": ("StalePart", "fingerprint", "page_fingerprints", "stale_parts"),
    "taxonomy": ("Group", "SectionType", "Slot", "Taxonomy", "Topic"),
    "triage": ("TRIAGE_CONTEXT", "Triage", "read_triage"),
    "yaml_source": ("YamlSource", "parse_yaml", "validate"),
}
"""Module to the names that stand in it."""


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            value = globals()[name] = getattr(importlib.import_module(f"playbook.model.{module}"), name)
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
