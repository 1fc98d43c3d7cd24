"""Actors: who acts in an article, under which name, role and affiliation."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.coreference.actors import ResolvedActors, resolve
from extract.layout.zones import zone
from extract.lexicon.countries import gazetteer
from extract.parse.spacy_parser import SpacyParser
from extract.quotes.attribution import Attribution
from extract.reader import SILENT
from extract.types import Actor, Span

HEAD = "A long night ends in a draw\n\n"
PARSER = SpacyParser()


def found_in(text: str, attributions: list[Attribution] | None = None) -> ResolvedActors:
    blocks = zone(text).blocks
    parses = PARSER.parse(text, [block.span for block in blocks if block.kind not in SILENT])
    return resolve(text, blocks, parses, attributions or [])


def actors_in(story: str) -> dict[str, Actor]:
    return {actor.name: actor for actor in found_in(HEAD + story).actors}


def mentions(story: str, name: str) -> list[str]:
    text = HEAD + story
    return [m.span.of(text) for m in actors_in(story)[name].mentions]


@pytest.mark.parametrize(
    ("story", "name", "role", "affiliation"),
    [
        ("Russian Foreign Minister Sergey Lavrov left early.", "Sergey Lavrov", "Foreign Minister", "Russia"),
        ("US President Joe Biden left early.", "Joe Biden", "President", "United States"),
        ("Canada's Finance Minister Ann Bell left early.", "Ann Bell", "Finance Minister", "Canada"),
        ("Brent Oakley, an analyst at Fenwick Bank, left early.", "Brent Oakley", "analyst", "Fenwick Bank"),
        ("Chief Financial Officer Paul Grant left early.", "Paul Grant", "Chief Financial Officer", None),
        (
            "Treasury Secretary Janet Yellen left early. The US hopes for more.",
            "Janet Yellen",
            "Treasury Secretary",
            "United States",
        ),
    ],
)
def test_role_and_affiliation_of_a_person(story: str, name: str, role: str, affiliation: str | None) -> None:
    actor = actors_in(story)[name]
    assert (actor.kind, actor.role, actor.affiliation) == ("person", role, affiliation)


def test_a_spokesman_of_the_embassy_speaks_for_the_one_embassy_of_the_article() -> None:
    story = "Embassy spokesman Peter Grant left early. The Norwegian embassy in London insists that nothing happened."
    assert actors_in(story)["Peter Grant"].affiliation == "Norwegian embassy in London"


def test_a_surname_is_its_full_name() -> None:
    story = "Ann Bell met reporters on Monday. Bell left early. Mrs. Bell did not return."
    assert mentions(story, "Ann Bell") == ["Ann Bell", "Bell", "Bell"]


def test_honorifics_separate_two_of_one_surname() -> None:
    story = "Ann Bell met her brother Peter Bell on Monday. Mr. Bell left early. Ms. Bell stayed."
    assert mentions(story, "Peter Bell")[:2] == ["Peter Bell", "Bell"]
    assert "Bell" in mentions(story, "Ann Bell")


def test_a_nickname_is_part_of_the_name() -> None:
    story = "Mayor Vincent “Vinny” Calabrese denied it on Monday. Calabrese left early."
    assert mentions(story, "Vincent “Vinny” Calabrese") == ["Vincent “Vinny” Calabrese", "Calabrese"]


@pytest.mark.parametrize(
    ("story", "name", "short"),
    [
        ("The World Health Organization (WHO) met on Monday. The WHO left early.", "World Health Organization", "WHO"),
        ("Larkspur Foods Inc. met investors. Larkspur left early.", "Larkspur Foods Inc.", "Larkspur"),
    ],
)
def test_a_short_name_is_its_long_name(story: str, name: str, short: str) -> None:
    assert any(short in mention for mention in mentions(story, name)[1:])


def test_shared_heads_are_two_groups() -> None:
    actors = actors_in("Both US and Chinese officials say nothing has changed.")
    for name, country in (("US officials", "United States"), ("Chinese officials", "China")):
        assert (actors[name].kind, actors[name].role, actors[name].affiliation) == ("group", "officials", country)


@pytest.mark.parametrize(
    ("story", "acts"),
    [
        ("Moscow rejected the plan on Monday.", True),
        ("Nobody has supplied Moscow with weapons.", True),
        ("The Chinese have not answered.", True),
        ("The minister travels to Moscow on Monday.", False),
        ("The meeting is held in Moscow on Monday.", False),
        ("The meeting is held in Russia on Monday.", False),
    ],
)
def test_a_capital_or_country_is_an_actor_only_where_it_acts(story: str, acts: bool) -> None:
    assert bool({"Russia", "China"} & set(actors_in(story))) == acts


def test_kinds_of_the_nameless() -> None:
    actors = actors_in("A person with knowledge of the talks declined to comment. Protesters blocked the road.")
    assert actors["person with knowledge of the talks"].kind == "anonymous"
    assert actors["Protesters"].kind == "group"


def test_a_slip_of_the_pen_is_a_warning_and_no_actor() -> None:
    found = found_in(HEAD + "Kian’s Foreign Minister Wang Yi met China’s neighbours. China wants more trade.")
    names = {actor.name: actor for actor in found.actors}
    assert "Kian" not in names
    assert names["Wang Yi"].affiliation == "China"
    assert any("Kian" in warning for warning in found.warnings)


def test_a_title_the_country_does_not_have_is_shown_as_printed_and_doubted() -> None:
    found = found_in(HEAD + "German Prime Minister Olaf Scholz left early.")
    assert next(a for a in found.actors if a.name == "Olaf Scholz").role == "Prime Minister"
    assert any("Scholz" in warning for warning in found.warnings)


def test_credits_datelines_and_kickers_name_no_actor() -> None:
    text = (
        "A long night ends in a draw\n\nAnn Bell at the quay on Monday. Photo: Peter Grant / Acme Images\n\n"
        "OSLO, March 3 (Acme Wire) - Ann Bell left early.\n"
    )
    assert {actor.name for actor in found_in(text).actors} == {"Ann Bell"}


@pytest.mark.parametrize(("word", "country"), [("Kian", "China"), ("Norwya", "Norway"), ("Ukrane", "Ukraine")])
def test_names_one_slip_away(word: str, country: str) -> None:
    assert [c.name for c in gazetteer().near(word)] == [country]


PLAIN = "Mr. Ann Bell US Chinese officials and said he ’s , ( ) the of President Council Moscow it who : – embassy I we"
WORDS = st.sampled_from([*PLAIN.split(), "“", "”", "\u202e", "\x00", "👩‍👩‍👧", "e\u0301", "\n\n"])


@given(st.lists(WORDS, max_size=60), st.data())
@settings(max_examples=120, deadline=None)
def test_hostile_text_never_raises_and_offsets_stay_inside(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    at = st.integers(0, max(0, len(text) - 1))
    spans = [
        Span(start, min(len(text), start + data.draw(st.integers(1, 20))))
        for start in data.draw(st.lists(at, max_size=4))
        if text
    ]
    attributions = [Attribution("direct", [span], data.draw(st.sampled_from([None, *spans]))) for span in spans]
    found = found_in(text, attributions)
    ids = {actor.id for actor in found.actors}
    assert len(ids) == len(found.actors)
    assert [quote.fragments for quote in found.quotes] == [tuple(a.fragments) for a in attributions]
    for quote in found.quotes:
        assert quote.actor is None or quote.actor in ids
        assert 0 <= quote.confidence <= 1
    for actor in found.actors:
        assert actor.mentions
        assert all(0 <= m.span.start < m.span.end <= len(text) for m in actor.mentions)


def test_one_given_to_another_is_nobodys_speaker() -> None:
    text = "embassy \n\n Bell embassy Mr. Mr."
    found = found_in(text, [Attribution("direct", [Span(16, 17)], Span(16, 17))])
    assert all(actor.mentions for actor in found.actors)
