"""Where things are on the site: English at the root, every other language in a folder of its own."""

from __future__ import annotations

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
