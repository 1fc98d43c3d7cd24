"""Evidence is read from any transcript, and what can be read of a damaged one is used."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.evidence.transcript_reading import EvidenceError, read_evidence
from store.evidence.verdicts import Prover

VTT = (
    "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Kari Lund>We will go\n\nNOTE nothing\n\n"
    "00:00:02.000 --> 00:00:05.000\n<v Kari Lund>to the harbour in May.\n\n"
    "00:01:00.000 --> 00:01:04.000\n<v Per Dahl>No.\n"
)
SRT = (
    "1\n00:00:01,000 --> 00:00:03,000\nLUND: We will go\nto the harbour in May.\n\n"
    "2\n00:01:00,000 --> 00:01:04,000\nDAHL: No.\n"
)
WHISPER = json.dumps(
    {"segments": [{"start": 1, "text": "We will go"}, {"start": 3.5, "text": " to the harbour in May."}, {"text": ""}]}
)  # fmt: skip
LABELS = "[00:00:01] Kari Lund: We will go\nto the harbour in May.\n\n[00:01:00] Per Dahl: No.\n"
RELEASE = "The council met on Monday.\nWe will go to the harbour in May, it says.\n"


@pytest.mark.parametrize(
    ("name", "content", "speaker", "time"),
    [
        ("a.vtt", VTT, "Kari Lund", "00:00:01.000"),
        ("a.srt", SRT, "LUND", "00:00:01.000"),
        ("a.json", WHISPER, "", "00:00:01.000"),
        ("a.txt", LABELS, "Kari Lund", "00:00:01"),
        ("release.txt", RELEASE, "", ""),
    ],
)
def test_words_are_found_over_the_ends_of_cues_and_lines(name: str, content: str, speaker: str, time: str) -> None:
    for data in (content.encode(), content.encode("utf-16"), content.replace("\n", "\r\n").encode("utf-8-sig")):
        evidence = read_evidence(name, data)
        verdict = Prover([evidence]).prove("We will go to the harbour in May", ["Kari Lund"])
        assert verdict.kind == "verbatim", (verdict, evidence.text)
        assert verdict.place is not None
        assert (verdict.place.speaker, verdict.place.time) == (speaker, time)


def test_half_a_transcript_and_times_out_of_order() -> None:
    half = read_evidence("half.vtt", VTT[: VTT.index("May") + 1].encode())
    assert half.turns[-1].speaker == "Kari Lund"
    blocks = VTT.split("\n\n")
    mixed = read_evidence("mixed.vtt", "\n\n".join([blocks[0], blocks[-1].strip(), *blocks[1:-1]]).encode())
    assert [turn.time for turn in mixed.turns] == ["00:01:00.000", "00:00:01.000", "00:00:02.000"]


@pytest.mark.parametrize("data", [b"", b"   \n", b"WEBVTT\n\n", b'{"segments": []}', b"\xff\xfe", b"...\n"])
def test_what_has_no_words_is_said(data: bytes) -> None:
    with pytest.raises(EvidenceError, match=r"^(nobody speaks|no words) in it$"):
        read_evidence("a", data)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        evidence = read_evidence("a", data)
    except EvidenceError:
        return
    for one, other in zip(evidence.turns, evidence.turns[1:], strict=False):
        assert one.end <= other.start
    assert all(word.end <= len(evidence.text) for word in evidence.words)
