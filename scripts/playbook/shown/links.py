"""Where the links of a page lead."""

from __future__ import annotations

import posixpath
import re
from functools import cache
from urllib.parse import unquote

_OUTSIDE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{0,40}:|//")


def is_outside(href: str) -> bool:
    """Whether a link leaves the site: it has a scheme or a host."""
    return bool(_OUTSIDE.match(href))


@cache
def resolve(path: str, href: str) -> tuple[str, str]:
    """(path in the project, anchor) that a relative link in the file `path` leads to."""
    target, _, anchor = href.partition("#")
    target = target.partition("?")[0]
    if not target:
        return path, anchor
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))), unquote(anchor)
