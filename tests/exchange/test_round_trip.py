"""What goes out comes back: untouched to the byte, and edited with the edits alone."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playbook.exchange.export import make_job
from playbook.exchange.merge import plan_import
from playbook.exchange.notation import as_on_page, mark_counts
from playbook.exchange.page_texts import find_page_texts
from playbook.exchange.splicing import Unwritable, Wording, Writer
from playbook.model import REFERENCE, Page, Playbook
from tests.exchange.conftest import EN, FI, FORMATS, brought_back, edit, exported, run, through_file, tree, with_targets


@pytest.mark.parametrize("form", FORMATS)
def test_every_page_of_every_language_comes_back_as_it_went_out(playbook: Playbook, form: str, tmp_path: Path) -> None:
    for language in playbook.languages[1:] if form == "xliff" else ("th", "el"):
        job = through_file(make_job(playbook, language), form, tmp_path)
        assert len(job.pages) > 40
        merged = plan_import(playbook, job, "file")
        assert merged.plan.changes == ()
        assert merged.problems == ()


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_holds_what_went_into_it(playbook: Playbook, form: str, tmp_path: Path) -> None:
    job = make_job(playbook, "fi", ("angry-customer", "security-and-emergencies"))
    again = through_file(job, form, tmp_path)
    assert again.language == "fi"
    for page, same in zip(job.pages, again.pages, strict=True):
        assert (same.topic, same.stamp) == (page.topic, page.stamp)
        texts = [(unit.id, unit.source, unit.target) for unit in page.units]
        assert [(unit.id, unit.source, unit.target) for unit in same.units] == texts
        assert any("</a1>" in unit.source for unit in page.units)
        assert any("{{ " in unit.source for unit in page.units)


@pytest.mark.parametrize("form", FORMATS)
def test_an_edited_text_is_the_only_thing_that_changes(finnish: Path, form: str, tmp_path: Path) -> None:
    before = tree(finnish)
    targets = {
        "title": "Suuttunut asiakas",
        "keywords": "vihainen\nei, kiitos: #1\nhuutaa",
        "steps.1": "Kuuntele.\n24. joulukuuta ei kiistellä.",
        "steps.2": "Toista, kuten <a1>täällä</a1>.",
        "phrases.2.say": "”Voin tehdä tämän | tuon.”",
        "now.text": "Älä tuki tietä *koskaan*.",
        "practice.1.answer": "Sano, että katsotte laskun.\n- Ja heti.",
    }
    merged = brought_back(finnish, through_file(with_targets(exported(finnish), targets), form, tmp_path))
    assert merged.problems == ()
    expected = before[FI].decode()
    for old, new in (
        ("title: Vihainen asiakas", "title: Suuttunut asiakas"),
        ("# Vihainen asiakas", "# Suuttunut asiakas"),
        (
            next(line for line in expected.split("\n") if line.startswith("keywords: ")),
            'keywords: [vihainen, "ei, kiitos: #1", huutaa]',
        ),
        (
            "1. Kuuntele, kunnes hän on puhunut loppuun.\n   Älä väitä vastaan.",
            "1. Kuuntele.\n   24. joulukuuta ei kiistellä.",
        ),
        (
            "2. Toista, mikä meni vikaan, kuten sivulla [rehellisyys](../skills/honesty.md#why).",
            "2. Toista, kuten [täällä](../skills/honesty.md#why).",
        ),
        ("| ”Voin tehdä tämän.” |", "| ”Voin tehdä tämän \\| tuon.” |"),
        ("**Vaara.** Älä koskaan tuki tietä.", "**Vaara.** Älä tuki tietä \\*koskaan\\*."),
        ("> Sano, että katsotte laskun yhdessä heti.", "> Sano, että katsotte laskun.\n> \\- Ja heti."),
    ):
        assert expected.count(old) == 1
        expected = expected.replace(old, new)
    after = tree(finnish)
    assert after.pop(FI).decode() == expected
    del before[FI]
    assert after == before


WORDS = st.text(
    st.one_of(
        st.sampled_from(list("abc  äöğışΩฉัน.,:;!?\n\n") + list("*_`#>-+=|[]()<>&\\~{}\"'0123456789")),
        st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Cn", "Co")),
    ),
    max_size=60,
)


def _with_marks(text: str, source: str) -> str:
    """Any words, with the marks of the English text between them."""
    pairs = list(mark_counts(source))
    names = [name[1:-1] for name in pairs if re.fullmatch(r"<[abip]\d+>", name)]
    alone = [
        name for name in pairs if not re.fullmatch(r"</?[abip]\d+>", name) for _ in range(mark_counts(source)[name])
    ]
    if not names:
        return " ".join([text, *alone])
    words = re.sub(r"\\+\Z", lambda found: found[0] * 2, text)  # before a mark two stand for one
    others = [f"<{name}>sana</{name}>" for name in names[1:]]
    return " ".join([f"{words}<{names[0]}>sana</{names[0]}>", *others, *alone, text])


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_random_edits_survive_and_all_else_stays(playbook: Playbook, data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(playbook.languages[1:]))
    page = data.draw(st.sampled_from(list(playbook.in_language(language))))
    writer = Writer(playbook, language)
    segments = writer.segments(page)
    body = [segment for segment in segments.all if segment.id not in {"title", "summary", "keywords"}]
    chosen = data.draw(st.lists(st.sampled_from(body), min_size=1, max_size=3, unique_by=lambda segment: segment.id))
    wordings = {}
    for segment in chosen:
        text = as_on_page(_with_marks(data.draw(WORDS), segment.text), one_line=segment.one_line)
        if mark_counts(text) == mark_counts(segment.text) and text:
            wordings[segment.id] = Wording(text, segment.codes)
    after = writer.written(page, wordings)
    for segment in segments.all:
        wanted = wordings[segment.id].text if segment.id in wordings else segment.text
        assert writer.segments(after).by_id[segment.id].beside(segment).text == wanted
    _only_differs_there(page, after, [segments.by_id[name] for name in wordings])


def _only_differs_there(before: Page, after: Page, places: list) -> None:  # type: ignore[type-arg]
    """What stands around the edited texts is the same, to the byte."""
    raw, pattern, last = before.body.encode(), b"", 0
    for place in sorted(places, key=lambda place: place.start):
        pattern += re.escape(raw[last : place.start]) + b".*"
        last = place.end
    pattern += re.escape(raw[last:])
    assert re.fullmatch(pattern, after.body.encode(), re.DOTALL)
    assert before.text[: len(before.text) - len(before.body)] == after.text[: len(after.text) - len(after.body)]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=WORDS, form=st.sampled_from(FORMATS))
def test_any_text_survives_every_format(playbook: Playbook, tmp_path: Path, text: str, form: str) -> None:
    job = make_job(playbook, "fi", ("angry-customer",))
    source = next(unit.source for unit in job.pages[0].units if unit.id == "intro")
    wanted = as_on_page(_with_marks(text, source), one_line=False)
    again = through_file(with_targets(job, {"intro": wanted}), form, tmp_path)
    found = next(unit.target for unit in again.pages[0].units if unit.id == "intro")
    assert as_on_page(found, one_line=False) == wanted


def test_a_title_and_a_summary_may_hold_what_yaml_takes_for_its_own(finnish: Path) -> None:
    targets = {"title": 'Asiakas: "ei" #1', "summary": "- yes, [no] {maybe} & *all* | 'so' % @ `"}
    brought_back(finnish, with_targets(exported(finnish), targets))
    texts = {unit.id: unit.target for unit in exported(finnish).pages[0].units}
    assert {name: texts[name] for name in targets} == targets
    assert '# Asiakas: "ei" #1\n' in (finnish / FI).read_text("utf-8")


def test_a_heading_that_is_not_the_title_is_a_text_of_its_own(finnish: Path) -> None:
    edit(finnish / FI, "# Vihainen asiakas\n", "# Toinen otsikko\n")
    edit(finnish / EN, "# The angry customer\n", "# Another heading\n")
    job = exported(finnish)
    assert {unit.id: unit.target for unit in job.pages[0].units}["heading"] == "Toinen otsikko"
    brought_back(finnish, with_targets(job, {"title": "Uusi nimi"}))
    assert "title: Uusi nimi\n" in (finnish / FI).read_text("utf-8")
    assert "\n# Toinen otsikko\n" in (finnish / FI).read_text("utf-8")
    brought_back(finnish, with_targets(exported(finnish), {"heading": "Kolmas"}))
    assert "title: Uusi nimi\n" in (finnish / FI).read_text("utf-8")
    assert "\n# Kolmas\n" in (finnish / FI).read_text("utf-8")


def test_words_that_look_like_a_placeholder_stay_words(finnish: Path, tmp_path: Path) -> None:
    edit(finnish / EN, "Step back and breathe out.", "Step back \\<a1> and \\\\\\<b2/> breathe out.")
    job = exported(finnish)
    text = next(unit.source for unit in job.pages[0].units if unit.id == "now.1")
    assert mark_counts(text) == {}
    for form in FORMATS:
        again = through_file(with_targets(job, {"now.1": text}), form, tmp_path)
        assert next(unit.target for unit in again.pages[0].units if unit.id == "now.1") == text
    brought_back(finnish, with_targets(job, {"now.1": text}))
    assert next(unit.target for unit in exported(finnish).pages[0].units if unit.id == "now.1") == text


def test_marks_that_cannot_stand_side_by_side_are_refused_by_name(playbook: Playbook) -> None:
    page = next(page for page in playbook.in_language("fi"))
    writer = Writer(playbook, "fi")
    segment = next(segment for segment in writer.segments(page).all if segment.id == "steps.1")
    codes = {"<b1>": "**", "</b1>": "**"}
    assert "**sana**" in writer.written(page, {"steps.1": Wording("Yksi <b1>sana</b1> on.", codes)}).text
    with pytest.raises(Unwritable) as error:
        writer.written(page, {segment.id: Wording("a<b1>“sana”</b1>a", codes)})
    assert error.value.segment == "steps.1"


def test_segments_of_a_file_to_fill_in_are_those_of_the_english_page(playbook: Playbook) -> None:
    from playbook.exchange.merging import page_to_fill_in  # noqa: PLC0415

    writer = Writer(playbook, "fi")
    for page in playbook.in_language(REFERENCE):
        english = find_page_texts(page, playbook.taxonomy, playbook.locales[REFERENCE])
        draft = writer.segments(page_to_fill_in(writer, page, page.path))
        assert [segment.id for segment in draft.all] == [segment.id for segment in english.all]
        assert {segment.text for segment in draft.all} == {""}


def test_every_text_of_a_page_goes_out_once(playbook: Playbook) -> None:
    for page in playbook.in_language(REFERENCE):
        segments = find_page_texts(page, playbook.taxonomy, playbook.locales[REFERENCE]).all
        assert len({segment.id for segment in segments}) == len(segments)
        raw = page.body.encode()
        spans = sorted((segment.start, segment.end) for segment in segments if segment.tokens)
        assert all(first[1] <= second[0] for first, second in pairwise(spans))
        left, place = b"", 0
        for start, end in spans:
            left += raw[place:start]
            place = end
        left += raw[place:]
        words = set(re.findall(r"[^\W\d_]{2,}", re.sub(r"(?m)^#{1,2} .*$|\*\*.*?\*\*|^\| Say .*$", "", left.decode())))
        assert not words, (page.path, words)


def test_the_commands_say_what_they_did(finnish: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.po"
    outcome = run(finnish, "export", "--language", "fi", "--format", "po", "-o", str(file), "angry-customer")
    assert outcome.code == 0
    assert "17 texts of 1 page, 0 to translate" in outcome.text
    file.write_text(file.read_text("utf-8").replace("Tiskillä", "Kassalla"), "utf-8")
    assert "Nothing was changed (--dry-run)" in run(finnish, "import", "--dry-run", str(file)).text
    outcome = run(finnish, "import", str(file))
    assert outcome.code == 0
    assert f"out.po: 1 text is taken. Pages: {FI}." in outcome.text
    assert "### Kassalla" in (finnish / FI).read_text("utf-8")
    assert "has nothing that the pages do not have already" in run(finnish, "import", str(file)).text
