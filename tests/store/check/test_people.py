"""One person spelled two ways, and two people whom a letter parts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.lexicon.offices import is_office
from extract.span import Span
from extract.types import Actor, Article, Engine, Mention
from store.check.name_checks import across, house_titles, within
from store.check.people import People, slip
from store.check.stylebook import Stylebook, Title
from store.sourcing.title_comparison import contradict, same_title


def person(
    name: str, role: str | None = None, country: str | None = None, aliases: tuple[str, ...] = (), kind: str = "person"
) -> Actor:
    return Actor(f"a:{name}", name, kind, role, None, country, aliases)  # type: ignore[arg-type]


def article(*actors: Actor, key: str = "k") -> Article:
    """An article that names each actor, and each alias, on a line of its own."""
    text, made = "", []
    for actor in actors:
        mentions = []
        for name in (actor.name, *actor.aliases):
            mentions.append(Mention(Span(len(text), len(text) + len(name)), "name"))
            text += f"{name}\n"
        made.append(
            Actor(actor.id, actor.name, actor.kind, actor.role, None, actor.country, actor.aliases, tuple(mentions))
        )
    return Article(key, key, "0" * 64, text, Engine("1", "m"), actors=tuple(made))


def spellings_reported(*actors: Actor) -> list[str]:
    return [message for _, message, _, _ in within(article(*actors))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Kari Hansen"), person("Kari Hanson")),
        (person("Kari Hansen", "mayor"), person("Kari Hanson", "Mayor of Oslo")),
        (person("Sergey Lavrov", "Foreign Minister"), person("Sergei Lavrov", "Russian foreign minister")),
        (person("Volodymyr Zelenskiy", "President"), person("Volodymyr Zelensky", "president")),
        (person("José Díaz"), person("Jose Diaz")),
        (person("Jean-Luc Picard"), person("Jean Luc Picard")),
        (person("Liu Pengyu"), person("Pengyu Liu")),
        (person("HIllary Clinton"), person("Hillary Clinton")),
        (person("Al-Jazeera News", kind="organisation"), person("Al Jazeera News", kind="organisation")),
        (person("Liu Pengyu", aliases=("Liu Pengyou",)), person("Somebody Else")),
    ],
)
def test_one_person_spelled_two_ways(one: Actor, other: Actor) -> None:
    assert len(spellings_reported(one, other)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Kari Hansen"), person("Kåre Hanson")),
        (person("Kari Hansen", "mayor"), person("Kari Hanson", "goalkeeper")),
        (person("Kari Hansen", country="NO"), person("Kari Hanson", country="SE")),
        (person("Jon Berg"), person("Jan Berg")),
        (person("Maria Rossi"), person("Mario Rossi")),
        (person("Sergey Lavrov", "Foreign Minister"), person("Sergei Lavrov", "violinist")),
        (person("Hansen"), person("Hanson")),
        (person("Ann Lee"), person("Ann Leo")),
        (person("LIU PENGYU"), person("Liu Pengyu")),
        (person("Reuters News", kind="organisation"), person("Reuter News", kind="organisation")),
        (person("Kari Hansen"), person("Kari Hansens")),
        (person("Bin Laden"), person("bin Laden")),
        (person("Clinton Campaign", kind="organisation"), person("Clinton campaign", kind="organisation")),
    ],
)
def test_two_people_stay_two(one: Actor, other: Actor) -> None:
    assert spellings_reported(one, other) == []


@pytest.mark.parametrize(
    ("full", "bare"),
    [
        (person("Kari Hansen", "Minister"), person("Hanson", "minister")),
        (person("Aino Kettunen"), person("Kettunnen")),
        (person("Eric Schneiderman", "Attorney General"), person("Scheiderman", kind="organisation")),
        (person("Moira Bellweather", "union leader"), person("Bellweaeher", "former crane operator")),
    ],
)
def test_a_bare_surname_that_is_a_slip(full: Actor, bare: Actor) -> None:
    role_text = f", {bare.role}" if bare.role else ""
    assert spellings_reported(full, bare) == [f"“{bare.name}”{role_text}: elsewhere “{full.name}”"]


@pytest.mark.parametrize(
    "actors",
    [
        (person("Kari Hansen", "Minister"), person("Hansen", "minister")),
        (person("Kari Berg", "Minister"), person("Borg")),  # too short without a title
        (person("Kari Hansen", country="NO"), person("Hanssen", country="SE")),
        (person("Henryk Zborowski"), person("Zborowska")),
        (person("Petr Novotny"), person("Novotna")),
        (person("Ivan Petrov"), person("Petrova")),
        (person("Kari Hansen"), person("Per Hanssen"), person("Hanssen")),  # that is Per
        (person("Kari Hansen"), person("Per Hanser"), person("Hansey")),  # who of the two?
        (person("Kari Hansens", "mayor"), person("Hansers", "former mayor")),
        (person("Kari Hansen"), person("Hanssen", kind="country")),
    ],
)
def test_a_bare_surname_that_may_be_somebody_else_s(actors: tuple[Actor, ...]) -> None:
    assert spellings_reported(*actors) == []


def test_a_slip_of_a_surname_that_a_family_has() -> None:
    assert len(spellings_reported(person("Kari Hansen"), person("Per Hansen"), person("Hanssen"))) == 1
    assert spellings_reported(person("Kari Hansen", aliases=("Hansne",))) == ["“Hansne”: elsewhere “Kari Hansen”"]


def test_names_that_the_rules_say_are_two_people() -> None:
    pair = article(person("Kari Hansen"), person("Kari Hanson"))
    assert len(list(within(pair))) == 1
    assert not list(within(pair, {frozenset({"kari hansen", "kari hanson"})}))


def test_the_rarer_spelling_of_the_desk_is_reported_and_for_one_article_whichever_it_has() -> None:
    people, titles = People(), {"a": "First", "b": "Second", "c": "Third"}
    for key in ("a", "b"):
        people.add(key, article(person("Sergey Lavrov", "Foreign Minister")))
    people.add("c", article(person("Sergei Lavrov", "Foreign Minister")))
    ((key, (rule, message, span, _)),) = across(people, titles, ())
    assert (key, rule, span) == ("c", "name-desk", Span(0, 13))
    assert message == "“Sergei Lavrov” here, “Sergey Lavrov” in “First” and 1 more"
    ((key, (_, message, _, _)),) = across(people, titles, (), {"a"})
    assert (key, message) == ("a", "“Sergey Lavrov” here, “Sergei Lavrov” in “Third”")


def test_a_title_that_most_articles_do_not_give() -> None:
    people, titles = People(), {"a": "A", "b": "B", "c": "C", "d": "D"}
    people.add("a", article(person("Liu Pengyu", "Embassy spokesman", "CN")))
    people.add("b", article(person("Liu Pengyu", "spokesman")))
    people.add("c", article(person("Liu Pengyu", "ambassador")))
    people.add("d", article(person("Liu Pengyu", "goalkeeper", "US")))
    ((key, (rule, message, _, _)),) = across(people, titles, ())
    assert (key, rule) == ("c", "title-desk")
    assert message == "Liu Pengyu: “ambassador” here, “Embassy spokesman” in “A” and 1 more"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Foreign Minister", "Russian foreign minister", True),
        ("Minister of Finance", "finance minister", True),
        ("President", "Vice President", False),
        ("former President", "President", False),
        ("spokesman", "ambassador", False),
        ("Sen.", "senator", True),
        ("Embassy spokesman", "embassy spokeswoman", True),
    ],
)
def test_the_same_title(one: str, other: str, same: bool) -> None:
    assert same_title(one, other) is same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Foreign Minister", "Interior Minister"),
        ("Prime Minister", "Foreign Minister"),
        ("Minister of Finance", "minister for trade"),
        ("Mayor of Oslo", "mayor of Bergen"),
        ("president", "former president"),
        ("deputy mayor", "Mayor"),
        ("Sen.", "Democratic Rep."),
        ("Embassy spokesman", "ambassador"),
        ("Sergeant", "police captain"),
    ],
)
def test_titles_that_cannot_both_be_true(one: str, other: str) -> None:
    assert contradict(one, other)
    assert contradict(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("chairwoman", "Rep."),
        ("Oversight Chairman", "panel Chairman Rep."),
        ("House press secretary", "House spokesman"),
        ("campaign spokesman", "press secretary"),
        ("Supreme Court Justice", "conservative Justice"),
        ("Republican vice-presidential nominee Gov.", "Indiana Gov."),
        ("Secretary", "next president"),
        ("Russian Foreign Minister", "foreign minister"),
        ("Defense Minister", "minister of defence"),
        ("President of Russia", "president of the Russian Federation"),
        ("prime minister", "premier"),
        ("Secretary", "President"),
    ],
)
def test_titles_that_one_person_may_have(one: str, other: str) -> None:
    assert not contradict(one, other)
    assert not contradict(other, one)


def test_only_offices_are_titles() -> None:
    assert all(map(is_office, ("Foreign Minister", "Minister of Finance", "Sen.", "chief executive", "spokeswoman")))
    assert not any(map(is_office, ("winner", "father of two", "old man", "", "of state")))
    people, titles = People(), {"a": "A", "b": "B"}
    people.add("a", article(person("Ted Cruz", "senator")))
    people.add("b", article(person("Ted Cruz", "opponent")))
    assert not list(across(people, titles, ()))


def test_the_stylebook_s_titles() -> None:
    style = Stylebook(titles=[Title("Sergey Lavrov", "Foreign Minister", ("minister",), "as his office writes it")])
    found = list(house_titles(article(person("Sergey Lavrov", "diplomat"), person("A B", "diplomat")), style))
    assert [message for _, message, _, _ in found] == [
        "“diplomat”: Sergey Lavrov is “Foreign Minister” (as his office writes it)"
    ]
    for role in ("Russian Foreign Minister", "minister", None):
        assert not list(house_titles(article(person("Sergey Lavrov", role)), style))


def test_thousands_of_namesakes_are_compared() -> None:
    people = People()
    first = [f"{a}{b}{c}na" for a in "BDFGHKLMNP" for b in "aeiou" for c in "dgklmnprtv"]
    first = first[::2]
    for n, name in enumerate(first * 4):
        people.add(str(n), article(person(f"{name.title()} Smith{'abcd'[n // len(first)]}son")))
    assert len(list(people.pairs())) == 6 * len(first)


LETTERS = st.text("abcdefgh", min_size=1, max_size=10)


@settings(max_examples=200, deadline=None)
@given(LETTERS, LETTERS)
def test_a_slip_is_the_same_from_both_sides_and_never_nothing(one: str, other: str) -> None:
    assert slip(one, other) == slip(other, one)
    assert not slip(one, one)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(["Anna", "Anne", "Bern", "Berg", "José", "Jose", "Oslo-"]), min_size=1, max_size=3),
        max_size=8,
    )
)
def test_blocks_lose_no_pair(names: list[list[str]]) -> None:
    from store.check.people import two_spellings

    people = People()
    for n, name in enumerate(names):
        people.add(str(n), article(person(" ".join(name), "mayor")))
    spelled = list(people.all())
    wanted = {frozenset((one.name, other.name)) for one in spelled for other in spelled if two_spellings(one, other)}
    assert {frozenset((one.name, other.name)) for one, other in people.pairs()} == wanted
