"""Actors rule by rule, read by the whole reader: documents, ships, pairs, interviews, columns and passers-by."""

from __future__ import annotations

import pytest

from extract.reader import Reader
from extract.types import Actor, Article

READER = Reader()
END = "\n\nThe night ended late, and the city was quiet again by four in the morning."


def read(story: str) -> Article:
    return READER.read(f"A long night ends in a draw\n\n{story}{END}", id="x", source="x.txt")


def actors_in(story: str) -> dict[str, Actor]:
    return {actor.name: actor for actor in read(story).actors}


def speakers(story: str) -> list[str | None]:
    """The name of the actor behind every quote, in text order."""
    article = read(story)
    found = [article.actor(quote.actor) for quote in article.quotes]
    return [actor.name if actor else None for actor in found]


@pytest.mark.parametrize(
    ("story", "speaker"),
    [
        ("A recent poll found that most voters want to stay.", "recent poll"),
        ("A report by Fenwick Bank said that prices would fall.", "Fenwick Bank"),
        ("A report published by Fenwick Bank said that prices would fall.", "Fenwick Bank"),
        ("A report by the inspectors said that the bridge was unsafe.", "inspectors"),
    ],
)
def test_a_document_speaks_for_whoever_made_it_or_for_itself(story: str, speaker: str | None) -> None:
    assert speakers(story) == [speaker]
    assert "report" not in actors_in(story)


def test_it_after_a_document_is_the_document() -> None:
    story = "The complaint alleges that supervisors rewrote the reports. It also says that an engineer was dismissed."
    assert speakers(story) == ["complaint", "complaint"]


@pytest.mark.parametrize(
    "story",
    [
        "The ferry Aurora left Oslo at noon and Aurora came back.",
        "Ann Bell was aboard the Aurora when it sank. The Aurora had left at noon.",
    ],
)
def test_ships_do_not_act(story: str) -> None:
    assert "Aurora" not in actors_in(story)


def test_a_spelt_out_acronym_shows_how_far_a_name_goes() -> None:
    actors = actors_in("Movement for 5 Rivers (M5R) won the vote. The M5R party will govern alone, M5R said.")
    texts = [name for name in actors if "M5R" in (name, *actors[name].aliases)]
    assert texts == ["Movement for 5 Rivers"]


@pytest.mark.parametrize(
    ("story", "name", "country"),
    [
        ("The Greek Ministry of Culture refused on Monday.", "Ministry of Culture", "GR"),
        ("The Italian Medical Association refused on Monday.", "Italian Medical Association", None),
    ],
)
def test_a_country_is_no_part_of_a_ministrys_name(story: str, name: str, country: str | None) -> None:
    actors = actors_in(story)
    assert name in actors
    if country:
        assert actors[name].country == country


@pytest.mark.parametrize(
    "story",
    [
        "Crystal Mapes, who quit in May, refused.",
        "Crystal Mapes, 41, refused.",
        "Her lawyer, Crystal Mapes, refused.",
    ],
)
def test_what_stands_beside_a_name_shows_a_person(story: str) -> None:
    assert actors_in(story)["Crystal Mapes"].kind == "person"


PAIR = "Ann Bell and Omar Diaz met in Oslo on Monday."


@pytest.mark.parametrize("words", ["They", "The two", "Both"])
def test_two_named_together_speak_together(words: str) -> None:
    story = f"{PAIR} {words} said the talks had gone well."
    assert speakers(story) == ["Ann Bell"]
    text = read(story).text
    for name in ("Ann Bell", "Omar Diaz"):
        assert words in [m.span.of(text) for m in actors_in(story)[name].mentions]


def test_the_countries_are_the_two_just_named() -> None:
    assert speakers("Norway and Sweden signed a pact. The countries said it would last.") == ["Norway"]


@pytest.mark.parametrize(("words", "speaker"), [("former", "Ann Bell"), ("latter", "Omar Diaz")])
def test_the_former_and_the_latter(words: str, speaker: str) -> None:
    assert speakers(f"Ann Bell met Omar Diaz on Monday. The {words} said the talks had gone well.") == [speaker]


def test_the_embassy_in_a_title_is_the_embassy() -> None:
    story = "The Russian embassy in Oslo was silent. Embassy spokesman Ivan Petrov said on Monday that it was late."
    text = read(story).text
    assert "Embassy" in [m.span.of(text) for m in actors_in(story)["Russian embassy in Oslo"].mentions]


def test_questions_and_answers_go_to_who_met_whom() -> None:
    story = (
        "Ann Bell runs the laboratory in Tromsø. Omar Diaz met her there.\n\nQ: What do you see first?\n\n"
        "A: The bubbles, and then the dust.\n\nQ: Is it slow?\n\nA: It is slow."
    )
    assert speakers(story) == ["Omar Diaz", "Ann Bell", "Omar Diaz", "Ann Bell"]


def test_the_author_of_a_column_speaks() -> None:
    story = (
        "I have lived here for ten years.\n\nI asked the minister, Ann Bell, what she wanted.\n\n"
        "I do not know what I shall do."
    )
    assert "author" in speakers(story)
    assert actors_in(story)["author"].kind == "person"


