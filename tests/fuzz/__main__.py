"""Fuzz the readers: `python -m tests.fuzz --minutes 60`.

With atheris (Google's fuzzer for Python, on which this project does not depend: `pip install atheris`) inputs are led
by what they reach in the program; without it, and for some of the time with it, they are sound files, spoilt. A part
of the time goes to inputs grown to as much as 50 MB, each in a process of its own that may take 10 seconds and 500 MB.
What is found is kept in build/fuzz/found, with what was raised beside it. It ends with the number of tries of each
reader since build/fuzz was made, and with 1 if anything was found.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import itertools
import mmap
import os
import random
import resource
import signal
import struct
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from tests.fuzz.spoiling import PIECES, grown, spoilt

BUILD = Path("build/fuzz")
FOUND = BUILD / "found"
SECONDS, MEMORY = 10, 500 * 1024 * 1024
"""What one input may take: of a processor's time, and of memory, with all that the program takes by itself."""
LED = 5
"""How many times as long an input may take where the program counts where it has been: 3 s became 15."""
LARGEST = 50 * 1024 * 1024
SLICE = 30
"""Seconds that a reader is fuzzed before the next one has its turn."""


class Counter:
    """The number of tries, kept in a file, so that it is right however a process ends."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.write_bytes(bytes(8))
        with file.open("r+b") as opened:
            self.memory = mmap.mmap(opened.fileno(), 8)

    @property
    def value(self) -> int:
        return int(struct.unpack("Q", self.memory[:8])[0])

    def count(self) -> None:
        self.memory[:8] = struct.pack("Q", self.value + 1)


def counter(name: str, way: str) -> Counter:
    return Counter(BUILD / "tries" / f"{name}.{way}")


def keep(name: str, raw: bytes, what: str, where: str) -> None:
    """Keep what was found, once for each place in the program."""
    sign = "".join(letter if letter.isalnum() else "-" for letter in f"{name}-{what}")[:120]
    file = FOUND / sign
    if not file.exists():
        file.write_bytes(raw)
        file.with_suffix(".txt").write_text(where, "utf-8", "replace")
        print(f"FOUND {sign}", flush=True)


def watched(name: str, read: Callable[[str, bytes], None], raw: bytes) -> None:
    """Try one input in this process; what it breaks is kept, and the fuzzing goes on."""
    start = time.process_time()
    try:
        read(name, raw)
    except Exception as error:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/playbook/" in frame.filename]
        last = frames[-1] if frames else None
        place = f"{Path(last.filename).stem}-{last.name}" if last else "nowhere"
        keep(name, raw, f"{type(error).__name__}-{place}", traceback.format_exc())
    taken = time.process_time() - start
    if taken > SECONDS * (LED if is_led() else 1):
        keep(name, raw, f"slow-{len(raw)}", f"{taken} s")


def is_led() -> bool:
    """Whether atheris leads this process: the program counts where it has been then, and takes longer."""
    return "atheris" in sys.modules


def guided(name: str, readers: Any, seconds: int) -> None:
    """Fuzz a reader with atheris in this process, which ends with it."""
    atheris: Any = importlib.import_module("atheris")
    corpus, words = BUILD / "corpus" / name, BUILD / "words"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(readers.seeds(name)):
        (corpus / f"seed{number}").write_bytes(seed)
    rows = ("".join(f"\\x{byte:02x}" for byte in piece.encode("utf-8", "surrogatepass")) for piece in PIECES)
    words.write_text("".join(f'"{row}"\n' for row in rows), "utf-8")
    tries = counter(name, "guided")

    def one(raw: bytes) -> None:
        tries.count()
        watched(name, readers.tried, raw)

    options = [f"-max_total_time={seconds}", "-max_len=20000", "-timeout=1200", "-rss_limit_mb=2000", "-verbosity=0"]
    options += ["-report_slow_units=1200", f"-artifact_prefix={FOUND}/{name}-", f"-dict={words}"]
    atheris.Setup(["fuzz", str(corpus), *options], one)
    atheris.Fuzz()


def spoiling(name: str, readers: Any, seconds: int) -> None:
    """Fuzz a reader with sound files, spoilt, in this process."""
    chance, tries, sound = random.Random(), counter(name, "spoilt"), list(readers.seeds(name))
    stop = time.monotonic() + seconds
    while time.monotonic() < stop:
        tries.count()
        watched(name, readers.tried, spoilt(chance.choice(sound), chance))


def growing(name: str, readers: Any, seconds: int) -> None:
    """Fuzz a reader with large inputs, each in a process of its own with bounds."""
    readers.small()
    chance, tries, sound = random.Random(), counter(name, "grown"), list(readers.seeds(name))
    stop = time.monotonic() + seconds
    while time.monotonic() < stop:
        raw = grown(chance.choice(sound), chance, LARGEST)
        tries.count()
        told = bounded(partial(watched, name, readers.tried, raw))
        if told:
            keep(name, raw, f"{told.split(':')[0]}-{len(raw)}", told)


def bounded(act: Callable[[], None]) -> str:
    """Run a function in a process of its own; what it took too much of, or what it raised; else nothing."""
    inherited = int(Path("/proc/self/statm").read_text("utf-8").split()[1]) * resource.getpagesize()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS * 2, SECONDS * 2))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY * 8, MEMORY * 8))
        try:
            act()
        except BaseException:
            traceback.print_exc()
            os._exit(3)
        os._exit(0)
    _, status, used = os.wait4(child, 0)
    taken = used.ru_utime + used.ru_stime
    if os.WIFSIGNALED(status):
        return f"killed: {signal.Signals(os.WTERMSIG(status)).name} after {taken:.1f} s"
    if taken > SECONDS:
        return f"slow: {taken:.1f} s"
    grown_by = used.ru_maxrss * 1024 - inherited  # what the process that forked it had is none of it
    if grown_by > MEMORY:
        return f"large: {grown_by // 1024**2} MB"
    return "raised: see above" if os.WEXITSTATUS(status) else ""


WAYS: dict[str, Callable[[str, Any, int], None]] = {"guided": guided, "spoilt": spoiling, "grown": growing}


def one_turn(name: str, way: str, readers: Any, seconds: int) -> None:
    """Fuzz one reader for a while in a process of its own, whose files are in memory where that is possible."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="fuzz-", dir=memory if memory.is_dir() else None) as folder:
        log = Path(folder) / "log"
        child = os.fork()
        if child == 0:
            tempfile.tempdir = folder
            os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT), 2)
            try:
                WAYS[way](name, readers, seconds)
            except BaseException:
                traceback.print_exc()
                os._exit(3)
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code:
            said = [
                line for line in log.read_text("utf-8", "replace").split("\n") if not line.startswith(("INFO", "#"))
            ]
            print(f"{name} {way}: ended with {code}: {' / '.join(said[-12:])}", flush=True)


