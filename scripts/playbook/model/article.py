"""The ledger of a source article: every line of it, and where in the playbook it went. It holds no sentence of it."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Struct

from playbook.model.locale import is_known_language
from playbook.model.problem import Problem
from playbook.model.taxonomy import Identifier, Schema
from playbook.model.yaml_source import YamlSource, validate
from playbook.said import said

DESTINATION = r"^[a-z0-9]+(-[a-z0-9]+)*#[a-z]+\Z"


class ArticleFacts(Schema, frozen=True):
    """What is known of an article. Empty text means that the article does not say."""

    title: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    updated: str = ""
    address: str = ""


_KEPT = said("must be as `playbook articles read` wrote it; run that again")
_WHERE = said("must be a topic and one of its sections: angry-customer#steps")
_Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z", extra={"mismatch": _KEPT})]
_Destination = Annotated[str, msgspec.Meta(pattern=DESTINATION, extra={"mismatch": _WHERE})]


class LedgerRowFile(Schema, frozen=True):
    """A row of a ledger as it stands in the file; `gone` where the article no longer has the segment."""

    id: Identifier
    place: str
    sha256: _Sha256
    furniture: str = ""
    topics: tuple[Identifier, ...] = ()
    gist: str = ""
    to: tuple[_Destination, ...] = ()
    left_out: str = ""
    gone: bool = False


_CODE = {"mismatch": said("must be the short code of a language: th, pt-BR")}
LanguageCode = Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", extra=_CODE)]


class LedgerFile(Schema, frozen=True):
    """`taxonomy/sources/<article>.yml`."""

    article: Identifier
    language: LanguageCode
    facts: ArticleFacts = ArticleFacts()
    segments: tuple[LedgerRowFile, ...] = ()


class LedgerRow(Struct, frozen=True):
    """One segment of an article: where it stands there, and where it went or why it was left out.

    `to` are destinations such as `angry-customer#steps`; `topics` are suggestions, `furniture` why it looks like site
    furniture; both are the tool's. `gist`, `to` and `left_out` are the editor's. `gone` rows are no longer in the
    article; they are kept for the editor's decisions in them.
    """

    id: str
    place: str
    sha256: str
    furniture: str
    topics: tuple[str, ...]
    gist: str
    to: tuple[str, ...]
    left_out: str
    line: int
    gone: bool = False


class Ledger(Struct, frozen=True):
    """The ledger of one article."""

    path: str
    article: str
    language: str
    facts: ArticleFacts
    rows: tuple[LedgerRow, ...]

    def row(self, identifier: str) -> LedgerRow | None:
        """The row with that id, if there is one."""
        return next((row for row in self.rows if row.id == identifier), None)


def build_ledger(source: YamlSource) -> tuple[Ledger | None, list[Problem]]:
    """Make a ledger from its file; None where it does not fit its schema."""
    file, problems = validate(source, LedgerFile)
    if file is None:
        return None, problems
    if not is_known_language(file.language):
        message = said('"{code}" is not a known language code', code=file.language)
        return None, [
            *problems,
            Problem(source.path, source.line("language"), 1, "schema", message, said("such as tr or fi")),
        ]
    rows = tuple(
        LedgerRow(**msgspec.structs.asdict(row), line=source.line("segments", index))
        for index, row in enumerate(file.segments)
    )
    return Ledger(source.path, file.article, file.language, file.facts, rows), problems
