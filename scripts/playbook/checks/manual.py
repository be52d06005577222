"""The manual of all rules, made from their docstrings, so that it cannot differ from them."""

from __future__ import annotations

from playbook.checks.registry import Rule, all_rules
from playbook.checks.run import named_rules
from playbook.model import Playbook


def as_list() -> str:
    """Every rule with one line on each, by group."""
    rules = all_rules()
    width = max(len(rule.id) for rule in rules)
    lines: list[str] = []
    group = ""
    for rule in rules:
        if rule.group != group:
            group = rule.group
            lines += ["", group, ""]
        lines.append(f"  {rule.id:<{width}}  {rule.summary}" + (" (--fix)" if rule.fixable else ""))
    return "\n".join(lines[1:])


def explained(name: str) -> str:
    """The manual of a rule, or of each rule of a group. Raises UnknownRule."""
    return "\n\n".join(_explained(rule) for rule in named_rules(name))


def _explained(rule: Rule) -> str:
    fixable = '\n\n"playbook check --fix" puts it right where it is safe to.' if rule.fixable else ""
    return f"{rule.id} ({rule.group})\n\n{rule.manual}{fixable}"


def as_page() -> str:
    """All rules as a Markdown page for editors."""
    lines = ["---", "title: What the checks look for", "---", "", "# What the checks look for", ""]
    lines += ["Every rule of `playbook check`, by group. `playbook check --explain RULE` shows one of them.", ""]
    group = ""
    for rule in all_rules():
        if rule.group != group:
            group = rule.group
            lines += [f"## {group}", ""]
        lines += [f"### {rule.id}", "", *_markdown(rule), ""]
        if rule.fixable:
            lines += ["`playbook check --fix` puts it right where it is safe to.", ""]
    return "\n".join(lines).rstrip()


def house_rules_as_page(playbook: Playbook) -> str:
    """The house rules as a Markdown page for editors, each with the checks that hold it and where it stands in full."""
    lines = ["---", "title: House rules", "---", "", "# House rules", ""]
    lines += ["What the playbook has decided, once, for every page in every language.", ""]
    lines += ["The rules, and the words that their checks look for, are kept in `taxonomy/rules.yml`.", ""]
    lines += ["Where a rule is wrong or unclear, settle it there first, then on all pages.", ""]
    for rule in playbook.rules.rules:
        pages = (playbook.reference(topic) for topic in rule.pages)
        where = " and ".join(f"[{page.title}](../{page.group}/{page.topic}.md)" for page in pages if page)
        held = ", ".join(f"[{name}](checks.md#{name})" for name in rule.held_by)
        lines += [f"## {rule.id.replace('-', ' ').capitalize()}", "", rule.rule, ""]
        lines += [
            f"Held by the check{'s' if len(rule.held_by) > 1 else ''} {held}." if held else "Held by reading.",
            "",
        ]
        lines += [f"It stands in full on {where}.", ""] if where else []
    return "\n".join(lines).rstrip()


def _markdown(rule: Rule) -> list[str]:
    """A manual with its examples as code blocks."""
    lines: list[str] = []
    for line in rule.manual.split("\n"):
        if line in {"Bad:", "Good:"}:
            if lines and lines[-1] == "":
                lines.pop()
            elif lines:
                lines.append("```")
            lines += ["", f"{line}", "", "```text"]
        else:
            lines.append(line.removeprefix("    "))
    return [*lines, "```"]
