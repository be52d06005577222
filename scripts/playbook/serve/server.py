"""Starting the server, and its end."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from types import FrameType

import uvicorn
from starlette.routing import BaseRoute

from playbook.serve.app import application
from playbook.serve.course import Course, Starter
from playbook.serve.desk import Desk
from playbook.serve.guard import HOST, Access, Guard
from playbook.serve.locked import locked
from playbook.serve.whole import WholeSite


def take_port(port: int) -> socket.socket:
    """The port of this machine, taken for the server. Raises OSError where it cannot be had."""
    taken = socket.socket()
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((HOST, port))
        taken.listen()
    except OSError:
        taken.close()
        raise
    return taken


def run_server(
    desk: Desk,
    access: Access,
    port: socket.socket,
    studio: Sequence[BaseRoute],
    starter: Starter,
    *,
    packs: bool = False,
) -> None:
    """Serve site and studio until Ctrl-C; with `packs`, the printed packs are made meanwhile."""
    course = Course(desk, WholeSite(desk.root, access.port, access.address, packs=packs), starter)
    app = Guard(
        application(course, studio), access, starter.fault, lambda request: locked(request, desk.playbook.locales)
    )
    config = uvicorn.Config(
        app, log_config=None, log_level="critical", access_log=False, server_header=False, timeout_graceful_shutdown=1
    )
    _Server(config, course).run(sockets=[port])


class _Server(uvicorn.Server):
    """A server that says good-bye to open pages first, as it would wait for them."""

    def __init__(self, config: uvicorn.Config, course: Course) -> None:
        super().__init__(config)
        self._course = course

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._course.listeners.end()
        super().handle_exit(sig, frame)
