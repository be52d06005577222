"""What rules on wording look at: the lines of a page that readers see, without front matter, code, links' targets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from playbook.checks.context import Context, body_start, problem
from playbook.model import Page, Problem, SourceFile

_HIDDEN = re.compile(r"\]\([^)\n]*\)|\{\{[^}\n]*\}\}|<!--.*?-->|`[^`\n]*`|<[^>\n]*>|https?://\S+")


def visible(text: str) -> str:
    """The text with what readers do not see blanked out by "·"-free filler of the same length, so that places stay."""
    return _HIDDEN.sub(lambda match: "\x1a" * len(match[0]), text)


def hits(page: Page, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, re.Match[str]]]:
    """(line, column, match) of each place in the visible body where the pattern matches."""
    start = body_start(page.text)
    text = visible(page.text)
    for match in pattern.finditer(text, start):
        line_start = text.rfind("\n", 0, match.start()) + 1
        yield text.count("\n", 0, match.start()) + 1, match.start() - line_start + 1, match


def each_hit(
    context: Context,
    pattern_of: Callable[[str], re.Pattern[str] | None],
    message: str,
    hint: Callable[[str, str], str],
    may_match: Callable[[str, str], bool],
) -> Iterator[Problem]:
    """A problem for each place where a language's pattern matches; `{found}` in the message is what stands there.

    `hint(language, found)` says what to write. `may_match(language, body)` is a quick look that spares most pages the
    pattern: nearly all are clean.
    """
    patterns = {code: pattern_of(code) for code in context.playbook.languages}
    for page in context.pages:
        pattern = patterns[page.language]
        if pattern is None or not may_match(page.language, page.body):
            continue
        for line, column, match in hits(page, pattern):
            found = match[0].strip() or match[0]
            yield problem(page.path, line, message.format(found=found), hint(page.language, found), column)


def mend(
    file: SourceFile, text: str, context: Context, pattern: re.Pattern[str], put: Callable[[re.Match[str]], str]
) -> str:
    """The text of a topic page with `put(match)` in each visible place of the body where the pattern matches."""
    if file.path not in context.page_at:
        return text
    start = body_start(text)
    seen = visible(text)
    parts, last = [text[:start]], start
    for match in pattern.finditer(seen, start):
        parts += [text[last : match.start()], put(match)]
        last = match.end()
    return "".join([*parts, text[last:]])
