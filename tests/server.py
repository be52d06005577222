"""A small web server for the built site: gzip, a sub-path, 404 page, and the site's own security headers."""

from __future__ import annotations

import gzip
import http.server
import threading
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

_COMPRESSED = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".webmanifest"}
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".webmanifest": "application/manifest+json",
}


class SiteServer:
    """Serves `folder` at 127.0.0.1 under `prefix`; `headers` are sent with every answer."""

    def __init__(self, folder: Path, prefix: str = "", headers: dict[str, str] | None = None) -> None:
        self.folder, self.prefix, self.headers = folder, prefix.rstrip("/"), headers or {}
        self.requests: list[str] = []
        self.refuse = False
        """While true, every connection is cut without an answer, as if there were no network."""
        self.trouble = 0
        """While it is not 0, the status of every answer."""

    @cached_property
    def _server(self) -> http.server.ThreadingHTTPServer:
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                owner.answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, *_: Any) -> None:
                pass  # a browser that leaves a page hangs up in the middle of an answer

        return Server(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        """The site's address, with a slash at its end."""
        return f"http://127.0.0.1:{self._server.server_port}{self.prefix}/"

    def __enter__(self) -> SiteServer:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _find(self, path: str) -> Path | None:
        if not path.startswith(self.prefix + "/"):
            return None
        file = (self.folder / path[len(self.prefix) + 1 :]).resolve()
        if not file.is_relative_to(self.folder.resolve()):
            return None
        file = file / "index.html" if file.is_dir() else file
        return file if file.is_file() else None

    def answer(self, request: http.server.BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        if self.refuse:
            request.close_connection = True
            return
        path = urlsplit(request.path).path
        self.requests.append(path)
        file = self._find(path)
        status = self.trouble or (200 if file else 404)
        file = file or self.folder / "404.html"
        body = file.read_bytes()
        request.send_response(status)
        if file.suffix in _COMPRESSED and "gzip" in request.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 6, mtime=0)
            request.send_header("Content-Encoding", "gzip")
        request.send_header("Content-Type", _TYPES.get(file.suffix, "application/octet-stream"))
        request.send_header("Content-Length", str(len(body)))
        for name, value in self.headers.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)
