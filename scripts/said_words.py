"""Gathers what the tools say to editors, as messages of the catalogues: `python scripts/said_words.py`.

The English catalogue gets each template of `said("…")` with the context `check`, and loses what nothing says any more;
the other catalogues lose that, too. A new one is written there in the studio, below "Words", or by hand.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from playbook.editing.catalogue_text import with_messages
from playbook.files import write_whole
from playbook.model import REFERENCE, SourceFile
from playbook.model.catalogue import Catalogue, Message, MessageKey, read_catalogue
from playbook.said import CHECK_WORDS, has_words

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "scripts" / "playbook"
_ENTRY = re.compile(rf'(?:^#.*\n)*^msgctxt "{CHECK_WORDS}"\n(?:^(?:msgid|msgstr|").*\n)+\n?', re.MULTILINE)
_QUOTED = re.compile(r'"([^"]*)"')


def templates() -> dict[str, list[str]]:
    """Every template that is said somewhere, and the files that say it."""
    found: dict[str, list[str]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        for template in _said_in(ast.parse(file.read_text("utf-8"))):
            found.setdefault(template, []).append(file.relative_to(PACKAGE).as_posix())
    return found


def _said_in(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "said" and node.args:
            template = ast.literal_eval(node.args[0])
            if has_words(template):
                yield template


def english(template: str) -> str:
    """How a template is shown in English: with the quotation marks of the language."""
    return _QUOTED.sub(r"“\1”", template)


def renewed(language: str, text: str, wanted: dict[str, list[str]]) -> str:
    """The text of a language's catalogue without what nothing says any more; the English one with all that is said."""
    kept = _ENTRY.sub(lambda entry: entry[0] if _id(entry[0]) in wanted else "", text)
    if language != REFERENCE:
        return kept
    file = SourceFile(f"locales/{language}/playbook.po", kept.encode(), kept)
    known, _ = read_catalogue(file)
    there = known.messages if known else {}
    texts: dict[MessageKey, list[str]] = {
        (template, CHECK_WORDS): [english(template)] for template in wanted if (template, CHECK_WORDS) not in there
    }
    notes = {key: Message(key[0], None, key[1], (), False, 0, f"said by {wanted[key[0]][0]}") for key in texts}
    return with_messages(file, texts, Catalogue(notes, ""))


def _id(entry: str) -> str:
    """The id of a message of which the entry in a catalogue is given."""
    catalogue, _ = read_catalogue(SourceFile("", entry.encode(), entry))
    return next(iter(catalogue.messages))[0] if catalogue else ""


if __name__ == "__main__":
    said_now = templates()
    for path in sorted(ROOT.glob("locales/*/playbook.po")):
        write_whole(path, renewed(path.parent.name, path.read_text("utf-8"), said_now))
