"""A topic page as shown: section ids before rendering; sections, rows, cards and folded answers after it."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement
from lxml.html import builder as tag

from playbook.model import Locale, Page, StalePart, Taxonomy
from playbook.shown.cards import warning_levels
from playbook.shown.letters import lower
from playbook.site.glossary_links import TermFinder, link_terms
from playbook.site.phrases import ShownRow, shown_rows
from playbook.site.slots import fill_slots
from playbook.site.stale_notice import add_notices


def prepare_topic(page: Page, taxonomy: Taxonomy, locale: Locale) -> str:
    """The body of a page as Markdown for mkdocs: every section and scene with its id, slots filled.

    `locale` is that of the page's own language. Ids come from the section vocabulary, so that they are the same in
    every language and never made from a heading's letters.
    """
    lines = page.lines
    for section in page.sections:
        if section.id is None:
            continue
        _set_id(lines, section.line, section.id)
        for number, scene in enumerate(section.scenes, 1):
            _set_id(lines, scene.line, f"{section.id}-{number}")
    return fill_slots("\n".join(lines[page.body_line - 1 :]), taxonomy, locale)


def _set_id(lines: list[str], number: int, identifier: str) -> None:
    lines[number - 1] = f"{lines[number - 1].rstrip()} {{#{identifier}}}"


TOOLS = "<!--page-tools-->"
"""Where the template puts the page's tools: below what comes first."""


def present_topic(
    html: str,
    page: Page,
    taxonomy: Taxonomy,
    locale: Locale,
    stale: tuple[StalePart, ...] = (),
    terms: TermFinder | None = None,
) -> str:
    """The rendered body of a topic page, shaped: `<section class="pb-section pb-now">`, phrase rows, cards, answers.

    "Right now" comes first, above the introduction: it is what somebody in trouble opens the page for.
    """
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    _wrap_sections(root)
    _put_first_things_first(root)
    _shape_phrases(root, tuple(shown_rows(page, taxonomy, locale)))
    _fold_answers(root, locale)
    _make_cards(root, taxonomy, locale)
    if terms:
        link_terms(root, terms)
    add_notices(root, stale, locale)
    return _inner_html(root)


def _wrap_sections(root: HtmlElement) -> None:
    section: HtmlElement | None = None
    for element in list(root):
        if element.tag == "h2":
            identifier = element.get("id") or ""
            section = tag.SECTION()
            section.set("class", f"pb-section pb-{identifier}")
            section.set("aria-labelledby", identifier)
            element.addprevious(section)
        if section is not None:
            section.append(element)


def _put_first_things_first(root: HtmlElement) -> None:
    intro = tag.DIV()
    intro.set("class", "pb-intro")
    title: HtmlElement | None = None
    for element in list(root):
        if element.tag == "section":
            break
        if element.tag == "h1":
            title = element
        else:
            intro.append(element)
    now = root.find('./section[@class="pb-section pb-now"]')
    above = now if now is not None else title
    if above is None:
        root.insert(0, intro)
    else:
        above.addnext(intro)
    intro.addnext(etree.Comment("page-tools"))


def _shape_phrases(root: HtmlElement, rows: tuple[ShownRow, ...]) -> None:
    for table in root.xpath('.//section[contains(@class, "pb-phrases")]//table'):
        table.set("class", "pb-phrase-table")
        table.set("role", "table")  # shown as cards on a phone, where a browser would take it for plain boxes
        heads = [cell.text_content() for cell in table.xpath(".//thead//th")]
        for cell in table.xpath(".//thead//th"):
            cell.set("role", "columnheader")
        for line in table.xpath(".//tr"):
            line.set("role", "row")
        for line, row in zip(table.xpath(".//tbody/tr"), rows, strict=False):
            line.set("id", f"phrases-{row.number}")
            line.set("data-topic-row", str(row.number))
            line.set("data-words", row.words)
            for index, (cell, html) in enumerate(zip(line, (row.say, row.avoid), strict=False)):
                cell.set("class", ("pb-say", "pb-avoid")[index])
                cell.set("role", "cell")
                cell.set("data-label", heads[index] if index < len(heads) else "")
                _fill(cell, html)


def _fill(cell: HtmlElement, html: str) -> None:
    """Set the content of a cell; markup that an editor put into it gives way, as the format has none there."""
    filled = lxml_html.fragment_fromstring(html, create_parent="td")
    cell.text = filled.text
    cell[:] = list(filled)


def _fold_answers(root: HtmlElement, locale: Locale) -> None:
    for quote in root.xpath('.//section[contains(@class, "pb-practice")]/blockquote'):
        summary = tag.SUMMARY(locale.text("Model answer"))
        details = tag.DETAILS(summary)
        details.set("class", "pb-answer")
        quote.addprevious(details)
        _append_all(details, list(quote))
        quote.getparent().remove(quote)


def _make_cards(root: HtmlElement, taxonomy: Taxonomy, locale: Locale) -> None:
    levels = warning_levels(taxonomy, locale)
    for quote in root.xpath(".//blockquote"):
        strong = quote.xpath("./p[1]/strong[1]")
        if not strong or (strong[0].getparent().text or "").strip():
            continue
        level = levels.get(lower(strong[0].text_content().strip(" .:!"), locale.code))
        if level:
            quote.tag = "div"
            quote.set("class", f"pb-card pb-card--{level}")
            quote.set("role", "note")


def _append_all(parent: HtmlElement, children: Iterable[HtmlElement]) -> None:
    for child in children:
        parent.append(child)


def _inner_html(root: HtmlElement) -> str:
    parts = [root.text or ""]
    parts.extend(lxml_html.tostring(child, encoding="unicode") for child in root)
    return "".join(parts)
