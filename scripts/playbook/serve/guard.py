"""Who may ask the server for what. It stands before everything else that is served.

- A request has to name this server by a loopback name: a foreign name that leads here is another site's trick
  (DNS rebinding).
- The studio, and whatever changes something, is for those alone who have the key of this start of the server. The
  command line opens the browser with it, and a cookie keeps it.
- A change is taken only from a page of this server: its Origin is the server's own.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from starlette.datastructures import URL, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from playbook.site.security import HEADERS, PRESS_WORKER, policy

HOST = "127.0.0.1"
STUDIO = "/studio/"
_READING = frozenset({"GET", "HEAD"})
_NAMES = (HOST, "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Access:
    """The port that is served, and the key of this start of the server."""

    port: int
    key: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def address(self) -> str:
        """The server's address, with a slash at its end."""
        return f"http://{HOST}:{self.port}/"

    @property
    def studio(self) -> str:
        """The address that opens the studio, with the key in it."""
        return f"{self.address.rstrip('/')}{STUDIO}?key={self.key}"

    @property
    def cookie(self) -> str:
        """The name of the cookie; it has the port in it, as browsers do not keep those of two ports apart."""
        return f"playbook-{self.port}"

    def is_ours(self, host: str) -> bool:
        """Whether a Host header names this server."""
        return host in {f"{name}:{self.port}" for name in _NAMES} or (self.port == 80 and host in _NAMES)

    def opens(self, key: str | None) -> bool:
        """Whether a key is that of this start."""
        return key is not None and hmac.compare_digest(key.encode(), self.key.encode())


class Guard:
    """Lets an application answer what it may, and sends the site's own security headers with every answer.

    `fault` is told of what went wrong within the program; `locked` answers whoever has not the key of this start.
    """

    def __init__(
        self,
        app: ASGIApp,
        access: Access,
        fault: Callable[[Exception], None],
        locked: Callable[[Request], Response],
    ) -> None:
        self.app, self.access, self.fault, self.locked = app, access, fault, locked

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            answer: ASGIApp = self._refusal(Request(scope)) or self.app
            try:
                await answer(scope, receive, _with_headers(send, scope["path"]))
            except Exception as error:  # it has been answered with 500; nobody else would hear of it
                self.fault(error)
        # there are no websockets here: without an answer the connection is refused

    def _refusal(self, request: Request) -> Response | None:
        """The answer to what may not be asked; to the key in an address, the cookie that keeps it."""
        host, path, method = request.headers.get("host", ""), request.scope["path"], request.method
        if not self.access.is_ours(host):
            return _refused(HTTPStatus.MISDIRECTED_REQUEST, f"this server answers to {self.access.address} alone")
        if "\0" in path or not request.scope["query_string"].isascii():
            return _refused(HTTPStatus.NOT_FOUND, "there can be no such address")
        if _is_studio(path) and self.access.opens(request.query_params.get("key")):
            return self._welcome(request)
        if _is_studio(path) or method not in _READING:
            return self._unknown(request, host)
        return None

    def _unknown(self, request: Request, host: str) -> Response | None:
        if not self.access.opens(request.cookies.get(self.access.cookie)):
            return self.locked(request)
        if request.method not in _READING and request.headers.get("origin") != f"http://{host}":
            return _refused(HTTPStatus.FORBIDDEN, "changes are taken from pages of this server alone")
        return None

    def _welcome(self, request: Request) -> Response:
        """The same address without the key, which then stands neither in the history nor in what is sent on."""
        there = URL(request.url.path).include_query_params(
            **{name: value for name, value in request.query_params.items() if name != "key"}
        )
        answer = RedirectResponse(str(there), HTTPStatus.SEE_OTHER)
        answer.set_cookie(
            self.access.cookie, self.access.key, path=STUDIO.rstrip("/"), httponly=True, samesite="strict"
        )
        return answer


def _is_studio(path: str) -> bool:
    return f"{path}/".startswith(STUDIO)


def _refused(status: HTTPStatus, text: str) -> Response:
    return PlainTextResponse(f"{text}\n", status)


def _with_headers(send: Send, path: str) -> Send:
    """Every answer with the site's headers. The studio shows pages of its own in a frame, and nobody else's.

    Pages have no policy of their own here, so only the worker that sets packs may compile.
    """
    added = {**HEADERS, "Cross-Origin-Resource-Policy": "same-origin"}
    if not path.endswith(PRESS_WORKER):
        added["Content-Security-Policy"] = policy()
    if _is_studio(path):
        added |= {"Content-Security-Policy": policy(frames=True), "Cache-Control": "no-store"}
        added |= {"Referrer-Policy": "same-origin"}  # without a referrer, browsers name no origin for a form

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in added.items():
                headers.setdefault(name, value)
        await send(message)

    return with_headers
