"""Data folders with files made by hand: each kind of file in the place of each, and some that chance makes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults import hand_made_folders as folders


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("whole") / "home"
    os.umask(os.umask(0o022) | 0o022)
    folders.make_whole(home)
    return home


def test_a_whole_folder_is_whole(whole: Path) -> None:
    folders.look(whole, [])
    names = {path.name for path in folders.files_of(whole)}
    assert names >= {"notes.json", "notes.json.bak", "desk.sqlite", "feeds.json", "searches.json", "imported.log"}
    assert {path.parent.name for path in folders.files_of(whole)} >= {"journal", "drafts", "texts", "readings"}


@pytest.mark.slow
def test_each_kind_of_file_in_the_place_of_each(whole: Path) -> None:
    for number in range(len(folders.files_of(whole))):
        for plant in folders.PLANTS:
            folders.look(whole, [(number, folders.put_in_place, (plant,))])


def test_what_chance_makes(whole: Path) -> None:
    folders.look_at(40, whole)
