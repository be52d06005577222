"""What the playbook is made of. `load_playbook(root)` reads it; nothing here writes, prints or exits."""

from playbook.model.article import Ledger, LedgerRow
from playbook.model.locale import SECTION_CONTEXT, Locale
from playbook.model.markdown import Block, Link, Run
from playbook.model.page import FrontMatter, Page, PhraseRow, Scene, Section, Step
from playbook.model.playbook import REFERENCE, NotAPlaybook, Playbook, load_playbook
from playbook.model.problem import Problem
from playbook.model.staleness import StalePart, fingerprint, page_fingerprints, stale_parts
from playbook.model.taxonomy import Group, SectionType, Slot, Taxonomy, Topic
from playbook.model.yaml_source import YamlSource, parse_yaml, validate

__all__ = [
    "REFERENCE",
    "SECTION_CONTEXT",
    "Block",
    "FrontMatter",
    "Group",
    "Ledger",
    "LedgerRow",
    "Link",
    "Locale",
    "NotAPlaybook",
    "Page",
    "PhraseRow",
    "Playbook",
    "Problem",
    "Run",
    "Scene",
    "Section",
    "SectionType",
    "Slot",
    "StalePart",
    "Step",
    "Taxonomy",
    "Topic",
    "YamlSource",
    "fingerprint",
    "load_playbook",
    "page_fingerprints",
    "parse_yaml",
    "stale_parts",
    "validate",
]
