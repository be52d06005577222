"""What stands at an address of the site: pages as they are now, everything else as the last build made it."""

from __future__ import annotations

import mimetypes
import re
from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from playbook.files import is_file
from playbook.model import REFERENCE
from playbook.serve.course import Course
from playbook.serve.overlay import looked_after
from playbook.shown.addresses import page_address
from playbook.site import Site, show_page
from playbook.site.frame import show_lost
from playbook.site.stylesheets import theme_sheets
from playbook.site.templates import THEME

_TYPES = {".mjs": "text/javascript", ".webmanifest": "application/manifest+json"}
_SHEETS = "assets/stylesheets/"
_NEVER = re.compile(r"service-worker\.js$|offline/")
"""What keeps pages on a device: while they are being written, nobody wants those of before."""

for ending, kind in _TYPES.items():
    mimetypes.add_type(kind, ending)


def page_or_file(request: Request) -> Response:
    """What stands at an address of the site."""
    course: Course = request.app.state.course
    version, site, path = course.version, course.desk.site, request.url.path.removeprefix("/")
    if page := page_at(site, path):
        html = show_page(site, site.view(*page), preview=True).html
        return HTMLResponse(looked_after(html, site.locale(page[1]), version, f"docs/{page[0]}"))
    if page_at(site, f"{path}/"):
        return RedirectResponse(f"/{path}/")
    return _sheet(path) or _file(course.whole.folder, path) or _lost(site, version)


def _lost(site: Site, version: str) -> Response:
    html = looked_after(show_lost(site), site.locale(REFERENCE), version, "")
    return HTMLResponse(html, HTTPStatus.NOT_FOUND)


def page_at(site: Site, address: str) -> tuple[str, str] | None:
    """The path in docs/ of the page at an address, and the language that it is read in; None where there is none."""
    first, _, rest = address.partition("/")
    language, rest = (first, rest) if first in site.playbook.languages else (REFERENCE, address)
    if rest and not rest.endswith("/"):
        return None
    names = (name for name in (f"{rest}index.md", f"{rest.removesuffix('/')}.md"))
    found = next((name for name in names if site.has_page(name, language)), "")
    return (f"{language}/{found}", language) if found and page_address(language, found) == address else None


def _sheet(path: str) -> Response | None:
    """A style sheet of the theme's, whole: a build takes rules out that what is being written may want."""
    sheets = dict(theme_sheets()) if path.startswith(_SHEETS) else {}
    text = sheets.get(path.removeprefix(_SHEETS).removesuffix(".css"))
    return None if text is None else Response(text, media_type="text/css")


def _file(built: Path, path: str) -> Response | None:
    """The file at a path of the site: our own scripts and style sheets as they are now, all else as it was built."""
    if _NEVER.match(path):
        return None
    own = _inside(THEME, path) if path.startswith("assets/") else None
    file = own or _inside(built, path) or _inside(built, f"{path}/index.html")
    return FileResponse(file) if file else None


def _inside(folder: Path, path: str) -> Path | None:
    """The file that a path names in a folder; None where there is none, or it leads out of the folder."""
    try:
        target = folder.joinpath(path).resolve()
    except (OSError, ValueError):
        return None
    return target if target.is_relative_to(folder.resolve()) and is_file(target) else None
