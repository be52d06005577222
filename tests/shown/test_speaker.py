"""The form in which Thai speakers say what is said: of women, of men, of both."""

from __future__ import annotations

import re

import pytest

from playbook.checks.words._speech import told_not_to_say, told_to_say
from playbook.model import load_playbook
from playbook.shown.speaker import SPEAKERS, quotations_by, spoken_by
from tests.conftest import ROOT

PLAYBOOK = load_playbook(ROOT)
PAGES = list(PLAYBOOK.in_language("th"))
CHILD = "หนูมากับใคร"
"""Said to a child, who is หนู whoever speaks."""
REAL = [
    ("สวัสดีค่ะ ดิฉัน{{ my_name }}ค่ะ มีอะไรให้ช่วยไหมคะ", "สวัสดีครับ ผม{{ my_name }}ครับ มีอะไรให้ช่วยไหมครับ"),
    ("ขอเวลาดูให้ละเอียดสักครู่นะคะ", "ขอเวลาดูให้ละเอียดสักครู่นะครับ"),
    ("ตอนนี้ดิฉันยังไม่ทราบว่าพลาดตรงไหนค่ะ", "ตอนนี้ผมยังไม่ทราบว่าพลาดตรงไหนครับ"),
    ("คุณเสื้อขาวคะ รบกวนไปตามผู้ปฐมพยาบาลให้หน่อยค่ะ", "คุณเสื้อขาวครับ รบกวนไปตามผู้ปฐมพยาบาลให้หน่อยครับ"),
    ("อยู่ตรงนี้ปลอดภัยนะคะ หนูมากับใครคะ", "อยู่ตรงนี้ปลอดภัยนะครับ หนูมากับใครครับ"),
    ("มีคะแนนสะสมอยู่ค่ะ", "มีคะแนนสะสมอยู่ครับ"),
    ("ใช้เวลาไปครึ่งบ่ายเลยนะคะเนี่ย", "ใช้เวลาไปครึ่งบ่ายเลยนะครับเนี่ย"),
    ("อย่าจับตัวค่ะ", "อย่าจับตัวครับ"),
]


@pytest.mark.parametrize(("woman", "man"), REAL)
def test_the_form_of_men_follows_from_that_of_women(woman: str, man: str) -> None:
    assert spoken_by(woman, "woman") == woman
    assert spoken_by(woman, "man") == man


def test_where_it_does_not_follow_the_page_says_both() -> None:
    text = "เดี๋ยวหนู/ผมต้องแจ้งลูกค้าค่ะ"
    assert spoken_by(text, "woman") == "เดี๋ยวหนูต้องแจ้งลูกค้าค่ะ"
    assert spoken_by(text, "man") == "เดี๋ยวผมต้องแจ้งลูกค้าครับ"
    assert spoken_by(text, "both") == "เดี๋ยวหนู/ผมต้องแจ้งลูกค้าค่ะ/ครับ"


def test_only_what_stands_in_quotation_marks_is_changed() -> None:
    pieces = ["ลงท้ายด้วย ค่ะ เสมอ “ดิฉัน", "มาลี", "ค่ะ” แล้วยิ้ม", "ค่ะ"]
    assert list(quotations_by(pieces, "man")) == ["ลงท้ายด้วย ค่ะ เสมอ “ผม", "มาลี", "ครับ” แล้วยิ้ม", "ค่ะ"]


def test_no_page_has_a_wrong_form_for_anybody() -> None:
    said = [line.text for page in PAGES for line in (*told_to_say(page, PLAYBOOK.rules), *told_not_to_say(page))]
    assert len(said) > 500
    men = re.compile("ค่ะ|คะ(?!แนน)|ดิฉัน|หนู")
    women = re.compile("ครับ|(?<!ทำ)(?<!สี)ผม")
    assert not [text for text in said if men.search(spoken_by(text, "man").replace(CHILD, ""))]
    assert not [text for text in said if women.search(spoken_by(text, "woman"))]
    assert not [text for text in said if re.search("/(?:ครับ|ผม)/|ครับครับ", spoken_by(text, "both"))]


@pytest.mark.parametrize("speaker", SPEAKERS)
def test_what_has_no_form_stays_as_it_is(speaker: str) -> None:
    assert spoken_by("ขอพักก่อนนะ", speaker) == "ขอพักก่อนนะ"
