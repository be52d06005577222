"""The plans behind `rename` and `retire`: a topic under another id, or gone, everywhere at once."""

from __future__ import annotations

from collections.abc import Iterator

from playbook.editing.pages import TOPICS, require_identifier
from playbook.editing.plan import Change, Plan, Refusal, changed, current_text
from playbook.editing.redirects import FILE, Redirect, redirects, redirects_text, with_redirect
from playbook.editing.references import Move, in_markdown, lost_searches, mentions
from playbook.editing.yaml_text import rewrite
from playbook.model import Playbook, Topic
from playbook.model.problem import did_you_mean
from playbook.said import said


def plan_rename(playbook: Playbook, old: str, new: str) -> Plan:
    """Give a topic another id, which is its address and its file name in every language. Raises Refusal.

    The redirect is written first: it tells a second run, after a first one that was stopped, what was under way.
    """
    require_identifier(new)
    group, under_way = _group_of(playbook, old, new)
    if old == new:
        raise Refusal(said("the two ids are the same"))
    if playbook.taxonomy.topic(new) and not under_way:
        raise Refusal(said('there is a topic "{topic}" already', topic=new))
    move = Move(old, f"{group}/{old}.md", (new, f"{group}/{new}.md"), None)
    first, pages, gone = [], [], []
    for path, text in _pages_of(playbook, group, old):
        target = path.replace(f"/{old}.md", f"/{new}.md")
        moved = in_markdown(text, path, move)
        there = current_text(playbook.root, target)
        if there is not None and there != moved:
            raise Refusal(
                said(
                    "{target} is there already and says something else than {path}; keep one of the two",
                    target=target,
                    path=path,
                )
            )
        if there is None:
            pages.append(Change(target, moved))
        gone.append(Change(path, None))
    rows = with_redirect(redirects(playbook), Redirect(f"{group}/{old}", new, ""))
    first.append(Change(FILE, redirects_text(rows)))
    others = [change for change in mentions(playbook, move) if change.path not in {item.path for item in gone}]
    changes = changed(playbook.root, [*first, *pages, *others, _taxonomy(playbook, move), *gone])
    links = sum(change.path.endswith(".md") for change in others)
    done = (
        f'"{old}" is now "{new}": {len(gone)} pages, links in {links} other pages, '
        f"{len(others) - links} files of the taxonomy and the tests.",
        f"The old addresses lead on to the new ones ({FILE}).",
    )
    steps = (
        "The title on the pages is as it was; change it in each language if it should follow.",
        "Run: playbook check",
    )
    return Plan(changes, done, steps)


def _group_of(playbook: Playbook, old: str, new: str = "") -> tuple[str, bool]:
    """The group of the topic, and whether an earlier run was stopped when the taxonomy was already changed."""
    topic = playbook.taxonomy.topic(old)
    if topic:
        return topic.group, any(row.old == f"{topic.group}/{old}" and row.topic == new for row in redirects(playbook))
    for row in redirects(playbook):
        group, _, name = row.old.partition("/")
        if name == old and (not new or row.topic == new):
            return group, True
    meant = did_you_mean(old, (item.id for item in playbook.taxonomy.topics()), said("playbook status lists them all"))
    raise Refusal(said('there is no topic "{topic}"; {meant}', topic=old, meant=meant))


def _pages_of(playbook: Playbook, group: str, topic: str) -> list[tuple[str, str]]:
    """(path, text) of the topic's page in every language that has one. Raises UnreadableFile."""
    found = []
    for folder in sorted((playbook.root / "docs").iterdir()):
        path = f"docs/{folder.name}/{group}/{topic}.md"
        text = current_text(playbook.root, path)
        if text is not None:
            found.append((path, text))
    return found


def _taxonomy(playbook: Playbook, move: Move) -> Change:
    text = current_text(playbook.root, TOPICS) or ""
    return Change(TOPICS, rewrite(text, TOPICS, move.value))


