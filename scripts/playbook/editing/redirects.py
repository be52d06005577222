"""taxonomy/redirects.yml: addresses that pages once had, and what is there now."""

from __future__ import annotations

import html
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta, field

from playbook.model import REFERENCE, Playbook
from playbook.model.taxonomy import Identifier, Schema
from playbook.model.yaml_source import YamlSource, validate

FILE = "taxonomy/redirects.yml"
HEAD = """\
# Addresses that pages once had, and the topic (or group) that readers are led to now.
# Kept by `playbook rename` and `playbook retire`. Take a row out only when nobody can have the old address any more:
# printed packs and bookmarks live long.

"""


class _Row(Schema, frozen=True):
    address: Annotated[str, Meta(pattern=r"^[a-z0-9-]+/[a-z0-9-]+\Z")] = field(name="from")
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


def redirect_pages(playbook: Playbook, site_url: str) -> Iterator[tuple[str, str]]:
    """(path in the built site, HTML) of a page at every old address in every language."""
    by_id = {topic.id: topic for topic in playbook.taxonomy.topics()}
    groups = {group.id for group in playbook.taxonomy.groups}
    for row in redirects(playbook):
        target = f"{by_id[row.topic].group}/{row.topic}" if row.topic in by_id else row.group
        if not target or (row.topic not in by_id and row.group not in groups):
            continue
        for code, locale in playbook.locales.items():
            prefix = "" if code == REFERENCE else f"{code}/"
            link = posixpath.relpath(f"/{target}", f"/{row.old}") + "/"
            page = playbook.page(code, row.topic) or playbook.reference(row.topic)
            title = page.title if page else locale.text(row.group.capitalize(), "group")
            text = locale.text("This page has moved")
            yield (
                f"{prefix}{row.old}/index.html",
                _PAGE.format(
                    language=code,
                    direction=locale.direction,
                    text=html.escape(text),
                    title=html.escape(title),
                    link=link,
                    canonical=html.escape(f"{site_url}{prefix}{target}/"),
                ),
            )


_PAGE = """\
<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{text}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{canonical}">
<meta http-equiv="refresh" content="0; url={link}">
</head>
<body>
<main>
<h1>{text}</h1>
<p><a href="{link}">{title}</a></p>
</main>
</body>
</html>
"""