def apart(name: str, way: str, seconds: int) -> None:
    """Fuzz one reader for a while with the program as users have it, which is not led and so as fast as theirs."""
    command = [sys.executable, "-m", "tests.fuzz", name, "--way", way, "--minutes", str(seconds / 60)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "tries; found:" not in done.stdout:
        raise RuntimeError(done.stderr)
    for line in done.stdout.split("\n"):
        if line.startswith("FOUND") or ": ended with" in line:
            print(line, flush=True)


def main() -> int:
    """Fuzz each reader in turn until the time is over; 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readers", nargs="*", help="The readers to fuzz. Default: all.")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--way", choices=WAYS, help="Only this way of making inputs.")
    chosen = parser.parse_args()
    stop = time.monotonic() + chosen.minutes * 60
    FOUND.mkdir(parents=True, exist_ok=True)
    has_guide = importlib.util.find_spec("atheris") is not None
    guide: Any = importlib.import_module("atheris") if has_guide and chosen.way in {None, "guided"} else None
    with guide.instrument_imports(include=["playbook"]) if guide else nullcontext():
        readers: Any = importlib.import_module("tests.fuzz.readers")
    usual = "guided" if guide else "spoilt"
    ways = [chosen.way] if chosen.way else [usual, "spoilt", "grown"]
    for way, name in itertools.cycle(itertools.product(ways, chosen.readers or readers.READERS)):
        left = round(stop - time.monotonic())
        if left <= 0:
            break
        if way != "guided" and is_led():
            apart(name, way, min(SLICE, left))
        else:
            one_turn(name, way, readers, min(SLICE, left))
    tries = {file.name: Counter(file).value for file in sorted((BUILD / "tries").iterdir())}
    for row, number in tries.items():
        print(f"{row:<24}{number:>12,}")
    found = [file for file in FOUND.iterdir() if file.suffix != ".txt"]
    print(f"{sum(tries.values()):,} tries; found: {len(found)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
