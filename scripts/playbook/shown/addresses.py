"""Where things are on the site: English at the root, every other language in a folder of its own."""

from __future__ import annotations

import posixpath

from playbook.model import REFERENCE


def page_address(language: str, source: str) -> str:
    """The address, relative to the site's root, of the page made from `source` (`customers/index.md`) in a language."""
    name = source.removesuffix(".md")
    name = name.removesuffix("index") if name == "index" or name.endswith("/index") else name + "/"
    return name if language == REFERENCE else f"{language}/{name}"


def split_source(source: str) -> tuple[str, str]:
    """A source path as mkdocs gives it (`th/customers/angry-customer.md`) as language and path within it."""
    language, _, name = source.partition("/")
    return language, name


def relative_address(address: str, here: str) -> str:
    """An address of the site as a link on the page at `here` has it; both count from the site's root."""
    path, sign, anchor = address.partition("#")
    start = posixpath.dirname(here) or "."
    relative = posixpath.relpath(path or ".", start)
    ending = "/" if not path or path.endswith("/") else ""
    return relative + ending + sign + anchor
