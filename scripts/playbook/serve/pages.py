"""The pages and files of the site, as readers get them, and with each page the script that shows it anew."""

from __future__ import annotations

import mimetypes
from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from playbook.files import is_file

_TYPES = {".mjs": "text/javascript", ".webmanifest": "application/manifest+json"}
_LOOKED_AFTER = '<script type="module" src="/serve/overlay.mjs"></script>'
_WAIT = (
    "<!doctype html><html lang=en><title>…</title><p>The site is being built; it will be here in a moment.</p></html>"
)
_NEVER = frozenset({"service-worker.js"})
"""What keeps pages on a device: while they are being written, nobody wants those of before."""

for ending, kind in _TYPES.items():
    mimetypes.add_type(kind, ending)


async def page_or_file(request: Request) -> Response:
    """What stands at an address of the site."""
    folder: Path = request.app.state.whole.folder
    if not folder.is_dir():
        return _page(_WAIT)
    path = request.url.path.removeprefix("/")
    file = _inside(folder, path)
    index = file / "index.html" if file else None
    if file and index and is_file(index):
        if path and not path.endswith("/"):
            return RedirectResponse(f"/{path}/")
        file = index
    if file is None or not is_file(file) or path in _NEVER:
        lost = folder / "404.html"
        return _page(lost.read_text("utf-8") if is_file(lost) else "404", HTTPStatus.NOT_FOUND)
    return _page(file.read_text("utf-8")) if file.suffix == ".html" else FileResponse(file)


def _inside(folder: Path, path: str) -> Path | None:
    """What a path of the site names in a folder; None where it leads out of it, or can be no name."""
    try:
        target = folder.joinpath(path).resolve()
    except (OSError, ValueError):
        return None
    return target if target.is_relative_to(folder.resolve()) else None


def _page(html: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """A page with the script that reloads it."""
    head, end, tail = html.rpartition("</body>")
    return HTMLResponse(f"{head}{_LOOKED_AFTER}{end}{tail}" if end else f"{html}{_LOOKED_AFTER}", status)
