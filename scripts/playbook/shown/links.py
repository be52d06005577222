"""Where the links of a page lead."""

from __future__ import annotations

import posixpath
import re
from functools import cache
from urllib.parse import unquote, urlsplit

SCHEMES = ("http", "https", "mailto", "tel")
"""What a link to the world may begin with; everything else could run in the page."""
_STRANGE = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")
"""What browsers leave out of an address, or take for another sign."""
_OUTSIDE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{0,40}:|//")


def is_outside(href: str) -> bool:
    """Whether a link leaves the site: it has a scheme or a host."""
    return bool(_OUTSIDE.match(href))


def is_safe(href: str) -> bool:
    """Whether a link leads to a page of ours, or to an address of a kind that only leads somewhere."""
    if _STRANGE.search(href):
        return False
    try:
        scheme = urlsplit(href).scheme
    except ValueError:  # such as http://[::1
        return False
    if scheme or href.startswith("//"):
        return scheme in SCHEMES
    return ":" not in re.split(r"[/?#]", href, maxsplit=1)[0]


@cache
def resolve(path: str, href: str) -> tuple[str, str]:
    """(path in the project, anchor) that a relative link in the file `path` leads to."""
    target, _, anchor = href.partition("#")
    target = target.partition("?")[0]
    if not target:
        return path, anchor
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))), unquote(anchor)
