"""A file that came back, whichever format it is of."""

from __future__ import annotations

from pathlib import Path

from playbook.exchange.job import Job, unusable
from playbook.exchange.po import read_po
from playbook.exchange.reading import FILE_LIMIT
from playbook.exchange.word import read_docx
from playbook.exchange.xliff import read_xliff
from playbook.files import UnreadableFile, read_bytes

_READERS = {".xlf": read_xliff, ".xliff": read_xliff, ".po": read_po, ".docx": read_docx}


def read_job(path: Path) -> Job:
    """What a file holds, by its ending. Raises UnusableFile that says why it cannot be read."""
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise unusable(path.name, "this is none of the files that `playbook export` makes: .xlf, .po or .docx")
    try:
        return read(read_bytes(path, FILE_LIMIT), path.name)
    except UnreadableFile as error:
        raise unusable(path.name, str(error), line=error.line) from error
