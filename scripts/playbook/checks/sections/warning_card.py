from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, likely, problem
from playbook.model import Problem


def check(context: Context) -> Iterator[Problem]:
    """A warning opens with a word that is not one of the language's warning words, so it is not shown as a card.

    Bad:
        > **Careful.** Never block anyone's way.
    Good:
        > **Warning.** Never block anyone's way.
    """
    taxonomy = context.playbook.taxonomy
    words = {
        code: [locale.text(word, "warning") for word in taxonomy.warnings.values()]
        for code, locale in context.playbook.locales.items()
    }
    for page in context.pages:
        for section in page.sections:
            if section.id in {"practice", None}:
                continue
            for block in section.blocks:
                if block.kind != "quote" or not block.children:
                    continue
                word = block.children[0].bold.strip(" .:!")
                if word not in words[page.language]:
                    close = likely(word, words[page.language], 0.5) if word else ""
                    names = " or ".join(f"> **{name}.**" for name in words[page.language])
                    hint = f'did you mean "{close}"?' if close else f"begin with {names}"
                    message = f'"{word}" is not a warning word' if word else "a quotation that is no warning"
                    yield problem(page.path, block.line, message, hint)
