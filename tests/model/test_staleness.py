"""What counts as a change of the English text, and what does not."""

from __future__ import annotations

import pytest

from playbook.model.staleness import fingerprint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Wait, then speak.", "Wait; then speak"),
        ("“Please wait.”", "'Please  wait.'"),
        ("Don't shout", "Don’t shout"),
        ("a – b", "a - b"),
        ("one\ntwo", "one two"),
        ("Stop", "stop"),
    ],
)
def test_typography_is_no_change(old: str, new: str) -> None:
    assert fingerprint(old) == fingerprint(new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("within 14 days", "within 30 days"),
        ("5,400 a year", "5,500 a year"),
        ("1.5 hours", "15 hours"),
        ("Do shout", "Do not shout"),
        ("10 %", "10 €"),
        ("at 5 degrees", "at -5 degrees"),
        ("call {{ duty_manager }}", "call {{ security_phone }}"),
    ],
)
def test_a_word_a_figure_or_a_sign_is_a_change(old: str, new: str) -> None:
    assert fingerprint(old) != fingerprint(new)
