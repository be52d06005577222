"""Asking whether addresses on other sites work: a few at a time, each once, politely, with yesterday's answers kept."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from playbook.files import UnreadableFile, UnwritableFile, read_text, write_whole

TIMEOUT = 10.0
"""Seconds an address has to answer."""
WORKERS = 8
TRIES = 2
PAUSE = 0.5
"""Seconds before an address is asked again."""
KEPT = 24 * 3600
"""Seconds a good answer is kept; a bad one is asked again each time."""
_AGENT = "customer-care-playbook link check"
_FINE_WITHOUT_BODY = {403, 405, 501}


def ask_all(addresses: Sequence[str], cache: Path | None = None) -> dict[str, str]:
    """Why each address that does not work does not; those that work are left out.

    No more than one request at a time goes to a host. `cache` is the file answers are kept in; the user's cache
    folder by default.
    """
    file = cache or cache_file()
    known = _read(file)
    now = time.time()
    fresh = {address for address, when in known.items() if now - when < KEPT}
    locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
    asked = [address for address in addresses if address not in fresh]

    def ask(address: str) -> str:
        with locks[urlsplit(address).netloc]:
            return _ask(address)

    with ThreadPoolExecutor(WORKERS) as pool:
        answers = dict(zip(asked, pool.map(ask, asked), strict=True))
    good = {address: now for address, fault in answers.items() if not fault}
    _write(file, {address: when for address, when in {**known, **good}.items() if now - when < KEPT})
    return {address: fault for address, fault in answers.items() if fault}


def cache_file() -> Path:
    """Where answers are kept: in the folder that the system has for what may be thrown away."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "customer-care-playbook" / "addresses.json"


def _ask(address: str) -> str:
    fault = ""
    for attempt in range(TRIES):
        if attempt:
            time.sleep(PAUSE)
        fault, final = _once(address, "HEAD")
        if fault and final in _FINE_WITHOUT_BODY:
            fault, final = _once(address, "GET")
        if not fault or final in {404, 410}:
            break
    return fault


def _once(address: str, method: str) -> tuple[str, int]:
    """(what went wrong or nothing, HTTP status or 0)."""
    request = urllib.request.Request(address, method=method, headers={"User-Agent": _AGENT})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            return "", answer.status
    except urllib.error.HTTPError as error:
        return f"the other site answers {error.code} {error.reason}", error.code
    except urllib.error.URLError as error:
        return f"it cannot be reached ({error.reason})", 0
    except (OSError, ValueError) as error:
        return f"it cannot be reached ({error})", 0


def _read(file: Path) -> dict[str, float]:
    try:
        data = json.loads(read_text(file))
    except (UnreadableFile, ValueError):
        return {}
    rows = data.items() if isinstance(data, dict) else ()
    return {str(address): float(when) for address, when in rows if isinstance(when, int | float)}


def _write(file: Path, answers: dict[str, float]) -> None:
    try:
        write_whole(file, json.dumps(answers, indent=0))
    except UnwritableFile:
        return  # the answers are asked again next time: nothing is lost
