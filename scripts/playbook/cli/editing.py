"""`playbook new`, `translate`, `translated` and `reviewed`: pages from nothing to published."""

from __future__ import annotations

import datetime

import click

from playbook.cli import load
from playbook.cli.planning import carry_out, dry_run_option, page_named
from playbook.editing.pages import plan_all_translated, plan_new, plan_reviewed, plan_translate, plan_translated
from playbook.model import REFERENCE, Playbook


@click.command()
@click.argument("topic")
@click.option("--group", help="The group it belongs to: mindset, skills, customers …  [required for a new topic]")
@click.option("--kind", help="What kind of page it is. Default: that of the group's other topics.")
@click.option("--title", default="", help="The English title.")
@click.option("--priority", type=click.IntRange(1, 3), default=3, help="1 safety, 2 daily trouble, 3 everything else.")
@dry_run_option
@click.pass_context
def new(
    ctx: click.Context, topic: str, group: str | None, kind: str | None, title: str, priority: int, dry_run: bool
) -> None:
    """Add a topic: its row in the taxonomy, and its English page to fill in.

    TOPIC is the new topic's id: small letters and dashes, such as late-delivery. It becomes the page's address in every
    language, so choose it well.

    \b
    Example: playbook new late-delivery --group situations --title "The late delivery"
    """
    playbook = load(ctx)
    known = playbook.taxonomy.topic(topic)
    group = group or (known.group if known else None)
    if group is None:
        names = ", ".join(item.id for item in playbook.taxonomy.groups)
        raise click.UsageError(f"say which group the topic belongs to: --group {names.replace(', ', ' | ')}")
    kind = kind or (known.kind if known else _usual_kind(playbook, group))
    carry_out(ctx, playbook, lambda: plan_new(playbook, topic, group, kind, title.strip(), priority), dry_run=dry_run)


def _usual_kind(playbook: Playbook, group: str) -> str:
    kinds = [topic.kind for topic in playbook.taxonomy.topics() if topic.group == group]
    return max(kinds, key=kinds.count) if kinds else next(iter(playbook.taxonomy.kinds))


@click.command()
@click.argument("page", nargs=-1, required=True, metavar="TOPIC LANGUAGE")
@dry_run_option
@click.pass_context
def translate(ctx: click.Context, page: tuple[str, ...], dry_run: bool) -> None:
    """Make the file to fill in for a topic in a language.

    The file has the headings in that language and as many steps, phrases and scenes as the English page, with the
    English text beside each as a comment. Put your words in place of the comments. Into a page that is there, what is
    new in English is put the same way, steps, phrases, scenes and sections; what you wrote stays as it is.

    \b
    Example: playbook translate angry-customer th
    """
    playbook = load(ctx)
    topic, language = page_named(playbook, page)
    carry_out(ctx, playbook, lambda: plan_translate(playbook, topic, language), dry_run=dry_run)


@click.command()
@click.argument("page", nargs=-1, metavar="TOPIC LANGUAGE")
@click.option(
    "--section", "sections", multiple=True, help="Only this section (now, steps, phrases …); may be repeated."
)
@click.option("--all", "everything", is_flag=True, help="Every finished page that has no record yet.")
@click.option(
    "--again", is_flag=True, help="With --all: also pages that are out of date. Only if you compared them all."
)
@click.option("--unchanged", is_flag=True, help="You compared the two, and the page says so already, as it is.")
@click.option("--yes", is_flag=True, help="With --all: do not ask.")
@dry_run_option
@click.pass_context
def translated(
    ctx: click.Context,
    page: tuple[str, ...],
    sections: tuple[str, ...],
    everything: bool,
    again: bool,
    unchanged: bool,
    yes: bool,
    dry_run: bool,
) -> None:
    """Say that a translation is up to date: it says what the English page says now.

    The page then remembers, section by section and phrase by phrase, which English text it was made from. When the
    English changes, `playbook status` and the site name exactly those sections. A page with faults, with English text
    in it, or in which nothing was done since the English changed is not recorded: the command says why.

    \b
    Examples: playbook translated angry-customer th
              playbook translated angry-customer th --section steps
              playbook translated --all th
    """
    playbook = load(ctx)
    if not everything:
        topic, language = page_named(playbook, page)
        carry_out(
            ctx,
            playbook,
            lambda: plan_translated(playbook, topic, language, sections, unchanged=unchanged),
            dry_run=dry_run,
        )
        return
    unknown = [name for name in page if name not in playbook.languages]
    if unknown:
        raise click.UsageError(playbook.no_language(unknown[0]))
    languages = page or tuple(code for code in playbook.languages if code != REFERENCE)
    question = "Has somebody compared all these pages with the English ones, and do they say the same?"
    carry_out(
        ctx,
        playbook,
        lambda: plan_all_translated(playbook, languages, again=again),
        dry_run=dry_run,
        question="" if yes else question,
    )


@click.command("reviewed")
@click.argument("page", nargs=-1, required=True, metavar="TOPIC LANGUAGE")
@click.option("--by", "name", required=True, metavar="NAME", help="Who read the page.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="When. Default: today.")
@dry_run_option
@click.pass_context
def record_review(
    ctx: click.Context, page: tuple[str, ...], name: str, day: datetime.datetime | None, dry_run: bool
) -> None:
    """Write into a page who read it and when; readers see it at the foot of the page.

    \b
    Example: playbook reviewed angry-customer th --by "Malee Srisai"
    """
    playbook = load(ctx)
    topic, language = page_named(playbook, page)
    date = day.date() if day else datetime.date.today()
    carry_out(ctx, playbook, lambda: plan_reviewed(playbook, topic, language, name, date), dry_run=dry_run)
