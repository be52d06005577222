"""What the playbook is made of. `load_playbook(root)` reads it; nothing here writes, prints or exits."""

from playbook.model.article import Ledger, LedgerRow
from playbook.model.glossary import Concept, read_glossary
from playbook.model.locale import SECTION_CONTEXT, Locale
from playbook.model.markdown import Block, Link, Run
from playbook.model.pack import Pack, read_packs
from playbook.model.page import FrontMatter, Page, PhraseRow, Scene, Section, Step
from playbook.model.playbook import REFERENCE, NotAPlaybook, Playbook, load_playbook
from playbook.model.problem import Problem
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
