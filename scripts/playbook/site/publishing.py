"""A new site in place of an old one, in one step: at every moment there is a site, and it is whole.

A build fills a folder of its own beside the site, `.site.building/new`, and the two change places in one system call
(`renameat2` with RENAME_EXCHANGE on Linux, `renamex_np` with RENAME_SWAP on macOS). Whatever ends a build before that
leaves the site as it was; what a killed build left behind, the next one takes away.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playbook.files import UnwritableFile, why_unwritable

if sys.platform != "win32":  # which has no such locks; builds of one site do not wait for each other there
    import fcntl

SITE_SIGNS = ("topics.json", "part.json")
"""Files of a site, and of a part of one: a folder with something in it, but none of these, is not replaced."""

_EXCHANGE = 2
"""RENAME_EXCHANGE (linux/fs.h) and RENAME_SWAP (sys/stdio.h of macOS)."""
_HERE = -100
"""AT_FDCWD (fcntl.h): paths count from the working folder."""
_CANNOT_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}


@contextmanager
def replacing(site: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[Path]:
    """An empty folder to build into; when the block ends well, it takes the place of `site`.

    Where `site` is a link, it stays one, and what it leads to is replaced. A second build of the same site calls
    `waiting` and begins when the first is done. Entries of the old site whose names begin with a dot, such as
    `.well-known` or `.git`, go along, unless the new one has them. Raises UnwritableFile.
    """
    target = Path(os.path.realpath(site))
    work = target.with_name(f".{target.name}.building")
    try:
        lock = _lock(work, waiting)
        try:
            new = _prepare(work, target)
            yield new
            _carry_over(target, new)
            _switch(new, target, work / "old")
        finally:
            _tidy(work)
            os.close(lock)
    except OSError as error:
        raise UnwritableFile(f"{error.filename or site}: the site stays as it was. {why_unwritable(error)}") from error


def _lock(work: Path, waiting: Callable[[], None]) -> int:
    """The open lock file of a work folder. Whoever held it before took it away, and then it has to be made anew."""
    file = work / "lock"
    while True:
        work.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            lock = os.open(file, os.O_CREAT | os.O_RDWR | getattr(os, "O_CLOEXEC", 0))
            if sys.platform != "win32":
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    waiting()
                    fcntl.flock(lock, fcntl.LOCK_EX)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(lock), file.stat()):
                    return lock
            os.close(lock)


def _prepare(work: Path, target: Path) -> Path:
    """The new folder, empty, and the site as a build left it that was killed at whatever moment."""
    new, old = work / "new", work / "old"
    if old.exists() and not target.exists():
        old.rename(target)
    for left in (new, old):
        if left.exists():
            shutil.rmtree(left)
    if target.exists() and not target.is_dir():
        raise UnwritableFile(f"{target} is a file; the site wants a folder")
    if target.exists() and any(target.iterdir()) and not any((target / sign).is_file() for sign in SITE_SIGNS):
        raise UnwritableFile(f"{target} holds something that is no built site; name a new folder or an empty one")
    new.mkdir()
    if target.exists():
        new.chmod(target.stat().st_mode & 0o7777)
    return new


def _carry_over(target: Path, new: Path) -> None:
    """Give the new site what others put into the old one under a name with a dot."""
    entries = target.iterdir() if target.exists() else ()
    for entry in entries:
        if not entry.name.startswith(".") or (new / entry.name).exists():
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, new / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, new / entry.name, follow_symlinks=False)


def _switch(new: Path, target: Path, old: Path) -> None:
    """Put the new folder in the place of the site; the old site, if any, is then at `new` or at `old`.

    Where the file system cannot exchange two folders, there is no site between two renames, for some microseconds.
    """
    if not target.exists():
        new.rename(target)
    elif not _exchanged(new, target):
        target.rename(old)
        try:
            new.rename(target)
        except OSError:
            old.rename(target)
            raise


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders; False where the system or the file system has no call for it."""
    if sys.platform == "win32":
        return False
    library, names = ctypes.CDLL(None, use_errno=True), (os.fsencode(one), os.fsencode(other))
    with suppress(AttributeError):  # a library without the call
        if sys.platform == "darwin":
            failed = library.renamex_np(*names, _EXCHANGE)
        else:
            failed = library.renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE)
        number = ctypes.get_errno()
        if failed and number not in _CANNOT_EXCHANGE:
            raise OSError(number, os.strerror(number), str(other))
        return not failed
    return False


def _tidy(work: Path) -> None:
    """Take the work folder away: the lock last, as somebody who waits for it begins at once."""
    for left in (work / "new", work / "old"):
        shutil.rmtree(left, ignore_errors=True)
    with suppress(OSError):
        (work / "lock").unlink()
        work.rmdir()
