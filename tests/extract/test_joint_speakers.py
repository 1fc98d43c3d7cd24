"""Quotes that several people say together: the first is the actor, all are listed."""

from __future__ import annotations

import pytest

from extract.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("story", "names"),
    [
        ("Ann Bell and Omar Diaz said the bridge was safe.", ["Ann Bell", "Omar Diaz"]),
        ("Both US and Chinese officials say that the talks go on.", ["US officials", "Chinese officials"]),
        ("Ann Bell said the bridge and the road were safe.", ["Ann Bell"]),
        ("“It is safe,” said Ann Bell of Fenwick Bank.", ["Ann Bell"]),
    ],
)
def test_all_joint_speakers_are_listed(reader: Reader, story: str, names: list[str]) -> None:
    article = reader.read(story, id="a", source="a")
    quote = article.quotes[0]
    listed = [actor.name for actor in (article.actor(id_) for id_ in quote.actors) if actor is not None]
    assert listed == names
    assert quote.actor == quote.actors[0]
