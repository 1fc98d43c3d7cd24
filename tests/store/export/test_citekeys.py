"""Citation keys: safe everywhere, one an article, and never another one."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from store.export.citekeys import citekey


def test_a_key_of_the_library_is_its_citation_key() -> None:
    assert citekey("us-china-russia-1a2b3c4d") == "us-china-russia-1a2b3c4d"


@settings(max_examples=200, deadline=None)
@given(st.text(), st.text())
def test_any_key_makes_a_safe_one_and_two_make_two(one: str, other: str) -> None:
    key = citekey(one)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)
    assert citekey(one) == key
    assert (citekey(other) == key) == (one == other)
