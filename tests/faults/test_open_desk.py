"""The short form of `open_desk.py`: some folders by chance, and each file that is a convenience in a bad state."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults import hand_made_folders as folders
from tests.faults.open_desk import CONVENIENCES, Tally, look, look_at

pytestmark = pytest.mark.terminal

LIMIT_SECONDS = 20.0
"""For an answer, on a machine that is busy with other tests; the long form takes five."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("whole") / "home"
    os.umask(os.umask(0o022) | 0o022)
    folders.make_whole(home)
    return home


def test_what_chance_makes(whole: Path) -> None:
    tally = look_at(8, whole, limit=LIMIT_SECONDS)
    assert (tally.folders, tally.faults) == (8, [])
    assert tally.saved > 0


@pytest.mark.parametrize("open_first", [False, True], ids=["before", "while-open"])
@pytest.mark.parametrize("deep", [False, True], ids=["pipe", "deep"])
def test_no_convenience_stops_start_or_save(whole: Path, open_first: bool, deep: bool) -> None:
    names = [str(path.relative_to(whole)) for path in folders.files_of(whole)]
    spoils: list[folders.Spoil] = [
        (number, folders.write_raw, (b"[" * 200_000,)) if deep else (number, folders.put_in_place, (folders.PLANTS[7],))
        for number, name in enumerate(names)
        if name.startswith(CONVENIENCES)
    ]
    assert len(spoils) >= 5
    tally = Tally()
    look(whole, spoils, open_first=open_first, tally=tally, limit=LIMIT_SECONDS)
    assert tally.saved == 1
