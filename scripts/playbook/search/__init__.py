"""Search: what is indexed, how words are made alike, and the queries that it must answer."""

from playbook.search.analysis import Analyser
from playbook.search.golden import GoldenQuery, read_golden
from playbook.search.index import search_files

__all__ = ["Analyser", "GoldenQuery", "read_golden", "search_files"]
