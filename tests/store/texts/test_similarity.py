"""The same story in other words, and the same quote in another wording."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seeds
from store.texts.similarity import same_quote, same_story, sample, wording, words

SHIPPED = [path.read_text("utf-8") for path in sorted(Path(str(seeds.__file__)).parent.glob("*.txt"))]


def edited(text: str, chance: random.Random, changed: float, left_out: float) -> str:
    """`text` as another agency runs it: words changed, paragraphs left out."""
    paragraphs = [line for line in text.splitlines() if line.strip()]
    remaining = [line for line in paragraphs if chance.random() >= left_out] or paragraphs[:1]
    return "\n\n".join(
        " ".join("other" if chance.random() < changed else word for word in line.split()) for line in remaining
    )


def alike(one: str, other: str) -> bool:
    mine, theirs = sample(one), sample(other)
    return same_story(len(mine & theirs), len(mine), len(theirs))


@pytest.mark.parametrize("text", SHIPPED, ids=lambda text: str(text.split(maxsplit=1)[0]))
def test_a_shorter_edited_version_tells_the_same_story(text: str) -> None:
    assert alike(text, text)
    found = [alike(text, edited(text, random.Random(seed), 0.02, 0.3)) for seed in range(20)]
    assert sum(found) >= 19


def test_other_stories_are_not_the_same() -> None:
    assert not any(alike(one, other) for one, other in itertools.combinations(SHIPPED, 2))


SAME = (
    ("We will not pay for the bridge, not now and not later", "We will not pay for the bridge — not now, not later"),
    ("Russia is carrying out the country’s most ambitious defense rearmament since the Soviet era",
     "the country's most ambitious defence rearmament since the Soviet era"),
    ("THE CHINESE HAVE NOT DIRECTLY SUPPLIED MOSCOW WITH WEAPONS", "the Chinese have not directly supplied Moscow"),
)  # fmt: skip
OTHER = (
    ("It is what it is and that is that", "It is what it is, and we will see to that"),
    ("We will not pay", "We will not pay"),
    ("The bridge will be opened in May", "The minister will be heard on Friday"),
    ("He has been a friend to us and to the country", "It has been a year to us, and to the people too"),
    ("", ""),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_quote(one: str, other: str) -> None:
    assert same_quote(one, other) >= 0.75
    assert same_quote(one, other) == same_quote(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_quote(one: str, other: str) -> None:
    assert same_quote(one, other) == 0


def test_differences_in_wording_are_shown_word_by_word() -> None:
    found = wording("We will never pay for it", "We shall never pay for the bridge")
    assert [(each.one, each.other) for each in found if not each.same] == [("will ", "shall "), ("it", "the bridge")]
    assert all(words(each.one) == words(each.other) for each in found if each.same)


TEXT = st.text(alphabet=st.sampled_from("ab ’'.“\u0130ß-\n"), max_size=60)


@given(TEXT, TEXT)
@settings(max_examples=300, deadline=None)
def test_both_wordings_are_given_back_whole(one: str, other: str) -> None:
    found = wording(one, other)
    assert "".join(each.one for each in found) == one
    assert "".join(each.other for each in found) == other
