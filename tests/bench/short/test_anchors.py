"""The short form of `anchors.py`, on the seed article alone so that it is the same everywhere."""

from __future__ import annotations

import pytest

from tests.bench import anchors


def test_edited_articles_keep_their_notes_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anchors, "DATA", ())
    counts, wrong = anchors.run(200)
    assert wrong == []
    assert counts["right"] >= 0.95 * (counts["right"] + counts["asked"]), counts
