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
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from playbook.files import UnreadableFile, UnwritableFile, read_text, write_whole

TIMEOUT = 10.0
"""Seconds an address has to answer."""
WORKERS = 8
TRIES = 2
PAUSE = 0.5
"""Seconds before an address is asked again."""
KEPT = 24 * 3600
"""Seconds a good answer is kept; a bad one is asked again each time."""
LONGEST_WAIT = 60.0
"""Seconds that a busy site is waited for, however long it asks for."""
_AGENT = "customer-care-playbook link check"
_TOO_MANY = 429
_GONE = frozenset({404, 410})
_FIT_FOR_PATH = "/%:@!$&'()*+,;=~-._"
_FIT_FOR_QUERY = _FIT_FOR_PATH + "?[]|"


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

    def ask(address: str) -> str | None:
        with locks[urlsplit(address).netloc]:
            return _ask(address)

    with ThreadPoolExecutor(WORKERS) as pool:
        answers = dict(zip(asked, pool.map(ask, asked), strict=True))
    good = {address: now for address, fault in answers.items() if fault == ""}
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


def encoded(address: str) -> str:
    """An address as it travels: the host in ASCII (IDNA), other letters as percent signs in UTF-8, no anchor.

    What is encoded already stays. Raises ValueError for a host that no name on the network can be.
    Source: RFC 3986 and RFC 3987, section 3.1.
    """
    parts = urlsplit(address)
    name = parts.hostname or ""
    host = name.encode("idna").decode("ascii") if not name.isascii() else name
    host = f"[{host}]" if ":" in host else host
    login = parts.netloc.rpartition("@")[0]
    place = (f"{login}@" if login else "") + host + (f":{parts.port}" if parts.port else "")
    return urlunsplit((parts.scheme, place, quote(parts.path, _FIT_FOR_PATH), quote(parts.query, _FIT_FOR_QUERY), ""))


def _ask(address: str) -> str | None:
    """Why an address does not work; empty where it does, None where its site is too busy to say."""
    try:
        target = encoded(address)
    except ValueError as error:
        return f"it is not an address ({error})"
    fault, status = "", 0
    for attempt in range(TRIES):
        if attempt:
            time.sleep(PAUSE)
        fault, status = _politely(target, "HEAD")
        if status >= 400:  # many sites answer HEAD with an error of any kind and GET well
            fault, status = _politely(target, "GET")
        if not fault or status in _GONE:
            break
    return None if status == _TOO_MANY else fault


def _politely(address: str, method: str) -> tuple[str, int]:
    """Ask; where the site says that it is asked too often, wait as long as it says and ask once more."""
    fault, status, wait = _once(address, method)
    if status == _TOO_MANY:
        time.sleep(min(wait, LONGEST_WAIT))
        fault, status, _ = _once(address, method)
    return fault, status


def _once(address: str, method: str) -> tuple[str, int, float]:
    """(what went wrong or nothing, HTTP status or 0, seconds to wait before asking again)."""
    request = urllib.request.Request(address, method=method, headers={"User-Agent": _AGENT})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            return "", answer.status, 0
    except urllib.error.HTTPError as error:
        return f"the other site answers {error.code} {error.reason}", error.code, _wait(error.headers["Retry-After"])
    except urllib.error.URLError as error:
        return f"it cannot be reached ({error.reason})", 0, 0
    except (OSError, ValueError, HTTPException) as error:
        return f"it cannot be reached ({error})", 0, 0


def _wait(said: str | None) -> float:
    """The seconds that a Retry-After asks for, in seconds or as a date. Source: RFC 9110, section 10.2.3."""
    text = (said or "").strip()
    if text.isdecimal():
        return float(text[:6])
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return PAUSE
    return max((when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds(), 0)


def _read(file: Path) -> dict[str, float]:
    try:
        data = json.loads(read_text(file))
    except (UnreadableFile, ValueError, RecursionError):
        return {}
    rows = data.items() if isinstance(data, dict) else ()
    return {str(address): float(when) for address, when in rows if isinstance(when, int | float)}


def _write(file: Path, answers: dict[str, float]) -> None:
    try:
        write_whole(file, json.dumps(answers, indent=0))
    except UnwritableFile:
        return  # the answers are asked again next time: nothing is lost
