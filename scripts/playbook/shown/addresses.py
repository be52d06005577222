"""Where things are on the site: English at the root, every other language in a folder of its own."""

from __future__ import annotations

from msgspec import Struct

from playbook.model import REFERENCE


class PageLink(Struct, frozen=True):
    """A link of a page to another file: its path in docs/, the place there, and the link as written."""

    target: str
    anchor: str
    href: str


def page_address(language: str, source: str) -> str:
    """The address, relative to the site's root, of the page made from `source` (`customers/index.md`) in a language."""
    name = source.removesuffix(".md")
    name = name.removesuffix("index") if name == "index" or name.endswith("/index") else name + "/"
    return name if language == REFERENCE else f"{language}/{name}"


def file_address(language: str, name: str) -> str:
    """The address, from the site's root, of what is published of a file `name` in a language's folder of docs/."""
    if name.endswith(".md"):
        return page_address(language, name)
    return name if language == REFERENCE else f"{language}/{name}"


def split_source(source: str) -> tuple[str, str]:
    """A source path within docs/ (`th/customers/angry-customer.md`) as language and path within it."""
    language, _, name = source.partition("/")
    return language, name


def relative_address(address: str, here: str) -> str:
    """An address of the site as a link on the page at `here` has it; both count from the site's root."""
    path, sign, anchor = address.partition("#")
    target, folders = path.split("/"), here.split("/")[:-1]
    shared = 0
    for folder, other in zip(folders, target[:-1], strict=False):
        if folder != other:
            break
        shared += 1
    relative = "../" * (len(folders) - shared) + "/".join(target[shared:])
    return (relative or "./") + sign + anchor
