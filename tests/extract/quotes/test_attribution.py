"""Who said what, beside which words: one sentence of our own for each construction, the seed article, hostile text."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.layout.zones import zone
from extract.parse.spacy_parser import Parse, SpacyParser
from extract.quotes.attribution import Attribution, QuoteFindings, attribute
from extract.text import normalise
from extract.types import Block, Span

ROOT = Path(__file__).parents[3]
SILENT = ("date", "byline", "credit", "boilerplate")


@cache
def parser() -> SpacyParser:
    return SpacyParser()


def read(text: str) -> QuoteFindings:
    """`text` as one paragraph a line."""
    blocks = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", Span(at, at + len(line))))
        at += len(line) + 1
    return attribute(text, blocks, parser().parse(text, [b.span for b in blocks]))


def words(text: str, a: Attribution) -> tuple[list[str], str | None, str | None]:
    return [f.of(text) for f in a.fragments], a.speaker and a.speaker.of(text), a.cue and a.cue.of(text)


DROWNED = (
    "At least ten people drowned when a metal boat carrying workers overturned before dawn on Monday some way off Sfax"
)
CONSTRUCTIONS = [
    ("“We will rebuild,” Mayor Ana Ruiz said.", ["We will rebuild"], "Mayor Ana Ruiz", "said"),
    ("“We will rebuild,” said Mayor Ana Ruiz.", ["We will rebuild"], "Mayor Ana Ruiz", "said"),
    ("“We will rebuild,” Ruiz said. “We have to.”", ["We will rebuild", "We have to."], "Ruiz", "said"),
    ("“We will go,” Ruiz said, “because we have to.”", ["We will go", "because we have to."], "Ruiz", "said"),
    ("Ruiz said: “We will rebuild.”", ["We will rebuild."], "Ruiz", "said"),
    ("“They took all of it,” groused the old ferryman.", ["They took all of it"], "the old ferryman", "groused"),
    ("“They took all of it.” - Commissioner Ida Holm", ["They took all of it."], "Commissioner Ida Holm", None),
    ("– We will rebuild, says Ruiz.", ["We will rebuild"], "Ruiz", "says"),
    ("– No, he said, – never.", ["No", "never."], "he", "said"),
    ("Ruiz said the bridge would be rebuilt.", ["the bridge would be rebuilt"], "Ruiz", "said"),
    ("Ruiz said that the bridge was safe.", ["the bridge was safe"], "Ruiz", "said"),
    ("The bridge was safe, Ruiz said.", ["The bridge was safe"], "Ruiz", "said"),
    ("The bridge, Ruiz said, would be rebuilt.", ["The bridge", "would be rebuilt"], "Ruiz", "said"),
    ("According to Ruiz, the bridge was safe.", ["the bridge was safe"], "Ruiz", "According to"),
    ("The bridge was safe, according to two officials.", ["The bridge was safe"], "two officials", "according to"),
    ("Ruiz promised to rebuild the bridge.", ["to rebuild the bridge"], "Ruiz", "promised"),
    ("Ruiz denied any wrongdoing in the case.", ["any wrongdoing in the case"], "Ruiz", "denied"),
    ("Ruiz denied taking the money.", ["taking the money"], "Ruiz", "denied"),
    ("Ruiz called for an independent inquiry.", ["an independent inquiry"], "Ruiz", "called for"),
    ("OSLO, March 3 (NNA) — The bridge is safe, Ruiz said.", ["The bridge is safe"], "Ruiz", "said"),
    ("Still, Ruiz noted, the bridge is old.", ["the bridge is old"], "Ruiz", "noted"),
    ("Ruiz rejected claims that money was paid.", ["claims that money was paid"], "Ruiz", "rejected"),
    ("Ruiz said the rules apply to letters, notes, and papers of the board.",
     ["the rules apply to letters, notes, and papers of the board"], "Ruiz", "said"),
    ("Then she apologised: “The bridge will be rebuilt.”", ["The bridge will be rebuilt."], "she", "apologised"),
    ("Ruiz called on the board to rebuild the bridge.", ["the board to rebuild the bridge"], "Ruiz", "called on"),
    ("Ruiz called for the board to rebuild the bridge.", ["the board to rebuild the bridge"], "Ruiz", "called for"),
    ("According to two people, who asked not to be named, the bridge is old.", ["the bridge is old"], "two people",
     "According to"),
    ("Ruiz admitted padding mileage “twice, maybe three times,” and left.",
     ["padding mileage “twice, maybe three times,”"], "Ruiz", "admitted"),
    ("Ruiz hit back, arguing that the bridge was safe.", ["the bridge was safe"], "Ruiz", "arguing"),
    ("– The bridge will hold, Ruiz formulates it.", ["The bridge will hold"], "Ruiz", "formulates"),
    ("Ruiz was quoted as saying the bridge was safe.", ["the bridge was safe"], "Ruiz", "was quoted as saying"),
    ("Ruiz also pointed out that the bridge was safe.", ["the bridge was safe"], "Ruiz", "also pointed out"),
    ("Ruiz has indicated that the bridge will close.", ["the bridge will close"], "Ruiz", "has indicated"),
    ("Officials continue to warn that the bridge is old.", ["the bridge is old"], "Officials", "to warn"),
    ("The ferry line issued a statement saying the bridge was safe.", ["the bridge was safe"], "The ferry line",
     "saying"),
    ("The union sent a letter urging the board to close the bridge.", ["the board to close the bridge"], "The union",
     "urging"),
    ("Ruiz hit back by accusing him of hiding the report.", ["him of hiding the report"], "Ruiz", "accusing"),
    ("Ruiz asked for a second inspection of the bridge.", ["a second inspection of the bridge"], "Ruiz", "asked for"),
    ("Ruiz blamed him for the delay at the bridge.", ["him for the delay at the bridge"], "Ruiz", "blamed"),
    ("Ruiz described the bridge as beset by rust.", ["the bridge as beset by rust"], "Ruiz", "described"),
    ("Ruiz proposed a second bridge, which the board rejected.", ["a second bridge"], "Ruiz", "proposed"),
    ("Ruiz described the inquiry in a short statement.", ["the inquiry"], "Ruiz", "described"),
    ("Ruiz called the ferry plan “a gift to nobody” and “a folly”.",
     ["the ferry plan “a gift to nobody” and “a folly”"], "Ruiz", "called"),
    ("Ruiz called his remarks on Monday “a wake-up call” to the board.",
     ["his remarks on Monday “a wake-up call” to the board"], "Ruiz", "called"),
    ("Bridge closed after storm, says harbour master", ["Bridge closed after storm"], "harbour master", "says"),
    ("Ruiz said the bridge was closed, and the keys were “with the bank”.",
     ["the bridge was closed, and the keys were “with the bank”"], "Ruiz", "said"),
    ("“Do you think it will hold?” Ruiz asked reporters in the harbour.", ["Do you think it will hold?"], "Ruiz",
     "asked"),
    ("“The bridge will be rebuilt soon,” a voice-over in the film states.", ["The bridge will be rebuilt soon"],
     "a voice-over in the film", "states"),
    ("“The bridge is old and should come down,” the editorial read.", ["The bridge is old and should come down"],
     "the editorial", "read"),
    ("“We keep our word here: We will mend it,” Tromso harbour Chief Ann Bell said Monday.",
     ["We keep our word here: We will mend it"], "Tromso harbour Chief Ann Bell", "said"),
    ("Ruiz, who built the bridge, stepped in to say: “It will hold.”", ["It will hold."], "Ruiz", "to say"),
    ("Ruiz slammed the plan as too late.", ["the plan as too late"], "Ruiz", "slammed"),
    ("Ruiz mocked him for building a bridge to nowhere.", ["him for building a bridge to nowhere"], "Ruiz", "mocked"),
    ("Councillors were able to end the quarrel by saying the bridge was safe.", ["the bridge was safe"], "Councillors",
     "saying"),
    ("One guest, who like others spoke on the condition of anonymity, said the bridge was safe.",
     ["the bridge was safe"], "One guest", "said"),
    (f"{DROWNED}, Interior Minister Ana Ruiz announced.", [DROWNED], "Interior Minister Ana Ruiz", "announced"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content", "speaker", "cue"), CONSTRUCTIONS)
def test_each_construction(text: str, content: list[str], speaker: str, cue: str | None) -> None:
    findings = read(text).attributions
    assert [words(text, a) for a in findings] == [(content, speaker, cue)]


def test_words_in_marks_right_behind_a_report_are_its_speakers() -> None:
    text = "The bridge is not safe, he said. “It will fall!”"
    findings = read(text).attributions
    assert [words(text, a) for a in findings] == [
        (["The bridge is not safe"], "he", "said"),
        (["It will fall!"], "he", "said"),
    ]


def test_a_report_beside_another_is_no_part_of_it() -> None:
    text = "Ruiz said the bridge was safe, while two engineers said it would fall."
    findings = read(text).attributions
    assert [words(text, a) for a in findings] == [
        (["the bridge was safe"], "Ruiz", "said"),
        (["it would fall"], "two engineers", "said"),
    ]


def test_a_sentence_may_open_with_two_apostrophes() -> None:
    text = "The bridge, he noted, would not hold. ''It is old,'' Ruiz said."
    findings = read(text).attributions
    assert [words(text, a) for a in findings] == [
        (["The bridge", "would not hold"], "he", "noted"),
        (["It is old"], "Ruiz", "said"),
    ]


def test_a_continuing_cue_ends_the_content_before() -> None:
    text = "Ruiz says the bridge is safe but noted that it was old."
    findings = read(text).attributions
    assert [words(text, a) for a in findings] == [
        (["the bridge is safe"], "Ruiz", "says"),
        (["it was old"], "Ruiz", "noted"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ruiz did not say whether the bridge was safe.",
        "Ruiz declined to say what had happened.",
        "If Ruiz says the bridge is safe, people will cross it.",
        "Ruiz would say that the bridge is safe.",
        "Were Ruiz to say that the bridge is safe, people would cross it.",
        "If Ruiz were to say that the bridge is safe, people would cross it.",
        "The office neither confirmed nor denied that money was paid.",
        "Neither side has said who will pay for the bridge.",
        "The law banned them from claiming that the bridge is safe.",
        "People were encouraged to submit designs and suggest what the flag should mean.",
        "She was taken in and told that the bridge was safe.",
        "Ruiz apologized for it.",
        "A clerk, who insisted on anonymity, opened the door.",
        "Speaking to students in Oslo this week, Ruiz responded.",
        "The police questioned the student.",
        "The camp, which the church describes as a retreat, is old.",
        "The so-called “night mayor” opened the bridge.",
        "She was reading “The Old Bridge” on the train.",
    ],
)
def test_unattributed_passages_are_not_quotes(text: str) -> None:
    assert read(text).attributions == []


def test_tell_has_an_addressee() -> None:
    text = "Ruiz told Reuters that the bridge was safe."
    (a,) = read(text).attributions
    assert a.addressee is not None
    assert a.addressee.of(text) == "Reuters"
    assert words(text, a)[0] == ["the bridge was safe"]


def test_coordinated_cues_are_two_quotes_of_one_speaker() -> None:
    text = "The embassy insists that no money was paid and adds that the case is closed."
    first, second = read(text).attributions
    assert words(text, first) == (["no money was paid"], "The embassy", "insists")
    assert words(text, second) == (["the case is closed"], "The embassy", "adds")


def test_a_bare_coordinated_cue_takes_the_speaker_up_again() -> None:
    text = "They also claimed Paris was a volunteer and claim she has an interest in the case."
    assert [words(text, a)[:2] for a in read(text).attributions] == [
        (["Paris was a volunteer"], "They"),
        (["she has an interest in the case"], "They"),
    ]


def test_words_quoted_within_a_report_are_a_quote_of_their_own() -> None:
    text = "Some users reported that all they get is a message stating, “The word means search for truth.”"
    outer, inner = read(text).attributions
    assert (outer.kind, words(text, outer)[1:]) == ("mixed", ("Some users", "reported"))
    assert words(text, inner) == (["The word means search for truth."], "a message", "stating")


def test_a_participle_takes_the_speaker_up_again() -> None:
    text = "Ruiz said the bridge was safe, adding that repairs had begun."
    first, second = read(text).attributions
    assert words(text, first)[0] == ["the bridge was safe"]
    assert words(text, second) == (["repairs had begun"], "Ruiz", "adding")


def test_a_free_quote_follows_the_one_who_spoke_before() -> None:
    text = "“We will rebuild the bridge,” Ruiz said.\n“It will take a year, and it will hold.”"
    _first, second = read(text).attributions
    assert second.speaker is None
    assert second.follows == 0


def test_a_quote_over_paragraphs_is_one_attribution() -> None:
    text = "Ruiz said: “The first part is done.\n“The second part will take a year.”"
    (a,) = read(text).attributions
    assert words(text, a)[0] == ["The first part is done.", "The second part will take a year."]


def test_a_scare_quote_is_offered_apart() -> None:
    text = "The so-called “night mayor” opened the bridge."
    assert [s.of(text) for s in read(text).scare_quotes] == ["night mayor"]


def test_an_interview_labels_its_speakers() -> None:
    text = "CHAIR HOLM: Where is the book now?\nRUIZ: The company has it.\nCHAIR HOLM: Thank you."
    assert [words(text, a)[:2] for a in read(text).attributions] == [
        (["Where is the book now?"], "CHAIR HOLM"),
        (["The company has it."], "RUIZ"),
        (["Thank you."], "CHAIR HOLM"),
    ]


def test_every_quote_of_the_seed_article() -> None:
    text = normalise((ROOT / "seeds" / "us-china-russia.txt").read_text(encoding="utf-8"))
    gold = json.loads((ROOT / "tests" / "data" / "us-china-russia.quotes.json").read_text(encoding="utf-8"))["quotes"]
    zoned = zone(text)
    parses = parser().parse(text, [b.span for b in zoned.blocks if b.kind not in SILENT])
    found = {
        (
            a.kind, a.fragments[0].start, a.fragments[-1].end, a.speaker and a.speaker.of(text),
            a.cue and a.cue.of(text), a.addressee and a.addressee.of(text),
        )
        for a in attribute(text, zoned.blocks, parses).attributions
    }  # fmt: skip
    wanted = {(q["kind"], q["start"], q["end"], q["speaker"], q["cue"], q["addressee"]) for q in gold}
    assert wanted <= found


PIECES = [
    "he said",
    "“",
    "”",
    '"',
    "'",
    "– ",
    "according to",
    " Ruiz ",
    "told",
    "that",
    ", ",
    ". ",
    "\n",
    "\x00",
    ": ",
    "no",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=120))
def test_hostile_text_never_raises_and_fragments_are_in_order(text: str) -> None:
    text = normalise(text)
    findings = read(text).attributions
    for a in findings:
        assert a.fragments
        assert all(0 <= f.start < f.end <= len(text) for f in a.fragments)
        assert all(one.end <= two.start for one, two in zip(a.fragments, a.fragments[1:], strict=False))
        assert a.follows is None or (0 <= a.follows < len(findings) and findings[a.follows] is not a)
        for span in (a.speaker, a.cue, a.addressee):
            assert span is None or 0 <= span.start < span.end <= len(text)


def test_quotes_not_read_in_a_block_are_reported() -> None:
    text = "“Stop that now.” " * 2_003
    block = Block("paragraph", Span(0, len(text)))
    findings = attribute(text, [block], [Parse(block.span, [], [], [])])
    assert findings.warnings == ["line 1: too many quotes; the last 3 were not read"]
    assert sum(len(a.fragments) for a in findings.attributions) == 2_000
