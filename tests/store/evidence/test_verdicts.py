"""What the evidence says of a quote: the made set, properties, and cases by hand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.evidence.comparable_words import words_of
from store.evidence.evidence_text import Evidence
from store.evidence.rules import EditingRules
from store.evidence.speaker_resolution import SpeakerLabels, same_name
from store.evidence.transcript_reading import from_text, read_evidence
from store.evidence.verdicts import PROVEN, Prover
from tests.store.evidence.generate import FOLDER

HEARING = from_text(
    "hearing.txt",
    """\
MS LUND (MAYOR): Good morning. We will not, um, close the harbour before May, unless the county pays.
I said so in March.

MR DAHL: I don't think that the mayor lied. The the plan cost 4,500 kroner - or so I was told. We wan- we wanted peace.

MS LUND (MAYOR): The ferry is old. It leaks in every storm and the crew know it well. Nobody at the ministry has
answered our letters since June. But we will write again.

MR DAHL: The ferry is old, I agree, and the school needs a roof before winter.
""",
)


@pytest.mark.parametrize(
    ("fragment", "speaker", "kind"),
    [
        ("I said so in March", "Kari Lund", "verbatim"),
        ("i said\nso in  March.", "Kari Lund", "verbatim"),
        ("the mayor lied", "Per Dahl", "cut"),
        ("I don’t think that the mayor lied", "Per Dahl", "verbatim"),
        ("We will not close the harbour before May", "Kari Lund", "cut"),
        ("We will not close the harbour before May, unless the county pays", "Kari Lund", "edited"),
        ("We will close the harbour before May, unless the county pays", "Kari Lund", "altered"),
        ("The plan cost 4500 kroner", "Per Dahl", "cut"),
        ("The plan cost 5,400 kroner", "Per Dahl", "altered"),
        ("We wanted peace", "Per Dahl", "verbatim"),
        ("It leaks in every storm … the crew know it well", "Kari Lund", "edited"),
        ("[The ferry] leaks in every storm and the crew know it well", "Kari Lund", "edited"),
        ("It leaks in every storm and the crew know it well", "Per Dahl", "misattributed"),
        ("It leaks in every winter and the crew know it well", "Kari Lund", "altered"),
        ("It leaks in every storm and the school needs a roof", "Kari Lund", "spliced"),
        ("It leaks in every storm … before winter", "Kari Lund", "spliced"),
        ("Nobody at the ministry has answered our letters since June", "Kari Lund", "cut"),
        ("answered our letters since June. But we will write again", "Kari Lund", "cut"),
        ("Nobody at the ministry has answered our letters since July", "Kari Lund", "altered"),
        ("The ferry is old", "Per Dahl", "verbatim"),
        ("The ferry is old", "Kari Lund", "verbatim"),
        ("Elephants never forgive a broken umbrella", "Kari Lund", "not found"),
    ],
)
def test_by_hand(fragment: str, speaker: str, kind: str) -> None:
    verdict = Prover([HEARING]).prove(fragment, [speaker])
    assert (verdict.kind, bool(verdict.place)) == (kind, kind != "not found"), verdict.reason


def test_a_verdict_has_its_place() -> None:
    verdict = Prover([HEARING]).prove("leaks in every storm", ["Kari Lund"])
    assert verdict.place is not None
    assert (verdict.evidence, verdict.place.speaker, verdict.place.line) == ("hearing.txt", "MS LUND", 6)
    assert verdict.words == "leaks in every storm"
    assert verdict.before.endswith("The ferry is old. It ")
    assert verdict.after.startswith(" and the crew know it well")


def test_the_rules_of_the_house_decide_what_may_be_edited() -> None:
    words = "We will not close the harbour before May, unless the county pays"
    assert Prover([HEARING], EditingRules(fillers=())).prove(words, ["Kari Lund"]).kind == "altered"
    shown = "It leaks in every storm … the crew know it well"
    assert Prover([HEARING], EditingRules(ellipses=False)).prove(shown, ["Kari Lund"]).kind == "spliced"
    bracket = "[The ferry] leaks in every storm"
    assert Prover([HEARING], EditingRules(brackets=False)).prove(bracket, ["Kari Lund"]).kind == "altered"


def test_a_label_that_a_person_matched_sticks() -> None:
    words = "the school needs a roof before winter"
    assert Prover([HEARING]).prove(words, ["Bo Vik"]).kind == "misattributed"
    assert Prover([HEARING], labels=SpeakerLabels({"mr dahl": "Bo Vik"})).prove(words, ["Bo Vik"]).kind == "verbatim"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("LUND", "Kari Lund", True), ("Ms Lund", "Kari Lund", True), ("Lund, Kari", "Kari Lund", True),
        ("Kari Lund", "Per Lund", False), ("Mayor Lund", "Kari Lund", True), ("Dahl", "Kari Lund", False),
    ],
)  # fmt: skip
def test_labels_and_names(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


# -- the made set -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def evidence() -> dict[str, Evidence]:
    files = sorted(path for path in FOLDER.iterdir() if path.name != "quotes.jsonl")
    assert len(files) == 40
    return {path.stem: read_evidence(path.name, path.read_bytes()) for path in files}


def rows() -> Iterator[dict[str, Any]]:
    for line in (FOLDER / "quotes.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def test_a_thousand_quotes(evidence: dict[str, Evidence]) -> None:
    """Verdict right for 97 %, place for 99 % of those found, and nothing wrong is ever called proven."""
    right: Counter[bool] = Counter()
    placed: Counter[bool] = Counter()
    for row in rows():
        source = evidence[row["transcript"]]
        verdict = Prover([source]).prove(row["fragment"], [row["speaker"]])
        right[verdict.kind == row["verdict"]] += 1
        assert verdict.kind not in PROVEN or row["verdict"] in PROVEN, row
        if verdict.place is not None and row["turn"] is not None:
            placed[source.turn_at(verdict.place.start) == row["turn"]] += 1
    assert right.total() == 1000
    assert right[True] >= 970
    assert placed[True] >= 0.99 * placed.total()


# -- properties -------------------------------------------------------------------------------------------------------

numbers = st.integers(0, len(HEARING.words) - 1)


def copied(first: int, last: int) -> str:
    return HEARING.text[HEARING.words[first].start : HEARING.words[last].end]


@given(numbers, st.integers(2, 14))
def test_words_copied_from_one_turn_are_verbatim_or_cut_at_their_place(first: int, length: int) -> None:
    last = min(first + length, len(HEARING.words) - 1)
    if HEARING.turn_at(HEARING.words[first].start) != HEARING.turn_at(HEARING.words[last].start):
        return
    verdict = Prover([HEARING]).prove(copied(first, last))
    assert verdict.kind in ("verbatim", "cut")
    assert not verdict.differences
    assert verdict.place is not None
    assert " ".join(verdict.words.casefold().split()) == " ".join(copied(first, last).casefold().split())


@settings(max_examples=150)
@given(numbers, st.integers(3, 14), st.data())
def test_a_changed_word_is_never_proven(first: int, length: int, data: st.DataObject) -> None:
    last = min(first + length, len(HEARING.words) - 1)
    words = [copied(n, n) for n in range(first, last + 1)]
    at = data.draw(st.integers(0, len(words) - 1))
    words[at] = data.draw(st.sampled_from(["zebra", "7", "Oslo", "never", "quickly", "hated"]))
    assert Prover([HEARING]).prove(" ".join(words)).kind not in PROVEN


@given(
    numbers,
    st.integers(2, 12),
    st.sampled_from(["case", "blanks", "nbsp", "nfd", "apostrophe", "stop", "hyphen", "marks", "guillemets"]),
)
def test_typography_does_not_change_a_verdict(first: int, length: int, change: str) -> None:
    import unicodedata

    plain = copied(first, min(first + length, len(HEARING.words) - 1))
    changed = {
        "case": plain[0].swapcase() + plain[1:], "blanks": plain.replace(" ", "\n  "),
        "hyphen": plain.replace("e", "e\u00ad", 1),
        "nbsp": plain.replace(" ", "\u00a0"), "nfd": unicodedata.normalize("NFD", plain),
        "apostrophe": plain.replace("'", "’"), "stop": plain + ",", "marks": f"“{plain}”", "guillemets": f"« {plain} »",
    }[change]  # fmt: skip
    prover = Prover([HEARING])
    one, other = prover.prove(plain), prover.prove(changed)
    assert (one.kind, one.place) == (other.kind, other.place)


@given(st.text(max_size=60))
def test_any_fragment_has_a_verdict(fragment: str) -> None:
    assert Prover([HEARING]).prove(fragment, ["Kari Lund"]).kind


@given(st.text(max_size=200))
def test_words_are_where_they_say(text: str) -> None:
    for word in words_of(text):
        assert 0 <= word.start < word.end <= len(text)


LETTERS = st.text("abcdefgholmnrstuåéæø", min_size=3, max_size=9)
TURNS = st.lists(st.lists(LETTERS, min_size=4, max_size=12, unique=True), min_size=2, max_size=6)


@given(TURNS, st.data())
def test_words_of_any_transcript_are_verbatim_at_their_place_and_changed_ones_are_not(
    turns: list[list[str]], data: st.DataObject
) -> None:
    blocks = [
        f"00:00:{n:02}.000 --> 00:00:{n:02}.900\n<v Person {n}X>{' '.join(turn)}." for n, turn in enumerate(turns)
    ]
    evidence = read_evidence("a.vtt", ("WEBVTT\n\n" + "\n\n".join(blocks)).encode())
    at = data.draw(st.integers(0, len(turns) - 1))
    first = data.draw(st.integers(0, len(turns[at]) - 3))
    words = turns[at][first:]
    verdict = Prover([evidence]).prove(" ".join(words))
    assert verdict.kind in ("verbatim", "cut")
    assert verdict.place is not None
    assert evidence.text[verdict.place.start :].startswith(words[0])
    words[data.draw(st.integers(0, len(words) - 1))] = "zzzzz"
    assert Prover([evidence]).prove(" ".join(words)).kind not in PROVEN


# -- kinds of fault ---------------------------------------------------------------------------------------------------

MEETING = from_text(
    "meeting.txt",
    """\
