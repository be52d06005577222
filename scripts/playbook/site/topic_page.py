"""A topic page as shown: section ids before rendering; sections, rows, cards and folded answers after it."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import html as lxml_html
from lxml.html import HtmlElement
from lxml.html import builder as tag

from playbook.model import Locale, Page, Taxonomy
from playbook.site.slots import fill_slots


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


def present_topic(html: str, taxonomy: Taxonomy, locale: Locale) -> str:
    """The rendered body of a topic page, shaped: `<section class="pb-section pb-now">`, phrase rows, cards, answers."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    _wrap_sections(root)
    _number_phrases(root)
    _fold_answers(root, locale)
    _make_cards(root, taxonomy, locale)
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


def _number_phrases(root: HtmlElement) -> None:
    for table in root.xpath('.//section[contains(@class, "pb-phrases")]//table'):
        table.set("class", "pb-phrase-table")
        heads = [cell.text_content() for cell in table.xpath(".//thead//th")]
        for number, row in enumerate(table.xpath(".//tbody/tr"), 1):
            row.set("id", f"phrases-{number}")
            for index, cell in enumerate(row):
                cell.set("class", ("pb-say", "pb-avoid")[min(index, 1)])
                cell.set("data-label", heads[index] if index < len(heads) else "")


def _fold_answers(root: HtmlElement, locale: Locale) -> None:
    for quote in root.xpath('.//section[contains(@class, "pb-practice")]/blockquote'):
        summary = tag.SUMMARY(locale.text("Model answer"))
        details = tag.DETAILS(summary)
        details.set("class", "pb-answer")
        quote.addprevious(details)
        _append_all(details, list(quote))
        quote.getparent().remove(quote)


def _make_cards(root: HtmlElement, taxonomy: Taxonomy, locale: Locale) -> None:
    levels = {locale.text(word, "warning").casefold(): level for level, word in taxonomy.warnings.items()}
    for quote in root.xpath(".//blockquote"):
        strong = quote.xpath("./p[1]/strong[1]")
        if not strong or (strong[0].getparent().text or "").strip():
            continue
        level = levels.get(strong[0].text_content().rstrip(".: ").casefold())
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
