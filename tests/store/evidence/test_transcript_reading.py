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
def test_what_has_no_words_is_reported(data: bytes) -> None:
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


def cue(n: int, words: str, speaker: str = "Kari Lund") -> str:
    clock = f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}"
    return f"{clock}.000 --> {clock}.900\n<v {speaker}>{words}\n"


def test_what_is_wrong_with_a_transcript_is_reported_a_line_each() -> None:
    vtt = (
        "WEBVTT\n\n00:00:05.000 --> 00:00:09.000\nWe will go\n\n00:00:07.000 --> 00:00:08.000\nto the harbour\n\n"
        "00:00:01.000 --> 00:00:02.000\nin May.\n\nlost words without a time code\n"
    )
    evidence = read_evidence("a.vtt", vtt.encode())
    assert evidence.warnings == (
        "1 time code out of order", "1 cue overlaps the next", "1 block without a time code left out",
        "it names no speakers: who said the words is not checked",
    )  # fmt: skip
    assert Prover([evidence]).prove("We will go to the harbour in May").kind == "verbatim"


def test_half_a_file_of_segments_is_read_as_far_as_it_goes() -> None:
    evidence = read_evidence("a.json", WHISPER.encode()[: WHISPER.index('{"text": ""') + 4])
    assert evidence.warnings[0] == "it breaks off: 2 segments read"
    assert Prover([evidence]).prove("We will go to the harbour in May").kind == "verbatim"


def test_captions_that_roll_up_are_read_once() -> None:
    sentence = "we will go to the harbour in May because the ice is thin and the boats are old"
    words = sentence.split()
    rolling = [" ".join(words[max(0, n - 4) : n + 4]) for n in range(0, len(words), 4)]
    blocks = "\n".join(cue(n, line) for n, line in enumerate(rolling))
    evidence = read_evidence("a.vtt", f"WEBVTT\n\n{blocks}".encode())
    assert Prover([evidence]).prove(sentence).kind == "verbatim"


def test_words_spoken_twice_in_other_transcripts_stay() -> None:
    blocks = cue(1, "we must go now") + "\n" + cue(2, "we must go now") + "\n" + cue(3, "and never return")
    assert len(read_evidence("a.vtt", f"WEBVTT\n\n{blocks}".encode()).words) == 11


def test_a_mark_of_another_speaker_without_a_name_ends_the_last_ones_words() -> None:
    vtt = f"WEBVTT\n\n{cue(1, 'We will go')}\n00:00:03.000 --> 00:00:04.000\n>> You will not\n"
    evidence = read_evidence("a.vtt", vtt.encode())
    assert [turn.speaker for turn in evidence.turns] == ["Kari Lund", ""]


def test_ten_hours_in_ten_thousand_fragments() -> None:
    blocks = "\n".join(cue(3 * n + 1, f"part {n} of a very long hearing") for n in range(10_000))
    evidence = read_evidence("a.vtt", f"WEBVTT\n\n{blocks}".encode())
    verdict = Prover([evidence]).prove("part 9999 of a very long hearing", ["Kari Lund"])
    assert verdict.kind == "verbatim"
    assert verdict.place is not None
    assert verdict.place.time == "08:19:58.000"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252", "utf-8-sig", "utf-32"])
def test_encodings(encoding: str) -> None:
    text = "KARI LUND: Vi går til fergen på mandag.\nPER DAHL: Nei, det gjør vi ikke.\n"
    evidence = read_evidence("a.txt", text.encode(encoding))
    assert Prover([evidence]).prove("Vi går til fergen på mandag", ["Kari Lund"]).kind == "verbatim"
