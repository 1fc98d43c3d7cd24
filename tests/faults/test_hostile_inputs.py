"""The short form of `hostile_inputs.py`: every string of the corpus on every surface."""

from __future__ import annotations

import pytest

from tests.faults.hostile_inputs import INPUTS_PER_SURFACE, SURFACES, inputs, look
from tests.hostile import STRINGS, in_lines

pytestmark = pytest.mark.terminal


def test_none_of_the_corpus_reaches_a_terminal_raw() -> None:
    total, faults = look(len(STRINGS))
    assert (total, faults) == (len(STRINGS) * len(SURFACES), [])


def test_the_long_form_has_a_thousand_that_would_be_seen_raw() -> None:
    texts = inputs(INPUTS_PER_SURFACE)
    assert len(set(texts)) * len(SURFACES) >= 1000
    raw = sum(bool(in_lines(text.encode("utf-8", "surrogatepass"))) for text in texts)
    assert raw >= 0.9 * len(texts), "the rest are deceptions of markup and length"