MS LUND: We will, you know, close it. Do you know why the harbour leaks?
MS LUND: It costs five million dollars and 12 percent more.
MR DAHL: [laughter] We love [applause] the sea and want peace, twenty-one men, and four thousand five hundred kroner.
MS LUND: Yes we do.
MR DAHL: And so do they.
No, we will keep the ferry running. It is wrong to say that the mayor lied to us all. We paid 350 350 kroner.
MS LUND: I doubt that the bridge will ever open again in our time. The bridge will ever open again in our time.
""",
)


@pytest.mark.parametrize(
    ("fragment", "speaker", "kind"),
    [
        ("We will close it", "Kari Lund", "edited"),
        ("Do why the harbour leaks", "Kari Lund", "altered"),
        ("It costs $5 million and 12% more", "Kari Lund", "verbatim"),
        ("It costs $6 million and 12% more", "Kari Lund", "altered"),
        ("We love the sea", "Per Dahl", "edited"),
        ("21 men, and 4,500 kroner", "Per Dahl", "verbatim"),
        ("21 men, and 4,600 kroner", "Per Dahl", "altered"),
        ("Yes we do. And so do they", "Kari Lund", "spliced"),
        ("we will keep the ferry running", "Per Dahl", "verbatim"),
        ("the mayor lied to us all", "Per Dahl", "cut"),
        ("We paid 350 kroner", "Per Dahl", "edited"),
        ("[W]e love the sea and want[ed] peace", "Per Dahl", "edited"),
        ("We hat[ed] the sea and want peace", "Per Dahl", "altered"),
        ("we will [not] keep the ferry running", "Per Dahl", "altered"),
        ("We love the sea and want[ed]", "Per Dahl", "edited"),
        ("The bridge will ever open again in our time", "Kari Lund", "cut"),
    ],
)
def test_kinds_of_fault(fragment: str, speaker: str, kind: str) -> None:
    verdict = Prover([MEETING]).prove(fragment, [speaker])
    assert verdict.kind == kind, verdict


def test_words_that_are_cut_at_one_place_name_the_other_too() -> None:
    verdict = Prover([MEETING]).prove("The bridge will ever open again in our time", ["Kari Lund"])
    assert verdict.reason.startswith("begins: i doubt that; the same words ")


NORWEGIAN = from_text(
    "møte.txt",
    "KARI: Vi skal ikke stenge havna i år, uansett hva fylket sier om saken, og det har vi sagt hele tiden.\n"
    "PER: Fergen lekker i hver storm og ingen reparerer den, og det er ikke bra for dem som bor der ute.\n"
    "KARI: Da må vi snakke med fylket igjen, selv om de ikke har svart oss på tre måneder.\n",
)


def test_evidence_in_another_language_is_not_comparable() -> None:
    translated = "We will not close the harbour this year"
    verdict = Prover([NORWEGIAN], language="en").prove(translated)
    assert (verdict.kind, verdict.reason) == ("not comparable", "the evidence is in Norwegian Bokmål: translated?")
    assert Prover([NORWEGIAN], language="nb").prove(translated).kind == "not found"
    assert Prover([NORWEGIAN, MEETING], language="en").prove("Vi skal ikke stenge havna i år").kind == "verbatim"
    assert Prover([NORWEGIAN, MEETING], language="en").prove("We love the sea").kind == "edited"


def test_what_the_story_quotes_next_is_not_cut_off() -> None:
    prover = Prover([MEETING])
    first, second = "We love the sea", "and want peace, twenty-one men"
    assert prover.prove("we will", ["Per Dahl"], after="keep the ferry running").kind == "verbatim"
    evidence = from_text("a.txt", "A NN: We will go. But not today, unless it snows.\nB MM: Fine by us all here.\n")
    assert Prover([evidence]).prove("We will go").kind == "cut"
    assert Prover([evidence]).prove("We will go", after="But not today").kind == "verbatim"
    assert Prover([evidence]).prove("not today", before="We will go. But").kind == "cut"
    assert Prover([evidence]).prove("today, unless it snows").kind == "cut"
    assert Prover([evidence]).prove("today, unless it snows", before="But not").kind == "verbatim"
    assert prover.prove(first, ["Per Dahl"], after=second).kind == "edited"
