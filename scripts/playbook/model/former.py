"""Wordings that pages still have though the catalogue has another: when a heading is corrected, its pages keep reading.

A catalogue does not say what it said before. The pages do: where a heading is unknown, and every page that has it lacks
the same section of its English page in the same place, it is that section's former heading. So for warning words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from playbook.model.locale import SECTION_CONTEXT, WARNING_CONTEXT, Locale, fold_heading, fold_word
from playbook.model.reference import REFERENCE
from playbook.model.source_file import SourceFile
from playbook.model.taxonomy import Taxonomy

_MARKS = {
    SECTION_CONTEXT: re.compile(r"^##[ \t]+(\S.*)$", re.MULTILINE),
    WARNING_CONTEXT: re.compile(r"^[ \t]*>[ \t]*\*\*([^*\n]+)\*\*", re.MULTILINE),
}
"""What introduces a heading, and a warning word."""
_FOLDS = {SECTION_CONTEXT: fold_heading, WARNING_CONTEXT: fold_word}
_AGREEING = 2
"""Pages that must agree where others have the word of the catalogue already."""

Wordings = Mapping[tuple[str, str], tuple[str, ...]]
"""(context, English message) to the wordings that pages have."""


def former_wordings(
    taxonomy: Taxonomy, locales: Mapping[str, Locale], files: Mapping[str, SourceFile]
) -> dict[str, Wordings]:
    """For each language in which there are some, the wordings that its pages have and its catalogue has not."""
    messages = {
        SECTION_CONTEXT: [section.heading for section in taxonomy.sections],
        WARNING_CONTEXT: list(taxonomy.warnings.values()),
    }
    pages = [topic.page_name for topic in taxonomy.topics()]
    found: dict[str, Wordings] = {}
    for code in (code for code in locales if code != REFERENCE):
        pairs = [(files.get(f"docs/{code}/{name}"), files.get(f"docs/{REFERENCE}/{name}")) for name in pages]
        texts = [(own.text, english.text) for own, english in pairs if own and english]
        former = {
            (context, message): words
            for context, known in messages.items()
            for message, words in _of_context(context, known, locales[code], locales[REFERENCE], texts).items()
        }
        if former:
            found[code] = former
    return found


def _of_context(
    context: str, messages: Sequence[str], locale: Locale, reference: Locale, texts: Sequence[tuple[str, str]]
) -> dict[str, tuple[str, ...]]:
    """Message to the former wordings of it."""
    fold, mark = _FOLDS[context], _MARKS[context]
    own = {fold(word): message for message in messages for word in (message, locale.text(message, context))}
    english = {fold(reference.text(message, context)): message for message in messages}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    used: Counter[str] = Counter()
    for text, reference_text in texts:
        words = [match[1] for match in mark.finditer(text)]
        used.update(map(fold, words))
        if any(fold(word) not in own for word in words):
            wanted = [english.get(fold(match[1]), "") for match in mark.finditer(reference_text)]
            for word, message in _aligned(words, [own.get(fold(word)) for word in words], wanted):
                votes[word][message] += 1
    found: dict[str, tuple[str, ...]] = {}
    for word, counts in votes.items():
        ((message, count),) = counts.most_common(1)
        is_used = used[fold(locale.text(message, context))] > 0
        if len(counts) == 1 and count == used[fold(word)] and (count >= _AGREEING or not is_used):
            found[message] = (*found.get(message, ()), word)
    return found


def _aligned(words: Sequence[str], known: Sequence[str | None], wanted: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each unknown word with the message that stands in its place on the English page, where all others agree."""
    if len(words) != len(wanted) or any(
        mine not in {None, message} for mine, message in zip(known, wanted, strict=True)
    ):
        return
    yield from (
        (word, message) for word, mine, message in zip(words, known, wanted, strict=True) if mine is None and message
    )
