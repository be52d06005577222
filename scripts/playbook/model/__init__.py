"""What the playbook is made of. `load_playbook(root)` reads it; nothing here writes, prints or exits."""

from playbook.model.article import Ledger, LedgerRow
from playbook.model.comment import Comment, Comments, Reply
from playbook.model.country import Country, Fact, Places
from playbook.model.glossary import Concept
from playbook.model.lazy import LazyMapping
from playbook.model.locale import SECTION_CONTEXT, Locale
from playbook.model.markdown import Block, Link, Run
from playbook.model.pack import Pack
from playbook.model.page import FrontMatter, Page, PhraseRow, Scene, Section, Signature, Step
from playbook.model.playbook import Playbook, load_playbook
from playbook.model.problem import NotAPlaybook, Problem
from playbook.model.reference import REFERENCE
from playbook.model.rules import HouseRules
from playbook.model.source_file import SourceFile
from playbook.model.staleness import StalePart, fingerprint, page_fingerprints, stale_parts, standing, text_print
from playbook.model.taxonomy import Group, SectionType, Slot, Taxonomy, Topic
from playbook.model.triage import TRIAGE_CONTEXT, Triage
from playbook.model.yaml_source import YamlSource, parse_yaml, validate

__all__ = [
    "REFERENCE",
    "SECTION_CONTEXT",
    "TRIAGE_CONTEXT",
    "Block",
    "Comment",
    "Comments",
    "Concept",
    "Country",
    "Fact",
    "FrontMatter",
    "Group",
    "HouseRules",
    "LazyMapping",
    "Ledger",
    "LedgerRow",
    "Link",
    "Locale",
    "NotAPlaybook",
    "Pack",
    "Page",
    "PhraseRow",
    "Places",
    "Playbook",
    "Problem",
    "Reply",
    "Run",
    "Scene",
    "Section",
    "SectionType",
    "Signature",
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
    "stale_parts",
    "standing",
    "text_print",
    "validate",
]
