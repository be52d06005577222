"""Search: what is indexed, how words are made alike, and the queries that it must answer."""

from playbook.search.analysis import Analyser
from playbook.search.golden import GoldenQuery, read_golden
from playbook.search.index import files_of, search_files

__all__ = ["Analyser", "GoldenQuery", "files_of", "read_golden", "search_files"]
