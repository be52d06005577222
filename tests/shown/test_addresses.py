"""A relative address leads, from the page it is written on, to where it was meant to."""

from __future__ import annotations

from urllib.parse import urljoin

from hypothesis import given
from hypothesis import strategies as st

from playbook.shown.addresses import relative_address

SITE = "https://care.example/book/"
FOLDERS = st.lists(st.sampled_from(["th", "skills", "empathy", "a"]), max_size=4).map(
    lambda names: "".join(f"{name}/" for name in names)
)
ADDRESSES = st.builds(
    lambda folders, file, anchor: folders + file + anchor,
    FOLDERS,
    st.sampled_from(["", "print.css", "index.html"]),
    st.sampled_from(["", "#now"]),
)


@given(ADDRESSES, FOLDERS)
def test_it_leads_there_and_is_no_longer_than_needed(address: str, here: str) -> None:
    relative = relative_address(address, here)
    assert urljoin(SITE + here, relative) == SITE + address
    assert not relative.startswith("/")
    assert relative.count("../") <= here.count("/")
