"""The `playbook` program, also as `python -m playbook`: it starts the command line, and ends as that says."""

from __future__ import annotations

import os
import signal
import sys


def start() -> None:
    """Run the command line; end at once where it leaves nothing for Python to put away."""
    heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heeded:  # until the command line is there to say so kindly, Ctrl-C ends the program without a word
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from playbook.cli import Done, main  # noqa: PLC0415 - what takes its time comes after that

    if heeded:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        main()
    except Done as done:
        sys.stderr.flush()
        os._exit(int(done.code or 0))


if __name__ == "__main__":
    start()
