"""Making the search files of every language with Pagefind, from the topics and not from the built pages."""

from __future__ import annotations

import gzip
import html
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from playbook.files import UnwritableFile, write_whole
from playbook.model import Playbook
from playbook.search.analysis import THAI, Analyser
from playbook.search.documents import Address, Document, documents
from playbook.search.golden import read_golden
from playbook.search.vocabulary import analyser_for, parts_of

FOLDER, ENGINE = "search", "pagefind.js"
"""Where the search files are on the site."""
LICENCE = Path(__file__).with_name("pagefind-license.txt")
WEIGHTS = {"title": 6.0, "keywords": 5.0, "summary": 3.0, "now": 1.7, "phrases": 1.7, "body": 1.0, "practice": 1.0}
"""What a word counts by the best place it stands in; Pagefind takes 0 to 10."""
STEPS = (1.0, 1.7, 3.0, 5.0, 6.5, 8.0, 10.0)
"""The weights that are really given: few different ones make a smaller index."""
PART_WEIGHT = 0.5
"""A part of a compound counts this much of the whole word."""
REPEAT_WEIGHT, MOST_REPEATS = 0.25, 4
"""A word said again adds this much of its weight, up to so many times."""
COMMON = 0.2
"""A word of plain text that stands in more than this share of the topics tells none of them apart: left out."""
LEAST_LETTERS = 3
"""Letters a word of plain text has at least."""
ABOUT = frozenset({"title", "keywords", "summary"})
END = "0"
"""Stands behind every word of the index, so that Pagefind never takes a longer word for it."""
_NO_LANGUAGE = "zxx"
"""ISO 639-2 for "no linguistic content": Pagefind then leaves the words alone, which are stems already."""


class SearchFailed(UnwritableFile):
    """The index could not be made; `str(error)` says why."""


def make_search(playbook: Playbook, folder: Path, address: Address) -> None:
    """Write the search files of every language below `folder`, the built site's root."""
    write_whole(folder / FOLDER / LICENCE.name, LICENCE.read_bytes())
    for language in playbook.languages:
        for name, content in search_files(playbook, language, address).items():
            write_whole(folder / FOLDER / name, content)


def search_files(playbook: Playbook, language: str, address: Address) -> dict[str, bytes]:
    """The search files of one language by their path in the search folder."""
    files = dict(files_from(language, tuple(documents(playbook, language, address))))
    queries = read_golden(playbook.root, language)
    if queries:
        files[f"{language}/golden.json"] = _json([[query.text, query.topics, query.kind] for query in queries])
    return files


@lru_cache(maxsize=16)
def files_from(language: str, texts: tuple[Document, ...]) -> dict[str, bytes]:
    """The search files made from these texts; kept, as while one page is being written the other languages stay."""
    analyser = analyser_for(language, texts)
    stems = {word for document in texts for _, text in document.texts() for word in analyser.stems(text)}
    pages = [_Indexed(document, analyser, stems) for document in texts]
    counts = Counter(word for page in pages for word in page.weights)
    for page in pages:
        page.leave_out({word for word, count in counts.items() if count > COMMON * len(pages)})
    made, ids = _pagefind(pages)
    files = {name if name == ENGINE else f"{language}/{name}": content for name, content in made.items()}
    files[f"{language}/words.json"] = _json(_words(analyser, pages, ids))
    for page in pages:
        files[f"{language}/topics/{page.document.topic}.json"] = _json(page.shown)
    files[f"{language}/keywords.json"] = _json(_keywords(analyser, texts))
    return files


def files_of(folder: Path, language: str) -> list[str]:
    """Every search file a reader of `language` needs, as paths from the site's root; for a cache that works offline."""
    found = [f"{FOLDER}/{ENGINE}"]
    own = folder / FOLDER / language
    found += [path.relative_to(folder).as_posix() for path in sorted(own.rglob("*")) if path.is_file()]
    return [name for name in found if not name.endswith("golden.json")]


def _is_needed(name: str) -> bool:
    return name.endswith((".pf_index", ".pf_meta", "pagefind-entry.json", ".pagefind")) or name == ENGINE


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


