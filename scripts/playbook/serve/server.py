"""Starting the server, and its end."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from types import FrameType
from typing import Protocol

import uvicorn
from starlette.routing import BaseRoute

from playbook.serve.app import application
from playbook.serve.desk import Desk
from playbook.serve.guard import HOST, Access, Guard
from playbook.serve.whole import WholeSite


class Told(Protocol):
    """Whoever started the server, and wants to hear of it."""

    def ready(self) -> None:
        """It answers now."""

    def problems(self, text: str) -> None:
        """What keeps the site from being shown as it is written."""

    def fault(self, error: Exception) -> None:
        """Something went wrong within the program."""


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
    told: Told,
) -> None:
    """Serve site and studio until Ctrl-C."""

    def built(said: str) -> None:
        if said:
            told.problems(said)
        desk.listeners.tell("failed" if said else "built")

    whole = WholeSite(desk.root, access.port, access.address, built)
    app = Guard(application(desk, whole, studio, told.ready), access, told.fault)
    config = uvicorn.Config(
        app, log_config=None, log_level="critical", access_log=False, server_header=False, timeout_graceful_shutdown=1
    )
    _Server(config, desk).run(sockets=[port])


class _Server(uvicorn.Server):
    """A server that says good-bye to open pages first, as it would wait for them."""

    def __init__(self, config: uvicorn.Config, desk: Desk) -> None:
        super().__init__(config)
        self._desk = desk

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._desk.listeners.close()
        super().handle_exit(sig, frame)