def plan_retire(playbook: Playbook, old: str, to: str | None) -> Plan:
    """Take a topic out: its pages, its row and every mention; `to` is the topic that takes its place. Raises Refusal.

    Without one, links to it become plain text, and its address leads to its group.
    """
    group, under_way = _group_of(playbook, old)
    target = _target(playbook, old, to)
    sections = _sections(playbook, target) if target else None
    move = Move(old, f"{group}/{old}.md", (target.id, target.page_name) if target else None, sections)
    goal = Redirect(f"{group}/{old}", target.id if target else "", "" if target else group)
    rows = redirects(playbook) if under_way and to is None else with_redirect(redirects(playbook), goal)
    gone = [Change(path, None) for path, _ in _pages_of(playbook, group, old)]
    others = [change for change in mentions(playbook, move) if change.path not in {item.path for item in gone}]
    taxonomy = Change(
        TOPICS, rewrite(current_text(playbook.root, TOPICS) or "", TOPICS, _Without(playbook, move).value)
    )
    changes = changed(playbook.root, [Change(FILE, redirects_text(rows)), *others, taxonomy, *gone])
    where = f'to "{target.id}"' if target else f'to the group "{group}"'
    done = (
        f'"{old}" is retired: {len(gone)} pages removed, {len(others)} files that named it changed.',
        f"Its old addresses lead on {where} ({FILE}).",
    )
    takes = () if target else tuple(_taken(playbook, old))
    return Plan(changes, done, tuple(_after_retiring(playbook, old, target)), takes)


def _taken(playbook: Playbook, topic: str) -> Iterator[str]:
    """What leads to a topic and goes with it where nothing takes its place: answers, buttons, test searches."""
    guide = playbook.triage
    for question in guide.file.questions if guide else ():
        yield from (f"the answer “{row.text}” to “{question.text}”" for row in question.answers if row.topic == topic)
    for button in guide.situations if guide else ():
        if button.topic == topic:
            yield f"the button “{button.text}” on the start page"
    if guide and topic in guide.new_here:
        yield "its place in the list for those who are new"
    for code, synonyms in playbook.synonyms.items():
        words = (*synonyms.danger.get(topic, ()), *synonyms.topics.get(topic, ()))
        if words:
            yield f"what people type for it in {code}: {', '.join(words[:3])}{' …' if words[3:] else ''}"
    searches = list(lost_searches(playbook, topic))
    if searches:
        yield f"{len(searches)} test searches: {', '.join(searches[:5])}{' …' if searches[5:] else ''}"


class _Without:
    """A move for topics.yml: the topic's own row goes, and relations to it lead to what takes its place."""

    def __init__(self, playbook: Playbook, move: Move) -> None:
        self.move = move
        self.own = next(
            (
                (number, index)
                for number, group in enumerate(playbook.taxonomy.groups)
                for index, topic in enumerate(group.topics)
                if topic.id == move.target
            ),
            None,
        )

    def value(self, key: tuple[str | int, ...], value: str) -> str | None:
        is_itself = (key[1], key[3]) == self.own
        if value == self.move.old and (key[-1] == "id" or is_itself):
            return None
        return self.move.value(key, value)


def _target(playbook: Playbook, old: str, to: str | None) -> Topic | None:
    if to is None:
        return None
    target = playbook.taxonomy.topic(to)
    if target is None:
        raise Refusal(said('there is no topic "{topic}" to lead readers to', topic=to))
    if to == old:
        raise Refusal(said("a topic cannot take its own place"))
    return target


def _sections(playbook: Playbook, target: Topic) -> frozenset[str]:
    """The sections that the target's page has in every language that has the page."""
    found = [frozenset(page.by_id) for code in playbook.languages if (page := playbook.page(code, target.id))]
    return frozenset.intersection(*found) if found else frozenset()


def _after_retiring(playbook: Playbook, old: str, target: Topic | None) -> list[str]:
    rows = sum(
        any(goal.startswith(f"{old}#") for goal in row.to) for led in playbook.ledgers.values() for row in led.rows
    )
    steps = []
    if rows:
        where = (
            f"what it said must be on {target.page_name} now" if target else "place it on other pages, or say why not"
        )
        steps.append(f"{rows} lines of the source articles were on this page; {where}: playbook articles verify")
    if target is None:
        steps.append("Read the sentences that linked to it; the link is gone and the words are still there: git diff")
    else:
        steps.append(f'Read the links that lead to "{target.id}" now; their words may need a change: git diff')
    return [*steps, "Run: playbook check"]
