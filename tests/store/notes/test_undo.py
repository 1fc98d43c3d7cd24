"""Undo of what was done to several notes together, and of a choice between two versions."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.notes.note import Note
from store.notes.notebook import Notebook, NotebookError
from store.notes.operations import MAX_STEPS


def note(book: Notebook, body: str) -> Note:
    """A note on a whole article."""
    return book.add(article="a", version="v", anchor=None, body=body)


def bodies(book: Notebook) -> list[str]:
    """What the notes say."""
    return sorted(each.body for each in book.all())


def test_many_notes_changed_together_are_one_step_also_after_a_restart(tmp_path: Path) -> None:
    book = Notebook.open(tmp_path, author="ada")
    made = [note(book, f"{n:03}") for n in range(MAX_STEPS + 20)]
    book.edit_together([(each, {"version": "w"}) for each in made])
    last = book.edit(made[0].uid, body="later")
    assert book.undo().op == last.op
    book.close()
    book = Notebook.open(tmp_path, author="ada")
    step = book.undo()
    assert book.size(step) == len(made)
    assert {each.version for each in book.all()} == {"v"}
    book.redo()
    assert {each.version for each in book.all()} == {"w"}
    book.undo()
    book.undo()
    assert len(book.all()) == len(made) - 1
    book.close()


def test_of_those_one_that_was_changed_since_stays(tmp_path: Path) -> None:
    ada, ben = (Notebook.open(tmp_path, author=name) for name in ("ada", "ben"))
    one, two = note(ada, "one"), note(ada, "two")
    ada.edit_together([(one, {"version": "w"}), (two, {"version": "w"})])
    ben.refresh()
    ben.edit(two.uid, body="two, by ben")
    ada.refresh()
    ada.undo()
    assert {each.body: each.version for each in ada.all()} == {"one": "v", "two, by ben": "w"}
    with pytest.raises(NotebookError, match="changed by ben since"):
        ada.undo()  # that the second was made
    assert ada.undo().after.uid == one.uid
    assert bodies(ada) == ["two, by ben"]
    ada.close()
    ben.close()


def conflicted(home: Path) -> tuple[Notebook, Notebook, str]:
    """Two sessions, and a note that both changed at once."""
    ada, ben = (Notebook.open(home, author=name) for name in ("ada", "ben"))
    made = note(ada, "first")
    ben.refresh()
    ada.edit(made.uid, base=made, body="ada's")
    ben.edit(made.uid, base=made, body="ben's")
    ada.refresh()
    ben.refresh()
    return ada, ben, made.uid


@pytest.mark.parametrize("keep_other", [False, True])
def test_a_choice_is_undone_and_made_again(tmp_path: Path, keep_other: bool) -> None:
    ada, ben, uid = conflicted(tmp_path)
    (conflict,) = ada.conflicts()
    before = {(version.body, version.editor) for version in conflict.versions}
    assert before == {("ada's", "ada"), ("ben's", "ben")}
    mine = next(version for version in conflict.versions if version.body == "ada's")
    ada.choose(uid, mine, keep_other=keep_other)
    assert ada.conflicts() == []
    assert bodies(ada) == (["ada's", "ben's"] if keep_other else ["ada's"])
    step = ada.undo()
    assert ada.size(step) == (2 if keep_other else 1)
    (again,) = ada.conflicts()
    assert {version.body for version in again.versions} == {"ada's", "ben's"}
    assert len(ada.all()) == 1
    ben.refresh()
    (seen,) = ben.conflicts()
    assert {version.body for version in seen.versions} == {"ada's", "ben's"}
    ada.redo()
    assert ada.conflicts() == []
    assert bodies(ada) == (["ada's", "ben's"] if keep_other else ["ada's"])
    ben.refresh()
    assert bodies(ben) == bodies(ada)
    ada.close()
    ben.close()
    alone = Notebook.open(tmp_path, author="ada")
    alone.undo()
    assert len(alone.conflicts()) == 1
    alone.close()


def test_a_choice_is_not_undone_over_later_changes(tmp_path: Path) -> None:
    ada, ben, uid = conflicted(tmp_path)
    ada.choose(uid, ada.conflicts()[0].versions[0])
    ben.refresh()
    ben.edit(uid, body="after all")
    ada.refresh()
    with pytest.raises(NotebookError, match="changed by ben since"):
        ada.undo()
    assert bodies(ada) == ["after all"]
    ada.close()
    ben.close()
