"""Labels of speakers and the names of people."""

from __future__ import annotations

import pytest

from store.evidence.speaker_resolution import SpeakerLabels, same_name


@pytest.mark.parametrize(
    ("label", "name", "same"),
    [
        ("LUND", "Kari Lund", True), ("Ms Lund", "Kari Lund", True), ("Lund, Kari", "Kari Lund", True),
        ("K. Lund", "Kari Lund", True), ("MAYOR LUND", "Kari Lund", True), ("Kari Lund, MP", "Lund", True),
        ("THE MAYOR", "mayor of Vesthavn", True), ("KING", "Stephen King", True), ("Per Lund", "Kari Lund", False),
        ("Dahl", "Kari Lund", False), ("Ann Mary Lee", "Ann Mary Berg", False), ("MR LUND", "Mary Lund", False),
    ],
)  # fmt: skip
def test_labels_and_names(label: str, name: str, same: bool) -> None:
    assert same_name(label, name) is same
    assert same_name(name, label) is same


def test_a_label_that_fits_two_people_is_not_sure() -> None:
    labels = SpeakerLabels(others=[("Kari Lund",), ("Per Lund",)])
    assert labels.rivals("LUND", ["Kari Lund"]) == ["Per Lund"]
    assert SpeakerLabels({"Lund": "Kari Lund"}, [("Kari Lund",), ("Per Lund",)]).rivals("LUND", ["Kari Lund"]) == []
