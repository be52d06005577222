"""The `playbook` program, also as `python -m playbook`."""

from __future__ import annotations

import signal


def start() -> None:
    """Run the command line."""
    heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heeded:  # until the command line is there to say so kindly, Ctrl-C ends the program without a word
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from playbook.cli import main  # noqa: PLC0415 - what takes its time comes after that

    if heeded:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    main()


if __name__ == "__main__":
    start()
