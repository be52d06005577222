"""taxonomy/redirects.yml: addresses that pages once had, and what is there now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta, field

from playbook.model import Playbook
from playbook.model.taxonomy import Identifier, Schema
from playbook.model.yaml_source import YamlSource, validate

FILE = "taxonomy/redirects.yml"
HEAD = """\
# Addresses that pages once had, and the topic (or group) that readers are led to now.
# Kept by `playbook rename` and `playbook retire`. Take a row out only when nobody can have the old address any more:
# printed packs and bookmarks live long.

"""


_ADDRESS = {"mismatch": "must be a group and a topic: customers/angry-customer"}


class _Row(Schema, frozen=True):
    address: Annotated[str, Meta(pattern=r"^[a-z0-9-]+/[a-z0-9-]+\Z", extra=_ADDRESS)] = field(name="from")
    topic: Identifier | None = None
    group: Identifier | None = None


class _File(Schema, frozen=True):
    redirects: tuple[_Row, ...]


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address that a page once had (`customers/angry-customer`), and the topic or group that is there now."""

    old: str
    topic: str
    group: str


def redirects(playbook: Playbook) -> tuple[Redirect, ...]:
    """The redirects, in the file's order; none where the file is missing or does not fit its schema."""
    source = playbook.data.get("redirects.yml")
    if source is None or not isinstance(source.data, list):
        return ()
    wrapped = YamlSource(source.path, {"redirects": source.data})
    file, _ = validate(wrapped, _File)
    return tuple(Redirect(row.address, row.topic or "", row.group or "") for row in file.redirects) if file else ()


def redirects_text(rows: tuple[Redirect, ...]) -> str:
    """The file's text."""
    lines = [f"- {{from: {row.old}, {'topic' if row.topic else 'group'}: {row.topic or row.group}}}\n" for row in rows]
    return HEAD + "".join(lines)


def with_redirect(rows: tuple[Redirect, ...], new: Redirect) -> tuple[Redirect, ...]:
    """The rows with one more; what led to the old address leads on, and nothing leads back to itself."""
    old_topic = new.old.split("/")[1]
    moved = [Redirect(row.old, new.topic, new.group) if row.topic == old_topic else row for row in rows]
    kept = [row for row in moved if row.old != new.old and row.old.split("/")[1] != new.topic]
    return (*kept, new)