class _Indexed:
    """A document as Pagefind is given it: every word once, with its weight, so that the index stays small."""

    def __init__(self, document: Document, analyser: Analyser, stems: set[str]) -> None:
        self.document = document
        self.about: set[str] = set()
        self.weights: dict[str, float] = {}
        repeats: Counter[str] = Counter()
        for kind, text in document.texts():
            for stem in analyser.stems(text):
                repeats[stem] += 1
                self._add(stem, kind, 1)
                if kind in ABOUT or analyser.rules.compounds:
                    for part in parts_of(stem, analyser, stems):
                        self._add(part, kind, PART_WEIGHT)
        for stem, count in repeats.items():
            if stem in self.about or count > MOST_REPEATS:
                self.weights[stem] *= 1 + REPEAT_WEIGHT * min(count - 1, MOST_REPEATS)

    def _add(self, word: str, kind: str, share: float) -> None:
        self.weights[word] = max(self.weights.get(word, 0.0), WEIGHTS[kind] * share)
        if kind in ABOUT:
            self.about.add(word)

    def leave_out(self, common: set[str]) -> None:
        """Drop the common words that this topic is not about, and those of one or two letters."""
        short = {word for word in self.weights if len(word) < LEAST_LETTERS}
        for word in (common | short) - self.about:
            self.weights.pop(word, None)

    @property
    def html(self) -> str:
        """The page for Pagefind: nothing but words by weight, as all it is given, and all meta too, is indexed."""
        by_weight: dict[float, list[str]] = {}
        for word, weight in self.weights.items():
            by_weight.setdefault(min(STEPS, key=lambda step: abs(step - weight)), []).append(stored(word))
        words = "".join(
            f'<p data-pagefind-weight="{weight:g}">{html.escape(" ".join(sorted(found)))}</p>'
            for weight, found in sorted(by_weight.items())
        )
        return _page(words)

    @property
    def shown(self) -> dict[str, Any]:
        """What a result shows of the topic."""
        document = self.document
        return {
            "address": document.address,
            "title": document.title,
            "summary": document.summary,
            "keywords": document.keywords,
            "parts": [[part.id, part.heading, *part.lines] for part in document.parts],
        }


def stored(word: str) -> str:
    """A word as it stands in the index: with its end, and Thai in Latin letters, which take a third of the room.

    The first 25 signs of the Thai block become a to y, the next ones the same behind z, zz or zzz: no two alike.
    """
    return "".join(_latin(letter) if THAI.match(letter) else letter for letter in word) + END


def _latin(letter: str) -> str:
    rounds, number = divmod(ord(letter) - 0x0E00, 25)
    return "z" * rounds + chr(ord("a") + number)


def _page(words: str) -> str:
    return f'<html lang="{_NO_LANGUAGE}"><body data-pagefind-body>{words}</body></html>'


def _pagefind(pages: list[_Indexed]) -> tuple[dict[str, bytes], dict[str, str]]:
    """Pagefind's files by name, and its page ids by topic.

    Its command line, not its Python service, which takes a tenth of a second for every page. Raises SearchFailed.
    """
    with tempfile.TemporaryDirectory() as folder:
        pages_folder, made = Path(folder, "pages"), Path(folder, "made")
        pages_folder.mkdir()
        for page in pages:
            (pages_folder / f"{page.document.topic}.html").write_text(page.html, "utf-8")
        if not pages:  # a new language; Pagefind wants a page, and no query has this word
            (pages_folder / "none.html").write_text(_page(END), "utf-8")
        command = [sys.executable, "-m", "pagefind", "--site", str(pages_folder), "--output-path", str(made)]
        outcome = subprocess.run(command, capture_output=True, text=True, check=False)
        if outcome.returncode:
            raise SearchFailed(f"Pagefind could not index the pages: {(outcome.stderr or outcome.stdout).strip()}")
        files = {path.relative_to(made).as_posix(): path.read_bytes() for path in made.rglob("*") if path.is_file()}
    ids = {_topic(content): Path(name).stem for name, content in files.items() if name.endswith(".pf_fragment")}
    return {name: files[name] for name in sorted(files) if _is_needed(name)}, ids


def _topic(fragment: bytes) -> str:
    """The topic of a fragment file, which is gzipped JSON after Pagefind's signature."""
    address: str = json.loads(gzip.decompress(fragment).removeprefix(b"pagefind_dcd"))["url"]
    return address.strip("/").removesuffix(".html")


def _words(analyser: Analyser, pages: list[_Indexed], ids: dict[str, str]) -> dict[str, Any]:
    """The browser's piece: the rules, every indexed word by the number of topics it stands in, and the words of titles
    and keywords as they are typed, for typing errors to be seen in."""
    counts = Counter(word for page in pages for word in page.weights)
    groups: dict[int, list[str]] = {}
    for word in sorted(counts):
        groups.setdefault(counts[word], []).append(word)
    words = {str(count): " ".join(groups[count]) for count in sorted(groups)}
    typed = {word for page in pages for text in page.document.about for word in analyser.words(text)} - counts.keys()
    pages_by_id = [[ids[page.document.topic], page.document.topic] for page in pages]
    more = sorted(analyser.dictionary - counts.keys())
    return {
        "rules": analyser.rules.as_json(),
        "pages": pages_by_id,
        "words": words,
        "typed": " ".join(sorted(typed)),
        "cut": " ".join(more),
    }


def _keywords(analyser: Analyser, texts: Sequence[Document]) -> dict[str, Any]:
    """For readers of other languages: from the words of titles and keywords to topics, those that say it most first."""
    found: dict[str, Counter[int]] = {}
    for number, document in enumerate(texts):
        for text in document.about:
            for stem in set(analyser.stems(text)):
                found.setdefault(stem, Counter())[number] += 1
    words = {stem: [number for number, _ in found[stem].most_common()] for stem in sorted(found)}
    return {"rules": analyser.rules.as_json(), "topics": [document.topic for document in texts], "words": words}
