"""Resolution: which actor is behind a pronoun, a noun phrase and a quote."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from extract.coreference.actors import resolve
from extract.layout.zones import zone
from extract.parse.spacy_parser import SpacyParser
from extract.quotes.attribution import Attribution
from extract.reader import SILENT
from extract.types import Quote, Span

HEAD = "A long night ends in a draw\n\n"
PARSER = SpacyParser()


class Read(NamedTuple):
    """Who is behind each quote, and who each mention is, by the words as printed."""

    speakers: list[str | None]
    quotes: list[Quote]
    whose: dict[str, list[str]]


def read(story: str, *attributed: tuple[str, str | None]) -> Read:
    """Resolve `story`, in which each (content, speaker words) of `said` stands; the speaker beside its content."""
    text = story if "\n\n" in story and story.startswith("#") else HEAD + story
    text = text.removeprefix("#")
    attributions = []
    for content, speaker in attributed:
        start = text.index(content)
        beside = None
        if speaker is not None:
            places = [i for i in range(len(text)) if text.startswith(speaker, i)]
            at = min(places, key=lambda i: min(abs(i - start - len(content)), abs(i + len(speaker) - start)))
            beside = Span(at, at + len(speaker))
        quoted = text[start - 1 : start] == "“"
        attributions.append(
            Attribution("direct" if quoted else "indirect", [Span(start, start + len(content))], beside)
        )
    blocks = zone(text).blocks
    parses = PARSER.parse(text, [block.span for block in blocks if block.kind not in SILENT])
    found = resolve(text, blocks, parses, attributions)
    names = {actor.id: actor.name for actor in found.actors}
    whose: dict[str, list[str]] = {}
    for actor in found.actors:
        for mention in actor.mentions:
            whose.setdefault(mention.span.of(text), []).append(actor.name)
    return Read([names.get(quote.actor or "") for quote in found.quotes], found.quotes, whose)


@pytest.mark.parametrize(
    ("story", "content", "speaker", "actor"),
    [
        ("Ann Bell met the mayor. “We will not move,” she said.", "We will not move", "she", "Ann Bell"),
        ("Ann Bell met Peter Grant. “We will not move,” he said.", "We will not move", "he", "Peter Grant"),
        ("Peter Grant left early. “We will not move,” Grant said.", "We will not move", "Grant", "Peter Grant"),
        (
            "Finance Minister Ann Bell left early. It rained. “We will not move,” the minister said.",
            "We will not move",
            "the minister",
            "Ann Bell",
        ),
        (
            "Larkspur Foods cut its forecast. “We feel it,” the company said.",
            "We feel it",
            "the company",
            "Larkspur Foods",
        ),
        (
            "A senior official met reporters on Monday. “We will not move,” he said.",
            "We will not move",
            "he",
            "senior official",
        ),
        ("“We will not move,” said its lawyer, Ann Bell.", "We will not move", "its lawyer, Ann Bell", "Ann Bell"),
    ],
)
def test_the_person_behind_the_speaker_words(story: str, content: str, speaker: str, actor: str) -> None:
    assert read(story, (content, speaker)).speakers == [actor]


def test_impersonal_it_is_who_spoke_before() -> None:
    story = "According to US officials, talks go on. It is also a topic in Europe, it says."
    got = read(story, ("talks go on", "US officials"), ("It is also a topic in Europe", "it"))
    assert got.speakers == ["US officials", "US officials"]


def test_first_persons_in_a_quote_are_its_speaker_and_whom_it_speaks_for() -> None:
    story = "US President Joe Biden left early. “I think we agree with the US,” Biden said."
    got = read(story, ("I think we agree with the US,", "Biden"))
    assert got.whose["I"] == ["Joe Biden"]
    assert got.whose["we"] == ["United States"]


def test_he_in_a_quote_is_not_its_speaker() -> None:
    story = "Peter Grant met Paul Oakley on Monday. “He will not move,” Oakley said."
    assert read(story, ("He will not move,", "Oakley")).whose["He"] == ["Peter Grant"]


def test_an_object_is_not_its_own_subject() -> None:
    story = "Peter Grant waited outside. Paul Oakley saw him."
    assert read(story).whose["him"] == ["Peter Grant"]


def test_the_clause_after_say_is_about_its_speaker() -> None:
    story = "Paul Oakley opened the meeting. Peter Grant said he was tired."
    assert read(story).whose["he"] == ["Peter Grant"]


def test_the_nameless_of_the_headline_get_their_name() -> None:
    story = "#Minister rejects plan\n\nFinance Minister Ann Bell rejected the plan on Monday. She left early.\n"
    got = read(story, ("plan", "Minister"))
    assert got.speakers == ["Ann Bell"]


def test_a_quote_without_speaker_words_has_the_speaker_before_it_and_less_confidence() -> None:
    story = "“We will not move,” Ann Bell said. “Never.”"
    got = read(story, ("We will not move", "Ann Bell"), ("Never.", None))
    assert got.speakers == ["Ann Bell", "Ann Bell"]
    assert got.quotes[1].confidence < got.quotes[0].confidence


@pytest.mark.parametrize(
    ("speaker", "anonymous"),
    [
        ("Ann Bell", False),
        ("a senior official", True),
        ("residents", True),
        ("Larkspur Foods", False),
        ("the Norwegian embassy", False),
    ],
)
def test_anonymous_is_who_has_no_name_anywhere(speaker: str, anonymous: bool) -> None:
    story = f"According to {speaker}, nothing has changed since Monday."
    assert read(story, ("nothing has changed", speaker)).quotes[0].anonymous is anonymous
