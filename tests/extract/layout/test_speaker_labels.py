"""Who a paragraph's label names: also where a transcript has two turns."""

from __future__ import annotations

import pytest

from extract.layout.speaker_labels import interview_labels
from extract.layout.zones import zone


def labels(text: str) -> list[str | None]:
    """The speakers in their order; None for a bare question or answer."""
    found = interview_labels(text, zone(text).blocks)
    return [found[i].speaker.of(text) if found[i].speaker else None for i in sorted(found)]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Reporter: Will it open?\n\nMara Oduya: Not this year.\n", ["Reporter", "Mara Oduya"]),
        ("Ida Roe: We close it.\n\nJon Brevik: That is wrong.\n", ["Ida Roe", "Jon Brevik"]),
        ("Ida Roe: We close it.\nJon Brevik: That is wrong.\n", ["Ida Roe", "Jon Brevik"]),
        ("Q: Will it open?\n\nA: Not this year.\n", [None, None]),
        ("The keeper\n\nHost: Will it open?\n\nDr. Kim Poe: Not this year.\n", ["Host", "Dr. Kim Poe"]),
        ("Kari Lund: Åpner den?\n\nÅse Dahl: Ikke i år.\n", ["Kari Lund", "Åse Dahl"]),
        ("Moderator: Öffnet sie?\n\nJan von Essen: Nicht dieses Jahr.\n", ["Moderator", "Jan von Essen"]),
        ("Periodista: ¿Abre?\n\nAna de la Torre: No este año.\n", ["Periodista", "Ana de la Torre"]),
        ("HOST: Will it open?\n\nPOE: Not this year.\n", ["HOST", "POE"]),
    ],
)  # fmt: skip
def test_two_turns_are_a_transcript(text: str, speakers: list[str | None]) -> None:
    assert labels(text) == speakers


@pytest.mark.parametrize(
    "text",
    [
        "Pier closes\n\nSummary: It closes on Sunday.\n\nBackground: It is old.\n",
        "New Bridge Road: closed\n\nThe council met. It will meet again.\n",
        "For sale\n\nPrice Range: 40 to 60\n\nColour Options: red or blue\n",
        "Subject: Pier\n\nDate: Sunday\n",
        "Pier closes\n\nThe council met.\n\nMara Oduya: chair of the council.\n",
    ],
)
def test_lists_and_facts_are_none(text: str) -> None:
    assert labels(text) == []