def test_nobody_narrates_where_a_quote_says_i() -> None:
    assert "author" not in actors_in("“I am tired,” Ann Bell said.\n\n“I will go,” she said.\n\n“I am off,” she said.")


def test_an_adverb_is_no_part_of_the_speakers_words() -> None:
    article = read("– It is not correct, Ann Bell briefly comments.")
    assert [q.speaker.of(article.text) for q in article.quotes if q.speaker] == ["Ann Bell"]


def test_passers_by_are_left_out_of_a_crowd() -> None:
    crowd = "Ann Bell met Omar Diaz, Peter Grant, Jane Moore, Paul Hughes, Susan Clark and Ivan Petrov. "
    passing = "Boys carried water up from the river."
    assert "Boys" not in actors_in(crowd + passing)
    assert "Boys" in actors_in(passing)


def test_a_kin_word_gives_way_to_whose_it_is() -> None:
    story = "Peter Grant grew up by the bridge. His father painted it. He said the paint was bad."
    assert speakers(story) == ["Peter Grant"]


def test_the_role_of_the_nameless_does_not_say_their_name_again() -> None:
    actors = actors_in("A source in the ministry said that the plan was dead. A senior US official said it was alive.")
    assert actors["source in the ministry"].role is None
    assert actors["senior US official"].role == "senior official"


def test_a_nameless_one_of_the_lead_is_who_is_named_next() -> None:
    actors = actors_in("A far north mayor has resigned.\n\n“It is over,” Mayor Ann Bell told reporters.")
    assert [m.kind for m in actors["Ann Bell"].mentions][:2] == ["nominal", "name"]
    assert not [name for name in actors if name.endswith("mayor")]


def test_double_names_stay_whole_and_two_countries_apart() -> None:
    actors = actors_in("Jessamy Vance-Lloyd refused. Mr Adekoya-Bright agreed. The Norway-Sweden border is open.")
    assert {"Jessamy Vance-Lloyd", "Adekoya-Bright"} <= set(actors)
    assert not [name for name in actors if "Norway-Sweden" in name]


@pytest.mark.parametrize(
    ("story", "name", "role", "affiliation"),
    [
        ("Minister for Migration Ylva Holm promised a review.", "Ylva Holm", "Minister for Migration", None),
        ("Norway's Minister of Trade and Industry Ola Lund said yes.", "Ola Lund", "Minister of Trade and Industry",
         "Norway"),
        ("Secretary of State for Work and Pensions Ida Bell said no.", "Ida Bell",
         "Secretary of State for Work and Pensions", None),
        ("Former vice-president Ida Bell said no.", "Ida Bell", "vice-president", None),
        ("His co-founder, Ola Lund, said no.", "Ola Lund", "co-founder", None),
        ("London mayor Ida Bell said no.", "Ida Bell", "mayor", "London"),
        ("The banker and the mayor of Esbjerg, Lone Friis, were once married.", "Lone Friis", "mayor", "Esbjerg"),
    ],
)  # fmt: skip
def test_the_whole_office_is_the_role(story: str, name: str, role: str, affiliation: str | None) -> None:
    actor = actors_in(story)[name]
    assert (actor.kind, actor.role, actor.affiliation) == ("person", role, affiliation)


def test_a_prefix_is_no_speaker_of_its_own() -> None:
    story = "Her ex-husband said she had left."
    article = read(story)
    assert speakers(story) == ["ex-husband"]
    assert [quote.speaker.of(article.text) for quote in article.quotes if quote.speaker] == ["Her ex-husband"]


def test_the_city_of_a_name_is_the_city() -> None:
    actors = actors_in("Livorno has asked the schools to pay. The city of Livorno said it would sue.")
    assert "city of Livorno" not in actors
    assert actors["Livorno"].kind == "place"


def test_he_is_who_the_clause_around_reports() -> None:
    story = "Ahmed Omar won. His father Karim Hassan Omar said he was glad, and took his family home."
    actor = actors_in(story)["Karim Hassan Omar"]
    assert sum(mention.kind == "pronoun" for mention in actor.mentions) == 2


@pytest.mark.parametrize("label", ["Grid company", "Poll", "Police", "New report"])
def test_a_headline_may_open_with_who_says_it(label: str) -> None:
    text = f"{label}: no new cable to the mainland\n\nThe plans were dropped on Monday.{END}"
    article = READER.read(text, id="x", source="x.txt")
    attributed = [(q.speaker and q.speaker.of(text), q.content(text)) for q in article.quotes]
    assert attributed == [(label, "no new cable to the mainland")]


@pytest.mark.parametrize("label", ["Exclusive", "Ferry crash", "Opinion"])
def test_a_headline_may_open_with_what_it_is_about(label: str) -> None:
    text = f"{label}: no new cable to the mainland\n\nThe plans were dropped on Monday.{END}"
    assert READER.read(text, id="x", source="x.txt").quotes == ()
