"""A real server of site and studio for tests: the command as it is started, and what it says."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Answer:
    """What the server answered: names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass(frozen=True)
class Served:
    """A running server: its project, its port, the key of its studio, and the file of what it says."""

    project: Path
    port: int
    key: str
    log: Path

    @property
    def url(self) -> str:
        """Its address, with a slash at its end."""
        return f"http://{HOST}:{self.port}/"

    @property
    def studio(self) -> str:
        """The address that opens the studio."""
        return f"{self.url}studio/?key={self.key}"

    @property
    def cookie(self) -> dict[str, str]:
        """The header of a browser that has opened the studio."""
        return {"Cookie": f"playbook-{self.port}={self.key}"}

    @property
    def said(self) -> str:
        """What it has said in the terminal."""
        return self.log.read_text("utf-8")

    def ask(self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET", body: str = "") -> Answer:
        """Ask for exactly this path, with a Host header of its own unless `headers` has another."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        try:
            connection.request(method, path, body or None, {**kind, **(headers or {})})
            answer = connection.getresponse()
            fields = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, fields, answer.read().decode("utf-8", "replace"))
        finally:
            connection.close()

    def text(self, path: str) -> str:
        """The text at a path of the site."""
        return self.ask(f"/{path}").text


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether the condition came true; asked many times a second for at most so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


@contextmanager
def serving(
    project: Path,
    built: Path | None = None,
    *,
    command: str = "serve",
    port: int = 0,
    environment: Mapping[str, str] = {},
) -> Iterator[Served]:
    """The server of a project; `built` is a site that counts as what an earlier start has built."""
    port, log = port or free_port(), project / "said.txt"
    if built:
        shutil.copytree(built, project / "build" / "serve" / str(port))
    start = [sys.executable, "-m", "playbook", command, "--port", str(port)]
    variables = {**os.environ, "PYTHONPATH": str(project / "scripts"), **environment}
    with (
        log.open("w") as file,
        subprocess.Popen(start, cwd=project, stdout=file, stderr=file, env=variables) as process,
    ):
        try:
            assert wait_for(lambda: "Ctrl-C" in log.read_text("utf-8")), log.read_text("utf-8")
            key = re.search(r"key=([\w-]+)", log.read_text("utf-8"))
            assert key
            yield Served(project, port, key[1], log)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)
    said = log.read_text("utf-8")
    assert "Traceback" not in said, said
    assert process.returncode == 0
