"""Search: what is indexed, how words are made alike, and the queries that it must answer."""

from playbook.search.analysis import Analyser
from playbook.search.golden import GoldenQuery, read_golden
from playbook.search.index import files_of, make_search, search_files

__all__ = ["Analyser", "GoldenQuery", "files_of", "make_search", "read_golden", "search_files"]
