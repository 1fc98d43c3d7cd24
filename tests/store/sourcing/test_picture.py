"""Every quote counted once in every table, the unsure ones too."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.types import Actor, QuoteKind
from store.sourcing import data_formats
from store.sourcing.counted_quotes import counted_quotes
from store.sourcing.picture import TABLES, Picture, Row, at_most, evidence, shares, shown
from store.sourcing.voices import backings, voiced
from tests.store.sourcing.made import Saying, article

LIU = Actor("a1", "Liu Pengyu", "person", role="spokesman", country="CN")
MAYOR = Actor("a2", "Bronwyn Tuckwell", "person", role="Mayor")
OFFICIALS = Actor("a3", "US officials", "group", country="US")
SOURCE = Actor("a4", "source in the government", "anonymous")


def picture(*articles: tuple[str, list[Saying]], published: str | None = None) -> Picture:
    made = Picture()
    for key, sayings in articles:
        made.add(*article(key, sayings, published=published))
    return made


def words(made: Picture, by: str) -> dict[str, int]:
    return {row.label: row.words for row in made.rows(by)}  # type: ignore[arg-type]


def test_who_speaks_how_much_and_the_unsure_ones_as_unknown() -> None:
    made = picture(
        (
            "a",
            [
                (LIU, "one two three"),
                (OFFICIALS, "four five", "indirect"),
                (None, "six"),
                (LIU, "seven", "direct", 0.5),
            ],
        )
    )
    assert words(made, "actor") == {"Liu Pengyu": 3, "US officials": 2, "unknown": 2}
    assert words(made, "kind") == {"person": 3, "group": 2, "unknown": 2}
    assert words(made, "role") == {"spokesman": 3, "not given": 2, "unknown": 2}
    assert words(made, "country") == {"CN": 3, "US": 2, "unknown": 2}
    assert words(made, "naming") == {"named": 3, "unnamed": 2, "unknown": 2}
    assert words(made, "form") == {"direct": 5, "indirect": 2}
    assert words(made, "month") == {"unknown": 7}
    (liu, *_) = made.rows("actor")
    assert (liu.quotes, liu.articles, liu.direct, liu.named, liu.detail) == (1, 1, 3, 3, "spokesman")


def test_the_same_person_in_two_articles_is_one_and_contradicted_by_a_country_two() -> None:
    elsewhere = Actor("a9", "LIU  Pengyu", "person", role="ambassador")
    other = Actor("a5", "Liu Pengyu", "person", country="US")
    made = picture(("a", [(LIU, "one two")]), ("b", [(elsewhere, "three")]), ("c", [(other, "four")]))
    assert [(row.label, row.words, row.articles) for row in made.rows("actor")] == [
        ("Liu Pengyu", 3, 2),
        ("Liu Pengyu", 1, 1),
    ]


def test_a_row_is_described_as_most_articles_do() -> None:
    roles = ["senator", "nominee", "nominee", None, "candidate", "nominee"]
    made = Picture()
    for n, role in enumerate(roles):
        made.add(*article(str(n), [(Actor("a1", "A B", "person", role=role), "x")]))
    assert [row.detail for row in made.rows("actor")] == ["nominee"]


def test_over_time() -> None:
    made = Picture()
    for day in ("2026-03-02", "2026-03-08T23:00:00+01:00", "2026-03-09", "soon"):
        made.add(*article(day, [(LIU, "one")], published=day))
    assert words(made, "day") == {"2026-03-02": 1, "2026-03-08": 1, "2026-03-09": 1, "unknown": 1}
    assert words(made, "week") == {"2026-W10": 2, "2026-W11": 1, "unknown": 1}
    assert words(made, "month") == {"2026-03": 3, "unknown": 1}


def test_an_article_never_read_is_reported_and_not_counted() -> None:
    made = picture(("a", [(LIU, "one")]))
    made.add(article("b", [])[0], None)
    assert (made.articles, made.unread, made.quotes) == (1, 1, 1)


def test_how_many_voices_an_article_has() -> None:
    def of(*sayings: Saying) -> str:
        return voiced(list(counted_quotes(article("a", sayings)[1])))

    assert of() == "no quotes"
    assert of((None, "x")) == "unknown"
    assert of((LIU, "x"), (LIU, "y")) == "one voice"
    assert of((LIU, "x"), (None, "y")) == "one voice, others unknown"
    assert of((LIU, "x"), (SOURCE, "y"), (None, "z")) == "several voices"
    made = picture(("a", [(LIU, "x")]), ("b", [(LIU, "x"), (LIU, "y")]))
    assert (made.voiced["one voice"], made.alone) == (2, 1)


def test_a_claim_is_backed_only_by_another_voice_that_says_the_same() -> None:
    spoken = "The bridge over the northern harbour will be closed until Easter next year"
    again = "the bridge over the northern harbour will be closed until Easter"

    def of(*sayings: Saying) -> list[str]:
        return list(backings(list(counted_quotes(article("a", sayings)[1]))))

    assert of((LIU, spoken), (MAYOR, again), (MAYOR, "No ferry will be paid for by the city")) == [
        "backed", "backed", "single-source",
    ]  # fmt: skip
    assert of((LIU, spoken), (LIU, again)) == ["single-source", "single-source"]
    assert of((LIU, spoken), (None, again)) == ["unknown", "unknown"]
    assert of((LIU, spoken), (None, again), (MAYOR, again)) == ["backed", "unknown", "backed"]
    made = picture(("a", [(LIU, spoken), (MAYOR, again), (None, "x")]))
    assert [(row.label, row.quotes) for row in made.rows("claims")] == [("backed", 2), ("unknown", 1)]


def test_the_effective_number_of_speakers() -> None:
    assert picture(("a", [(LIU, "one two"), (MAYOR, "three four")])).effective_speakers == 2
    assert picture(("a", [(LIU, "one two"), (None, "three four")])).effective_speakers == 1
    assert picture(("a", [])).effective_speakers == 0
    # officials of two articles may be different people
    assert picture(("a", [(OFFICIALS, "one")]), ("b", [(OFFICIALS, "two")])).effective_speakers == 2


def test_what_a_row_is_made_of() -> None:
    articles = [article("a", [(LIU, "one"), (None, "two")]), article("b", [(LIU, "three")])]
    found = [(entry.key, spoken.content) for entry, spoken in evidence(articles, "actor", "person:liu pengyu")]
    assert found == [("a", "one"), ("b", "three")]
    assert [spoken.content for _, spoken in evidence(articles, "naming", "unknown")] == ["two"]


ACTORS = st.sampled_from([LIU, MAYOR, OFFICIALS, SOURCE, None])
KINDS: st.SearchStrategy[QuoteKind] = st.sampled_from(["direct", "mixed", "indirect"])
SAYINGS = st.lists(st.tuples(ACTORS, st.text(max_size=20).map(lambda t: f"w{t}"), KINDS, st.floats(0, 1)), max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.lists(SAYINGS, max_size=5))
def test_no_quote_is_dropped_and_every_row_leads_to_its_quotes(sayings: list[list[Saying]]) -> None:
    articles = [article(str(i), each) for i, each in enumerate(sayings)]
    made = Picture()
    for each in articles:
        made.add(*each)
    total = sum(len(each) for each in sayings)
    for by in TABLES:
        rows = made.rows(by)
        assert sum(row.quotes for row in rows) == total
        assert sum(row.words for row in rows) == made.words
        for row in rows:
            assert (
                row.words
                == row.direct + row.mixed + row.indirect
                == row.named + row.described + row.unnamed + row.unknown
            )
            found = list(evidence(articles, by, row.key))
            assert len(found) == row.quotes
            assert len({entry.key for entry, _ in found}) == row.articles


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 10**6), max_size=40))
def test_shares_sum_to_a_hundred(counts: list[int]) -> None:
    found = shares(counts)
    assert round(sum(found), 6) == (100 if sum(counts) else 0)
    for count, share in zip(counts, found, strict=True):
        assert abs(share - 100 * count / max(1, sum(counts))) < 0.1 + 1e-9


def test_a_short_table_keeps_what_it_leaves_out_in_a_row() -> None:
    rows = [Row(str(i), str(i), words=10 - i, quotes=1) for i in range(6)] + [Row("unknown", "unknown", words=4)]
    short = at_most(rows, 2)
    assert [(row.label, row.words) for row in short] == [("0", 10), ("1", 9), ("4 others", 26), ("unknown", 4)]
    assert at_most(rows, 5) == rows


def test_csv_and_json_hold_every_row_and_no_formula() -> None:
    evil = Actor("a1", '=cmd|"/c calc"!A1', "person", role="@SUM(1)")
    made = picture(("a", [(evil, "one two"), (None, "three")]))
    table = list(csv.DictReader(io.StringIO("".join(data_formats.csv(made, "actor")))))
    assert [(row["actor"], row["detail"], row["share"]) for row in table] == [
        ('\'=cmd|"/c calc"!A1', "'@SUM(1)", "66.7"),
        ("unknown", "", "33.3"),
    ]
    data = json.loads(json.dumps(data_formats.to_dict(made)))
    assert set(data["tables"]) == set(TABLES)
    assert data["tables"]["actor"][0]["label"] == evil.name
    assert (data["quotes"], data["words"], data["voices"]["one voice, others unknown"]) == (2, 3, 1)


def test_one_office_is_one_role_however_it_is_written() -> None:
    made = Picture()
    for number, role in enumerate(
        ("SEN.", "Sen.", "senator", "Rep.", "Representative", "spokeswoman", "Spokesman", "-", "+")
    ):
        made.add(*article(str(number), [(Actor("a1", f"Name {number}", "person", role=role), "x")]))
    found = {row.label: row.words for row in made.rows("role")}
    assert found == {"Sen.": 3, "Rep.": 2, "spokeswoman": 2, "-": 1, "+": 1}


WIRE: list[Saying] = [
    (
        LIU,
        (
            "We encourage the American side to refrain from smearing what China and Russia do in their trade, which "
            "has gone on for twenty years and which no third country has any business to judge or to forbid to them"
        ),
    ),
    (
        MAYOR,
        (
            "We will not close the bridge this winter whatever the county says about it, for nobody has shown it is "
            "weak, and the people on the island have no other way to the hospital, the school and the shops in the town"
        ),
    ),
]


def test_a_story_in_four_papers_counts_once() -> None:
    own: Saying = (MAYOR, "The bridge has stood for a hundred years and it will stand for another one")
    copies: list[tuple[str, list[Saying]]] = [("a", WIRE), ("b", WIRE), ("c", [*WIRE, own]), ("d", WIRE[::-1])]
    once, every = Picture(each_story_once=True), Picture()
    articles = [article(key, sayings) for key, sayings in copies]
    for each in articles:
        once.add(*each)
        every.add(*each)
    assert (every.articles, every.quotes, every.repeats) == (4, 9, 0)
    assert (once.articles, once.quotes) == (2, 3)
    assert once.repeats == 2
    rows = {row.label: (row.quotes, row.articles) for row in once.rows("actor")}
    assert rows == {"Liu Pengyu": (1, 1), "Bronwyn Tuckwell": (2, 2)}
    for row in once.rows("actor"):
        found = list(evidence(articles, "actor", row.key, each_story_once=True))
        assert len(found) == row.quotes


def test_other_stories_of_the_same_people_all_count() -> None:
    made = Picture(each_story_once=True)
    for key, words in (
        ("a", "The bridge will be closed in May for all cars"),
        ("b", "The budget has no money for schools"),
    ):
        made.add(*article(key, [(MAYOR, words)]))
    assert (made.articles, made.quotes, made.repeats) == (2, 2, 0)


@given(st.lists(st.integers(0, 500), max_size=40), st.integers(1, 20))
def test_a_row_has_the_same_share_however_many_are_shown(counts: list[int], top: int) -> None:
    rows = [Row(str(i), str(i), words=count) for i, count in enumerate(counts)]
    whole = dict(zip((row.key for row in rows), shares([row.words for row in rows]), strict=True))
    found = shown(rows, top)
    assert all(share == whole[row.key] for row, share in found if row.key in whole)
    assert round(sum(share for _row, share in found), 1) == (100.0 if any(counts) else 0.0)
