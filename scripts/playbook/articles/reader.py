"""`read_article`: from an article's file to its facts and its segments."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from msgspec import structs

from playbook.articles.cues import Cues
from playbook.articles.dates import read_date
from playbook.articles.decoding import read_article_text
from playbook.articles.draft import Draft
from playbook.articles.furniture import author_box
from playbook.articles.lines import text_lines
from playbook.articles.segments import Segment, find_segments
from playbook.articles.web_page import is_web_page, read_web_page
from playbook.files import UnreadableFile
from playbook.model.article import ArticleFacts
from playbook.model.yaml_source import CONTROL
from playbook.said import reason, said

SEGMENT_LIMIT = 2_000
"""Segments an article may have; the longest known has about a hundred."""
TITLE_WORDS, TITLE_CHARACTERS = 7, 35
"""What the ledger keeps of a title at most (characters where the script has no spaces): it holds no whole sentence."""


@dataclass(frozen=True)
class Article:
    """An article as read: what is known of it, and its segments in reading order."""

    language: str
    facts: ArticleFacts
    segments: tuple[Segment, ...]


def read_article(path: Path, cues: Cues) -> Article:
    """Read an article, plain text or HTML, in the language of the cues.

    Raises UnreadableFile for a file that is not an article in that language (see `read_article_text`), has nothing to
    read in it, or has more than SEGMENT_LIMIT segments.
    """
    text = read_article_text(path, cues.language)
    facts = ArticleFacts()
    try:
        if is_web_page(text, path.suffix):
            lines, facts = read_web_page(text)
        else:
            lines = list(islice(text_lines(text), SEGMENT_LIMIT + 1))
    except UnreadableFile as error:
        raise UnreadableFile(said("{path}: {why}", path=path, why=reason(error))) from error
    if not lines:
        raise UnreadableFile(said("{path}: there is nothing to read in the file", path=path))
    if len(lines) > SEGMENT_LIMIT:
        raise UnreadableFile(
            said("{path}: more than {most} lines; this is not one article", path=path, most=f"{SEGMENT_LIMIT:,}")
        )
    draft = Draft(lines, cues)
    return Article(cues.language, _facts(draft, facts), tuple(find_segments(draft)))


def _facts(draft: Draft, page: ArticleFacts) -> ArticleFacts:
    """What the head of a web page says, and where it is silent what the article itself says."""
    said = {name: _said(draft, name, index) for name, index in draft.facts.items()}
    if "author" not in said and (box := author_box(draft)):
        said["author"] = draft.lines[box[0]].text
    title = draft.lines[draft.title].text if draft.title is not None else page.title
    found = {
        name: CONTROL.sub(" ", value or said.get(name, "")).strip() for name, value in structs.asdict(page).items()
    }
    found["author"] = draft.cues.behind("byline", found["author"]) or found["author"]
    return ArticleFacts(**found | {"title": shortened(title)})


def _said(draft: Draft, name: str, index: int) -> str:
    text = draft.lines[index].text
    value = draft.cues.label(name, text) or draft.byline(index).get(name) or text
    if name in {"published", "updated"}:
        return read_date(value, draft.cues.language) or value[:TITLE_CHARACTERS]
    return shortened(value)


def shortened(text: str) -> str:
    """A title as the ledger keeps it: whole if it is short, else its beginning and "…"; no control characters."""
    text = CONTROL.sub(" ", text).strip()
    words = text.split()
    cut = " ".join(words[:TITLE_WORDS]) if len(words) > TITLE_WORDS else text
    if len(words) == 1 or len(cut) > TITLE_CHARACTERS * 3:
        cut = cut[:TITLE_CHARACTERS]
    return cut if cut == text else f"{cut.rstrip()}…"
